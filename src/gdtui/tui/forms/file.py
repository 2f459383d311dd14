"""FileForm: the name of a file that is there, chosen from what fits or typed."""

import os
from collections.abc import Iterator, Sequence
from os.path import commonprefix
from typing import ClassVar

from textual import events

from gdtui.draw.text import Glyphs, Line, Span, label
from gdtui.errors import UserError
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer

_LOOKED_AT = 10_000


class FileForm(Form):
    """What fits the letters typed so far is listed; tab completes, enter takes the chosen line.

    A form says what fits in `fitting`, and what is done with a file in `taken`. In one that is
    `CAREFUL` nothing is chosen before something is typed or an arrow is pressed.
    """

    CAREFUL: ClassVar[bool] = False

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__(trainer, glyphs)
        self._found = tuple(self.fitting(""))
        self.chosen = None if self.CAREFUL else 0

    def fitting(self, text: str) -> Iterator[str]:
        """The names that begin like the text; folders end in /."""
        return files(text)

    def taken(self, name: str) -> None:
        """What is done with a file.

        Raises:
            UserError: it cannot be used.
        """
        raise NotImplementedError

    @property
    def label(self) -> str:
        """What is typed."""
        return "file:"

    def lines(self, width: int) -> Sequence[Line]:
        """What fits."""
        return [(Span(label(name, width, self.glyphs)),) for name in self._found]

    def typed(self, text: str) -> None:
        """Look for what fits."""
        self._found = tuple(self.fitting(text))
        self.chosen = 0 if text or not self.CAREFUL else None

    def entered(self, text: str) -> None:
        """Take the chosen file, or go into the chosen folder.

        Raises:
            UserError: it cannot be used.
        """
        if not text and self.chosen is None and self.CAREFUL:
            raise UserError("type the name of a file, or choose one with the arrows")
        name = text if self.chosen is None else self._found[self.chosen]
        if name.endswith(os.sep) and name != text:
            self._complete(name)
        else:
            self.taken(name)

    def press(self, event: events.Key) -> None:
        """Complete at tab; begin to choose."""
        if event.key in ("up", "down") and self.chosen is None and self._found:
            self.chosen = 0
            self.renew()
        elif event.key != "tab":
            super().press(event)
        elif self.chosen is not None:
            common = commonprefix(self._found)  # noqa: RUF071  # of letters, as a shell does
            self._complete(common if common != self._text else self._found[self.chosen])

    def _complete(self, text: str) -> None:
        self.typed(text)
        self.set_text(text)
        self.say()


def files(text: str, suffixes: tuple[str, ...] = ("",)) -> Iterator[str]:
    """Folders, and files with one of the suffixes, whose paths begin like the text; sorted."""
    folder, start = os.path.split(text)
    found = []
    try:
        with os.scandir(folder or ".") as entries:
            for entry, _ in zip(entries, range(_LOOKED_AT), strict=False):
                hidden = entry.name.startswith(".") and not start.startswith(".")
                # what cannot be printed cannot be typed either
                if entry.name.startswith(start) and entry.name.isprintable() and not hidden:
                    found.append(_named(entry))
    except (OSError, ValueError):
        return
    for name in sorted(found):
        if name.endswith(os.sep) or name.lower().endswith(suffixes):
            yield os.path.join(folder, name)  # noqa: PTH118  # as typed


def _named(entry: os.DirEntry[str]) -> str:
    try:
        return entry.name + os.sep * entry.is_dir()
    except OSError:
        return entry.name  # a link that leads back to itself is said when it is taken
