"""The states that a line asks for: its first one, and one after the changes at a boundary."""

from dataclasses import replace

import torch
from torch import Tensor

from gdtui.engine.parameters import draw_parameters
from gdtui.engine.rows import TORCH_DTYPE
from gdtui.engine.settings import Settings
from gdtui.engine.state import State
from gdtui.session.line import Alteration, Change, Edit, Origin, Stored
from gdtui.session.prepared import Prepared


def first_state(origin: Origin, prepared: Prepared) -> State:
    """The state before the first step.

    The parameters are always drawn first, so that the order of batches depends on the seed, the
    mode and the shape alone, whether or not other weights then take their place.
    """
    generator = torch.Generator().manual_seed(origin.seed)
    weight, bias = draw_parameters(origin.draws, *prepared.shape, generator)
    if origin.weight is not None and origin.bias is not None:
        weight = torch.tensor(origin.weight, dtype=torch.float64)
        bias = torch.tensor(origin.bias, dtype=torch.float64)
    dtype = TORCH_DTYPE[origin.settings.dtype]
    state = State(0, 0, weight.to(dtype), bias.to(dtype), None, None, generator.get_state())
    if origin.settings.standardize != origin.standardized:
        exact = replace(state, weight=weight, bias=bias)
        state = _moved(exact, prepared, standardize=origin.settings.standardize, dtype=dtype)
    return state


def after_changes(
    state: State, settings: Settings, changes: tuple[Alteration, ...], prepared: Prepared
) -> State:
    """What a state under `settings` becomes by changes between two steps, one after another."""
    for change in changes:
        if isinstance(change, Edit):
            state = _edited(state, change)
        elif isinstance(change, Stored):
            state = _stored(state, change)
        elif change.setting == "standardize" and change.value != settings.standardize:
            dtype = state.weight.dtype
            state = _moved(state, prepared, standardize=bool(change.value), dtype=dtype)
        elif change.setting == "dtype":
            state = _cast(state, TORCH_DTYPE[change.settled(settings).dtype])
        if isinstance(change, Change):
            settings = change.settled(settings)
    return state


def _edited(state: State, edit: Edit) -> State:
    weight, bias = state.weight.clone(), state.bias.clone()
    if edit.column is None:
        bias[edit.target] = edit.value
    else:
        weight[edit.target, edit.column] = edit.value
    return replace(state, weight=weight, bias=bias)


def _stored(state: State, stored: Stored) -> State:
    weight, bias = (
        torch.frombuffer(bytearray(content), dtype=TORCH_DTYPE[stored.dtype])
        .reshape(like.shape)
        .to(like.device, like.dtype, copy=True)
        for content, like in ((stored.weight, state.weight), (stored.bias, state.bias))
    )
    return replace(state, weight=weight, bias=bias)


def _moved(state: State, prepared: Prepared, *, standardize: bool, dtype: torch.dtype) -> State:
    """Other parameters with the same predictions, computed in float64 and rounded once."""
    move = prepared.scaling.unfold if standardize else prepared.scaling.fold
    device = state.weight.device
    weight, bias = move(
        state.weight.to("cpu", torch.float64).numpy(), state.bias.to("cpu", torch.float64).numpy()
    )
    return replace(
        state,
        weight=torch.from_numpy(weight).to(device, dtype),
        bias=torch.from_numpy(bias).to(device, dtype),
    )


def _cast(state: State, dtype: torch.dtype) -> State:
    def cast(tensor: Tensor | None) -> Tensor | None:
        return None if tensor is None else tensor.to(dtype)

    return replace(
        state,
        weight=state.weight.to(dtype),
        bias=state.bias.to(dtype),
        weight_grad=cast(state.weight_grad),
        bias_grad=cast(state.bias_grad),
    )
