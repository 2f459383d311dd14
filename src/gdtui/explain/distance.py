"""Distance: how far a parameter is from its best value, added to what explains it."""

from dataclasses import replace

from gdtui.draw.text import cells
from gdtui.explain.explanation import Explanation
from gdtui.explain.writing import precise, weight


def with_distance(
    found: Explanation, now: float, best: float, *, many: bool, room: int
) -> Explanation:
    """The explanation of a parameter, with its best value where there is room in the line.

    Args:
        found: the explanation.
        now: the parameter.
        best: its value at the exact solution, where all others have theirs too.
        many: whether other best values are as good, since inputs depend on each other.
        room: cells for the line.
    """
    more = f"; best {weight(best)}"
    line = found.line + more if cells(found.line + more) <= room else found.line
    kind = "one of its best values" if many else "its best value"
    away = (
        f"{kind} is {precise(best)}, at the exact solution: {precise(best - now)} to go",
        "While the others are not at theirs, its gradient may lead elsewhere.",
    )
    return replace(found, line=line, lines=(*found.lines, "", *away))
