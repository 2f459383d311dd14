"""Choice: one of several things, found by typing a part of its name."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from gdtui.tui.entry import Entry

_Chosen = TypeVar("_Chosen")


class Choice(ModalScreen[_Chosen | None], Generic[_Chosen]):
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
        yield OptionList(*self._matching(""), compact=True)

    def on_mount(self) -> None:
        """Begin at the first."""
        self.query_one(OptionList).action_first()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing; close at esc."""
        names = self.query_one(OptionList)
        if event.key in ("escape", "ctrl+c"):
            self.dismiss(None)
        elif event.key == "up":
            names.action_cursor_up()
        elif event.key == "down":
            names.action_cursor_down()
        else:
            return
        event.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        names = self.query_one(OptionList)
        names.clear_options()
        names.add_options(self._matching(event.value))
        names.action_first()

    def on_input_submitted(self) -> None:
        """Take what is highlighted."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return it."""
        self.dismiss(self._choices[int(event.option_id or 0)][1])

    def _matching(self, typed: str) -> list[Option]:
        words = typed.lower().split()
        return [
            Option(Text(name), id=str(place))
            for place, (name, _) in enumerate(self._choices)
            if all(word in name.lower() for word in words)
        ]
