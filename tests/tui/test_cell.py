"""Names of the numbers under a cursor."""

from dataclasses import replace

import numpy as np
from tests.tui.moments import moment

from gdtui.session.outlook import RawParameters
from gdtui.session.spot import RawParameter
from gdtui.tui.cell import parameter, parameter_name, raw_parameter

CROPS = moment()


def test_long_names_keep_their_beginning_and_their_end() -> None:
    names = tuple(f"feature_of_the_data_number_{place}" for place in range(3))
    long = replace(CROPS, opened=replace(CROPS.opened, input_names=names))
    called = [parameter_name(long, 0, place) for place in range(3)]
    assert called[2] == "w[apples,feature_of…_number_2]"
    assert len(set(called)) == 3
    assert parameter(long, 0, 2).name == called[2]


def test_a_number_for_raw_inputs_is_the_one_that_is_shown() -> None:
    settings = replace(CROPS.snapshot.settings, standardize=True)
    raw = RawParameters(np.full((2, 3), 0.25), np.array([67.82, 1.5]))
    standardised = replace(CROPS, snapshot=replace(CROPS.snapshot, settings=settings), raw=raw)
    assert raw_parameter(standardised, 0, 3) == (
        "b[apples] for raw inputs",
        "67.82",
        RawParameter(0, None),
    )
    assert raw_parameter(standardised, 0, 3).parameter is None
    assert raw_parameter(replace(standardised, raw=None), 1, 0) == parameter(standardised, 1, 0)
