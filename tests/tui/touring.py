"""A tour of two short chapters."""

from gdtui.session.opening import Opening
from gdtui.tour.chapter import Card, Chapter, Kind
from gdtui.tour.tour import Tour

TOUR = Tour(
    tuple(
        Chapter(
            title,
            Opening(data),
            "",
            (
                Card(Kind.NOTE, "It is {pred[1,apples]}.", 4),
                Card(Kind.QUESTION, "Why?", 6),
                Card(Kind.ANSWER, "So.", 8),
            ),
            "course.txt",
            1,
        )
        for title, data in (("One", "crops"), ("Two", "crops15"))
    )
)
