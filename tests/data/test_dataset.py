from dataclasses import replace
from pathlib import Path

import numpy as np

from gdtui.data.dataset import Dataset


def dataset() -> Dataset:
    return Dataset(
        name="small",
        path=Path("small.csv"),
        input_names=("a", "b"),
        target_names=("y",),
        input_columns=(np.array([1.0, 2.0, 3.0]), np.array([0.1, -0.0, 5e-324])),
        target_columns=(np.array([7.0, 8.0, 9.0]),),
        lines=range(2, 5),
    )


def test_rows_are_laid_out_in_the_dtype_asked_for() -> None:
    inputs = dataset().inputs(np.float32)
    assert (inputs.shape, inputs.dtype, inputs.flags.c_contiguous) == (
        (3, 2),
        np.dtype(np.float32),
        True,
    )
    assert inputs[0].tolist() == [1, np.float32(0.1)]
    assert dataset().targets().tolist() == [[7], [8], [9]]
    assert dataset().rows == 3


def test_the_fingerprint_is_of_names_and_numbers_and_of_nothing_else() -> None:
    known = dataset()
    same = replace(known, name="other", path=Path("x"), notes=("x",), lines=[2, 4, 6])
    assert same.fingerprint == known.fingerprint
    assert replace(known, input_names=("a", "c")).fingerprint != known.fingerprint
    other = (known.input_columns[0], np.array([0.1, 0.0, 5e-324]))
    assert replace(known, input_columns=other).fingerprint != known.fingerprint


def test_an_input_made_a_target_changes_the_fingerprint() -> None:
    known = dataset()
    moved = replace(
        known,
        input_names=("a",),
        target_names=("b", "y"),
        input_columns=known.input_columns[:1],
        target_columns=(*known.input_columns[1:], *known.target_columns),
    )
    assert moved.fingerprint != known.fingerprint
