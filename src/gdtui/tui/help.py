"""Help: every key with what it does, from the table of keys; arrows scroll."""

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from gdtui.draw.text import Style
from gdtui.tui.keys import KEYS, Group
from gdtui.tui.overlay import Overlay
from gdtui.tui.sheet import SHEET

_KEY = 8
_SCROLLS = {
    "up": "scroll_up",
    "down": "scroll_down",
    "pageup": "scroll_page_up",
    "pagedown": "scroll_page_down",
    "home": "scroll_home",
    "end": "scroll_end",
}


class Help(Overlay[None]):
    """The whole screen; any key that does not scroll closes it."""

    DEFAULT_CSS = """
    Help { background: ansi_default; }
    Help > VerticalScroll { padding: 0 1; background: ansi_default; scrollbar-size: 0 0; }
    """

    def __init__(self, pane: str = "") -> None:
        super().__init__()
        self._pane = pane

    def compose(self) -> ComposeResult:
        """The text of the help."""
        with VerticalScroll():
            yield Static(help_text(self._pane), markup=False)

    def press(self, event: events.Key) -> None:
        """Scroll, or close at any other key."""
        if event.key in _SCROLLS:
            getattr(self.query_one(VerticalScroll), _SCROLLS[event.key])(animate=False)
        else:
            self.dismiss(None)


def help_text(pane: str = "") -> Text:
    """All keys under their headings.

    Args:
        pane: what the pane in use shows; said first.
    """
    text = Text()  # the style of a Text is that of all that is appended
    text.append("arrows and page keys scroll; any other key goes back\n", SHEET[Style.DIM])
    if pane:
        text.append(f"\n{pane}\n")
    for group in Group:
        text.append(f"\n{group}\n", SHEET[Style.TITLE])
        for key in KEYS:
            if key.group is group:
                text.append(f"  {key.shown:<{_KEY}}", SHEET[Style.KEY])
                text.append(f"{key.help}\n")
    return text
