"""A session that is open in one window and is wanted in another, in two real terminals."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.tui.ending import GONE_WITHIN, Opened, moment_on
from tests.tui.terminal_window import TerminalWindow, gdtui

from gdtui.session.journal.shelf import Shelf

OFFER = "t takes it over, c opens a copy, any other key leaves it"


@contextmanager
def first_window(state: Path, keys: str, seen: str) -> Iterator[Opened]:
    with gdtui("crops", XDG_STATE_HOME=os.fspath(state)) as window, ExitStack() as stack:
        opened = Opened(window, stack, None)
        window.type(keys)
        window.until(seen)
        yield opened


@contextmanager
def asked(state: Path, key: str) -> Iterator[TerminalWindow]:
    with gdtui("resume", XDG_STATE_HOME=os.fspath(state)) as window:
        window.until(OFFER)
        window.type(key)
        yield window


def said(window: TerminalWindow) -> str:
    # pyte knows no second screen: what is said at the end stands in the middle of a line
    return "".join(window.text.split())


def test_a_session_is_left_copied_or_taken_over(tmp_path: Path) -> None:
    with first_window(tmp_path, "7es", "epoch 8 · predict") as first:
        with asked(tmp_path, "x") as window:
            assert window.end() == 2
            assert "it was left as it is" in window.text
        with asked(tmp_path, "t") as window:
            assert first.engine.ends_within(GONE_WITHIN)
            window.until("epoch 8 · predict")
            assert first.window.end() == 0
            assert "thissessiongoesoninanotherwindow" in said(first.window)
            with asked(tmp_path, "c") as copy:
                copy.until("epoch 8 · predict")
                copy.type("3e")
                copy.until("epoch 10 done")
            window.type("s")
            window.until("epoch 8 · loss")
    kept = Shelf(tmp_path / "gdtui" / "sessions").sessions()
    assert [one.closed for one in kept] == [False, False]


@pytest.mark.parametrize("held_up", ["stalled", "stopped"])
def test_a_session_is_taken_over_from_a_window_that_stands_still(
    tmp_path: Path, held_up: str
) -> None:
    with first_window(tmp_path, "900000000e", r"\d %") as first:
        if held_up == "stalled":
            first.stall()
        else:
            os.kill(first.engine.pid, signal.SIGSTOP)
        seen = moment_on(first.window.text)
        with gdtui("resume", "--take-over", XDG_STATE_HOME=os.fspath(tmp_path)) as second:
            shown = second.until(lambda text: moment_on(text) is not None)
            assert first.engine.ends_within(0)
            resumed = moment_on(shown)
        assert seen is not None
        assert resumed is not None
        assert resumed >= seen > 0
