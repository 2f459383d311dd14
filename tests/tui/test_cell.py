"""Names of the numbers under a cursor."""

from dataclasses import replace

from tests.tui.moments import moment

from gdtui.tui.cell import parameter, parameter_name

CROPS = moment()


def test_long_names_keep_their_beginning_and_their_end() -> None:
    names = tuple(f"feature_of_the_data_number_{place}" for place in range(3))
    long = replace(CROPS, opened=replace(CROPS.opened, input_names=names))
    called = [parameter_name(long, 0, place) for place in range(3)]
    assert called[2] == "w[apples,feature_of…_number_2]"
    assert len(set(called)) == 3
    assert parameter(long, 0, 2).name == called[2]
