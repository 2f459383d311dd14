"""Bundled: the datasets that come with gdtui, and where their training starts."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from gdtui.clean import clean
from gdtui.data.dataset import Dataset
from gdtui.data.reading import read_csv
from gdtui.errors import UserError

BUNDLED = ("crops", "crops15", "penguins", "linnerud", "diabetes")


@dataclass(frozen=True)
class Start:
    """Where a training starts; None is whatever it would be for any other data.

    `weight` is (t, d), a row for each target, `bias` is (t,).
    """

    mode: Literal["manual", "sgd"] | None = None
    lr: float | None = None
    batch_size: int | Literal["all"] | None = None
    shuffle: bool | None = None
    weight: tuple[tuple[float, ...], ...] | None = None
    bias: tuple[float, ...] | None = None


@dataclass(frozen=True)
class About:
    """What is said about a bundled dataset, and which of its columns are what."""

    name: str
    title: str
    source: str
    licence: str
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    missing: Literal["error", "drop"] = "error"
    start: Start = Start()


def about(name: str) -> About:
    """What a bundled dataset is; its numbers are not read.

    Raises:
        UserError: there is none of that name.
    """
    if name not in BUNDLED:
        raise UserError(
            f"no bundled dataset is named '{clean(name)}'; there are {', '.join(BUNDLED)}"
        )
    with (_folder() / f"{name}.toml").open("rb") as file:
        told = tomllib.load(file)
    start = Start(**{key: _frozen(value) for key, value in told.pop("start", {}).items()})
    return About(name=name, start=start, **{key: _frozen(value) for key, value in told.items()})


def bundled(
    name: str,
    *,
    inputs: Sequence[str] = (),
    targets: Sequence[str] = (),
    drop: Sequence[str] = (),
    missing: Literal["error", "drop"] | None = None,
) -> tuple[Dataset, Start]:
    """A bundled dataset and where its training starts; each choice replaces just that one thing.

    Args:
        name: one of BUNDLED.
        inputs: names of the input columns; by default the set's own that are not chosen otherwise.
        targets: names of the target columns; the same.
        drop: names of columns to leave out.
        missing: as for `read_csv`; by default what the set needs.

    Raises:
        UserError: there is no such set, or it has no such columns.
    """
    known = about(name)
    elsewhere = {*inputs, *targets, *drop}
    data = read_csv(
        _folder() / f"{name}.csv",
        inputs=inputs or [each for each in known.inputs if each not in elsewhere],
        targets=targets or [each for each in known.targets if each not in elsewhere],
        drop=drop,
        missing=missing or known.missing,
        name=name,
    )
    start = known.start
    if (data.input_names, data.target_names) != (known.inputs, known.targets):
        # Initial weights belong to the columns they were drawn for.
        start = replace(start, weight=None, bias=None)
    return data, start


def _folder() -> Path:
    """`datasets/` inside an installed package, or beside `src/` in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "datasets"
    return inside if inside.is_dir() else package.parents[1] / "datasets"


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
