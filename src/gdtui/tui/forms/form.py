"""Form: what is asked at the foot of the screen: a list, a line to type in, and what is said."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from gdtui.clean import clean
from gdtui.draw.strip import strip
from gdtui.draw.text import Glyphs, Line, plain
from gdtui.errors import UserError
from gdtui.tui.entry import Entry
from gdtui.tui.forms.listed import Listed
from gdtui.tui.forms.trainer import Trainer
from gdtui.tui.overlay import Overlay

_MOVES = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
_LONGEST = 5000


class Form(Overlay[None]):
    """Every letter and digit is typed, arrows choose in the list, enter acts, esc closes.

    A form says what it is about in `heading` and `hint`, paints its list in `lines`, and acts in
    `entered`; one without a line to type in is not `TYPED`.
    """

    TYPED: ClassVar[bool] = True
    DEFAULT_CSS = """
    Form { align: left bottom; background: transparent; }
    Form > Vertical { height: auto; background: ansi_default; }
    Form Static { background: ansi_default; padding: 0 1; }
    Form #heading { height: 1; text-style: bold reverse; }
    Form #hint { height: 1; text-style: dim; }
    Form #typing { height: 1; }
    Form #label { width: auto; height: 1; }
    Form Input { width: 1fr; height: 1; border: none; padding: 0; background: ansi_default; }
    """

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__()
        self.trainer, self.glyphs = trainer, glyphs
        self.chosen: int | None = None
        self._said: tuple[str, ...] = ()
        self._text = ""

    @property
    def heading(self) -> str:
        """What the form is about."""
        raise NotImplementedError

    @property
    def label(self) -> str:
        """What stands before the line to type in."""
        return ""

    @property
    def hint(self) -> str:
        """What the keys do."""
        raise NotImplementedError

    def lines(self, width: int) -> Sequence[Line]:
        """All lines of the list."""
        raise NotImplementedError

    def typed(self, text: str) -> None:
        """What happens while somebody types."""

    def moved(self) -> None:
        """What happens when another line is chosen."""

    def entered(self, text: str) -> None:
        """What enter does.

        Raises:
            UserError: said in place.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(id="heading", markup=False)
            yield Listed()
            if self.TYPED:
                with Horizontal(id="typing"):
                    yield Static(id="label", markup=False)
                    yield Entry(compact=True, select_on_focus=False)
            yield Static(id="said", markup=False)
            yield Static(id="hint", markup=False)

    def on_resize(self) -> None:
        """Fit into the screen."""
        self.renew()

    def renew(self) -> None:
        """Paint all of it anew."""
        width, height = self.size
        if not width or not self.is_mounted or not self.query("#said"):
            return  # not there yet, or closed while an answer was on its way
        said = [line for text in self._said for line in self._broken(text, width - 2)]
        said = said[: max(1, height // 2)]
        words = self.query_one("#said", Static)
        words.update("\n".join(said))
        words.display = bool(said)
        lines = self.lines(width - 2)
        if self.chosen is not None:
            self.chosen = max(0, min(self.chosen, len(lines) - 1)) if lines else None
        room = max(0, height - 2 - self.TYPED - len(said))
        which = self.query_one(Listed).show(lines, self.chosen, room).which()
        heading = f"{self.heading}  {which}" if which else self.heading
        self.query_one("#heading", Static).update(self.shown(heading))
        self.query_one("#hint", Static).update(self.shown(self.hint))
        if self.TYPED:
            self.query_one("#label", Static).update(self.shown(self.label))

    def say(self, *sentences: str) -> None:
        """Say sentences over the keys, until something else is said."""
        self._said = sentences
        self.renew()

    def shown(self, text: str) -> str:
        """A text as this terminal can show it."""
        text = clean(text, _LONGEST)
        return text.encode("ascii", "replace").decode("ascii") if self.glyphs.ascii else text

    def set_text(self, text: str, *, selected: bool = False) -> None:
        """Put a text into the line, so that typing goes on behind it or replaces it."""
        line = self.query_one(Input)
        self._text = line.value = text
        line.cursor_position = len(text)
        if selected:
            line.select_all()

    def press(self, event: events.Key) -> None:
        """Close, move in the list, act; everything else is typed."""
        if event.key in ("escape", "ctrl+c"):
            self.leave()
        elif event.key in _MOVES and self.chosen is not None:
            self.chosen += _MOVES[event.key]
            self.renew()
            self.moved()
        elif event.key == "enter":
            self._enter()
        elif self.TYPED:
            self.query_one(Entry).press(event)
            self._read()

    def paste(self, text: str) -> None:
        """Type it."""
        if self.TYPED:
            self.query_one(Entry).paste(text)
            self._read()

    def leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def refuse(self, error: UserError) -> None:
        """Say what is wrong."""
        self.say(error.sentence, *error.more)

    def _read(self) -> None:
        """Take note of what stands in the line; forget what was said about another text."""
        text = self.query_one(Entry).value
        if text == self._text:
            return
        self._text, self._said = text, ()
        self.typed(text)
        self.renew()

    def _enter(self) -> None:
        try:
            self.entered(self._text)
        except UserError as error:
            self.refuse(error)

    def _broken(self, text: str, width: int) -> list[str]:
        lines = strip(self.shown(text), max(width, 1), self.size.height, glyphs=self.glyphs)
        return [shown for line in lines if (shown := plain(line).rstrip())]
