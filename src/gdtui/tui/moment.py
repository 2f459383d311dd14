"""Moment: a Snapshot with what it is compared with and what belongs to it; the panes paint it."""

from dataclasses import dataclass, replace

from gdtui.session.opened import Opened
from gdtui.session.outlook import Fitted, Forecasted, Rates, RawParameters, Surroundings
from gdtui.session.questions import Branch, DataRows
from gdtui.session.snapshot import BatchWindow, Snapshot


@dataclass(frozen=True, eq=False)
class Moment:
    """One moment of a session, as much of it as the screen has been told.

    `before` is the snapshot that was shown until now: what differs from it is marked. `asked` are
    rows of the batch other than the snapshot's own, `data` those of the dataset. `branches` were
    told at the snapshot `branches_of`. `drift` is from
    float64 on the CPU, None where that is not known. `around` is the loss near the weights,
    `fitted` how they predict, `rates` where the rate stands, `raw` the weights for raw inputs: of
    this moment or, until that is told, of the one before.
    """

    opened: Opened
    snapshot: Snapshot
    before: Snapshot
    asked: BatchWindow | None = None
    data: DataRows | None = None
    branches: tuple[Branch, ...] = ()
    branches_of: Snapshot | None = None
    drift: float | None = None
    around: Surroundings | None = None
    fitted: Fitted | None = None
    rates: Rates | None = None
    raw: RawParameters | None = None
    forecast: Forecasted | None = None

    def followed_by(self, snapshot: Snapshot) -> "Moment":
        """The moment after this one, which marks what has changed since."""
        same_settings = snapshot.settings == self.snapshot.settings
        same_branch = snapshot.branch == self.snapshot.branch
        return replace(
            self,
            snapshot=snapshot,
            before=self.snapshot,
            asked=None,
            drift=self.drift if same_settings else None,
            branches=self.branches if same_branch else (),
            forecast=self.forecast if same_branch else None,
        )

    @property
    def has_branches(self) -> bool:
        """Whether the branches are known as they are, but for how far the one of now has come."""
        then, now = self.branches_of, self.snapshot
        if then is None or len(self.branches) != now.branches:
            return False
        return (then.made_by, then.chosen) == (now.made_by, now.chosen)

    def rows(self, first: int, count: int) -> BatchWindow:
        """Rows of the batch from `first` on, as many of them as are known."""
        batch = self.snapshot.batch
        first = max(0, min(first, batch.rows - count))
        if self.asked is not None and _known(self.asked, first) > min(_known(batch, first), count):
            batch = self.asked
        start = first - batch.first if _known(batch, first) else 0
        rows = slice(start, start + count)
        return replace(
            batch,
            first=batch.first + rows.start,
            numbers=batch.numbers[rows],
            lines=batch.lines[rows],
            inputs=batch.inputs[rows],
            targets=batch.targets[rows],
            preds=None if batch.preds is None else batch.preds[rows],
        )


def _known(window: BatchWindow, first: int) -> int:
    """How many rows from `first` on are in a window."""
    return max(0, window.first + len(window.numbers) - first) if first >= window.first else 0
