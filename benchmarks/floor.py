"""Textual apps that do nothing but what any app must do: `empty`, or `echo` each key in a label."""

import sys
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Label


class Empty(App[None]):
    """Nothing at all."""


class Echo(App[None]):
    """How many keys came."""

    BINDINGS: ClassVar[list[BindingType]] = []
    keys = 0

    def compose(self) -> ComposeResult:
        """One label."""
        yield Label("0 keys")

    def on_key(self, event: events.Key) -> None:
        """Count it."""
        event.stop()
        self.keys += 1
        self.query_one(Label).update(f"{self.keys} keys")


if __name__ == "__main__":
    {"empty": Empty, "echo": Echo}[sys.argv[1]]().run()
