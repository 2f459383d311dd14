"""The code: the source of the running loop, the lines just run marked, the next phase named."""

from gdtui.draw.box import box
from gdtui.draw.code import code
from gdtui.draw.text import Line
from gdtui.session.snapshot import Snapshot
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane


class Code(Pane):
    """What runs; a long run that took the fast way says so in the title."""

    help = (
        "The loop that runs, read from its own source: the lines just run are marked, those of the "
        "next phase underlined, a mistake made by k has a !. A long run may take the fast way, "
        "compared bit for bit before."
    )

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The source in its box."""
        snapshot = moment.snapshot
        phase, settings = snapshot.position.phase, snapshot.settings
        if phase is None or phase == "zero_grad":
            # the step is over: what is shown is what the next one will run
            settings = snapshot.chosen
        source, mode = moment.opened.loop(settings), settings.mode
        ran = moment.opened.loop(snapshot.made_by)
        order = tuple(dict.fromkeys(source.phases))
        upcoming = order[0 if phase is None else (order.index(phase) + 1) % len(order)]
        inside = code(
            source.lines,
            source.marked(phase) if source == ran else (),
            source.marked(upcoming),
            width - 2,
            height - 2,
            wrong=moment.opened.wrong(settings),
            glyphs=self.glyphs,
        )
        title = _title(snapshot, f"{mode} {self.glyphs.dot} next: {upcoming}", width - 6)
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)


def _title(snapshot: Snapshot, following: str, width: int) -> str:
    """What comes next; after a long run how much of it took the fast way, as there is room."""
    if not snapshot.fast_steps:
        return following
    fast = f"{snapshot.fast_steps} of {snapshot.fast_steps + snapshot.loop_steps}"
    wordings = (
        f"{following}; {fast} steps: fast run, same bits",
        f"{fast} steps: fast run, same bits",
        f"{fast}: fast run, same bits",
        f"{fast} fast, same bits",
    )
    return next((words for words in wordings if len(words) <= width), "fast run, same bits")
