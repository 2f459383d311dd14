"""Files of chapters, good and bad."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gdtui.cli.tour import chapters_of
from gdtui.errors import UserError
from gdtui.session.opening import Opening
from gdtui.tour.chapter import Card, Front, Kind
from gdtui.tour.checking import check
from gdtui.tour.reading import Reader, read_chapters

GOOD = """# The loss
open: crops --lr 0.1
keys: ss

A note of
two lines: {batch_loss}.

? What is it?

One number.

And more.

# Another
open: crops

Its note.
"""


def opening(words: Sequence[str], folder: Path) -> Opening:
    if "--bad" in words:
        raise UserError("--bad is no option")
    return Opening(words[0], init=str(folder))


def check_keys(keys: str) -> None:
    if "x" in keys:
        raise UserError("x asks something")


READER = Reader(opening, check_keys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "course.txt"


def test_a_paragraph_may_be_for_the_screen_or_for_plain_lines_only(file: Path) -> None:
    notes = "Both.\n\nscreen: Look.\n\nlinear: Hear."
    text = f"# One\nopen: crops\n\n{notes}\n\n? Why?\n\nlinear:\nSo.\n\nscreen: So too.\n"
    file.write_text(text, "utf-8")
    for front, note, answer in ((Front.SCREEN, "Look.", "So too."), (Front.LINEAR, "Hear.", "So.")):
        (chapter,) = read_chapters(file, READER._replace(front=front))
        assert [card.text for card in chapter.cards] == ["Both.", note, "Why?", answer]


def test_what_is_told_in_one_place_only_is_checked_for_both(file: Path) -> None:
    file.write_text("# One\nopen: crops\n\nlinear: Hear.\n", "utf-8")
    assert "at least one note" in refused(file)
    file.write_text("# One\nopen: crops\n\nNote.\n\nlinear: {loss\n", "utf-8")
    assert "line 6: a { is alone" in refused(file)
    file.write_text("# One\nopen: crops\n\nNote.\n\n? Why?\n\nscreen: So.\n", "utf-8")
    assert "line 6: this question has no answer" in refused(file)


def refused(path: Path) -> str:
    with pytest.raises(UserError) as raised:
        read_chapters(path, READER)
    return raised.value.sentence


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_holds_chapters_with_notes_questions_and_answers(file: Path, end: str) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())
    first, second = read_chapters(file, READER)
    assert (first.title, first.keys, first.line) == ("The loss", "ss", 2)
    assert first.opening == Opening("crops", init=str(file.parent))
    assert first.cards == (
        Card(Kind.NOTE, "A note of two lines: {batch_loss}.", 5),
        Card(Kind.QUESTION, "What is it?", 8),
        Card(Kind.ANSWER, "One number.", 10),
        Card(Kind.ANSWER, "And more.", 12),
    )
    assert (second.title, second.keys, second.line) == ("Another", "", 15)


def test_a_folder_is_read_file_by_file_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "notes.md"):
        (tmp_path / name).write_text(f"# {name}\nopen: crops\n\nText.\n", "utf-8")
    assert [each.title for each in read_chapters(tmp_path, READER)] == ["1.txt", "2.txt"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Text.", 1, "a chapter begins with a line like # The data"),
        ("\n# A\n\nText.", 2, "below the title stands what to open"),
        ("# A\nopen: crops", 1, "a chapter has at least one note"),
        ("# A\nopen: crops\nText.\n\nMore.", 3, '"Text.": below the title stand open: and keys:'),
        ("# A\nopen: crops\nopen: x\n\nText.", 3, "open: stands here twice"),
        ("# A\nopen: --bad\n\nText.", 2, "open: --bad is no option"),
        ("# A\nopen: 'crops\n\nText.", 2, "open: a quotation mark has no other one"),
        ("# A\nopen: crops\nkeys: sx\n\nText.", 3, "keys: x asks something"),
        ("# A\nopen: crops\n\nText.\n\n{los}", 6, "{los}: los is no name of a number"),
        ("# A\nopen: crops\n\n? One?\n\n? Two?\n\nYes.", 4, "this question has no answer"),
        ("# A\nopen: crops\n\nText.\n\n? One?", 6, "this question has no answer"),
        ("# A\nopen: crops\n\n?\n\nYes.", 4, "a question stands behind the ?"),
        ("# \nopen: crops\n\nText.", 1, "a title stands behind the #"),
        ("# A\nopen:\n\nText.", 1, "below the title stands what to open"),
        ("# A\nopen: crops\n\nTe\0xt.", 4, "has a NUL byte, which no text has"),
        ("# A\nopen: crops\n\n" + "word " * 401, 4, "a paragraph has at most 2000 letters"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    file: Path, text: str, line: int, said: str
) -> None:
    file.write_text(text, "utf-8")
    assert f"course.txt, line {line}: {said}" in refused(file)


def test_files_that_are_no_chapters_are_refused(tmp_path: Path, file: Path) -> None:
    assert "no file in this folder ends in .txt" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / "absent.txt")
    file.write_bytes(b"")
    assert "is empty" in refused(file)
    file.write_bytes(b"# A\nopen: crops\n\n\xff\n")
    assert "line 4: is no UTF-8 text" in refused(file)
    file.write_bytes(b"x" * (1 << 20) + b"x")
    assert "is larger than 1 MB" in refused(file)
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is no file; a chapter is a text file" in refused(tmp_path / "pipe.txt")


def test_what_a_terminal_would_obey_is_shown_as_its_code(file: Path) -> None:
    file.write_text("# A\x1b[2J\nopen: crops\n\nText \x1b]0;owned\x07.\n", "utf-8")
    (chapter,) = read_chapters(file, READER)
    assert "\x1b" not in chapter.title + chapter.cards[0].text


@given(st.text(alphabet="# ?{}\n\ropenkys:abc[],", max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused_in_a_sentence(file: Path, text: str) -> None:
    file.write_text(f"# A\nopen: crops\n\n{text}", "utf-8")
    try:
        said = [chapter.file for chapter in read_chapters(file, READER)]
    except UserError as error:
        said = [error.sentence]
    assert all("course.txt" in each for each in said)


def test_columns_that_the_data_has_not_are_found_before_the_tour_begins(file: Path) -> None:
    text = "# A\nopen: crops\n\n{w[apples,temp]}\n\n{w[apples,snow]}\n"
    file.write_text(text, "utf-8")
    (chapter,) = chapters_of(str(file))
    with pytest.raises(UserError, match=r"course.txt, line 6: there is no input snow in crops"):
        check(chapter)
    file.write_text("# A\nopen: absent.csv\n\nText.\n", "utf-8")
    (chapter,) = chapters_of(str(file))
    with pytest.raises(UserError, match=r"course.txt, line 2: .*absent.csv"):
        check(chapter)


@pytest.mark.parametrize(
    ("options", "name", "said"),
    [
        ("", "{x[6,temp]}", "line 4: there is no row 6: a batch has the rows 1 to 5"),
        ("--batch-size 2", "{pred[3,apples]}", "line 4: there is no row 3"),
        ("", "{y[0,apples]}", "line 4: there is no row 0"),
        ("", "{w[temp,apples]}", "line 4: there is no target temp in crops; there are apples, or"),
        ("", "{predict[apples,1]}", "line 4: predict takes a target and 3 numbers"),
        ("", "{predict[apples,1,nan,2]}", "line 4: predict takes a target and 3 numbers"),
        ("--standardize", "{predict[apples,1,2,3]}", "line 4: predict is for inputs that are not"),
        ("--targets pears", "x", "line 2: .*no column is named 'pears'"),
        ("--init absent.pt", "x", "line 2: .*absent.pt: there is no such file"),
    ],
)
def test_what_the_data_of_a_chapter_have_not_is_said_before_it_begins(
    file: Path, options: str, name: str, said: str
) -> None:
    file.write_text(f"# A\nopen: crops {options}\n\n{name}\n", "utf-8")
    (chapter,) = chapters_of(str(file))
    with pytest.raises(UserError, match=f"course.txt, {said}"):
        check(chapter)


def test_the_chapters_that_come_with_gdtui_name_what_their_data_have() -> None:
    for chapter in chapters_of(None):
        check(chapter)
