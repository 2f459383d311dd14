"""program: the loop that runs, line by line, with the lines just run and the mistake in it."""

from collections.abc import Iterator

from gdtui.session.opened import Opened
from gdtui.session.snapshot import Snapshot


def program(opened: Opened, snapshot: Snapshot) -> Iterator[str]:
    """The source as it runs; a line that has just run or runs next is marked in words."""
    phase, settings = snapshot.position.phase, snapshot.made_by
    if phase is None or phase == "zero_grad":
        # the step is over: what is told is what the next one will run
        settings = snapshot.chosen
    code = opened.loop(settings)
    order = tuple(dict.fromkeys(code.phases))
    upcoming = order[0 if phase is None else (order.index(phase) + 1) % len(order)]
    ran = code.marked(phase) if code == opened.loop(snapshot.made_by) else ()
    marks = (
        (ran, "just run"),
        (code.marked(upcoming), "next"),
        (opened.wrong(settings), "the mistake"),
    )
    yield f"the loop in {settings.mode} mode; next is {upcoming}:"
    for place, line in enumerate(code.lines):
        told = ", ".join(word for lines, word in marks if place in lines)
        yield f"{line}  # {told}" if told else line
    if snapshot.fast_steps:
        steps = snapshot.fast_steps + snapshot.loop_steps
        yield f"{snapshot.fast_steps} of {steps} steps took the fast run, with the same bits"
