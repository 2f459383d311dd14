"""Choice: one of several things, found by typing a part of its name."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from gdtui.tui.entry import Entry
from gdtui.tui.overlay import Overlay

_Chosen = TypeVar("_Chosen")


class _Names(OptionList):
    """Shows the one that enter takes in reverse, which Textual leaves out of its styles."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The same for all others."""
        style = super().get_visual_style(*component_classes, partial=partial)
        chosen = "option-list--option-highlighted" in component_classes
        return style + Style(reverse=True) if chosen else style


class Choice(Overlay[_Chosen | None], Generic[_Chosen]):
    """Returns what was chosen, or None after esc; names are shown as they are, without markup."""

    DEFAULT_CSS = """
    Choice { background: ansi_default; }
    Choice > Input { height: 1; border: none; background: ansi_default; }
    Choice > OptionList { height: 1fr; border: none; background: ansi_default; }
    Choice > OptionList { scrollbar-size: 0 0; }
    """

    def __init__(self, question: str, choices: Sequence[tuple[str, _Chosen]]) -> None:
        super().__init__()
        self._question, self._choices = question, choices

    def compose(self) -> ComposeResult:
        """The line to type in, over the list."""
        yield Entry(placeholder=f"{self._question}: type a part, enter takes it", compact=True)
        yield _Names(*self._matching(""), compact=True)

    def on_mount(self) -> None:
        """Begin at the first."""
        self.query_one(OptionList).action_first()

    def press(self, event: events.Key) -> None:
        """Move in the list while typing, take what is highlighted at enter; close at esc."""
        names = self.query_one(OptionList)
        if event.key in ("escape", "ctrl+c"):
            self.dismiss(None)
        elif event.key == "enter":
            self._take(names)
        elif event.key == "up":
            names.action_cursor_up()
        elif event.key == "down":
            names.action_cursor_down()
        else:
            self.query_one(Entry).press(event)
            self._match(names)

    def paste(self, text: str) -> None:
        """Type it."""
        self.query_one(Entry).paste(text)
        self._match(self.query_one(OptionList))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return what was clicked."""
        self.dismiss(self._choices[int(event.option_id or 0)][1])

    def _take(self, names: OptionList) -> None:
        chosen = names.highlighted_option
        if chosen is not None:
            self.dismiss(self._choices[int(chosen.id or 0)][1])

    def _match(self, names: OptionList) -> None:
        """Show what matches."""
        names.clear_options()
        names.add_options(self._matching(self.query_one(Entry).value))
        names.action_first()

    def _matching(self, typed: str) -> list[Option]:
        words = typed.lower().split()
        found = [
            Option(Text(name), id=str(place))
            for place, (name, _) in enumerate(self._choices)
            if all(word in name.lower() for word in words)
        ]
        return found or [Option(Text("nothing here is called that"), disabled=True)]
