"""Entry: the line to type in; what is pasted into it is text from outside."""

from textual import events
from textual.widgets import Input

from gdtui.clean import clean

_LONGEST = 4096


class Entry(Input):
    """Textual's Input, which hands to the terminal whatever was pasted, safe from it."""

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line that is not empty; Textual goes on with the event."""
        lines = event.text.strip().splitlines()
        event.text = clean(lines[0].rstrip(), _LONGEST) if lines else ""
