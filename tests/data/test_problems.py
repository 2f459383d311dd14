import pytest

from gdtui.data.problems import Problems
from gdtui.errors import UserError


def test_nothing_wrong_raises_nothing() -> None:
    Problems("f.csv").raise_if_any(read_to_end=True)


def test_the_first_line_names_file_line_and_column() -> None:
    problems = Problems("f.csv")
    problems.add(7, '"abc" is not a number', "column 'x'")
    with pytest.raises(UserError) as raised:
        problems.raise_if_any(read_to_end=True)
    assert str(raised.value) == "f.csv, line 7, column 'x': \"abc\" is not a number"


@pytest.mark.parametrize(
    ("read_to_end", "last"),
    [(True, "and 1,995 more"), (False, "and 1,995 more, not counting the lines after")],
)
def test_five_are_shown_and_the_rest_counted(*, read_to_end: bool, last: str) -> None:
    problems = Problems("f.csv")
    for line in range(2, 2002):
        if problems.wanted:
            problems.add(line, "wrong")
        else:
            problems.count()
    error = problems.error(read_to_end=read_to_end)
    assert error.sentence == "f.csv, line 2: wrong"
    assert error.more == (*(f"f.csv, line {line}: wrong" for line in range(3, 7)), last)
    assert problems.enough


def test_what_ends_the_reading_is_said_after_what_came_before() -> None:
    problems = Problems("f.csv")
    problems.add(2, "wrong")
    assert problems.fatal(3, "not UTF-8").more == ("f.csv, line 3: not UTF-8",)
