"""The runs: every branch so far, and the one that is chosen beside the one of now."""

from gdtui.draw.axis import x_end
from gdtui.draw.box import box
from gdtui.draw.chart import chart
from gdtui.draw.listing import listing
from gdtui.draw.series import columns
from gdtui.draw.text import Glyphs, Line, Style
from gdtui.draw.window import window
from gdtui.session.questions import Branch
from gdtui.session.snapshot import Snapshot
from gdtui.tui.layout import Name
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane
from gdtui.tui.run_line import HEADS, as_now, differences, run_line

_LIST, _CHART = 8, 7  # lines of the list at most, and of the curves at least
_WIDE = 30.0  # losses so many times apart need a logarithmic axis


class Runs(Pane):
    """A line per branch; `first` is the one that is chosen, `beside` what it is compared with.

    None is the one of now.
    """

    help = (
        "Every branch so far: how it was trained at its end and before, how far, and the loss of "
        "its last epoch, which is the mean of its batch losses. Up and down choose one, enter "
        "returns to its end. Below: the chosen one beside the one of now, whose curve is dotted, "
        "and the settings in which they differ. M marks the chosen one, to compare others with it."
    )

    def __init__(self, name: Name, glyphs: Glyphs) -> None:
        super().__init__(name, glyphs)
        self.beside: int | None = None

    def mark(self) -> str:
        """Compare with the chosen one from now on, or again with that of now; say which."""
        self.beside = None if self.beside == self.first else self.first
        self.renew()
        if self.beside is None:
            return "runs are compared with the one of now again"
        return f"runs are compared with run {self.beside}; up and down choose the other"

    def scroll(self, lines: int) -> None:
        """Choose another branch."""
        if self.moment is not None:
            self.first = max(0, min(self.first + lines, self.moment.snapshot.branches - 1))
            self.renew()

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The list in its box, over the curves of two of them."""
        snapshot = moment.snapshot
        every = [as_now(branch, snapshot) for branch in moment.branches]
        if len(every) != snapshot.branches:
            return box("runs", (), width, height, self.glyphs, chosen=self.chosen)
        room = height - 2
        listed = min(len(every) + 1, _LIST) if room >= _LIST + _CHART else room
        shown = window(0, listed - 1, len(every), self.first)
        lines = listing(
            HEADS,
            [run_line(every[place]) for place in shown.places],
            width - 2,
            listed,
            chosen=self.first - shown.first,
            marked=snapshot.branch - shown.first,
            beside=None if self.beside is None else self.beside - shown.first,
            glyphs=self.glyphs,
        )
        if listed < room:
            pair = every[self.first], every[self._other(snapshot)]
            lines += self._compared(*pair, width - 2, room - listed)
        dot = f" {self.glyphs.dot} "
        marks = f"{dot}* is the one of now{f'{dot}= compared with' * (self.beside is not None)}"
        title = f"runs {shown.which()}".rstrip() + marks
        return box(title, lines, width, height, self.glyphs, chosen=self.chosen)

    def _other(self, snapshot: Snapshot) -> int:
        """What the chosen one is compared with: there may be fewer runs than when it was marked."""
        known = self.beside is not None and self.beside < snapshot.branches
        return self.beside if known and self.beside is not None else snapshot.branch

    def _compared(self, chosen: Branch, other: Branch, width: int, height: int) -> tuple[Line, ...]:
        """Both curves, and in words how they differ."""
        said = f"the losses of the epochs of run {chosen.number}"
        curves = [(chosen.epoch_losses, False)]
        if chosen.number != other.number:
            curves.append((other.epoch_losses, True))
            differ = differences(chosen, other) or "the same settings at their ends"
            said = f"run {chosen.number} beside run {other.number} (dotted): {differ}"
        right = float(x_end(max(curve.count for curve, _ in curves)))
        series = [
            columns(
                curve.lows,
                curve.highs,
                curve.width,
                right,
                width,
                total=curve.count,
                style=Style.FORECAST if dotted else Style.CURVE,
            )
            for curve, dotted in curves
        ]
        highest = max((float(curve.highs.max(initial=0)) for curve, _ in curves), default=0)
        lowest = min((float(curve.lows.min(initial=highest)) for curve, _ in curves), default=0)
        picture = chart(
            series,
            width,
            height - 1,
            log=0 < lowest * _WIDE < highest,
            x_max=right,
            glyphs=self.glyphs,
        )
        return (self.spoken(width + 2, said), *picture)
