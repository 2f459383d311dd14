"""Load: start again with the weights in a file."""

from collections.abc import Iterator
from typing import cast

from textual import work

from gdtui.errors import UserError
from gdtui.session.questions import Loadable, ReadWeights
from gdtui.tui.forms.export import FORMATS
from gdtui.tui.forms.file import FileForm, files

_READABLE = tuple(suffix for suffix in FORMATS if suffix != ".py")


class LoadForm(FileForm):
    """A file of weights; it is checked against the columns before training starts again."""

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "start again with weights from a file"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "tab completes   up down choose   enter loads   esc closes"

    def fitting(self, text: str) -> Iterator[str]:
        """Folders and files of weights."""
        return files(text, _READABLE)

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
