from tests.cli.conftest import Gdtui

from gdtui.data.bundled import BUNDLED


def test_every_bundled_dataset_has_a_line_with_shape_columns_and_source(gdtui: Gdtui) -> None:
    ran = gdtui("datasets")
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == list(BUNDLED)
    assert "5 x 3 -> 2" in lines[0]
    assert "temp, rainfall, humidity -> apples, oranges" in lines[0]
    assert "342 x 1 -> 1" in lines[2]
    assert "palmerpenguins" in lines[2]
    assert ran.err == ""
