"""Layout: which panes there are for a size of the screen, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

WIDTH, HEIGHT = 60, 20  # the smallest screen
_TWO_COLUMNS = 76
_TALL = 36
_NAME, _NUMBER = 8, 9  # cells of a table: a target's name, a weight


class Name(StrEnum):
    """The parts of the screen."""

    STATUS = "status"
    PARAMETERS = "parameters"
    GRADIENTS = "gradients"
    INPUTS = "inputs"
    BATCH = "batch"
    CHART = "chart"
    CODE = "code"
    DATA = "data"
    SLICE = "slice"
    CONTOUR = "contour"
    FIT = "fit"
    RATE = "rate"
    RUNS = "runs"
    WHY = "why"
    GUIDE = "guide"
    STRIP = "strip"
    FOOTER = "footer"
    SMALL = "small"


class View(StrEnum):
    """What the screen is used for."""

    STEPS = "steps"
    LOSS = "loss"
    SLICE = "slice"
    CONTOUR = "contour"
    FIT = "fit"
    RATE = "rate"
    RUNS = "runs"
    DATA = "data"


_WHOLE = {
    View.LOSS: Name.CHART,
    View.FIT: Name.FIT,
    View.RATE: Name.RATE,
    View.RUNS: Name.RUNS,
    View.DATA: Name.DATA,
}
_OF_LOSS = {View.SLICE: Name.SLICE, View.CONTOUR: Name.CONTOUR}


class Box(NamedTuple):
    """A part of the screen in cells, from its left upper corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Shape:
    """What has to be laid out: so many inputs, targets, and lines of code."""

    inputs: int
    targets: int
    code: int


Boxes = Mapping[Name, Box]


@lru_cache(maxsize=32)  # asked with every key
def arrange(
    width: int,
    height: int,
    shape: Shape,
    view: View = View.STEPS,
    alone: Name | None = None,
    *,
    guided: bool = False,
) -> Boxes:
    """Where each pane is; what is not named has no room.

    Args:
        width: cells of a line.
        height: lines.
        shape: of the data and the code.
        view: what the panes are chosen for.
        alone: a pane that gets the room of all others.
        guided: whether a tour is taken, which has its lines under the panes.
    """
    if width < WIDTH or height < HEIGHT:
        return {Name.SMALL: Box(0, 0, width, height)}
    body, told = Box(0, 1, width, height - 4), dict[Name, Box]()
    if guided:
        body, told[Name.GUIDE] = _above(body, body.height - max(4, body.height // 4))
    return {
        Name.STATUS: Box(0, 0, width, 1),
        **_panes(body, shape, view, alone),
        **told,
        Name.STRIP: Box(0, height - 3, width, 2),
        Name.FOOTER: Box(0, height - 1, width, 1),
    }


def neighbour(boxes: Boxes, pane: Name, line: int, column: int) -> Name | None:
    """The nearest pane above, below or beside another, that faces most of it; None at the edge.

    Args:
        boxes: the panes that may be gone to, and the one in use.
        pane: the one in use.
        line: 1 for what is below, -1 for what is above.
        column: 1 for what is at the right, -1 for what is at the left.
    """
    here = boxes[pane]
    best: tuple[int, int, Name] | None = None
    for name, box in boxes.items():
        if line:
            gap = box.y - here.y - here.height if line > 0 else here.y - box.y - box.height
            facing = _overlap(here.x, here.width, box.x, box.width)
        else:
            gap = box.x - here.x - here.width if column > 0 else here.x - box.x - box.width
            facing = _overlap(here.y, here.height, box.y, box.height)
        if name is not pane and gap >= 0 and facing > 0:
            best = min(best or (gap, -facing, name), (gap, -facing, name))
    return None if best is None else best[2]


def _overlap(first: int, length: int, other: int, other_length: int) -> int:
    return min(first + length, other + other_length) - max(first, other)


def _panes(body: Box, shape: Shape, view: View, alone: Name | None) -> Boxes:
    if alone is not None:
        return {alone: body}
    if view in _WHOLE:
        return {_WHOLE[view]: body}
    if view in _OF_LOSS:
        return _under_parameters(body, shape, _OF_LOSS[view])
    if body.width < _TWO_COLUMNS:
        return _numbers(body, shape)
    left = max(46, round(body.width * 0.56))
    numbers, others = _beside(body, left)
    return {**_numbers(numbers, shape), **_pictures(others, shape)}


def _under_parameters(body: Box, shape: Shape, name: Name) -> Boxes:
    """A picture of the loss, and the parameters above it."""
    if _NAME + _NUMBER * (shape.inputs + 1) + 2 > body.width:
        above, below = _above(body, min(shape.inputs + 4, body.height // 3))
        return {Name.INPUTS: above, name: below}
    targets = min(shape.targets, max(1, body.height // 3 - 3))
    above, below = _above(body, targets + 3)
    return {Name.PARAMETERS: above, name: below}


def _numbers(column: Box, shape: Shape) -> Boxes:
    if _NAME + _NUMBER * (shape.inputs + 1) + 2 > column.width:
        lines = min(shape.inputs + 4, column.height * 3 // 5)
        inputs, batch = _above(column, lines)
        return {Name.INPUTS: inputs, Name.BATCH: batch}
    targets = min(shape.targets, max(1, (column.height - 11) // 2))
    parameters, rest = _above(column, targets + 3)
    gradients, batch = _above(rest, targets + 2)
    return {Name.PARAMETERS: parameters, Name.GRADIENTS: gradients, Name.BATCH: batch}


def _pictures(column: Box, shape: Shape) -> Boxes:
    code = min(shape.code + 2, column.height // 2 + 1)
    if column.height + 4 < _TALL:
        chart, rest = _above(column, column.height - code)
        return {Name.CHART: chart, Name.CODE: rest}
    chart, rest = _above(column, (column.height - code) // 2)
    source, data = _above(rest, code)
    return {Name.CHART: chart, Name.CODE: source, Name.DATA: data}


def _above(box: Box, lines: int) -> tuple[Box, Box]:
    x, y, width, height = box
    return Box(x, y, width, lines), Box(x, y + lines, width, height - lines)


def _beside(box: Box, cells: int) -> tuple[Box, Box]:
    x, y, width, height = box
    return Box(x, y, cells, height), Box(x + cells, y, width - cells, height)
