"""Forms: what asks for more than a line that a key needs, or for a file; the screen's forms."""

import os
from collections.abc import Sequence
from typing import TypeVar

from gdtui.clean import clean
from gdtui.draw import numbers
from gdtui.errors import UserError
from gdtui.linear.names import listed
from gdtui.linear.sentences import did
from gdtui.linear.talk import Begin, Part, Scene, Talk, Typed
from gdtui.session.actions import Action, Set
from gdtui.session.line import Change
from gdtui.session.preview import DATASETS, preview
from gdtui.session.questions import DataRows, DataWindow, Devices, Export, Predict, ReadWeights
from gdtui.tui.questions import number, whole

_Chosen = TypeVar("_Chosen")

_PATH, _LINE, _EXAMPLE = 60, 300, 3
UNCHANGED = "nothing is changed"


def predict(scene: Scene) -> Talk:
    """A row of inputs in one line, and what the weights of now make of it."""
    names = listed(scene.opened.input_names)
    rows: DataRows = yield DataWindow(0, 1)
    example = ",".join(f"{value:.6g}" for value in rows.inputs[0][:_EXAMPLE])
    more = ",..." if len(scene.opened.input_names) > _EXAMPLE else ""
    typed = yield Typed(f"predict for {names}, numbers with commas like {example}{more}: ")
    if not typed:
        yield UNCHANGED
        return
    preds = yield Predict(tuple(number(part) for part in typed.split(",")))
    targets = scene.opened.target_names
    yield ", ".join(
        f"{listed((name,))} {numbers.number(pred, 2)}"
        for name, pred in zip(targets, preds, strict=True)
    )


def export(scene: Scene) -> Talk:
    """The weights of now into a file, after a question where there is one already."""
    name = scene.opened.name
    given = scene.kept.wish.export or f"{name if name.isprintable() else 'weights'}.pt"
    suffixes = ".pt .safetensors .json .npz .csv .py"
    path = yield Typed(f"export to a file, {suffixes} (like {clean(given, _PATH)}): ")
    if not path:
        yield "nothing is written"
        return
    wish = scene.kept.wish
    force = wish.force and path == wish.export
    if os.path.isfile(path) and not force:  # noqa: PTH113  # false, not an error, for any text
        force = yield from agreed(f"{clean(path, _PATH)} exists. Replace it, y or n: ")
        if not force:
            yield "nothing is written"
            return
    saved = yield Export(path, force)
    yield f"saved {clean(os.fspath(saved.path), _LINE)}; {saved.verified}"
    yield f"it is read by {clean(saved.loading, _LINE)}"


def load(scene: Scene) -> Talk:
    """Start again with the weights in a file."""
    path = yield Typed("start again with the weights in a file, its name: ")
    if not path:
        yield UNCHANGED
        return
    found = yield ReadWeights(path)
    yield from found.notes
    yield from do((found.load,), scene)


def device(scene: Scene) -> Talk:
    """One of the devices that this machine has."""
    devices = yield Devices()
    names = [(f"{each.name}, {clean(each.title)}", each.name) for each in devices]
    chosen = yield from pick("device", names)
    if chosen is not None:
        yield from do((Set(Change("device", chosen)),), scene)


def open_data(scene: Scene) -> Talk:
    """Another session, on a bundled set or on a file with the columns that it suggests."""
    bundled = ", ".join(DATASETS)
    typed = yield Typed(f"open a file, or one of {bundled}: ")
    if not typed:
        yield UNCHANGED
        return
    seen = preview(typed)
    yield Begin(seen.opening(seen.roles, seen.missing, threads=scene.opened.threads))


def do(every: Sequence[Action], scene: Scene) -> Talk:
    """Do actions one after the other, and say what the last one came to."""
    after = scene.snapshot
    for action in every:
        after = yield action
    yield did(every[-1], scene.opened, scene.snapshot, after)


def pick(what: str, names: Sequence[tuple[str, _Chosen]]) -> Part[_Chosen | None]:
    """One of several things, by its number; None where nothing is picked."""
    for place, (name, _) in enumerate(names):
        yield f"{place}: {name}"
    typed = yield Typed(f"{what}, its number: ")
    if not typed:
        yield UNCHANGED
        return None
    place = whole(typed, "one of these numbers")
    if place >= len(names):
        raise UserError(f"there is no {place}; the last is {len(names) - 1}")
    return names[place][1]


def agreed(question: str) -> Part[bool]:
    """Whether a question is answered with yes."""
    typed: str = yield Typed(question)
    return typed.lower() in ("y", "yes")
