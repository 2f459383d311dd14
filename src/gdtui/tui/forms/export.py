"""Export: the weights of now into a file whose suffix decides the format."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from textual import events, work

from gdtui.clean import clean
from gdtui.draw.text import Glyphs, Line, Span, Style, left
from gdtui.errors import UserError
from gdtui.session.questions import Export
from gdtui.tui.confirm import Confirm
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer

FORMATS = {
    ".pt": "a state_dict, for torch's nn.Linear",
    ".safetensors": "with names, settings and data",
    ".json": "text, with names, settings and data",
    ".npz": "arrays, for numpy",
    ".csv": "a line for each input and the bias",
    ".py": "a script that trains these weights anew",
}
_SUFFIXES = tuple(FORMATS)
_WIDEST = max(map(len, FORMATS)) + 2
_LONGEST_PATH = 60


class _Saved(Protocol):
    """What the answer to Export tells; its own module loads all formats."""

    path: Path
    loading: str
    verified: str


class ExportForm(Form):
    """A path to type; up and down change its suffix, and a suffix that is typed is the format."""

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__(trainer, glyphs)
        assert trainer.moment is not None  # noqa: S101  # forms open on a session that is shown
        name = trainer.moment.opened.name
        named = f"{name if name.isprintable() else 'weights'}.pt"
        self._given = trainer.wish.export or named
        self.chosen = 0
        self._loading = ""

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "export the weights of now"

    @property
    def label(self) -> str:
        """What is typed."""
        return "file:"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "enter writes   up down format   ctrl+y copies the loading line   esc closes"

    def lines(self, width: int) -> Sequence[Line]:  # noqa: ARG002  # as wide as they are
        """The formats."""
        return [
            (Span(left(suffix, _WIDEST), Style.STRONG), Span(words))
            for suffix, words in FORMATS.items()
        ]

    def press(self, event: events.Key) -> None:
        """Copy the line that loads what was written."""
        if event.key != "ctrl+y":
            super().press(event)
        elif self._loading:
            self.app.copy_to_clipboard(self._loading)
            self.say("the loading line is copied, if the terminal allows it:", self._loading)
        else:
            self.say("nothing to copy yet: enter writes the file")

    def on_mount(self) -> None:
        """Propose a name."""
        self.typed(self._given)
        self.set_text(self._given)

    def typed(self, text: str) -> None:
        """Find the format of the suffix."""
        self._given = text
        suffix = os.path.splitext(text)[1].lower()  # noqa: PTH122  # Path drops trailing slashes
        if suffix in FORMATS:
            self.chosen = _SUFFIXES.index(suffix)

    def moved(self) -> None:
        """Give the name the suffix of the format."""
        root, suffix = os.path.splitext(self._given)  # noqa: PTH122  # the same
        kept = root if suffix.lower() in FORMATS else self._given
        self._given = f"{kept}{_SUFFIXES[self.chosen or 0]}"
        self.set_text(self._given)
        self.say()

    def entered(self, text: str) -> None:
        """Write the file, after a question where there is one.

        Raises:
            UserError: nothing was typed.
        """
        path = text.strip()
        if not path:
            raise UserError("type the name of a file, like weights.pt")
        wish = self.trainer.wish
        wished = wish.force and path == wish.export
        if os.path.isfile(path) and not wished:  # noqa: PTH113  # false, not an error, for any text
            question = f"{clean(path, _LONGEST_PATH)} exists. Replace it?"

            def replace(really: bool | None) -> None:  # noqa: FBT001  # Textual's callback
                if really:
                    self._write(path, force=True)

            self.app.push_screen(Confirm(self.shown(question)), replace)
        else:
            self._write(path, force=wished)

    @work(exclusive=True)
    async def _write(self, path: str, *, force: bool) -> None:
        self.say("writing, and reading back...")
        try:
            answer = await self.trainer.link.answer(Export(path, force))
        except UserError as error:
            self.refuse(error)
            return
        saved = cast(_Saved, answer)
        self._loading = saved.loading
        self.say(f"saved {saved.path}", saved.verified, saved.loading)
