"""help_lines: the table of keys, as it holds where there is no screen."""

from collections.abc import Iterator

from gdtui.tui.keys import KEYS, Group, Verb

_HERE = {
    Verb.NEXT_VIEW: (
        "say where it stands: settings, losses, weights, gradients, the batch; again: the code, "
        "the losses, slice, contour, fit, rate, runs; 4v says the fourth of these, the slice"
    ),
    Verb.LAST_VIEW: "the same backwards, the runs first",
    Verb.DATA: "say rows of the data; 20a: from row 20 on",
    Verb.EXPLAIN: "a cursor on the numbers: why is each what it is; arrows move it",
    Verb.PANE: "the cursor to other numbers",
    Verb.COPY: "say the number under the cursor with all its digits",
    Verb.ESCAPE: "drop a count, and what waits; stop what is under way",
    Verb.PALETTE: "find a command by its name",
}
_SCREEN_ONLY = frozenset(
    {
        Verb.MAXIMISE,
        Verb.UP,
        Verb.DOWN,
        Verb.PAGE_UP,
        Verb.PAGE_DOWN,
        Verb.AXIS,
        Verb.CURVE,
        Verb.MARK,
        Verb.REPAINT,
    }
)


def help_lines() -> Iterator[str]:
    """A line for each key that does something here, under the headings of the table."""
    for group in Group:
        yield f"{group}:"
        for key in KEYS:
            if key.group is group and key.verb not in _SCREEN_ONLY:
                yield f"{key.shown}: {_HERE.get(key.verb, key.help)}"
    yield "A number before a key repeats it: 100e."
