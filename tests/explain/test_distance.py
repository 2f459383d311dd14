"""A parameter beside its best value."""

from gdtui.explain.distance import with_distance
from gdtui.explain.explanation import Explanation

FOUND = Explanation("w", "w = 1.0522", ("w = 1.0522: as drawn",), 1.0522, 1.0522)


def test_the_best_value_stands_in_the_line_where_there_is_room() -> None:
    found = with_distance(FOUND, 1.0522, -0.3876, many=False, room=40)
    assert found.line == "w = 1.0522; best -0.3876"
    assert "its best value is -0.3876, at the exact solution: -1.4398 to go" in found.lines
    assert with_distance(FOUND, 1.0522, -0.3876, many=False, room=12).line == FOUND.line


def test_one_of_many_best_values_is_not_called_the_best() -> None:
    found = with_distance(FOUND, 1.0522, -0.3876, many=True, room=40)
    assert any("one of its best values" in line for line in found.lines)
