"""What was drawn for the same values is not drawn again; for others it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.kept import kept


@dataclass(frozen=True, eq=False)
class Curve:
    """A record with an array in it."""

    values: NDArray[np.floating]
    name: str = ""


class Counted:
    """A drawing that counts how often it is made."""

    def __init__(self) -> None:
        self.times = 0
        self.draw = kept(self._draw)

    def _draw(self, curves: list[Curve], *, width: int = 3) -> str:
        self.times += 1
        return "|".join(f"{curve.name}{curve.values.tolist()}"[:width] for curve in curves)


def test_equal_arrays_in_other_records_are_drawn_once() -> None:
    counted = Counted()
    first = counted.draw([Curve(np.array([1.0, 2.0]))])
    assert counted.draw([Curve(np.array([1.0, 2.0]))]) == first
    assert counted.times == 1


def test_an_array_that_was_changed_in_its_place_is_drawn_again() -> None:
    counted, curve = Counted(), Curve(np.array([1.0, 2.0]))
    before = counted.draw([curve], width=20)
    curve.values[1] = 3.0
    assert counted.draw([curve], width=20) != before


def test_other_shapes_kinds_names_and_options_are_drawn_again() -> None:
    counted = Counted()
    zeros = np.zeros(4, np.float64)
    for curve in (
        Curve(zeros),
        Curve(-zeros),
        Curve(zeros.reshape(2, 2)),
        Curve(zeros.astype(np.float32).repeat(2)),
        Curve(zeros, "loss"),
    ):
        counted.draw([curve])
    counted.draw([Curve(zeros)], width=5)
    counted.draw([Curve(zeros), Curve(zeros)])
    assert counted.times == 7


def test_only_the_last_few_are_remembered() -> None:
    counted = Counted()
    for value in (1.0, 2.0, 3.0, 4.0, 5.0, 1.0):
        counted.draw([Curve(np.array([value]))])
    assert counted.times == 6
    counted.draw([Curve(np.array([5.0]))])
    assert counted.times == 6
