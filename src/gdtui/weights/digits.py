"""Digits: a number as the shortest decimal text that reads back to the same bits."""

import numpy as np


def shortest(value: np.floating) -> float:
    """The float whose repr is the fewest digits that, cast to the value's dtype, give it back.

    A float32 0.1 becomes 0.1, not 0.10000000149011612. Reading goes through float64, and rounding
    twice may differ in the last bit: then every digit is kept.
    """
    short = float(str(value))
    return short if type(value)(short) == value else float(value)
