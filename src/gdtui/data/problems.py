"""Problems: what is wrong with a file, gathered until there is enough to say."""

from gdtui.errors import UserError

_LINES_SHOWN = 5


class Problems:
    """The first few problems of a file in words, the rest by number."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._sentences: list[str] = []
        self._count = 0

    @property
    def enough(self) -> bool:
        """Whether there are more than will be shown, so that reading on tells nothing new."""
        return self._count > _LINES_SHOWN

    @property
    def wanted(self) -> bool:
        """Whether one more sentence would still be shown."""
        return self._count < _LINES_SHOWN

    def add(self, line: int, what: str, column: str | None = None) -> None:
        """Note what is wrong in a line (the header is line 1), in a column if it is one's fault."""
        self._count += 1
        if len(self._sentences) < _LINES_SHOWN:
            where = f"line {line}" if column is None else f"line {line}, {column}"
            self._sentences.append(f"{self._file}, {where}: {what}")

    def count(self) -> None:
        """Note one more problem that will not be shown."""
        self._count += 1

    def fatal(self, line: int, what: str) -> UserError:
        """The error to raise when nothing behind this line can be read."""
        self.add(line, what)
        return self.error(read_to_end=True)

    def raise_if_any(self, *, read_to_end: bool) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            UserError: one sentence for each of the first problems, then how many more there are.
        """
        if self._count:
            raise self.error(read_to_end=read_to_end)

    def error(self, *, read_to_end: bool) -> UserError:
        """What was gathered as one error; a file not read to its end may hold still more."""
        rest = self._count - len(self._sentences)
        more = self._sentences[1:]
        if rest:
            more.append(
                f"and {rest:,} more" + ("" if read_to_end else ", not counting the lines after")
            )
        return UserError(self._sentences[0], *more)
