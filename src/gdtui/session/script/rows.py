"""Script rows: the part of an exported script that makes x and y, with the bits of training.

Names and paths from outside come only as literals; every number is the repr of its float64, which
reads back to the same bits.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gdtui.data.dataset import Dataset
from gdtui.data.header import read_header
from gdtui.data.records import MalformedLine, text_of
from gdtui.data.source import opened
from gdtui.engine.scaling import Scaling
from gdtui.engine.settings import Dtype, Settings
from gdtui.errors import UserError

ROWS_INSIDE = 200

_READING = """\
table = array("d")
with {open} as file:
    records = csv.reader(file, delimiter={separator}, skipinitialspace=True)
    names = [name.strip(" \\t") or f"#{{place}}" for place, name in enumerate(next(records), 1)]
    places = [names.index(name) for name in INPUTS + TARGETS]
    for record in records:
        try:
            row = [float(record[place]) for place in places]
        except (ValueError, IndexError):  # a blank line, or a row with a missing number
            continue
        if all(map(math.isfinite, row)):
            table.extend(row)
rows = np.frombuffer(table).reshape(-1, len(places))
assert len(rows) == {rows}, "the file has changed"
inputs, targets = rows[:, : len(INPUTS)], rows[:, len(INPUTS) :]
"""


@dataclass(frozen=True)
class Form:
    """How training wants the rows."""

    dtype: str
    device: str
    standardize: bool

    @classmethod
    def of(cls, settings: Settings) -> "Form":
        """The form that these settings ask for."""
        return cls(settings.dtype.value, settings.device, settings.standardize)

    def changed(self, setting: str, value: object) -> "Form":
        """The form after a setting got another value; most settings are not of the form."""
        if setting not in ("dtype", "device", "standardize"):
            return self
        return replace(self, **{setting: value.value if isinstance(value, Dtype) else value})  # type: ignore[arg-type]  # by name

    @property
    def made(self) -> str:
        """The further arguments of a `torch.tensor` that is given Python's numbers."""
        dtype = "" if self.dtype == "float32" else f", dtype=torch.{self.dtype}"
        return dtype + ("" if self.device == "cpu" else f", device={self.device!r}")

    @property
    def fully_made(self) -> str:
        """The further arguments of a `torch.tensor` that is given an array of float64."""
        return self.made if self.dtype == "float64" else f", dtype=torch.float32{self.made}"

    @property
    def to(self) -> str:
        """The arguments of `.to` that brings a float32 tensor of the CPU there; maybe none."""
        device = [] if self.device == "cpu" else [repr(self.device)]
        dtype = [] if self.dtype == "float32" else [f"torch.{self.dtype}"]
        return ", ".join(device + dtype)


def number(value: float) -> str:
    """A literal for exactly this float64."""
    value = float(value)
    return repr(value) if np.isfinite(value) else f'float("{value}")'


def vector(values: Iterable[float]) -> str:
    """A literal for a list of numbers."""
    return "[" + ", ".join(map(number, values)) + "]"


def matrix(rows: Iterable[Iterable[float]]) -> str:
    """A literal for a list of lists of numbers, a line for each."""
    return "[\n" + "".join(f"    {vector(row)},\n" for row in rows) + "]"


def data_text(dataset: Dataset, forms: Sequence[Form]) -> str:
    """What has to stand before the first `rows_text`: the numbers as the file has them.

    Raises:
        UserError: there are many rows, and the file that they came from cannot be read any more.
    """
    if dataset.rows > ROWS_INSIDE:
        return _reading(dataset)
    if _directly(dataset, forms):
        return ""
    inputs, targets = matrix(dataset.inputs()), matrix(dataset.targets())
    return f"inputs = np.array({inputs})\ntargets = np.array({targets})\n"


def scaling_text(dataset: Dataset) -> str:
    """What has to stand before the first use of standardised inputs."""
    scaling = Scaling.of(dataset.input_columns)
    means, sigmas = vector(scaling.means), vector(scaling.sigmas)
    return f"means = np.array({means})\nsigmas = np.array({sigmas})\n"


def rows_text(dataset: Dataset, forms: Sequence[Form], form: Form) -> str:
    """Make x and y in one of the forms that the script needs."""
    if _directly(dataset, forms):
        x, y = matrix(dataset.inputs()), matrix(dataset.targets())
        return f"x = torch.tensor({x}{form.made})\ny = torch.tensor({y}{form.made})\n"
    made = form.fully_made
    inputs = "(inputs - means) / sigmas" if form.standardize else "inputs"
    return f"x = torch.tensor({inputs}{made})\ny = torch.tensor(targets{made})\n"


def _directly(dataset: Dataset, forms: Sequence[Form]) -> bool:
    """Whether the numbers can stand where x and y are made."""
    return dataset.rows <= ROWS_INSIDE and len(set(forms)) == 1 and not forms[0].standardize


def _reading(dataset: Dataset) -> str:
    path = os.path.abspath(dataset.path)  # noqa: PTH100  # resolve() would follow a link
    packed = path.lower().endswith(".csv.gz")
    opening = "gzip.open" if packed else "open"
    mode = ', "rt"' if packed else ""
    reading = _READING.format(
        open=f'{opening}({path!r}{mode}, newline="", encoding="utf-8-sig")',
        separator=repr(_separator(dataset.path)),
        rows=dataset.rows,
    )
    names = f"INPUTS = {list(dataset.input_names)!r}\nTARGETS = {list(dataset.target_names)!r}\n"
    return names + reading


def _separator(path: Path) -> str:
    with opened(path) as source:
        try:
            return read_header(text_of(next(source.blocks()), 1), source.shown).separator
        except MalformedLine as wrong:
            raise UserError(f"{source.shown}, line {wrong.line}: {wrong.what}") from wrong
