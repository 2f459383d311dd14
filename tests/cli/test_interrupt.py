"""Ctrl+C in a real process: it is sent only after the process has said how far it is."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # it comes without types
import pytest
from tests.cli.ran import command

from gdtui.cli.interrupt import Interrupt
from gdtui.weights.file import read_weights

LONG = ("fit", "crops15", "--epochs", "1000000000")


def started(*words: str | Path) -> "pexpect.spawn[str]":
    process = command(*LONG, *words)
    return pexpect.spawn(
        process[0], process[1:], encoding="utf-8", timeout=60, dimensions=(24, 120)
    )


def test_the_first_finishes_the_batch_and_exports_and_logs_whole_epochs(tmp_path: Path) -> None:
    out, log = tmp_path / "w.json", tmp_path / "log.jsonl"
    training = started("--export", out, "--log", log)
    training.expect("epoch [1-9][0-9,]* of 1,000,000,000")
    training.sendintr()
    training.expect("finishing the batch; Ctrl\\+C again ends at once")
    training.expect("data      crops15")
    assert training.before is not None
    assert training.before.endswith("\r\x1b[K")  # the bar is erased before the summary
    training.expect("stopped by Ctrl\\+C")
    training.expect(f"Saved {out}")
    training.expect(pexpect.EOF)
    training.close()
    assert training.exitstatus == 130
    assert json.loads(out.read_text())["columns"] == ["temp", "rainfall", "humidity"]
    assert read_weights(out).weight.shape == (2, 3)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["epoch"] for line in lines] == list(range(1, len(lines) + 1))


def test_a_kill_leaves_the_log_whole_up_to_the_last_epochs(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    training = started("--log", log)
    training.expect("epoch [1-9][0-9,]* of 1,000,000,000")
    training.kill(signal.SIGKILL)
    training.expect(pexpect.EOF)
    lines = log.read_text().splitlines(keepends=True)
    assert len(lines) > 1
    assert all(json.loads(line)["mode"] == "sgd" for line in lines if line.endswith("\n"))


def test_the_second_ends_at_once() -> None:
    script = (
        "from gdtui.cli.interrupt import Interrupt\n"
        "with Interrupt(lambda: None):\n"
        "    print('training', flush=True)\n"
        "    while True: pass\n"
    )
    process = command()
    training = subprocess.Popen(
        [process[0], "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert training.stdout is not None
    assert training.stderr is not None
    assert training.stdout.readline() == b"training\n"
    training.send_signal(signal.SIGINT)
    assert training.stderr.readline() == b"\n"
    assert training.stderr.readline().startswith(b"finishing the batch")
    training.send_signal(signal.SIGINT)
    training.communicate()
    assert training.returncode == -signal.SIGINT


def test_before_the_training_it_ends_with_130_and_without_a_traceback() -> None:
    script = (
        "import sys, signal, gdtui.cli.fit\n"
        "from gdtui.cli.main import main\n"
        "gdtui.cli.fit.check_destinations = lambda _: signal.raise_signal(signal.SIGINT)\n"
        "sys.exit(main(['fit']))\n"
    )
    done = subprocess.run([command()[0], "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_is_as_it_was_when_the_training_is_over(capfd: pytest.CaptureFixture[str]) -> None:
    stopped: list[bool] = []
    before = signal.getsignal(signal.SIGINT)
    with Interrupt(lambda: stopped.append(True)) as interrupt:
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupt.asked
    assert stopped == [True]
    assert signal.getsignal(signal.SIGINT) is before
    assert "again ends at once" in capfd.readouterr().err


def test_whoever_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupt(lambda: None) as interrupt:
            os.kill(os.getpid(), signal.SIGINT)
            assert not interrupt.asked
    finally:
        signal.signal(signal.SIGINT, before)
