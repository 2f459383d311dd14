"""A session that is gone on with, in a real terminal."""

import os
import re
import signal
from pathlib import Path

from tests.tui.terminal_window import gdtui

from gdtui.session.journal.shelf import Shelf


def test_a_killed_session_is_told_of_and_resumed_and_then_closed(tmp_path: Path) -> None:
    state = os.fspath(tmp_path)
    with gdtui("crops", XDG_STATE_HOME=state) as window:
        window.until("epoch 1 · start")
        window.type("7es")
        window.until("epoch 8 · predict")
        os.kill(window.process.pid, signal.SIGKILL)
    with gdtui("resume", XDG_STATE_HOME=state) as window:
        window.until("epoch 8 · predict")
        window.until("resumed: 2 actions done again, the same bits")
        window.type("u")
        window.until("epoch 7 done")
        window.type("q")
        assert window.end() == 0
        assert re.search("to go on with this session: gdtui resume", window.text)
    (kept,) = Shelf(tmp_path / "gdtui" / "sessions").sessions()
    assert kept.closed
