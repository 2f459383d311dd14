"""Checkpoint: all that a session holds as bytes, which only who knows the key can have written.

A line of text, a keyed hash over the rest, the length of a text of JSON, that text, and behind it
the arrays that it names, one after another. Nothing in it is ever run.
"""

import hashlib
import hmac
import json
import struct
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gdtui.engine.state import State
from gdtui.session.actions import Set
from gdtui.session.checkpoints import Checkpoints
from gdtui.session.curve import Curve
from gdtui.session.held import Held
from gdtui.session.history import History
from gdtui.session.journal.plain import action_of, origin_of, plain_action, plain_origin
from gdtui.session.journal.reading import Covered
from gdtui.session.line import Line
from gdtui.session.track import Track

_TITLE = b"gdtui checkpoint 2\n"
_HASH = 32
_LENGTH = struct.Struct("<Q")
_KINDS = ("float32", "float64", "uint8")

Array = NDArray[Any]


def pack(held: Held, covered: Covered, key: bytes) -> list[memoryview]:
    """The bytes of a checkpoint, in parts that share the memory of `held`."""
    arrays = _Arrays()
    told: dict[str, object] = {
        "covered": asdict(covered),
        "tracks": _plain_tracks(held.tracks, arrays),
        "now": held.now,
        "begun": _plain_perhaps(held.begun, arrays),
        "unchanged": _plain_perhaps(held.unchanged, arrays),
        "done": held.done,
        "undone": held.undone,
        "steps": held.steps,
        "quiz": held.quiz,
    }
    told["arrays"] = [(array.dtype.name, array.shape) for array in arrays.all]
    text = json.dumps(told, separators=(",", ":")).encode("ascii")
    heading = _LENGTH.pack(len(text)) + text
    rest = [memoryview(heading), *(array.reshape(-1).data.cast("B") for array in arrays.all)]
    taken = hashlib.blake2b(key=key, digest_size=_HASH)
    for part in rest:
        taken.update(part)
    return [memoryview(_TITLE + taken.digest()), *rest]


def unpack(content: bytes, key: bytes, rows: int) -> tuple[Covered, Held]:
    """What was packed with this key, for data of so many rows.

    Raises:
        ValueError: another key was used, or something is not as it was.
    """
    at = len(_TITLE) + _HASH
    taken = hashlib.blake2b(memoryview(content)[at:], key=key, digest_size=_HASH)
    if not hmac.compare_digest(content[:at], _TITLE + taken.digest()):
        raise ValueError("another key, or damaged")
    # from here on it is our own writing
    (length,) = _LENGTH.unpack_from(content, at)
    at += _LENGTH.size
    told = json.loads(content[at : at + length])
    arrays = _arrays(told["arrays"], content, at + length)
    held = Held(
        tracks=_tracks(told["tracks"], arrays, rows),
        now=_mark(told["now"]),
        begun=None if told["begun"] is None else _state(told["begun"], arrays),
        unchanged=None if told["unchanged"] is None else _state(told["unchanged"], arrays),
        done=tuple(map(_mark, told["done"])),
        undone=tuple(map(_mark, told["undone"])),
        steps=_mark(told["steps"]),
        quiz=_mark(told["quiz"]),
    )
    return Covered(**told["covered"]), held


class _Arrays:
    """Each array once, by its number."""

    def __init__(self) -> None:
        self.all: list[Array] = []
        self._numbers: dict[int, int] = {}
        self._alive: list[object] = []

    def add(self, array: Array | Tensor) -> int:
        if id(array) not in self._numbers:
            self._alive.append(array)  # or another one could get its id
            self._numbers[id(array)] = len(self.all)
            plain = array.detach().cpu().numpy() if isinstance(array, Tensor) else array
            self.all.append(np.ascontiguousarray(plain))
        return self._numbers[id(array)]


def _arrays(told: list[tuple[str, list[int]]], content: bytes, at: int) -> list[Array]:
    arrays = []
    for name, shape in told:
        kind = np.dtype(_KINDS[_KINDS.index(name)])
        count = int(np.prod(shape, dtype=np.int64))
        arrays.append(np.frombuffer(content, kind, count, at).reshape(shape).copy())
        at += count * kind.itemsize
    return arrays


