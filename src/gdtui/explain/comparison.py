"""Comparison: what the arithmetic gives beside the number that the engine has."""

import math

import numpy as np

from gdtui.explain.writing import precise


def bound(dtype: np.dtype[np.floating], operations: int, size: float) -> float:
    """How far so many operations in a dtype can lead away from the exact result.

    Args:
        dtype: what the engine computes in.
        operations: the roundings on the way to any term of the result, one after another.
        size: the sum of the sizes of all terms.
    """
    return operations * float(np.finfo(dtype).eps) * size


def beside(value: float, engine: float, dtype: np.dtype[np.floating], rounding: float) -> str:
    """The engine's number, and whether rounding explains how far it is from the arithmetic."""
    has = f"the engine has {np.array(engine, dtype)[()]!s} in {dtype}"
    if value == engine or (math.isnan(value) and math.isnan(engine)):
        return f"{has}: the same"
    if math.isfinite(engine) and abs(value - engine) <= rounding:
        return f"{has}: apart by {abs(value - engine):.1e}, which is rounding"
    if not math.isfinite(engine):
        most = precise(float(np.finfo(dtype).max))
        return f"{has}: on the way a number went beyond {most}, where {dtype} ends"
    return f"{has}: apart by {abs(value - engine):.1e}, more than rounding explains"
