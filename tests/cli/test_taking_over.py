import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gdtui.cli.taking_over import take_over
from gdtui.errors import UserError
from gdtui.session.journal.holder import TAKEN_OVER, holder
from gdtui.session.journal.journal import NAME
from gdtui.session.journal.shelf import Shelf, is_locked

HOLDS = """
import signal, sys
from pathlib import Path
from gdtui.session.journal.journal import Journal
journal = Journal.make(Path(sys.argv[1]))
print("held", flush=True)
signal.pause()
"""
WITHIN = 3.0


@contextmanager
def held(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", HOLDS, os.fspath(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_kernel_tells_who_holds_a_session_until_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    assert holder(folder) is None
    with held(folder) as process:
        assert holder(folder) == process.pid
        assert is_locked(folder / NAME)
    assert holder(folder) is None
    assert not is_locked(folder / NAME)


@pytest.mark.parametrize("stop", [False, True])
def test_who_holds_it_leaves_in_time_also_where_it_was_stopped(tmp_path: Path, stop: bool) -> None:
    with held(tmp_path / "one") as process:
        if stop:
            process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        take_over(tmp_path / "one" / NAME)
        assert time.monotonic() - began < WITHIN
        assert process.wait() == -TAKEN_OVER


def test_a_process_that_does_not_hold_it_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(tmp_path / "one") as process, held(tmp_path / "other") as other:
        told = iter([other.pid, process.pid])
        monkeypatch.setattr("gdtui.cli.taking_over.holder", lambda _: next(told))
        monkeypatch.setattr("gdtui.cli.taking_over.is_locked", lambda _: False)
        take_over(tmp_path / "one" / NAME)
        assert (process.poll(), other.poll()) == (None, None)


def test_a_holder_that_cannot_be_seen_is_said(tmp_path: Path) -> None:
    with held(tmp_path / "one"):
        (tmp_path / "one" / "holder").unlink()
        with pytest.raises(UserError, match="its process cannot be seen from here"):
            take_over(tmp_path / "one" / NAME)


def test_a_session_that_nobody_holds_needs_no_taking_over(tmp_path: Path) -> None:
    journal = Shelf(tmp_path).make("one", "now")
    journal.release()
    take_over(journal.path)
