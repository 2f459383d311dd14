import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from tests.engine.trainings import begin, random_rows

from gdtui.engine.loops import manual, sgd
from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.engine.source import read_all, read_code
from gdtui.engine.start_loop import MANUAL_LOOPS, SGD_LOOPS

LOOPS: dict[tuple[Mode, Variant], Callable[..., Any]] = {
    (Mode.MANUAL, Variant.PLAIN): manual,
    (Mode.MANUAL, Variant.RATE_20): manual,
    (Mode.SGD, Variant.PLAIN): sgd,
    (Mode.SGD, Variant.RATE_20): sgd,
    **{(Mode.MANUAL, variant): made for variant, made in MANUAL_LOOPS.items()},
    **{(Mode.SGD, variant): made for variant, made in SGD_LOOPS.items()},
}


@pytest.mark.parametrize(("mode", "variant"), LOOPS)
def test_the_lines_marked_for_a_phase_are_those_that_run_in_it(
    mode: Mode, variant: Variant
) -> None:
    source, first = inspect.getsourcelines(LOOPS[mode, variant])
    executed: list[str] = []

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code is not LOOPS[mode, variant].__code__:
            return None
        if event == "line":
            executed.append(source[frame.f_lineno - first].strip())
        return trace

    code = read_code(mode, variant)
    chosen = Settings(mode=mode, batch_size=3, shuffle=True, variant=variant)
    descent = begin(random_rows(6, 2, 1), chosen)
    for phase in PHASES[:3] if descent.is_refused else (*PHASES, *PHASES):
        executed.clear()
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            descent.advance()
        finally:
            sys.settrace(before)
        ran = {line for line in executed if not line.startswith("yield")}
        marked = {code.lines[line].strip() for line in code.marked(phase)}
        assert ran == {line for line in marked if not line.startswith("#")}


def test_every_loop_that_there_is_can_be_read() -> None:
    assert read_all().keys() == LOOPS.keys()


def test_a_mistake_is_seen_in_the_lines_that_another_loop_has_not() -> None:
    every = read_all()
    wrong = {
        loop: [code.lines[line].strip() for line in code.differing(every[loop[0], Variant.PLAIN])]
        for loop, code in every.items()
    }
    assert wrong[Mode.MANUAL, Variant.SKIPPED_ZERO_GRAD] == ["# zero_grad is skipped"]
    assert wrong[Mode.MANUAL, Variant.FLIPPED_SIGN] == ["w += w.grad * lr", "b += b.grad * lr"]
    assert wrong[Mode.SGD, Variant.FLIPPED_SIGN] == ["# opt has maximize=True"]
    assert wrong[Mode.SGD, Variant.OLD_LOSS] == [
        "# to be printed: old preds",
        "loss = F.mse_loss(preds, y)",
    ]
    assert wrong[Mode.MANUAL, Variant.RATE_20] == []
    assert wrong[Mode.MANUAL, Variant.PLAIN] == []


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
