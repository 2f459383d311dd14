"""Twins: the two modes side by side over the next steps; the session stays where it is."""

from textual import events, work
from textual.strip import Strip

from gdtui.clean import clean
from gdtui.draw.text import Glyphs, Line, Span, Style, fit
from gdtui.errors import UserError
from gdtui.session.mistakes import exact_update, is_exact
from gdtui.session.questions import Twins
from gdtui.session.twinned import Twinned
from gdtui.tui.forms.trainer import Trainer
from gdtui.tui.overlay import Overlay
from gdtui.tui.sheet import strip
from gdtui.tui.twins_sheet import PHASES, heading, twins_sheet

STEPS = 10
_MOVES = {
    **dict.fromkeys(("s", "space", "right", "right_square_bracket"), 1),
    **dict.fromkeys(("left", "left_square_bracket"), -1),
    "down": PHASES,
    "up": -PHASES,
    "pagedown": 10 * PHASES,
    "pageup": -10 * PHASES,
}
_CLOSES = ("escape", "ctrl+c", "c", "q")
_HINT = " s on  <- back  f first difference  x exact update{}  esc closes"


class TwinsScreen(Overlay[None]):
    """The whole screen: s and the arrows go from phase to phase, x takes the exact update."""

    DEFAULT_CSS = "TwinsScreen { background: ansi_default; }"

    def __init__(self, trainer: Trainer, glyphs: Glyphs, steps: int) -> None:
        super().__init__()
        self._trainer, self._glyphs, self._steps = trainer, glyphs, steps
        self._twins: Twinned | None = None
        self._said = "running both..."
        self._place = 0

    def on_mount(self) -> None:
        """Ask for both."""
        super().on_mount()
        self._ask(exact=self._trains_exact)

    def render_line(self, y: int) -> Strip:
        """A line as it is now."""
        width, height = self.size
        lines = self._lines(width, height)
        return strip(lines[y] if y < len(lines) else fit((), width), width)

    def press(self, event: events.Key) -> None:
        """Go on, or back, or to the first difference; take the exact update; close."""
        if event.key in _CLOSES:
            self.dismiss(None)
        elif self._twins is None:
            return
        elif event.key in _MOVES:
            self._go(self._place + _MOVES[event.key])
        elif event.key == "home":
            self._go(0)
        elif event.key == "end":
            self._go(len(self._twins.phases))
        elif event.key == "f":
            self._go(self._twins.first or 0)
        elif event.key == "x":
            self._ask(exact=not self._twins.exact)
        elif event.key == "enter" and self._twins.exact != self._trains_exact:
            self.dismiss(None)
            self._trainer.send(exact_update(on=self._twins.exact))

    @property
    def _trains_exact(self) -> bool:
        moment = self._trainer.moment
        return moment is not None and is_exact(moment.snapshot.chosen)

    def _go(self, place: int) -> None:
        if self._twins is not None:
            self._place = max(0, min(place, len(self._twins.phases) - 1))
            self.refresh()

    @work(exclusive=True)
    async def _ask(self, *, exact: bool) -> None:
        try:
            answer = await self._trainer.link.answer(Twins(self._steps, exact))
        except UserError as error:
            self._twins, self._said = None, clean(error.sentence)
        else:
            assert isinstance(answer, Twinned)  # noqa: S101  # as the question says
            self._twins = answer
            self._go(self._place)
        self.refresh()

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        opened = None if self._trainer.moment is None else self._trainer.moment.opened
        if self._twins is None or opened is None:
            return (
                heading(None, width),
                fit((Span(f" {self._said}"),), width),
                fit((), width),
                fit((Span(" esc closes", Style.DIM),), width),
            )
        body = twins_sheet(
            self._twins, opened, self._place, width - 2, height - 2, glyphs=self._glyphs
        )
        enter = "  enter trains so" if self._twins.exact != self._trains_exact else ""
        hint = fit((Span(_HINT.format(enter), Style.DIM),), width)
        return (
            heading(self._twins, width),
            *(fit((Span(" "), *line), width) for line in body),
            hint,
        )
