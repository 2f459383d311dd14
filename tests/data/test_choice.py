from typing import Any

import pytest

from gdtui.data.choice import Choice, choose, listed
from gdtui.data.header import read_header
from gdtui.errors import UserError

TABLE = "name,a,b,note,c\nanna,1,2,,3\nbob,4,5,,6\n"


def chosen(text: str = TABLE, **options: Any) -> Choice:
    header = read_header(text, "f.csv")
    sample = [line.split(header.separator) for line in text.splitlines()[header.lines :]]
    wanted: dict[str, Any] = {"inputs": (), "targets": (), "drop": (), **options}
    return choose(header, sample, "f.csv", **wanted)


def refusal(text: str = TABLE, **options: Any) -> str:
    with pytest.raises(UserError) as refused:
        chosen(text, **options)
    assert str(refused.value).startswith("f.csv")
    return str(refused.value)


def test_the_last_numeric_column_is_the_target_and_the_others_inputs() -> None:
    choice = chosen()
    assert (choice.inputs, choice.targets) == ((1, 2), (4,))
    assert choice.notes == (
        "The target is the last numeric column, column 'c'; --targets chooses others.",
        "Left out as text, with no number in the first 2 rows: column 'name' (\"anna\").",
        "Left out as empty, with no value in the first 2 rows: column 'note'.",
    )


@pytest.mark.parametrize(
    ("options", "inputs", "targets"),
    [
        ({"targets": ["a"]}, (2, 4), (1,)),
        ({"targets": [" a ", "c"]}, (2,), (1, 4)),
        ({"inputs": ["c"]}, (4,), (2,)),
        ({"inputs": ["c", "a"], "targets": ["b"]}, (4, 1), (2,)),
        ({"drop": ["c"]}, (1,), (2,)),
        ({"drop": ["name", "#3"]}, (1,), (4,)),
        ({"inputs": ["#2"], "targets": ["#5"]}, (1,), (4,)),
        ({"inputs": ["name"], "targets": ["c"]}, (0,), (4,)),
    ],
)
def test_columns_are_chosen_by_name_or_number_in_the_order_given(
    options: dict[str, Any], inputs: tuple[int, ...], targets: tuple[int, ...]
) -> None:
    choice = chosen(**options)
    assert (choice.inputs, choice.targets) == (inputs, targets)


def test_a_column_named_like_a_number_is_that_column() -> None:
    assert chosen("a,#1,c\n1,2,3\n", targets=["#1"]).targets == (1,)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"targets": ["A"]}, "no column is named 'A'; did you mean 'a'?"),
        ({"inputs": ["nam"]}, "no column is named 'nam'; did you mean 'name'?"),
        (
            {"drop": ["q"]},
            "no column is named 'q'; its columns are 'name', 'a', 'b', 'note' and 'c'",
        ),
        ({"drop": ["#9"]}, "no column is named '#9'"),
        ({"drop": [""]}, "no column is named ''"),
        ({"inputs": ["a"], "targets": ["a"]}, "column 'a' is both an input and a target"),
        ({"inputs": ["a"], "targets": ["#2"]}, "column 'a' is both an input and a target"),
        ({"inputs": ["a"], "drop": ["a"]}, "column 'a' is chosen and dropped"),
        ({"inputs": ["a", "a"]}, "column 'a' is named twice as an input"),
        ({"drop": ["a", "b", "c"]}, "no numeric column is left to be the target"),
        ({"drop": ["a", "b"]}, "no numeric column is left to be an input"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(options: dict[str, Any], says: str) -> None:
    assert says in refusal(**options)


def test_where_no_column_is_numeric_what_one_holds_is_told() -> None:
    assert refusal("a,b\nx,y\n").endswith("to be the target; column 'a' holds \"x\"")
    assert refusal("a,b\n,\n").endswith("its columns are column 'a' and column 'b'")


def test_two_used_columns_of_one_name_are_refused_and_unused_ones_are_not() -> None:
    doubled = "x,y,y,z\n1,2,3,4\n"
    assert "columns 2 and 3 are all named 'y'" in refusal(doubled)
    assert "columns 2 and 3 are all named 'y'" in refusal(doubled, targets=["y"])
    assert chosen(doubled, inputs=["x"], targets=["z"]).inputs == (0,)
    assert chosen(doubled, drop=["y"]).inputs == (0,)


@pytest.mark.parametrize("cell", ["1,5", "1 000", "inf", "\uff11\uff12"])
def test_a_column_of_numbers_written_otherwise_is_not_left_out_as_text(cell: str) -> None:
    assert chosen(f"a;b\n1;{cell}\n").targets == (1,)


def test_one_number_makes_a_column_numeric() -> None:
    assert chosen("a,b\n1,x\n2,3\n").targets == (1,)


def test_a_list_of_many_says_how_many_more() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(map(str, range(100_000)), at_most=3) == "0, 1 and 99,998 more"


def test_no_target_is_taken_where_none_is_wanted() -> None:
    choice = chosen(targets=None)
    assert (choice.inputs, choice.targets) == ((1, 2, 4), ())
    assert chosen(inputs=["c"], targets=None).inputs == (4,)
