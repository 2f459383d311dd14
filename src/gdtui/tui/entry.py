"""Entry: the line to type in; what is pasted into it is text from outside."""

from rich.cells import cell_len
from textual import actions, events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import Input

from gdtui.clean import clean

_LONGEST = 4096
_EDITING = {
    key: actions.parse(binding.action)
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}


class Entry(Input):
    """Textual's Input, told by its screen what to do; what was pasted is made safe first."""

    def on_resize(self) -> None:
        """Keep the cursor in sight: it was placed before there was any width."""
        x = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(x, 0, 1, 1), force=True, animate=False)

    def press(self, event: events.Key) -> None:
        """Type a character over what is selected, or edit as Textual's own table of keys says."""
        if event.is_printable and event.character:
            self.replace(event.character, *self.selection)
        elif event.key in _EDITING:
            _, name, arguments = _EDITING[event.key]
            getattr(self, f"action_{name}")(*arguments)

    def paste(self, text: str) -> None:
        """Type the first line that is not empty."""
        lines = text.strip().splitlines()
        if lines:
            self.replace(clean(lines[0].rstrip(), _LONGEST), *self.selection)
