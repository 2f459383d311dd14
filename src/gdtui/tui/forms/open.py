"""Open: which data to look at next: a bundled set, or a file whose path is typed."""

from collections.abc import Iterator, Sequence

from gdtui.draw.text import Line, Span, Style, label
from gdtui.session.preview import DATASETS, preview
from gdtui.tui.forms.columns import ColumnsForm
from gdtui.tui.forms.file import FileForm, files


class OpenForm(FileForm):
    """A file or a bundled set; its columns come next."""

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "open a file of data, or a bundled set"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "tab completes   up down choose   enter opens   esc closes"

    def lines(self, width: int) -> Sequence[Line]:
        """What fits, bundled sets named as such."""
        return [self._line(name, width) for name in self._found]

    def fitting(self, text: str) -> Iterator[str]:
        """Bundled sets before files and folders."""
        yield from (name for name in DATASETS if name.startswith(text))
        yield from files(text)

    def taken(self, name: str) -> None:
        """Look into the file.

        Raises:
            UserError: it is no table.
        """
        self.app.push_screen(ColumnsForm(self.trainer, self.glyphs, preview(name)))

    def _line(self, name: str, width: int) -> Line:
        bundled = "  bundled" if name in DATASETS else ""
        return Span(label(name, width - 12, self.glyphs)), Span(bundled, Style.DIM)
