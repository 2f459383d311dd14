"""The whole app in a pseudo-terminal, with the real engine in its own process."""

import os
import re
import signal
from functools import partial
from pathlib import Path

import pytest
from tests.tui.terminal_window import TerminalWindow, gdtui


def phases(window: TerminalWindow, *expected: str) -> None:
    """Press s for each phase, and see what the tutorial prints."""
    for phase in expected:
        window.type("s")
        window.until(f"epoch 1 · {phase}" if phase != "done" else "epoch 1 done")


def line_says(line: int, said: str, text: str) -> bool:
    return said in text.splitlines()[line]


def parameters(text: str) -> list[str]:
    """The numbers of the first pane, without the marks of change."""
    return re.findall(r"-?\d+\.\d{4}", "".join(line[:46] for line in text.splitlines()[3:5]))


def test_the_tutorials_numbers_appear_key_by_key() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        phases(window, "predict")
        window.until(r"13\.80")
        window.until(r"-24\.62")
        phases(window, "loss")
        window.until("batch 14603.")
        phases(window, "backward")
        window.until(r"-5337\.")
        window.until(r"-12324\.")
        phases(window, "update")
        window.until(r"all 10695\.|all 10696\.")
        window.until(r"1\.1056")
        phases(window, "done")
        window.type("101e")
        window.until(r"epoch 102 done")
        window.until(r"all 876\.0")
        window.type("[")
        window.until("epoch 102 · update")
        window.type("]")
        window.until("epoch 102 done")
        window.type("0g")
        window.until("epoch 1 · start")
        window.until("1.0522")
        window.type("q")
        window.until("to begin the same again: gdtui crops")
        assert window.end() == 0


def test_a_thousand_keys_at_once_are_a_thousand_steps() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("s" * 1000)
        window.until("epoch 200 done")
        window.type("s")
        window.until("epoch 201 · predict")


def test_keys_typed_before_the_engine_is_ready_wait_for_it() -> None:
    with gdtui("crops") as window:
        window.until("gdtui")
        window.type("ssm3e")
        window.until("epoch 3 done")
        window.until("SGD")


def test_an_engine_that_is_killed_comes_back_where_it_stood() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("7e")
        shown = window.until("epoch 7 done")
        children = f"/proc/{window.process.pid}/task/{window.process.pid}/children"
        os.kill(int(Path(children).read_text("ascii").split()[0]), signal.SIGKILL)
        window.until("ended by SIGKILL")
        window.type("s")
        window.until("epoch 8 · predict")
        window.type("[")
        window.until("epoch 7 done")
        window.until(lambda text: parameters(text) == parameters(shown))


def test_bytes_that_are_no_text_do_not_end_the_app() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type(b"\xff\xfe\xc3s")
        window.until("epoch 1 · predict")


def test_a_window_that_changes_its_size_is_filled() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        for width, height in (
            (80, 23),
            (200, 50),
            (60, 20),
            (50, 20),
            (120, 40),
            (20, 5),
            (80, 24),
        ):
            window.resize(width, height)
            fits = width >= 60 and height >= 20
            said, line = ("q quit", height - 1) if fits else ("needs 60x20", 0)
            window.until(partial(line_says, line, said))


@pytest.mark.parametrize("term", ["xterm", "screen", "tmux", "linux", "vt100"])
def test_every_terminal_shows_the_numbers(term: str) -> None:
    with gdtui("crops", TERM=term) as window:
        window.until("epoch 1 · start")
        window.type("sss")
        window.until(r"-5337\.")


def test_no_colour_and_no_utf8_are_respected() -> None:
    with gdtui(
        "crops", NO_COLOR="1", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    ) as window:
        window.until(r"epoch 1 \| start")
        assert window.text.isascii()


def test_the_terminals_own_size_counts() -> None:
    with gdtui("crops", COLUMNS="200", LINES="50") as window:
        window.until(lambda text: text.splitlines()[-1].rstrip().endswith("q quit"))


def test_a_terminal_that_cannot_is_told_what_to_do() -> None:
    with gdtui("crops", TERM="dumb") as window:
        window.until("TERM is dumb")
        assert window.end() == 2
        assert "ssh -t" in window.text


def test_data_that_cannot_be_used_end_the_app_with_the_sentence() -> None:
    with gdtui("no_such_file.csv") as window:
        window.until("no_such_file.csv")
        assert window.end() == 2
        assert "Traceback" not in window.text


def test_ctrl_c_says_how_to_quit() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("\x03")
        window.until("q quits")
        window.type("s")
        window.until("epoch 1 · predict")


def test_quitting_asks_while_a_run_goes() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("r")
        window.until("running")
        window.type("q")
        window.until("quit\\?")
        window.type("n")
        window.until(lambda text: "quit?" not in text)
        window.type("q")
        window.until("quit\\?")
        window.type("y")
        assert window.end() == 0


def test_long_work_shows_how_far_it_is_and_can_be_stopped() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("900000000e")
        window.until(r"\d %")
        window.type("\x1b")
        window.until(r"epoch \d+ done")
        window.until(lambda text: "%" not in text.splitlines()[0])
        window.type("s")
        window.until("predict")


def test_it_comes_back_from_the_shell_painted() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("e")
        window.until("epoch 1 done")
        painted = window.until("begin with nothing")
        window.type("\x1a")
        os.waitpid(window.process.pid, os.WUNTRACED)
        window.clear()
        os.kill(window.process.pid, signal.SIGCONT)
        window.until(lambda text: text == painted)
        window.clear()
        window.type("\x0c")
        window.until(lambda text: text == painted)


def test_keys_of_one_burst_go_where_each_of_them_belongs() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        # a rate that is mended, a prompt that is closed, a command by its name, a form, the help
        window.type("l2e-6\x7f5\rsg7\x03:next epoch\rp1,2\x033e?x2e")
        window.until("epoch 6 done")
        window.until("lr 2e-05|lr 2e-5|lr 0.00002")


@pytest.mark.parametrize("data", ["penguins", "diabetes"])
def test_every_view_is_turned_to_while_it_trains(data: str) -> None:
    with gdtui(data) as window:
        window.until("epoch 1 · ")
        window.type("vv")
        window.until("╭─ slice · ")
        window.type("3e")
        window.until("epoch 3 done")
        window.type("VV")
        window.until(lambda text: "╭─ loss · " in text and "└▲" not in text)
        window.type("r")
        window.until("running")
        for seen in ("loss", "slice", "contour", "fit", "rate", "runs", "data"):
            window.type("v")
            window.until(f"╭─ {seen} · ")
        window.type("vr")
        window.until(lambda text: "╭─ loss · " in text and "running" not in text)
        window.type("q")
        assert window.end() == 0
