"""Moments made by hand: crops as the tutorial prints it, after any phase of the first step."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode, Settings
from gdtui.engine.source import read_all
from gdtui.session.opened import Opened
from gdtui.session.snapshot import BatchWindow, LossCurve, Position, Snapshot
from gdtui.tui.moment import Moment

INPUTS = np.array([[73, 67, 43], [91, 88, 64], [87, 134, 58], [102, 43, 37], [69, 96, 70]], "f4")
TARGETS = np.array([[56, 70], [81, 101], [119, 133], [22, 37], [103, 119]], "f4")
WEIGHT = np.array([[1.0522, -1.1931, 0.3418], [0.5824, 0.0763, -1.6385]], "f4")
BIAS = np.array([2.2341, -1.7922], "f4")
WEIGHT_GRAD = np.array(
    [[-5337.0591, -8018.7812, -4427.6274], [-10357.0254, -12324.3057, -7570.6191]], "f4"
)
BIAS_GRAD = np.array([-68.6966, -127.2429], "f4")
LOSS = 14603.5264

OPENED = Opened(
    name="crops",
    path=Path("crops.csv"),
    rows=5,
    input_names=("temp", "rainfall", "humidity"),
    target_names=("apples", "oranges"),
    threads=1,
    code=read_all(),
)
CURVE = LossCurve(1, 1, np.array([LOSS]), np.array([LOSS]))
NO_CURVE = LossCurve(1, 0, np.array([]), np.array([]))


def snapshot(phase: Phase | None = None, *, mode: Mode = Mode.MANUAL) -> Snapshot:
    """Crops after a phase of the first step; None is before it."""
    done = 0 if phase is None else PHASES.index(phase) + 1
    settings = Settings(mode=mode)
    position = Position(done, int(done == 5), 1, 1, 1, phase)
    rows = np.arange(5)
    preds = INPUTS @ WEIGHT.T + BIAS if done else None
    updated = done >= 4
    weight_grad = WEIGHT_GRAD if done >= 3 else None
    bias_grad = BIAS_GRAD if done >= 3 else None
    if done == 5:
        weight_grad, bias_grad = np.zeros_like(WEIGHT), np.zeros_like(BIAS)
    return Snapshot(
        position=position,
        end=position,
        settings=settings,
        chosen=settings,
        made_by=settings,
        weight=WEIGHT - WEIGHT_GRAD * np.float32(1e-5) if updated else WEIGHT,
        bias=BIAS - BIAS_GRAD * np.float32(1e-5) if updated else BIAS,
        weight_before=WEIGHT,
        bias_before=BIAS,
        weight_grad=weight_grad,
        bias_grad=bias_grad,
        batch=BatchWindow(0, 5, rows, rows + 2, INPUTS, TARGETS, preds),
        batch_loss=LOSS if done >= 2 else None,
        full_loss=10696.0195 if updated else LOSS,
        full_loss_fresh=True,
        best_loss=0.483121,
        left_over=False,
        grad_norm=20709.4 if done in (3, 4) else 0.0 if done == 5 else None,
        diverged=None,
        diverged_by=None,
        fast_steps=0,
        loop_steps=1,
        seed=0,
        branch=0,
        branches=1,
        batch_losses=CURVE if done >= 2 else NO_CURVE,
        epoch_losses=CURVE if done == 5 else NO_CURVE,
    )


def moment(phase: Phase | None = None, before: Phase | None = None) -> Moment:
    """Crops after a phase, compared with how it was after another."""
    return Moment(OPENED, snapshot(phase), snapshot(before))


def wide(inputs: int, targets: int, phase: Phase | None = Phase.BACKWARD) -> Moment:
    """A moment of as many columns, all numbers different."""
    weight = np.arange(inputs * targets, dtype="f4").reshape(targets, inputs) / 7 - 3
    x = np.arange(5 * inputs, dtype="f4").reshape(5, inputs)
    y = np.arange(5 * targets, dtype="f4").reshape(5, targets)
    numbers = np.arange(5)
    shot = replace(
        snapshot(phase),
        weight=weight,
        bias=np.arange(targets, dtype="f4"),
        weight_before=weight,
        bias_before=np.arange(targets, dtype="f4"),
        weight_grad=weight * 100,
        bias_grad=np.arange(targets, dtype="f4") * 1000,
        batch=BatchWindow(0, 5, numbers, numbers + 2, x, y, y / 3),
    )
    opened = replace(
        OPENED,
        input_names=tuple(f"column{place}" for place in range(inputs)),
        target_names=tuple(f"target{place}" for place in range(targets)),
    )
    return Moment(opened, shot, shot)
