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
from gdtui.tour.hole import holes

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
        return clean(" ".join(line.strip() for line in self.lines), _TEXT + 1)


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
    if file.exists() and not file.is_file():
        raise UserError(f"{_shown(file)}: is no file; a chapter is a text file")
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(
            f"{_shown(file)}: cannot be read: {error.strerror}; check the name"
        ) from error
    if len(content) > _LARGEST:
        raise UserError(f"{_shown(file)}: is larger than {_LARGEST >> 20} MB; is it a chapter?")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _wrong(file, line, "is no UTF-8 text; save it as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _wrong(file, line, "has a NUL byte, which no text has; save it as UTF-8")
    return text


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
    title = clean(first.lines[0][2:].strip(), _TITLE)
    if not title:
        raise _wrong(file, first.line, "a title stands behind the #, like # The data")
    opening, line, keys = _head(file, first, reader)
    # a mistake in what is told elsewhere is a mistake too
    told = {front: tuple(_cards(file, rest, front)) for front in Front}
    if not all(told.values()):
        raise _wrong(file, first.line, "a chapter has at least one note: a paragraph of text")
    cards = told[reader.front]
    return Chapter(title, opening, keys, cards, _shown(file), line)


def _head(file: Path, first: _Paragraph, reader: Reader) -> tuple[Opening, int, str]:
    """What stands below the title: what to open, in which line, and the keys to press."""
    told: dict[str, tuple[str, int]] = {}
    for line, text in enumerate(first.lines[1:], first.line + 1):
        name, colon, value = text.partition(":")
        if not colon or name.strip() not in _HEAD:
            what = "below the title stand open: and keys:, then an empty line"
            raise _wrong(file, line, f'"{clean(text)}": {what}')
        if name.strip() in told:
            raise _wrong(file, line, f"{name.strip()}: stands here twice")
        told[name.strip()] = value.strip(), line
    if not told.get("open", ("", 0))[0]:
        raise _wrong(file, first.line, "below the title stands what to open, like open: crops")
    words, line = told["open"]
    keys, place = told.get("keys", ("", line))
    try:
        opening = reader.opening(split(words), file.parent)
    except ValueError as error:  # of shlex
        raise _wrong(file, line, "open: a quotation mark has no other one") from error
    except UserError as error:
        raise _wrong(file, line, f"open: {error}") from error
    try:
        reader.check_keys(keys)
    except UserError as error:
        raise _wrong(file, place, f"keys: {error}") from error
    return opening, line, keys


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
        if len(paragraph.text) > _TEXT:
            raise _wrong(file, paragraph.line, f"a paragraph has at most {_TEXT} letters")
        text = _told(paragraph, front)
        if text is None:
            continue
        if text.startswith("?"):
            if asked is not None:
                raise _wrong(file, asked.line, "this question has no answer")
            kind, asked, text = Kind.QUESTION, paragraph, text[1:].strip()
            if not text:
                raise _wrong(file, paragraph.line, "a question stands behind the ?")
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
