"""check_opening: an opening from a file may ask only for what the command line takes."""

import math
import os
import re

from gdtui.session.opening import Opening

_LARGEST = 2**63 - 1
_MOST_THREADS = 1024
_LONGEST = 4096  # letters of a path or a name
_DEVICE = re.compile(r"auto|cpu|cuda(:[0-9]{1,3})?|mps", re.ASCII)


def check_opening(opening: Opening) -> None:
    """Look at what the types of an opening do not tell.

    Raises:
        ValueError: the command line takes no such value.
    """
    texts = (*opening.inputs, *(opening.targets or ()), *opening.drop, opening.data)
    for text in (*texts, *(() if opening.init is None else (opening.init,))):
        # one that no file system can name is a ValueError
        if not 0 < len(os.fsencode(text)) <= _LONGEST or "\0" in text:
            raise ValueError(text)
    lr, size, seed = opening.lr, opening.batch_size, opening.seed
    if isinstance(lr, float) and not (math.isfinite(lr) and lr > 0):
        raise ValueError(lr)
    if isinstance(size, int) and not 1 <= size <= _LARGEST:
        raise ValueError(size)
    if seed is not None and not 0 <= seed <= _LARGEST:
        raise ValueError(seed)
    if not 1 <= opening.threads <= _MOST_THREADS:
        raise ValueError(opening.threads)
    if not _DEVICE.fullmatch(opening.device):
        raise ValueError(opening.device)
