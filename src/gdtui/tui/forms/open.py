"""Open: which data to look at next: a bundled set, or a file whose path is typed."""

import os
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from textual import events

from gdtui.draw.text import Glyphs, Line, Span, Style, label
from gdtui.session.preview import DATASETS, preview
from gdtui.tui.forms.columns import ColumnsForm
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer

_LOOKED_AT = 10_000


class OpenForm(Form):
    """What fits the letters typed so far is listed; tab completes, enter takes the chosen line."""

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__(trainer, glyphs)
        self._found = tuple(_fitting(""))
        self.chosen = 0

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "open a file of data, or a bundled set"

    @property
    def label(self) -> str:
        """What is typed."""
        return "file:"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "tab completes   up down choose   enter opens   esc closes"

    def lines(self, width: int) -> Sequence[Line]:
        """What fits."""
        return [self._line(name, width) for name in self._found]

    def typed(self, text: str) -> None:
        """Look for what fits."""
        self._found, self.chosen = tuple(_fitting(text)), 0

    def entered(self, text: str) -> None:
        """Look into the chosen file, or go into the chosen folder.

        Raises:
            UserError: it is no table.
        """
        name = text if self.chosen is None else self._found[self.chosen]
        if name.endswith(os.sep) and name != text:
            self._take(name)
        else:
            self.app.push_screen(ColumnsForm(self.trainer, self.glyphs, preview(name)))

    def press(self, event: events.Key) -> None:
        """Complete at tab."""
        if event.key != "tab":
            super().press(event)
        elif self.chosen is not None:
            common = commonprefix(self._found)  # noqa: RUF071  # of letters, as a shell does
            self._take(common if common != self._text else self._found[self.chosen])

    def _take(self, text: str) -> None:
        self.typed(text)
        self.set_text(text)
        self.say()

    def _line(self, name: str, width: int) -> Line:
        bundled = "  bundled" if name in DATASETS else ""
        return Span(label(name, width - 12, self.glyphs)), Span(bundled, Style.DIM)


def _fitting(text: str) -> Iterator[str]:
    """Bundled sets, then files and folders, whose names begin like the text; folders end in /."""
    yield from (name for name in DATASETS if name.startswith(text))
    folder, start = os.path.split(text)
    found = []
    try:
        with os.scandir(folder or ".") as entries:
            for entry, _ in zip(entries, range(_LOOKED_AT), strict=False):
                hidden = entry.name.startswith(".") and not start.startswith(".")
                # what cannot be printed cannot be typed either
                if entry.name.startswith(start) and entry.name.isprintable() and not hidden:
                    found.append(entry.name + os.sep * entry.is_dir())
    except (OSError, ValueError):
        return
    yield from (os.path.join(folder, name) for name in sorted(found))  # noqa: PTH118  # as typed
