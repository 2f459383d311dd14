"""The forms over the real engine, in a pseudo-terminal."""

from pathlib import Path

import torch
from tests.tui.terminal_window import gdtui


def test_predict_export_and_open_with_the_real_engine(tmp_path: Path) -> None:
    file = tmp_path / "weights.pt"
    (tmp_path / "rain.csv").write_text("rain,yield\n1.5,2\n,3\n2.5,5\n")
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("p73,67,43\r")
        window.until(r"apples: 13\.80   oranges: -24\.62")
        window.type("\x1b")
        window.until("Nothing is done yet")
        window.type("x")
        window.until("file: crops.pt")
        window.type("\x15")
        window.until(r"file: +\n")
        window.type(f"{file}\r")
        window.until("read back and compared")
        model = torch.nn.Linear(3, 2)
        model.load_state_dict(torch.load(file, weights_only=True))
        with torch.no_grad():
            preds = model(torch.tensor([[73.0, 67.0, 43.0]]))
        assert [f"{pred:.2f}" for pred in preds[0].tolist()] == ["13.80", "-24.62"]
        window.type("\x1b")
        window.until("Nothing is done yet")
        window.type(f"o{tmp_path}/rain.csv\r")
        window.until("its columns")
        window.type("\r")
        window.until(r"column 'rain': an empty cell")
        assert "crops" in window.text.splitlines()[0]
        window.type("\x1b[B\x1b[B \r")
        window.until(lambda text: text.splitlines()[0].startswith(" rain"))
        window.type("s")
        window.until("epoch 1 · predict")
        window.type("q")
        window.until(r"rain\.csv --missing drop")
        assert window.end() == 0


def test_what_the_command_line_asks_for_is_done_first(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text("old")
    with gdtui("crops", "--epochs", "7", "--export", str(file), "--force") as window:
        window.until("epoch 7 done")
        window.type("x")
        window.until(r"weights\.json")
        window.type("\r")
        window.until("read back and compared")
    assert "weight" in file.read_text()
