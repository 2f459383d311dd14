"""State_dict: the only place here that knows torch; imported when a .pt is at hand."""

import io
import warnings
from collections import OrderedDict
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from gdtui.errors import UserError
from gdtui.weights.content import narrow_dtype, wrong_dtype
from gdtui.weights.weights import Weights


def serialised(weights: Weights) -> bytes:
    """What torch.save makes of the state_dict that nn.Linear has for these weights."""
    state = OrderedDict(
        weight=torch.from_numpy(weights.weight.copy()), bias=torch.from_numpy(weights.bias.copy())
    )
    stream = io.BytesIO()
    torch.save(state, stream)
    return stream.getvalue()


def loaded(content: bytes) -> object:
    """What torch.load finds without running anything, or None where it gives up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: object = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except Exception:  # noqa: BLE001 - torch raises almost anything, with unsafe advice in its text
        return None
    return found


def array(value: object, key: str, file: str) -> tuple[NDArray[Any], tuple[str, ...]]:
    """The numbers of one tensor of a state_dict, and notes about them.

    Raises:
        UserError: it is no tensor, larger than its storage, or of no floating-point dtype.
    """
    if not isinstance(value, torch.Tensor):
        raise UserError(f"{file}: {key} is a {type(value).__name__} and no tensor; save it again")
    # With a stride of 0, four bytes can claim to be gigabytes.
    if value.numel() * value.element_size() > value.untyped_storage().nbytes():
        raise UserError(f"{file}: {key} claims more numbers than the file holds; save it again")
    if not value.is_floating_point():
        raise wrong_dtype(file, key, str(value.dtype).removeprefix("torch."))
    notes: tuple[str, ...] = ()
    if value.dtype == torch.bfloat16:
        notes = (narrow_dtype(file, key, "bfloat16"),)
        value = value.float()
    return np.array(value.detach().resolve_neg().numpy()), notes
