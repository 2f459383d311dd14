import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Gdtui
from tests.cli.ran import SCRIPT, command, run_fresh

from gdtui import __version__
from gdtui.cli.main import main

BESIDE_A_BARE_START = """
import sys
before = set(sys.modules)
from gdtui.cli.main import main
assert main([*sys.argv[1:], "--help"]) == 0
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}), file=sys.stderr)
"""
# What argparse itself needs, and nothing that costs more than it.
CHEAP = {
    *("_sre", "argparse", "re", "gettext", "locale", "_locale", "errno", "warnings", "copyreg"),
    *("enum", "functools", "operator", "collections", "types", "importlib", "itertools", "shutil"),
    *("_collections", "_functools", "_operator", "keyword", "reprlib", "gdtui", "_opcode", "math"),
    *("_collections_abc", "textwrap", "_colorize", "contextlib", "struct", "_struct", "binascii"),
}


@pytest.mark.parametrize("name", ["", "fit", "predict", "solve", "datasets"])
def test_help_has_an_example(gdtui: Gdtui, name: str) -> None:
    ran = gdtui(*name.split(), "--help")
    assert ran.status == 0
    assert f"usage: gdtui {name}".rstrip() in ran.out
    assert "example:\n  gdtui" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 90
    assert ran.err == ""


@pytest.mark.parametrize("name", ["", "fit"])
def test_help_loads_little_more_than_argparse(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BESIDE_A_BARE_START, *name.split()],
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(done.stderr.split()) <= CHEAP


def test_the_version_is_said(gdtui: Gdtui) -> None:
    assert gdtui("--version").out == f"gdtui {__version__}\n"


@pytest.mark.parametrize("words", [(), ("crops",), ("--ascii", "--lr", "0.1")])
def test_without_a_command_and_a_terminal_it_names_what_works_without_one(
    gdtui: Gdtui, words: tuple[str, ...]
) -> None:
    ran = gdtui(*words)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert all(named in ran.err for named in ("needs a terminal", "`gdtui fit`", "`ssh -t`"))


def test_the_screen_says_what_it_has_instead_of_a_log(gdtui: Gdtui) -> None:
    ran = gdtui("crops", "--log", "log.jsonl")
    assert ran.status == 2
    assert "--log belongs to gdtui fit" in ran.err


def test_a_first_word_that_is_a_command_wins(
    gdtui: Gdtui, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    file.rename("datasets")
    assert "crops15" in gdtui("datasets").out
    assert "needs a terminal" in gdtui("./datasets").err


def test_an_error_is_a_sentence_on_stderr(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "nowhere.csv")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: nowhere.csv")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--epoch", "3"),
        ("--unknown",),
        ("fit", "crops", "more"),
        ("predict",),
        ("datasets", "crops"),
    ],
    ids=" ".join,
)
def test_words_that_cannot_be_understood_point_to_help(
    gdtui: Gdtui, words: tuple[str, ...]
) -> None:
    ran = gdtui(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "--help" in ran.err


def test_what_was_typed_is_shown_clean(gdtui: Gdtui) -> None:
    ran = gdtui("fit", "crops", "\x1b[31mred\u202e")
    assert "\\x1b[31mred\\u202e" in ran.err
    assert "\x1b" not in ran.err


def test_options_may_stand_before_and_behind_the_data(gdtui: Gdtui, file: Path) -> None:
    ran = gdtui("fit", "--epochs", "1", file, "--mode", "sgd")
    assert ran.status == 0
    assert "six: 6 rows" in ran.out


def test_behind_two_dashes_a_name_may_begin_with_one(
    gdtui: Gdtui, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    file.rename("-odd.csv")
    assert gdtui("fit", "--epochs", "1", "--", "-odd.csv").status == 0


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gdtui.cli.datasets.BUNDLED", 7)
    with pytest.raises(TypeError):
        main(["datasets"])


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("x,y\n" + "1,2\n" * 50_000)
    weights = tmp_path / "w.json"
    weights.write_text('{"weight": [[1.0]], "bias": [0.0]}')
    predicting = subprocess.Popen(
        command("predict", weights, many, "--inputs", "x"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert predicting.stdout is not None
    assert predicting.stdout.readline() == b"target_1\n"
    predicting.stdout.close()
    _, err = predicting.communicate()
    assert predicting.returncode == 141
    assert b"Traceback" not in err


def test_names_reach_a_terminal_that_lacks_their_letters(file: Path) -> None:
    file.write_text(file.read_text().replace("x1", "\u03b1"))
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", SCRIPT, "solve", str(file)],
        check=False,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert b"\\u03b1" in done.stdout


def test_a_bad_file_is_answered_before_torch_is_loaded(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,x\n2,3\n")
    script = SCRIPT.replace("sys.exit(main())", "main(); sys.exit('torch' in sys.modules)")
    done = subprocess.run(
        [sys.executable, "-c", script, "fit", str(bad)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert f"error: {bad}, line 2" in done.stderr


def test_a_full_disk_behind_stdout_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("datasets"), check=False, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr == "error: the output cannot be written: the disk is full\n"


def test_predict_and_solve_load_no_torch(tmp_path: Path, file: Path) -> None:
    weights = tmp_path / "w.json"
    weights.write_text('{"weight": [[1.0, 2.0]], "bias": [0.0]}')
    script = (
        "import sys; from gdtui.cli.main import main\n"
        f"assert main(['predict', {str(weights)!r}, '--row', '1,2']) == 0\n"
        f"assert main(['solve', {str(file)!r}]) == 0\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_whole_works_in_a_process_of_its_own(file: Path) -> None:
    ran = run_fresh("fit", file, "--epochs", "3")
    assert ran.status == 0
    assert "epochs    3" in ran.out


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_the_shell_closed_is_no_obstacle(closed: str) -> None:
    script = f'"$@" {closed}'
    words = command("solve", "crops")
    ran = subprocess.run(["sh", "-c", script, "sh", *words], capture_output=True, check=False)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
