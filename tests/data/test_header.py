import pytest

from gdtui.data.header import SEPARATORS, read_header
from gdtui.errors import UserError


def refusal(text: str) -> str:
    with pytest.raises(UserError) as refused:
        read_header(text, "f.csv")
    return str(refused.value)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_the_separator_is_recognised(separator: str) -> None:
    header = read_header("a,b\n1,2\n".replace(",", separator), "f.csv")
    assert (header.separator, header.names) == (separator, ("a", "b"))


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b\n1,5;2,5\n", ";"),
        ("a,kg;b,kg\n1,5;2,5\n", ";"),
        ("a (x;y),b\n1,2\n3,4\n", ","),
        ('"a;b","c;d"\n1,2\n', ","),
        ("a\tb, c\n1\t2\n", "\t"),
        ("a,b\n1\n1,2\n", ","),
        ("a b,c d\n", ","),
    ],
)
def test_the_separator_cuts_the_lines_evenly_into_numbers(text: str, separator: str) -> None:
    assert read_header(text, "f.csv").separator == separator


def test_names_are_trimmed_and_keep_what_is_inside() -> None:
    assert read_header(' a b ,\t"c"\n', "f.csv").names == ("a b", '"c"')
    assert read_header(' a b ,"c, d"\n', "f.csv").names == ("a b", "c, d")


def test_a_column_without_a_name_is_called_by_its_number() -> None:
    header = read_header("a,,c\n", "f.csv")
    assert header.names == ("a", "#2", "c")
    assert [header.label(place) for place in range(3)] == ["column 'a'", "column 2", "column 'c'"]


def test_a_line_feed_in_a_quoted_name_makes_the_header_two_lines() -> None:
    header = read_header('a,"b\nc"\n1,2\n', "f.csv")
    assert (header.names, header.lines) == (("a", "b\nc"), 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        (" \n\t\n\r\n", "is empty"),
        ("\na,b\n1,2\n", "line 1: no column names"),
        (",\n1,2\n", "line 1: no column names"),
        ("1,2\n3,4\n", "line 1: numbers, not column names; put a header"),
        ("# made by x\na,b\n1,2\n", 'line 1: "# made by x" is a comment'),
        ("sep=;\na;b\n1;2\n", 'line 1: "sep=;" is a comment'),
        ("Report of May\n\na,b\n1,2\n", 'line 1: "Report of May" is one column, but line 3 has 2'),
        ("a\n1\n2\n", "line 1: only one column, 'a'"),
        ("a b\n1 2\n", "line 1: only one column, 'a b'"),
    ],
)
def test_what_is_not_a_header_is_said(text: str, says: str) -> None:
    assert says in refusal(text)


def test_one_column_is_enough_where_only_inputs_are_wanted() -> None:
    assert read_header("x\n1\n2\n", "f.csv", fewest=1).names == ("x",)
    with pytest.raises(UserError, match="line 2 has 2"):
        read_header("x\n1,5\n", "f.csv", fewest=1)
