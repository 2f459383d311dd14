"""Fetching: what the panes in sight need besides the Snapshot, and where its answer goes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gdtui.session.outlook import (
    Around,
    Fit,
    Fitted,
    Rate,
    Rates,
    RawParameters,
    RawWeights,
    Surroundings,
)
from gdtui.session.questions import Branch, Branches, DataRows, DataWindow, Question, Window
from gdtui.session.snapshot import BatchWindow
from gdtui.tui.layout import Boxes, Name
from gdtui.tui.moment import Moment

_FRAME = 3  # lines of a box that are no rows: two edges and the heads
_BUCKETS = 256
_FIELDS = {
    BatchWindow: "asked",
    DataRows: "data",
    Surroundings: "around",
    Fitted: "fitted",
    Rates: "rates",
    RawParameters: "raw",
}


def needed(
    moment: Moment, boxes: Boxes, first: Mapping[Name, int], *, raw: bool = False
) -> Iterator[Question]:
    """The questions whose answers would be seen.

    Args:
        moment: what is known.
        boxes: the panes in sight.
        first: the first row that a pane shows.
        raw: whether the weights for raw inputs are to be seen.
    """
    batch = moment.snapshot.batch
    if Name.BATCH in boxes:
        rows = boxes[Name.BATCH].height - _FRAME
        start = max(0, min(first[Name.BATCH], batch.rows - rows))
        if min(start + rows, batch.rows) > batch.first + len(batch.numbers):
            yield Window(start, rows)
    if Name.DATA in boxes:
        rows = boxes[Name.DATA].height - _FRAME
        yield DataWindow(max(0, min(first[Name.DATA], moment.opened.rows - rows)), rows)
    if Name.SLICE in boxes or Name.CONTOUR in boxes:
        yield _around(moment, first, both=Name.CONTOUR in boxes)
    if raw and moment.snapshot.settings.standardize:
        yield RawWeights()
    if Name.FIT in boxes:
        yield Fit(first[Name.FIT])
    if Name.RATE in boxes:
        yield Rate(first[Name.RATE], boxes[Name.RATE].height)
    if Name.RUNS in boxes:
        lacking = not moment.has_branches
    else:
        lacking = Name.CHART in boxes and len(moment.branches) != moment.snapshot.branches > 1
    if lacking:
        yield Branches(_BUCKETS)


def told(moment: Moment, answer: object) -> Moment:
    """The moment with an answer in its place."""
    field = _FIELDS.get(type(answer))
    if field is not None:
        return replace(moment, **{field: answer})  # type: ignore[arg-type]  # by name
    if isinstance(answer, tuple):
        branches = tuple(branch for branch in answer if isinstance(branch, Branch))
        return replace(moment, branches=branches, branches_of=moment.snapshot)
    return moment


def _around(moment: Moment, first: Mapping[Name, int], *, both: bool) -> Around:
    """The loss along the chosen parameter, and along another one counted from it."""
    targets, inputs = moment.snapshot.weight.shape
    one, count = first[Name.SLICE], targets * (inputs + 1)
    other = (one + 1 + first[Name.CONTOUR]) % count
    return Around(tuple(divmod(place, inputs + 1) for place in ((one, other) if both else (one,))))
