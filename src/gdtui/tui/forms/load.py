"""Load: start again with the weights in a file."""

import os
from collections.abc import Iterator
from typing import cast

from textual import work

from gdtui.errors import UserError
from gdtui.session.questions import Loadable, ReadWeights
from gdtui.tui.forms.export import FORMATS
from gdtui.tui.forms.file import FileForm, files

_READABLE = tuple(suffix for suffix in FORMATS if suffix != ".py")
_LARGE = 1_000_000  # bytes of a table that is hardly one of weights


class LoadForm(FileForm):
    """A file of weights; it is checked against the columns before training starts again."""

    CAREFUL = True

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "start again with weights from a file"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "tab completes   up down choose   enter loads   esc closes"

    def fitting(self, text: str) -> Iterator[str]:
        """Folders and files of weights; a large table is data, which can still be typed."""
        return (name for name in files(text, _READABLE) if not _is_large_table(name))

    def taken(self, name: str) -> None:
        """Read the file, and start again where that can be done."""
        self._load(name)

    @work(exclusive=True)
    async def _load(self, name: str) -> None:
        self.say("reading...")
        try:
            found = cast(Loadable, await self.trainer.link.answer(ReadWeights(name)))
        except UserError as error:
            self.refuse(error)
            return
        if self.is_current:  # esc gives up what is being read
            self.trainer.send(found.load)
            said = "weights loaded; u goes back to those before"
            self.trainer.say("; ".join((said, *found.notes)))
            self.leave()


def _is_large_table(name: str) -> bool:
    try:
        return name.lower().endswith(".csv") and os.path.getsize(name) > _LARGE  # noqa: PTH202  # as listed
    except OSError:
        return False
