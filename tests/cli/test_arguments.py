import pytest

from gdtui.cli.arguments import parse
from gdtui.errors import UserError


@pytest.mark.parametrize(
    "words", [("--row", "-1,2"), ("--row=-1,2",), ("--row", "-.5,2"), ("--row", "-1e3,-2")]
)
def test_a_row_may_begin_with_a_negative_number(words: tuple[str, ...]) -> None:
    assert parse("predict", ["m.json", *words]).row[0][0] < 0


def test_rows_may_be_repeated() -> None:
    options = parse("predict", ["m.json", "--row", "1,2", "--row", "-3,4"])
    assert options.row == [[1.0, 2.0], [-3.0, 4.0]]


def test_behind_two_dashes_everything_is_a_file() -> None:
    assert parse("predict", ["--row", "1", "--", "--row"]).weights == "./--row"
    assert parse("fit", ["--", "-1"]).data == "./-1"
    assert parse("", ["--", "fit"]).data == "fit"


def test_data_may_stand_behind_options_behind_weights() -> None:
    options = parse("predict", ["w.json", "--missing", "drop", "new.csv"])
    assert (options.weights, options.data) == ("w.json", "new.csv")


@pytest.mark.parametrize("command", ["", "fit", "predict", "solve"])
def test_every_command_that_reads_data_takes_the_options_of_columns(command: str) -> None:
    words = [
        "w.json",
        "--inputs",
        "a,b",
        "--inputs",
        "c",
        "--targets",
        "y",
        "--drop",
        "z",
        "--missing",
        "drop",
    ]
    options = parse(command, words)
    assert (options.inputs, options.targets) == (["a", "b", "c"], ["y"])
    assert (options.drop, options.missing) == (["z"], "drop")


def test_lists_do_not_leak_from_one_parse_into_the_next() -> None:
    parse("fit", ["--inputs", "a", "--export", "m.pt"])
    options = parse("fit", [])
    assert (options.inputs, options.export) == ([], [])


def test_a_negative_rate_is_answered_as_a_rate() -> None:
    with pytest.raises(UserError, match="argument --lr: '-1e-5' is neither"):
        parse("fit", ["--lr", "-1e-5"])


@pytest.mark.parametrize(
    ("words", "shuffle"), [([], None), (["--shuffle"], True), (["--no-shuffle"], False)]
)
def test_shuffling_is_asked_for_refused_or_left_open(
    words: list[str], shuffle: bool | None
) -> None:
    assert parse("fit", words).shuffle is shuffle


def test_the_screen_takes_every_option_of_fit() -> None:
    assert vars(parse("fit", [])).keys() <= vars(parse("", [])).keys()
