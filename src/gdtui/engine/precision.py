"""Precision: sums and products of float64 whose rounding errors are kept.

Everything here is plain float64 arithmetic, so it gives the same bits on every machine; numpy's
longdouble has no more digits than float64 on some of them.
"""

import math

import numpy as np

from gdtui.engine.blocks import Matrix

Slices = tuple[Matrix, Matrix, Matrix]

# A float64 beside this one keeps multiples of 2**-20.
_ROUND_AT = 1.5 * 2.0**32
_VELTKAMP = 2.0**27 + 1


def two_sum(a: Matrix, b: Matrix) -> tuple[Matrix, Matrix]:
    """Add without loss: the rounded sum and its error, together exactly a + b (Knuth's TwoSum)."""
    total = a + b
    b_part = total - a
    return total, (a - (total - b_part)) + (b - b_part)


def slices(a: Matrix, rest: Matrix | float, unit: Matrix | float = 1.0) -> Slices:
    """Split a + rest into multiples of unit * 2**-20, of unit * 2**-40, and what is left.

    Products of the first two slices are exact under a matrix product of up to 2**13 terms, whatever
    order the library adds them in (Ozaki, Ogita, Oishi, Rump: Error-free transformations of matrix
    multiplication, 2012).

    Args:
        a: of size at most `unit`.
        rest: much smaller than a: the error of a, from `two_sum`.
        unit: powers of two, one for all or one for each row (rows, 1).
    """
    coarse, fine = _ROUND_AT * unit, _ROUND_AT * 2.0**-20 * unit
    first = (a + coarse) - coarse
    left = a - first
    second = (left + fine) - fine
    return first, second, (left - second) + rest


def row_units(a: Matrix) -> Matrix:
    """Return for each row the power of two that bounds its numbers: (rows, 1)."""
    _, exponents = np.frexp(np.abs(a).max(axis=1, keepdims=True))
    units: Matrix = np.ldexp(1.0, exponents)
    return units


def add_product(total: Matrix, error: Matrix, a: Slices, b: Slices) -> tuple[Matrix, Matrix]:
    """Add a @ b' to a sum and its error, to about 90 bits of the largest product."""
    exact = ((a[0], b[0]), (a[0], b[1]), (a[1], b[0]), (a[1], b[1]))
    small = ((a[0] + a[1], b[2]), (a[2], b[0] + b[1] + b[2]))
    for left, right in (*exact, *small):
        total, lost = two_sum(total, left @ right.T)
        error = error + lost
    return total, error


def halves(a: Matrix) -> tuple[Matrix, Matrix]:
    """Split numbers below 1e300 into two of 26 bits whose products are exact (Veltkamp)."""
    stretched = a * _VELTKAMP
    high = stretched - (stretched - a)
    return high, a - high


def dot(a: Matrix, b: Matrix) -> float:
    """Return the dot product of two vectors, rounded once."""
    a_high, a_low = halves(a)
    b_high, b_low = halves(b)
    products = np.concatenate((a_high * b_high, a_high * b_low, a_low * b_high, a_low * b_low))
    return math.fsum(products)
