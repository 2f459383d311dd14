"""The whole app in a pseudo-terminal, with the real engine in its own process.

The windows are different terminals, so that the numbers are seen on every one of them.
"""

import os
import re
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.tui.terminal_window import TerminalWindow, gdtui


@pytest.fixture(scope="module")
def shared() -> Iterator[TerminalWindow]:
    with gdtui("crops", TERM="screen") as window:
        yield window


@pytest.fixture
def crops(shared: TerminalWindow) -> TerminalWindow:
    """A window that several tests share, at the start of its session."""
    shared.type("0g")
    shared.until("epoch 1 · start")
    return shared


def phases(window: TerminalWindow, *expected: str) -> None:
    """Press s for each phase, and see what the tutorial prints."""
    for phase in expected:
        window.type("s")
        window.until(f"epoch 1 · {phase}" if phase != "done" else "epoch 1 done")


def line_says(line: int, said: str, text: str) -> bool:
    return said in text.splitlines()[line]


def status_says(seen: str, text: str) -> bool:
    return re.search(seen, text.splitlines()[0]) is not None


def parameters(text: str) -> list[str]:
    """The numbers of the first pane, without the marks of change."""
    return re.findall(r"-?\d+\.\d{4}", "".join(line[:46] for line in text.splitlines()[3:5]))


def test_the_tutorials_numbers_appear_key_by_key() -> None:
    with gdtui("crops", TERM="vt100") as window:
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


def test_a_thousand_keys_at_once_are_a_thousand_steps(crops: TerminalWindow) -> None:
    crops.type("s" * 1000)
    crops.until("epoch 200 done")
    crops.type("s")
    crops.until("epoch 201 · predict")


def test_keys_typed_before_the_engine_is_ready_wait_for_it() -> None:
    with gdtui("crops", TERM="linux") as window:
        window.until("gdtui")
        window.type("sss")
        window.until(r"-5337\.")
        window.type("m3e")
        window.until("epoch 3 done")
        window.until("SGD")


def test_an_engine_that_is_killed_comes_back_where_it_stood_and_where_it_was_seen_to_compute() -> (
    None
):
    with gdtui("crops", TERM="tmux") as window:
        window.until("epoch 1 · start")
        window.type("7e")
        shown = window.until("epoch 7 done")
        kill_engine(window)
        window.type("s")
        window.until("epoch 8 · predict")
        window.type("[")
        window.until("epoch 7 done")
        window.until(lambda text: parameters(text) == parameters(shown))
        for keys in ("900000000e", "r++++++++++"):
            window.type("0g")
            window.until("epoch 1 · start")
            window.type(f"3e{keys}")
            window.until(r"epoch \d{4,} done")
            lost = kill_engine(window)
            at = re.search(r"epoch \d+", lost)[0]  # type: ignore[index]  # it is there
            window.type("u")
            window.until("epoch 3 done")
            window.type("U")
            window.until(f"{at} done")


def kill_engine(window: TerminalWindow) -> str:
    """The screen when the engine is killed."""
    children = f"/proc/{window.process.pid}/task/{window.process.pid}/children"
    os.kill(int(Path(children).read_text("ascii").split()[0]), signal.SIGKILL)
    return window.until("ended by SIGKILL")


def test_bytes_that_are_no_text_do_not_end_the_app(crops: TerminalWindow) -> None:
    crops.type(b"\xff\xfe\xc3s")
    crops.until("epoch 1 · predict")


def test_a_window_that_changes_its_size_is_filled(crops: TerminalWindow) -> None:
    for width, height in (
        (80, 23),
        (200, 50),
        (60, 20),
        (50, 20),
        (120, 40),
        (20, 5),
        (80, 24),
    ):
        crops.resize(width, height)
        fits = width >= 60 and height >= 20
        said, line = ("q quit", height - 1) if fits else ("needs 60x20", 0)
        crops.until(partial(line_says, line, said))


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


def test_ctrl_c_says_how_to_quit(crops: TerminalWindow) -> None:
    crops.type("\x03")
    crops.until("q quits")
    crops.type("s")
    crops.until("epoch 1 · predict")


def test_long_work_shows_how_far_it_is_and_esc_drops_what_waits_behind_it_and_stops_it(
    crops: TerminalWindow,
) -> None:
    crops.type("900000000e" + "e" * 50)
    crops.until(partial(status_says, r"\+50"))
    crops.until(partial(status_says, r"\d %"))
    crops.type("\x1b")
    crops.until(lambda text: "+50" not in text.splitlines()[0])
    crops.type("\x1b")
    crops.until(partial(status_says, r"epoch \d+ done(?!.*%)"))
    crops.type("s")
    crops.until(partial(status_says, "· predict"))


def test_it_comes_back_from_the_shell_painted(crops: TerminalWindow) -> None:
    crops.type("e")
    crops.until("epoch 1 done")
    painted = crops.until("begin with nothing")
    crops.type("\x1a")
    os.waitpid(crops.process.pid, os.WUNTRACED)
    crops.clear()
    os.kill(crops.process.pid, signal.SIGCONT)
    crops.until(lambda text: text == painted)
    crops.clear()
    crops.type("\x0c")
    crops.until(lambda text: text == painted)


def test_keys_of_one_burst_go_where_each_of_them_belongs(crops: TerminalWindow) -> None:
    # a rate that is mended, a prompt that is closed, a command by its name, a form, the help
    crops.type("l2e-6\x7f5\rsg7\x03:next epoch\rp1,2\x033e?x2e")
    crops.until("epoch 6 done")
    crops.until("lr 2e-05|lr 2e-5|lr 0.00002")
