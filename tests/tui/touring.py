"""A tour of two short chapters, and what is seen where those of gdtui itself begin."""

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

SEEN = {
    1: "epoch 1 · start",
    2: r"13\.80 → +56",
    3: r"the loss: 14603\.",
    4: "epoch 1 · backward",
    5: "epoch 1 · update",
    6: "epoch 1 done",
    7: r"fell from 14603\.\d\d to 1069[56]\.",
    8: r"876\.0\d, the batch loss 885\.1",
    9: "epoch 1 · (batch )?1/3 · zero_grad",
    10: "epoch 1 · (batch )?1/3 · backward",
    11: "epoch 500 done",
    12: "epoch 500 done",
}
