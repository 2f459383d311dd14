"""Pictures: what the slice, the contour and the fit show on a screen, in sentences."""

from collections.abc import Iterator

import numpy as np

from gdtui.draw import numbers
from gdtui.linear.names import input_name, parameter_name, said
from gdtui.session.opened import Opened
from gdtui.session.outlook import Fitted, Surroundings
from gdtui.session.snapshot import Snapshot

_WILL = frozenset({"predict", "loss", "backward"})
_REFUSED = "no update: without torch.no_grad() PyTorch refuses it; k mends the loop"
_STOPS = 5  # points of a way that are named


def sliced(opened: Opened, snapshot: Snapshot, around: Surroundings) -> Iterator[str]:
    """The loss against one parameter: where it stands, where the step leads, where it is lowest."""
    loss, name = around.of_step, parameter_name(opened, *around.places[0])
    at, now, slope, _ = loss.along_first
    step, low = 0.0 if around.update is None else float(around.update[0]), float(loss.lowest[0])
    here, there, lowest, free = numbers.apart((at, at + step, low, float(around.best[0])))
    of = "all rows" if around.batch is None else "this batch"
    yield (
        f"the loss of {of} against {name}, the others held: at {here} it is {numbers.loss(now)} "
        f"with slope {numbers.loss(slope)}"
    )
    if around.update is None:
        yield _REFUSED
    else:
        landed = numbers.loss(float(loss.losses(np.array([at + step]))))
        how = f"{around.how} = {numbers.rate(step)}"
        yield f"{_leads(snapshot, around)}: {how} leads to {there}: loss {landed}"
    deepest = numbers.loss(float(loss.losses(np.array([low]))))
    yield f"lowest at {lowest}: loss {deepest}; best with all weights free {free}"


def contoured(opened: Opened, snapshot: Snapshot, around: Surroundings) -> Iterator[str]:
    """The loss over two parameters: how long its rings are, where it stands, and the way so far."""
    loss = around.all_rows
    along, upright = (parameter_name(opened, *place) for place in around.places)
    yield f"the loss of all rows over {along} and {upright}, the others held: {_rings(around)}"
    yield f"it stands at {_point(loss.at)}: loss {numbers.loss(loss.loss)}"
    if around.update is None:
        yield _REFUSED
    else:
        yield f"{_leads(snapshot, around)} leads to {_point(around.of_step.at + around.update)}"
    lowest = numbers.loss(float(loss.losses(loss.lowest)))
    yield f"lowest at {_point(loss.lowest)}: loss {lowest}"
    yield f"the way so far: {', '.join(_way(around))}"


def _leads(snapshot: Snapshot, around: Surroundings) -> str:
    """What the step ahead is: after *update* the next batch is another one."""
    if snapshot.position.phase in _WILL:
        return "the update"
    return "the next update" if around.batch is None else "this batch once more"


def fit_said(opened: Opened, told: Fitted) -> str:
    """How one target is predicted: the line, if there is one input, and the residuals."""
    apart = told.preds - told.targets
    low, quarter, middle, most, high = np.percentile(apart, (0, 25, 50, 75, 100)).tolist()
    parts = [f"{said(opened.target_names[told.target])}, prediction less target"]
    if len(apart) < told.rows:
        parts[0] += f" in {len(apart)} of {told.rows} rows"
    parts[0] += f": mean {numbers.number(float(apart.mean()))}"
    parts.append(f"half of them from {numbers.number(quarter)} to {numbers.number(most)}")
    parts.append(f"the middle one {numbers.number(middle)}")
    parts.append(f"lowest {numbers.number(low)} in row {_row(told, int(apart.argmin()))}")
    parts.append(f"highest {numbers.number(high)} in row {_row(told, int(apart.argmax()))}")
    words = ", ".join(parts)
    if told.weight is None or told.bias is None:
        return words
    slope, offset = numbers.number(told.weight), numbers.number(told.bias)
    return f"the line is {slope}*{input_name(opened, 0)} + {offset}; {words}"


def _row(told: Fitted, place: int) -> int:
    return int(told.numbers[place]) + 1


def _rings(around: Surroundings) -> str:
    """How much longer than wide the rings of equal loss are."""
    if not np.isfinite(around.all_rows.hessian).all():
        return "its bend is no longer a number"
    flat, steep = np.linalg.eigvalsh(around.all_rows.hessian).tolist()
    if flat <= steep * 1e-14:
        return "it is flat in one direction"
    return f"its rings are {numbers.rate((steep / flat) ** 0.5)} times as long as wide"


def _way(around: Surroundings) -> Iterator[str]:
    """Some points of the path, the first and the last among them."""
    last = len(around.path) - 1
    for place in sorted({round(last * part / (_STOPS - 1)) for part in range(_STOPS)}):
        yield f"step {int(around.path_steps[place])} {_point(around.path[place])}"


def _point(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> str:
    return f"({', '.join(numbers.number(float(value)) for value in values)})"
