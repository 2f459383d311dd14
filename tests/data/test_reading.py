import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gdtui.data import reading, source
from gdtui.data.dataset import Dataset
from gdtui.data.reading import read_csv
from gdtui.errors import UserError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.csv"


def refusal(path: Path, **options: object) -> list[str]:
    with pytest.raises(UserError) as refused:
        read_csv(path, **options)  # type: ignore[arg-type]  # several kinds of options
    return str(refused.value).replace(f"{path.parent}/", "").split("\n")


def rows(data: Dataset) -> list[list[float]]:
    both: list[list[float]] = np.hstack([data.inputs(), data.targets()]).tolist()
    return both


@pytest.fixture(params=["careful", "typed"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test meet both ways of reading, in blocks of a few lines."""
    monkeypatch.setattr(source, "BLOCK_BYTES", 256)
    monkeypatch.setattr(reading, "TYPED_FROM", 0 if request.param == "typed" else 1 << 62)


def test_a_dataset_has_names_columns_and_lines(file: Path, either: None) -> None:
    file.write_text("temp,apples,note\n73,56,x\n91,81,y\n")
    data = read_csv(file)
    assert (data.name, data.path) == ("data", file)
    assert (data.input_names, data.target_names) == (("temp",), ("apples",))
    assert rows(data) == [[73, 56], [91, 81]]
    assert data.lines == range(2, 4)


def test_a_name_may_be_given(file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    assert read_csv(file, name="crops").name == "crops"


def test_many_blocks_give_every_row_once_and_in_order(file: Path, either: None) -> None:
    file.write_text("a,b\n" + "".join(f"{row},{row * 7 % 11}.5\n" for row in range(1000)))
    data = read_csv(file)
    assert rows(data) == [[row, row * 7 % 11 + 0.5] for row in range(1000)]
    assert data.lines == range(2, 1002)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\n\r\n\n  \n"])
def test_line_ends_and_blank_lines_at_the_end_do_not_matter(
    file: Path, either: None, ending: str
) -> None:
    file.write_bytes(f"a,b\r\n1,2\n3,4{ending}".encode())
    assert rows(read_csv(file)) == [[1, 2], [3, 4]]


def test_a_header_may_fill_the_first_block(file: Path, either: None) -> None:
    file.write_text(f"{'a' * 300},b\n1,2\n3,5\n")
    assert rows(read_csv(file)) == [[1, 2], [3, 5]]


def test_rows_shorter_than_the_first_find_room(file: Path, either: None) -> None:
    file.write_text("a,b\n" + "1.0000000000000000,2\n" * 50 + "3,4\n" * 2000)
    assert rows(read_csv(file)) == [[1, 2]] * 50 + [[3, 4]] * 2000


def test_blank_lines_at_the_end_may_fill_blocks(file: Path, either: None) -> None:
    file.write_text("a,b\n1,2\n" + "\n" * 500)
    assert rows(read_csv(file)) == [[1, 2]]


def test_a_blank_line_in_the_middle_is_named(file: Path, either: None) -> None:
    file.write_text("a,b\n" + "1,2\n" * 50 + "\n" * 70 + "1,2\n" * 50)
    assert refusal(file)[0] == "data.csv, line 52: blank, with more rows below it; delete the line"


def test_a_file_without_one_row_as_wide_as_its_header_names_the_first(file: Path) -> None:
    file.write_text("a,b\n\nx,1,2\ny,3,4\n")
    assert refusal(file)[0].startswith("data.csv, line 3: 3 cells, but the header has 2")
    file.write_text('a,b\n1,"2\n')
    assert refusal(file)[0].startswith("data.csv, line 2: a quote is opened and not closed")


def test_a_wrong_cell_far_down_is_named_by_its_line(file: Path, either: None) -> None:
    lines = ["1,2"] * 3000
    lines[1998] = "1,2x"
    file.write_text("\n".join(["a,b", *lines]))
    assert refusal(file)[0].startswith("data.csv, line 2000, column 'b': \"2x\" is not a number")


def test_quoted_line_feeds_shift_line_numbers(file: Path, either: None) -> None:
    body = "".join(f'{row},"{"word " * 9}\n{"word " * 9}",2\n' for row in range(20))
    file.write_text(f"a,note,b\n{body}1,x,bad\n")
    (said,) = refusal(file)
    assert said.startswith("data.csv, line 42, column 'b': \"bad\"")
    file.write_text(f"a,note,b\n{body}")
    assert list(read_csv(file).lines) == list(range(2, 42, 2))


def test_the_first_five_problems_are_shown_and_the_rest_counted(file: Path) -> None:
    file.write_text("a,b\n1,2\n" + "1,x\n" * 15_000)
    said = refusal(file)
    assert [line.split(",")[1] for line in said[:5]] == [f" line {line}" for line in range(3, 8)]
    assert said[5:] == ["and 14,995 more"]


def test_a_big_file_is_not_read_on_when_there_is_enough_to_say(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "BLOCK_BYTES", 400)
    file.write_text("a,b\n1,2\n" + "1,x\n" * 15_000)
    assert refusal(file)[5].endswith("more, not counting the lines after")


def test_rows_with_a_missing_number_are_dropped_when_asked_and_told(
    file: Path, either: None
) -> None:
    file.write_text("a,b,c\n" + "1,2,3\n" * 20 + "1,,3\nNA,2,3\n4,5,6\n")
    assert "column 'b': an empty cell" in refusal(file)[0]
    data = read_csv(file, missing="drop")
    assert data.notes[0] == "2 rows with a missing number left out: lines 22 and 23."
    assert list(data.lines) == [*range(2, 22), 24]


def test_many_dropped_rows_are_counted(file: Path) -> None:
    file.write_text("a,b\n1,2\n" + "1,\n" * 2000 + "2,3\n")
    data = read_csv(file, missing="drop")
    assert data.notes[0].startswith("2,000 rows with a missing number left out: lines 3, 4, 5, 6,")
    assert data.notes[0].endswith("9 and 1,993 more.")


def test_nothing_left_after_dropping_is_said(file: Path) -> None:
    file.write_text("a,b\n1,\n")
    assert "no data rows left" in refusal(file, missing="drop", targets=["b"], inputs=["a"])[0]


def test_unused_columns_are_checked_for_nothing_but_their_number(file: Path, either: None) -> None:
    file.write_text('a,junk,b\n1,inf,2\n2,"x,""y",3\n3,1e999,4\n')
    assert rows(read_csv(file, drop=["junk"])) == [[1, 2], [2, 3], [3, 4]]


def test_a_text_column_may_hold_numbers_further_down(file: Path) -> None:
    file.write_text("code,a,b\n" + "x,1,2\n" * 1000 + "7,3,4\n")
    data = read_csv(file)
    assert data.input_names == ("a",)
    assert "with no number in the first 1,000 rows: column 'code'" in data.notes[1]


def test_the_notes_put_first_what_was_decided(file: Path) -> None:
    file.write_text("id;name;a;b\n1;x;5;6\n2;y;5;8\n3;z;5;\n")
    notes = read_csv(file, missing="drop").notes
    assert [note.split()[0:2] for note in notes] == [
        ["1", "row"],
        ["The", "target"],
        ["Left", "out"],
        ["The", "columns"],
        ["Only", "2"],
        ["Column", "'a'"],
    ]


def test_names_are_kept_raw_and_shown_clean(file: Path) -> None:
    file.write_text('"\x1b[31mx",y\n1,abc\n1,2\n')
    assert "column 'y'" in refusal(file)[0]
    file.write_text('"\x1b[31mx",y\n1,3\n1,2\n')
    data = read_csv(file)
    assert data.input_names == ("\x1b[31mx",)
    assert any("'\\x1b[31mx' is constant" in note for note in data.notes)


def test_twenty_thousand_columns_are_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TYPED_FROM", 0)
    names = ",".join(f"x{place}" for place in range(20_000))
    row = ",".join(str(place % 7) for place in range(20_000))
    file.write_text(f"{names}\n{row}\n")
    assert len(read_csv(file).input_names) == 19_999


def test_a_packed_file_reads_like_the_file(tmp_path: Path, file: Path, either: None) -> None:
    file.write_text("a,b\n1,2\n3,5\n")
    packed = tmp_path / "data.csv.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert read_csv(packed).name == "data"
    assert read_csv(packed).fingerprint == read_csv(file).fingerprint


def test_a_byte_that_is_not_utf8_is_named_by_its_line(file: Path, either: None) -> None:
    file.write_bytes(b"a,note,b\n" + b"1,x,2\n" * 40 + b"1,caf\xe9,2\n")
    assert refusal(file) == ["data.csv, line 42: byte 0xe9 is not UTF-8; save the file as UTF-8"]


def test_a_nul_byte_far_down_in_an_unused_column_is_named(file: Path, either: None) -> None:
    file.write_bytes(b"a,note,b\n" + b"1,x,2\n" * 90 + b"1,\0,2\n")
    assert "line 92: a NUL byte" in refusal(file)[0]


def test_neither_torch_nor_polars_is_loaded_for_a_small_file(file: Path) -> None:
    file.write_text("a,b\n1,x\n")
    program = (
        "import sys; from gdtui.data.reading import read_csv; from gdtui.errors import UserError\n"
        "try: read_csv(sys.argv[1], targets=['b'])\n"
        "except UserError: print(sorted({'torch', 'polars', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
