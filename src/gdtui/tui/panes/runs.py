"""The runs: every branch so far, and the one that is chosen beside the one of now."""

from gdtui.draw.axis import x_end
from gdtui.draw.box import box
from gdtui.draw.chart import chart
from gdtui.draw.listing import listing
from gdtui.draw.series import columns
from gdtui.draw.text import Line, Style
from gdtui.draw.window import window
from gdtui.session.questions import Branch
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane
from gdtui.tui.run_line import HEADS, as_now, differences, run_line

_LIST, _CHART = 8, 7  # lines of the list at most, and of the curves at least
_WIDE = 30.0  # losses so many times apart need a logarithmic axis


class Runs(Pane):
    """A line per branch; `first` is the one that is chosen."""

    help = (
        "Every branch so far: how it was trained, how far, and the mean loss of its last epoch. Up "
        "and down choose one, enter returns to its end. Below: the chosen one beside the one of "
        "now, whose curve is dotted, and the settings in which they differ."
    )

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
        )
        if listed < room:
            pair = every[self.first], every[snapshot.branch]
            lines += self._compared(*pair, width - 2, room - listed)
        dot = f" {self.glyphs.dot} "
        title = f"runs {shown.which()}".rstrip() + f"{dot}* is the one of now"
        return box(title, lines, width, height, self.glyphs, chosen=self.chosen)

    def _compared(self, chosen: Branch, now: Branch, width: int, height: int) -> tuple[Line, ...]:
        """Both curves, and in words how they differ."""
        said = f"mean losses of run {chosen.number} by epochs"
        curves = [(chosen.epoch_losses, False)]
        if chosen.number != now.number:
            curves.append((now.epoch_losses, True))
            differ = differences(chosen, now) or "the same settings"
            said = f"run {chosen.number} beside run {now.number} (dotted): {differ}"
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
