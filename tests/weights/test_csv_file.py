"""A .csv is a table that a spreadsheet opens, without running what is in its names."""

from pathlib import Path

import numpy as np
import pytest
from tests.weights.models import small

from gdtui.errors import UserError
from gdtui.weights.file import read_weights
from gdtui.weights.saved import write_weights
from gdtui.weights.weights import Weights


def written(folder: Path, text: str) -> Path:
    (folder / "w.csv").write_text(text, "utf-8")
    return folder / "w.csv"


def test_the_table_has_a_line_per_input_and_the_bias_last(tmp_path: Path) -> None:
    write_weights(small(), tmp_path / "w.csv", force=False)
    assert (tmp_path / "w.csv").read_text() == (
        "input (float32),apples,oranges\n"
        "temp,0.1,2.0\n"
        "rain,-0.0,1e-40\n"
        "hum,3.5,-7.25\n"
        "bias,1.0,-2.0\n"
    )


def test_no_name_begins_a_formula(tmp_path: Path) -> None:
    names = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1")
    weights = Weights(np.ones((1, 7)), np.ones(1), names, ("=cmd|'/c calc'!A1",))
    write_weights(weights, tmp_path / "w.csv", force=False)
    cells = (tmp_path / "w.csv").read_text().replace('"', "").split(",")
    assert not [cell for cell in cells[:2] if cell.startswith(("=", "+", "-", "@"))]
    assert read_weights(tmp_path / "w.csv").input_names == names


def test_an_input_called_bias_is_an_input(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, "input,y\nbias,1\nbias,2\n"))
    assert weights.input_names == ("bias",)
    assert weights.weight.tolist() == [[1.0]]
    assert weights.bias.tolist() == [2.0]


def test_a_table_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = '\ufeffname,"a, b"\r\n"x ""1""", 2 \r\nbias,+1.e1\r\n\r\n'
    weights = read_weights(written(tmp_path, text))
    assert weights.target_names == ("a, b",)
    assert weights.input_names == ('x "1"',)
    assert weights.weight.tolist() == [[2.0]]
    assert weights.bias.tolist() == [10.0]
    assert weights.weight.dtype == np.float64


def test_a_last_line_without_an_end_is_noted(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, "input,y\nx,1\nbias,2.5"))
    assert weights.bias.tolist() == [2.5]
    assert "line 3: the last line has no line end" in weights.notes[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("input,y\nx,1\n", "is no table of weights|last line must be bias"),
        ("input,y\nx,1\nz,2\n", "csv, line 3: the last line must be bias, not 'z'"),
        ("input,y\nbias,1\nx,2\n", "csv, line 3: the last line must be bias"),
        ("input,y\nbias,1\n", "is no table of weights"),
        ("input\nx\nbias\n", "is no table of weights"),
        ("input;y\nx;1\nbias;2\n", "is no table of weights"),
        ("\n\n", "is empty"),
        (",,\n", "is empty"),
        ("input,y\nx,1,2\nbias,1\n", "csv, line 2: has 3 cells where the header has 2"),
        ("input,y\n\nx,1\nbias,1\n", "csv, line 2: has 0 cells"),
        ("input,y\nx,\nbias,1\n", "csv, line 2, column 'y': '' is not a plain decimal number"),
        ("input,y\nx,1_0\nbias,1\n", "'1_0' is not a plain"),
        ("input,y\nx,nan\nbias,1\n", "'nan' is not a plain"),
        ("input,y\nx,0x1p3\nbias,1\n", "'0x1p3' is not a plain"),
        ("input,y\nx,\u0661\nbias,1\n", "is not a plain"),
        ("input,y\nx,\u22121\nbias,1\n", "is not a plain"),
        ("input,y\nx,\x1b[2J\nbias,1\n", r"'\\x1b\[2J' is not a plain"),
        ("input,y\nx,1e999\nbias,1\n", r"weight\[0, 0\] \('y', 'x'\) is inf"),
        ("input (float32),y\nx,1e39\nbias,1\n", r"weight\[0, 0\] \('y', 'x'\) is inf"),
        ('input,y\n"x\nx",1\nz,two\nbias,1\n', "csv, line 4, column 'y': 'two'"),
        ('input,y\n"x,1\nbias,1\n', "is no table of weights|is empty"),
        ('input,y\n"x"x,1\nbias,1\n', "is no table of weights"),
        ("input," + "y" * 200_000 + "\nx,1\nbias,1\n", "is no table of weights"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        read_weights(written(tmp_path, text))
    assert caught.value.sentence.isprintable()


def test_text_in_another_encoding_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_bytes(b"input,y\nx,1\nbi\xe4s,2\n")
    with pytest.raises(UserError, match=r"csv, line 3: is not UTF-8"):
        read_weights(tmp_path / "w.csv")
