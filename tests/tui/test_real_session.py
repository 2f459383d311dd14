"""A longer session in a pseudo-terminal: time, branches, settings, other data, a lost engine."""

import re
from pathlib import Path

import torch
from tests.tui.terminal_window import TerminalWindow, gdtui


def status(text: str) -> str:
    return text.splitlines()[0]


def weights(text: str) -> list[float]:
    """The numbers of crops' parameters, target by target, without the marks of change."""
    lines = "".join(line[:46] for line in text.splitlines()[3:5])
    return [float(number) for number in re.findall(r"-?\d+\.\d{4}", lines)]


def settled(window: TerminalWindow, seen: str) -> str:
    """The screen when a pattern stands in its first line."""
    return window.until(lambda text: re.search(seen, status(text)) is not None)


def shown_weights(window: TerminalWindow) -> list[float]:
    """The parameters when all of the frame has arrived: another one comes behind it."""
    window.type("\x03")
    return weights(window.until("q quits"))


def test_time_branches_and_settings_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "weights.pt"
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("100e")
        settled(window, "epoch 100 done")
        hundred = shown_weights(window)
        window.type("5[")
        settled(window, "epoch 99 done")
        window.type("5]")
        settled(window, "epoch 100 done")
        window.until(lambda text: weights(text) == hundred)
        window.type("40g")
        settled(window, "epoch 40 done")
        window.type(">60e")
        settled(window, "lr 2e-5.*epoch 100 done")
        window.type("B")
        window.until("run 0, epoch 40")
        window.type("\x1b[A\r")
        settled(window, "lr 1e-5.*epoch 100 done")
        window.type("\x1b")
        window.until(lambda text: weights(text) == hundred)
        window.type("m")
        settled(window, "SGD")
        window.type("s")
        settled(window, "SGD.*epoch 101 · predict")
        window.type("e")
        window.until("None")
        window.type("n2\rhe")
        settled(window, "epoch 102 done")
        window.type("b")
        settled(window, r"epoch 103 · batch 1/3")
        window.type("3uD")
        settled(window, "float64")
        window.type("i")
        window.until("y copy")
        window.type("y")
        window.until("is copied")
        window.type("ix")
        window.until("file: crops.pt")
        window.type(f"\x15{file}\r")
        shown = window.until("read back and compared")
    state = torch.load(file, weights_only=True)
    rows = torch.cat([state["weight"], state["bias"][:, None]], dim=1)
    assert [round(value, 4) for value in rows.flatten().tolist()] == weights(shown)


def test_every_bundled_set_is_opened_trained_turned_through_all_views_and_left() -> None:
    with gdtui("crops15") as window:
        settled(window, "epoch 1 · ")
        for name in ("crops", "penguins", "linnerud", "diabetes"):
            window.type(f"o{name}\r")
            window.until("its columns")
            window.type("\r")
            settled(window, rf"^ {name} .*epoch 1 · ")
            turn_every_view(window)
        window.type("r")
        settled(window, "running")
        window.type("q")
        window.until(r"quit\?")
        window.type("n")
        window.until(lambda text: "quit?" not in text)
        window.type("q")
        window.until(r"quit\?")
        window.type("y")
        assert window.end() == 0


def turn_every_view(window: TerminalWindow) -> None:
    """Turn from the loss through all views and back to it, at rest and while it trains."""
    window.type("vv")
    window.until("╭─ slice · ")
    window.type("3e")
    settled(window, "epoch 3 done")
    window.type("VV")
    window.until(lambda text: "╭─ loss · " in text and "└▲" not in text)
    window.type("r")
    settled(window, "running")
    for seen in ("loss", "slice", "contour", "fit", "rate", "runs", "data"):
        window.type("v")
        window.until(f"╭─ {seen} · ")
    window.type("vr")
    window.until(lambda text: "╭─ loss · " in text and "running" not in status(text))
