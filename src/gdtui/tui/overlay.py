"""Overlay: a screen over the trainer's; it gets its keys from there, one after another.

Textual hands each key to whatever is on top when the key comes in, so that keys of one burst pass
each other while a screen opens or closes. All keys go through the trainer's queue instead.
"""

import asyncio
from typing import Generic, TypeVar

from textual import events
from textual.screen import ModalScreen

_Result = TypeVar("_Result")


class Overlay(ModalScreen[_Result], Generic[_Result]):
    """A modal screen whose keys and pastes come by `press` and `paste`, never by Textual."""

    def __init__(self) -> None:
        super().__init__()
        self._mounted = asyncio.Event()

    def on_mount(self) -> None:
        """Take keys from now on."""
        self._mounted.set()

    async def ready(self) -> None:
        """Wait until its parts are there."""
        await self._mounted.wait()

    def press(self, event: events.Key) -> None:
        """Do what a key does."""
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Take what was pasted; where nothing is typed that is nothing."""
