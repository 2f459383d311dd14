"""gap: how far two tensors are apart, in units in the last place and in relation to the largest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor


@dataclass(frozen=True)
class Gap:
    """How two tensors of one shape and dtype differ, bit for bit.

    `differing` of `count` numbers have other bits, at most `ulps` representable numbers and at most
    `relative` of a scale apart, by itself the largest magnitude in them. The widest of these gaps
    is at `place`, counted flat, between `one` and `other`. To NaN there are no `ulps`, and
    `relative` is NaN.
    """

    count: int
    differing: int
    ulps: int
    relative: float
    place: int
    one: float
    other: float


def gap(one: Tensor, other: Tensor, scale: float = 0.0) -> Gap:
    """Compare two tensors of float32 or float64, of any shape, on any device.

    Args:
        one: a tensor.
        other: another one.
        scale: what a distance is told in relation to; 0 for their own largest magnitude.
    """
    mine, theirs = (tensor.detach().cpu().contiguous().numpy().ravel() for tensor in (one, other))
    as_int = np.int32 if mine.itemsize == 4 else np.int64
    (places,) = np.nonzero(mine.view(as_int) != theirs.view(as_int))
    if not len(places):
        return Gap(mine.size, 0, 0, 0.0, 0, float(mine[0]), float(theirs[0]))
    some, others = mine[places], theirs[places]
    with np.errstate(all="ignore"):
        distances = np.abs(some.astype(np.float64) - others.astype(np.float64))
        largest = scale or max(float(np.fmax.reduce(np.abs(each))) for each in (mine, theirs))
        widest = int(np.argmax(np.nan_to_num(distances, nan=np.inf)))
        distance = float(distances[widest])
        relative = float(np.float64(distance) / largest) if distance else 0.0
    return Gap(
        count=mine.size,
        differing=len(places),
        ulps=int(_ulps(some, others).max()),
        relative=relative,
        place=int(places[widest]),
        one=float(some[widest]),
        other=float(others[widest]),
    )


def _ulps(mine: NDArray[np.floating], theirs: NDArray[np.floating]) -> NDArray[np.uint64]:
    """How many representable numbers lie between; 0 where one of both is NaN."""
    one, other = _ordered(mine), _ordered(theirs)
    low, high = np.minimum(one, other), np.maximum(one, other)
    # the difference of two int64 may need 64 bits without a sign
    between = high.view(np.uint64) - low.view(np.uint64)
    return np.where(np.isnan(mine) | np.isnan(theirs), np.uint64(0), between)


def _ordered(values: NDArray[np.floating]) -> NDArray[np.int64]:
    """Whole numbers in the order of the numbers, neighbours one apart; both zeros are 0."""
    as_int = np.int32 if values.itemsize == 4 else np.int64
    bits = values.view(as_int).astype(np.int64)
    return np.where(bits < 0, np.int64(np.iinfo(as_int).min) - bits, bits)
