import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from tests.engine.trainings import begin, random_rows

from gdtui.engine import loops
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode, Settings
from gdtui.engine.source import read_code

LOOPS: dict[Mode, Callable[..., Any]] = {Mode.MANUAL: loops.manual, Mode.SGD: loops.sgd}


@pytest.mark.parametrize("mode", Mode)
def test_the_lines_marked_for_a_phase_are_those_that_run_in_it(mode: Mode) -> None:
    source, first = inspect.getsourcelines(LOOPS[mode])
    executed: list[str] = []

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code is not LOOPS[mode].__code__:
            return None
        if event == "line":
            executed.append(source[frame.f_lineno - first].strip())
        return trace

    code = read_code(mode)
    descent = begin(random_rows(6, 2, 1), Settings(mode=mode, batch_size=3, shuffle=True))
    for phase in (*PHASES, *PHASES):
        executed.clear()
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            descent.advance()
        finally:
            sys.settrace(before)
        ran = {line for line in executed if not line.startswith("yield")}
        assert ran == {code.lines[line].strip() for line in code.marked(phase)}


def test_manual_is_shown_as_the_tutorial_writes_it() -> None:
    assert read_code(Mode.MANUAL).lines == (
        "for x, y in batches:",
        "    preds = x @ w.t() + b",
        "    loss = mse(preds, y)",
        "    loss.backward()",
        "    with torch.no_grad():",
        "        w -= w.grad * lr",
        "        b -= b.grad * lr",
        "    w.grad.zero_()",
        "    b.grad.zero_()",
    )


def test_sgd_is_shown_as_the_tutorial_writes_it() -> None:
    code = read_code(Mode.SGD)
    assert [line.strip() for line in code.lines[1:]] == [
        "preds = model(x)",
        "loss = F.mse_loss(preds, y)",
        "loss.backward()",
        "opt.step()",
        "opt.zero_grad()",
    ]
    assert [code.marked(phase) for phase in Phase] == [(0, 1), (2,), (3,), (4,), (5,)]


def test_nothing_is_marked_before_the_first_phase() -> None:
    assert read_code(Mode.SGD).marked(None) == ()
