"""read_chapters: files of chapters, each a title, a head, notes, and questions with answers.

# The gradient
open: crops --lr 1e-5
keys: sss

A note is a paragraph, and {grad[apples,temp]} is filled in.

screen: A paragraph for the screen only; the pane on the left shows it.

linear: One for plain lines only; v says it.

? What is a question?

A paragraph behind a question mark; its answer is what follows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shlex import split
from typing import NamedTuple

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.session.opening import Opening
from gdtui.tour.chapter import Card, Chapter, Front, Kind
from gdtui.tour.hole import columns, holes

SUFFIX = ".txt"
CHAPTERS = Path(__file__).with_name("chapters")
"""The course that comes with gdtui."""

_LARGEST = 1 << 20
_PATH, _TITLE, _TEXT = 300, 50, 2000
_HEAD = ("open", "keys")


class Reader(NamedTuple):
    """What the words behind `open:` mean in a folder, and whether those behind `keys:` are keys.

    Both raise a UserError. `front` is where the chapters will be told.
    """

    opening: Callable[[Sequence[str], Path], Opening]
    check_keys: Callable[[str], object]
    front: Front = Front.SCREEN


class _Paragraph(NamedTuple):
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        return clean(" ".join(line.strip() for line in self.lines), _TEXT)


def read_chapters(path: Path, reader: Reader) -> tuple[Chapter, ...]:
    """The chapters of a file, or of all files of a folder that end in .txt, by their names.

    Raises:
        UserError: there are none, or something in them is wrong; with file and line.
    """
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix == SUFFIX)
        if not files:
            raise UserError(f"{_shown(path)}: no file in this folder ends in {SUFFIX}")
    else:
        files = [path]
    return tuple(chapter for file in files for chapter in _read(file, reader))


def check_columns(chapter: Chapter) -> None:
    """Whether the data of a chapter can be opened, and has the columns that its cards name.

    Raises:
        UserError: it is not so; with file and line.
    """
    from gdtui.session.preview import preview  # noqa: PLC0415  # reads data, by numpy

    try:
        names = preview(chapter.opening.data).names
    except UserError as error:
        where = f"{chapter.file}, line {chapter.line}"
        raise UserError(f"{where}: {error.sentence}", *error.more) from error
    for card in chapter.cards:
        for wanted in holes(card.text):
            for kind, name in columns(wanted):
                if name not in names:
                    where = f"{chapter.file}, line {card.line}"
                    data = clean(chapter.opening.data, _PATH)
                    raise UserError(f"{where}: there is no {kind} {clean(name)} in {data}")


def _read(file: Path, reader: Reader) -> Iterator[Chapter]:
    paragraphs: list[_Paragraph] = []
    for paragraph in _paragraphs(_text(file)):
        if paragraph.lines[0].startswith("# ") and paragraphs:
            yield _chapter(file, paragraphs, reader)
            paragraphs = []
        paragraphs.append(paragraph)
    if not paragraphs:
        raise UserError(f"{_shown(file)}: is empty; a chapter begins with a line like # The data")
    yield _chapter(file, paragraphs, reader)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(f"{_shown(file)}: cannot be read: {error.strerror}") from error
    if len(content) > _LARGEST:
        raise UserError(f"{_shown(file)}: is larger than {_LARGEST >> 20} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"{_shown(file)}, line {line}: is no UTF-8 text") from error


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Lines without a blank one between them; a title begins one."""
    lines: list[str] = []
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), ""], 1):
        if lines and (not line.strip() or line.startswith("# ")):
            yield _Paragraph(tuple(lines), number - len(lines))
            lines = []
        if line.strip():
            lines.append(line)


def _chapter(file: Path, paragraphs: Sequence[_Paragraph], reader: Reader) -> Chapter:
    first, *rest = paragraphs
    if not first.lines[0].startswith("# "):
        raise _wrong(file, first.line, "a chapter begins with a line like # The data")
    opening, keys = _head(file, first, reader)
    # a mistake in what is told elsewhere is a mistake too
    told = {front: tuple(_cards(file, rest, front)) for front in Front}
    if not all(told.values()):
        raise _wrong(file, first.line, "a chapter has at least one note: a paragraph of text")
    cards = told[reader.front]
    title = clean(first.lines[0][2:].strip(), _TITLE)
    return Chapter(title, opening, keys, cards, _shown(file), first.line)


def _head(file: Path, first: _Paragraph, reader: Reader) -> tuple[Opening, str]:
    """What stands below the title: what to open, and the keys to press."""
    told: dict[str, tuple[str, int]] = {}
    for line, text in enumerate(first.lines[1:], first.line + 1):
        name, colon, value = text.partition(":")
        if not colon or name.strip() not in _HEAD:
            what = "below the title stand open: and keys:, then an empty line"
            raise _wrong(file, line, f'"{clean(text)}": {what}')
        if name.strip() in told:
            raise _wrong(file, line, f"{name.strip()}: stands here twice")
        told[name.strip()] = value.strip(), line
    if "open" not in told:
        raise _wrong(file, first.line, "below the title stands what to open, like open: crops")
    words, line = told["open"]
    keys, place = told.get("keys", ("", line))
    try:
        opening = reader.opening(split(words), file.parent)
    except (UserError, ValueError) as error:
        raise _wrong(file, line, f"open: {error}") from error
    try:
        reader.check_keys(keys)
    except UserError as error:
        raise _wrong(file, place, f"keys: {error}") from error
    return opening, keys


def _told(paragraph: _Paragraph, front: Front) -> str | None:
    """The text of a paragraph without its sign; None where it is told elsewhere only."""
    text = paragraph.text
    for each in Front:
        sign = f"{each}:"
        if text.startswith(sign):
            return text[len(sign) :].strip() if each is front else None
    return text


def _cards(file: Path, paragraphs: Sequence[_Paragraph], front: Front) -> Iterator[Card]:
    asked: _Paragraph | None = None
    kind = Kind.NOTE
    for paragraph in paragraphs:
        text = _told(paragraph, front)
        if text is None:
            continue
        if text.startswith("?"):
            if asked is not None:
                raise _wrong(file, asked.line, "this question has no answer")
            kind, asked, text = Kind.QUESTION, paragraph, text[1:].strip()
        elif kind is not Kind.NOTE:
            kind, asked = Kind.ANSWER, None
        try:
            tuple(holes(text))
        except UserError as error:
            raise _wrong(file, paragraph.line, error.sentence) from error
        yield Card(kind, text, paragraph.line)
    if asked is not None:
        raise _wrong(file, asked.line, "this question has no answer")


def _wrong(file: Path, line: int, what: str) -> UserError:
    return UserError(f"{_shown(file)}, line {line}: {what}")


def _shown(path: Path) -> str:
    return clean(str(path), _PATH)
