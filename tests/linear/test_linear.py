"""Plain lines from the real engine: from a pipe, and in a pseudo-terminal of forty columns."""

import os
import re
import signal
import subprocess
from pathlib import Path

from tests.cli.ran import command
from tests.tui.process import Process
from tests.tui.terminal_window import PATIENCE, gdtui, window


def piped(keys: str, *words: str, state: Path) -> str:
    done = subprocess.run(
        command("--linear", *words),
        input=keys,
        env={**os.environ, "XDG_STATE_HOME": os.fspath(state)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_a_pipe_of_keys_is_the_tutorial_line_by_line_and_is_gone_on_with(tmp_path: Path) -> None:
    said = piped("sssss101ezl0.5\np75,63,44\n[u3v", "crops", state=tmp_path).splitlines()
    wanted = (
        r"crops: 5 rows",
        r"manual mode, lr 1e-5",
        r"epoch 1, start",
        r"epoch 1, predict: .* = 13\.80; the target is 56",
        r"epoch 1, loss: .* = 14603\.",
        r"epoch 1, backward: .*-12324\.",
        r"epoch 1, update: .* = 0\.1995",
        r"epoch 1 done: Every grad is 0 again",
        r"epoch 102 done: the loss of all rows is 876\.0.*; the batch loss is 885\.1",
        r"the inputs are standardised; ",
        r"learning rate \(now 1e-5\): 0\.5",
        r"lr is 0\.5",
        r"predict for temp, rainfall, humidity.*: 75,63,44",
        r"apples -?\d+\.\d\d, oranges",
        r"back to epoch 102, update",
        r"undone: 1 phase back, lr is 0\.5, .*; epoch 102 done: the loss of all rows",
        r"view 3 of 8, the losses so far:",
        r"batch losses: 1: 14603\.\d+, 2: 1069[56]\..*, 102: 885\.1",
        r"to go on with this session: gdtui resume .* --linear",
        r"to begin the same again: gdtui crops --linear",
    )
    for line, pattern in zip(said[1:], wanted[:-2], strict=False):
        assert re.match(pattern, line), line
    for line, pattern in zip(said[-2:], wanted[-2:], strict=True):
        assert re.match(pattern, line), line
    assert "\x1b" not in "".join(said)

    resumed = subprocess.run(
        command("resume", "--linear"),
        input="s",
        env={**os.environ, "XDG_STATE_HOME": os.fspath(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "epoch 103, predict: " in resumed.stdout


def test_keys_act_at_once_on_a_terminal_which_is_given_back() -> None:
    with gdtui("--linear", "crops", width=40, height=60) as window:
        window.until("zero_grad\\.")
        window.type("s")
        window.until("13\\.80")
        window.type("l")
        window.until("1e-5\\): ")
        window.type("0.2\x7f1\r")
        window.until("lr is 0\\.1")
        window.type("l9\x03100e")
        window.until("nothing is changed\n|nothing is changed +\n")
        window.until("epoch 100 done|diverged at|stopped at epoch")
        window.type("900000000e")
        window.type("\x1b")
        window.type("3v")
        window.until("batch losses: 1")
        assert all(len(line.rstrip()) <= 40 for line in window.text.splitlines())
        window.type("\x1aq")
        assert window.end() == 0
        assert "to begin the same again" in window.text.replace("\n", "")


def test_a_signal_gives_the_terminal_back() -> None:
    with gdtui("--linear", "crops") as window:
        window.until("zero_grad\\.")
        assert not window.process.getecho()
        os.kill(window.process.pid, signal.SIGTERM)
        assert window.process.wait() == 128 + signal.SIGTERM
        assert window.process.getecho()


def test_a_terminal_that_is_gone_ends_it_and_leaves_the_session_to_be_gone_on_with(
    tmp_path: Path,
) -> None:
    status = tmp_path / "status"
    # the kernel tells a shell that its terminal is gone, and this one keeps it for itself
    script = f'trap "" HUP; "$@"; echo $? >"{status}"'
    words = ("-c", script, "sh", *command("--linear", "crops"))
    with window("/bin/sh", *words, XDG_STATE_HOME=os.fspath(tmp_path)) as shell:
        shell.until("zero_grad\\.")
        shell.type("s")
        shell.until("13\\.80")
        shell.type("900000000e")
        shell.until("900000000")
        with Process(shell.process.pid) as running:
            shell.process.ptyproc.fileobj.close()
            assert running.ends_within(PATIENCE)
        assert status.read_text("ascii") == "129\n"
    (folder,) = (tmp_path / "gdtui" / "sessions").iterdir()
    assert not (folder / "closed").exists()


def test_bad_data_end_it_with_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--linear", "no_such_file.csv"),
        stdin=subprocess.DEVNULL,
        env={**os.environ, "XDG_STATE_HOME": os.fspath(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: no_such_file.csv")
    assert "Traceback" not in done.stderr


def test_a_closed_input_is_one_without_keys(tmp_path: Path) -> None:
    done = subprocess.run(
        ("/bin/sh", "-c", '"$@" <&-', "sh", *command("--linear", "crops")),
        env={**os.environ, "XDG_STATE_HOME": os.fspath(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert "to begin the same again: gdtui crops --linear" in done.stdout