def _plain_state(state: State, arrays: _Arrays) -> list[object]:
    grads = [_plain_grad(grad, arrays) for grad in (state.weight_grad, state.bias_grad)]
    tensors = (state.weight, state.bias, state.rng)
    return [state.epoch, state.batch, *grads, *map(arrays.add, tensors)]


def _plain_grad(grad: Tensor | None, arrays: _Arrays) -> int | None:
    """The number of an array; -1 stands for zeros, which it usually is between steps."""
    if grad is None:
        return None
    return arrays.add(grad) if grad.count_nonzero() or grad.signbit().any() else -1


def _plain_perhaps(state: State | None, arrays: _Arrays) -> list[object] | None:
    return None if state is None else _plain_state(state, arrays)


def _state(plain: list[Any], arrays: list[Array]) -> State:
    epoch, batch, *grads, _, _, _ = plain
    weight, bias, rng = (torch.from_numpy(arrays[number]) for number in plain[-3:])
    weight_grad = _grad(grads[0], weight, arrays)
    bias_grad = _grad(grads[1], bias, arrays)
    return State(epoch, batch, weight, bias, weight_grad, bias_grad, rng)


def _grad(number: int | None, like: Tensor, arrays: list[Array]) -> Tensor | None:
    if number is None or number < 0:
        return None if number is None else like.new_zeros(()).expand_as(like)
    return torch.from_numpy(arrays[number])


def _plain_tracks(tracks: Sequence[Track], arrays: _Arrays) -> list[dict[str, object]]:
    numbers = {track: number for number, track in enumerate(tracks)}
    return [
        _plain_line(track, numbers)
        | {
            "end": track.end,
            "diverged": track.diverged,
            "spacing": (track.checkpoints.start, track.checkpoints.most, track.checkpoints.spacing),
            "states": [(step, _plain_state(one, arrays)) for step, one in track.checkpoints.states],
            "history": _plain_history(track.history, arrays),
        }
        for track in tracks
    ]


def _plain_line(track: Track, numbers: dict[Track, int]) -> dict[str, object]:
    """A line that grew from another one by that and its last change."""
    if track.parent is None:
        return {"origin": plain_origin(track.line.origin)}
    _, change = track.line.changes[-1]
    grown = {"parent": numbers[track.parent], "fork": track.fork}
    return grown | {"change": plain_action(Set(change))}


def _tracks(every: list[dict[str, Any]], arrays: list[Array], rows: int) -> tuple[Track, ...]:
    tracks: list[Track] = []
    for plain in every:
        parent = tracks[plain["parent"]] if "parent" in plain else None
        states = [(step, _state(state, arrays)) for step, state in plain["states"]]
        start, most, spacing = plain["spacing"]
        track = Track(
            line=_line(plain, parent, rows),
            checkpoints=Checkpoints.of(start, most, spacing, states),
            history=_history(plain["history"], arrays),
            parent=parent,
            fork=plain.get("fork", 0),
            end=plain["end"],
            diverged=plain["diverged"],
        )
        tracks.append(track)
    return tuple(tracks)


def _line(plain: dict[str, Any], parent: Track | None, rows: int) -> Line:
    if parent is None:
        return Line(rows, origin_of(plain["origin"]))
    grown = action_of(plain["change"])
    assert isinstance(grown, Set)  # noqa: S101  # our own writing
    return parent.line.changed(plain["fork"], grown.change)


def _plain_history(history: History, arrays: _Arrays) -> list[object]:
    curves = [
        (one.width, one.count, arrays.add(one.lows), arrays.add(one.highs))
        for one in (history.batch_losses, history.epoch_losses)
    ]
    return [history.steps, history.last_epoch, history.part, *curves]


def _history(plain: list[Any], arrays: list[Array]) -> History:
    steps, last_epoch, part, *curves = plain
    return History.of(
        steps,
        last_epoch,
        part,
        *(
            Curve.of(width, count, arrays[lows], arrays[highs])
            for width, count, lows, highs in curves
        ),
    )


def _mark(plain: list[int]) -> tuple[int, int]:
    first, second = plain
    return first, second
