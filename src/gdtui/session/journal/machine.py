"""Machine: what the bits of a training depend on besides its data and its actions."""

import hashlib
import platform

import numpy as np
import torch
from torch import Tensor

from gdtui import __version__
from gdtui.clean import clean
from gdtui.session.line import Stored
from gdtui.session.session import Session
from gdtui.session.view import Floats


def machine(threads: int) -> dict[str, str]:
    """Versions, processor and threads, by their names."""
    return {
        "gdtui": __version__,
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "processor": f"{platform.machine()} {torch.backends.cpu.get_cpu_capability()}",
        "threads": str(threads),
    }


def differences(then: dict[str, str], now: dict[str, str]) -> str:
    """What is not as it was, in a few words; clean."""
    changed = [
        f"{name} was {then.get(name, 'unknown')}, is {value}"
        for name, value in now.items()
        if then.get(name) != value
    ]
    return clean("; ".join(changed), 300)


def stored(session: Session, most: int | None = None) -> Stored | None:
    """The parameters with which the step under way began; between two steps those of now.

    None if they take more bytes than `most`.
    """
    live = session.timeline.live
    under_way = live.weight_before, live.bias_before
    weight, bias = under_way if live.phases_done else (live.weight, live.bias)
    if most is not None and weight.nbytes + bias.nbytes > most:
        return None
    return Stored(live.settings.dtype, _array(weight).tobytes(), _array(bias).tobytes())


def digest(session: Session) -> str:
    """Sixteen hexadecimal digits over every bit of the parameters of now."""
    live = session.timeline.live
    return digest_of(_array(live.weight), _array(live.bias))


def _array(parameter: Tensor) -> Floats:
    """In C order; on the CPU it is the live memory."""
    return np.ascontiguousarray(parameter.numpy(force=True))


def digest_of(weight: Floats, bias: Floats) -> str:
    """The same of arrays in C order."""
    taken = hashlib.blake2b(weight.data, digest_size=8)
    taken.update(bias.data)
    return taken.hexdigest()
