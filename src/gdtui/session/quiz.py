"""Quiz: how often what was said that a number would be was right. Free of torch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quiz:
    """So many of what was `asked` were `right`; `last` is said while the last action was one."""

    right: int = 0
    asked: int = 0
    last: str = ""


NO_QUIZ = Quiz()
