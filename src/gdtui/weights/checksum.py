"""Checksum: one line that notices when weights, names or their story have changed."""

import hashlib
import json

from gdtui.weights.weights import Weights


def checksum(weights: Weights) -> str:
    """The sha256 of dtype, shapes, bits, names and `about`, as "sha256:" and hexadecimal digits.

    It is taken from the values, so that white space or the order of keys in a file do not matter.

    Raises:
        ValueError: `about` holds NaN or an infinity.
        RecursionError: `about` is nested too deeply.
    """
    names = [weights.input_names, weights.target_names]
    head = [str(weights.weight.dtype), weights.weight.shape, names, dict(weights.about)]
    digest = hashlib.sha256(json.dumps(head, sort_keys=True, allow_nan=False).encode())
    for array in (weights.weight, weights.bias):
        digest.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return f"sha256:{digest.hexdigest()}"
