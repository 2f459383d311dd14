"""Predict: a row of inputs that is typed, and what the weights of now make of it."""

from collections.abc import Iterator, Sequence

from textual import work

from gdtui.draw.numbers import number as written
from gdtui.draw.text import Glyphs, Line, Span, Style, cells, label, left
from gdtui.errors import UserError
from gdtui.session.questions import Predict
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer
from gdtui.tui.questions import number

_WIDEST_NAME = 30
_WIDEST_LABEL = 20
_SHOWN = 40


class PredictForm(Form):
    """A field for each input; enter goes on to the next empty one, and predicts when all are full.

    Numbers with commas between them fill as many fields. The form stays for the next row.
    """

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__(trainer, glyphs)
        assert trainer.moment is not None  # noqa: S101  # forms open on a session that is shown
        opened = trainer.moment.opened
        self._inputs, self._targets = opened.input_names, opened.target_names
        self._texts = [""] * len(self._inputs)
        self.chosen = 0

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "predict for a row of inputs"

    @property
    def label(self) -> str:
        """The input that is typed."""
        return f"{label(self._inputs[self._place], _WIDEST_LABEL, self.glyphs)}:"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "a number each, or 75,63,44   enter goes on   esc closes"

    def lines(self, width: int) -> Sequence[Line]:
        """The names and what was typed for them."""
        names = [label(name, min(_WIDEST_NAME, width // 2), self.glyphs) for name in self._inputs]
        widest = max(map(cells, names)) + 2
        return [
            (Span(left(name, widest)), Span(self.shown(text)[:_SHOWN], Style.STRONG))
            for name, text in zip(names, self._texts, strict=True)
        ]

    def typed(self, text: str) -> None:
        """Keep it in its field."""
        self._texts[self._place] = text

    def moved(self) -> None:
        """Show the field, so that typing replaces what it holds."""
        self.set_text(self._texts[self._place], selected=True)

    def entered(self, text: str) -> None:
        """Go on to the next empty field, or predict.

        Raises:
            UserError: a field holds no number, or too many were typed.
        """
        self._fill(text)
        empty = [place for place, field in enumerate(self._texts) if not field.strip()]
        later = [place for place in empty if place > self._place]
        if empty:
            self._choose((later or empty)[0])
            return
        row = tuple(self._numbers())
        self._choose(0)
        self._predict(row)

    @property
    def _place(self) -> int:
        return self.chosen or 0

    def _choose(self, place: int) -> None:
        self.chosen = place
        self.renew()
        self.moved()

    def _fill(self, text: str) -> None:
        """Spread numbers with commas between them over the fields from the chosen one on."""
        if not text.strip():
            raise UserError("type a number first")
        parts = text.split(",")
        room = len(self._texts) - self._place
        if len(parts) > room:
            raise UserError(
                f"{len(parts)} numbers for {room} inputs from here on; "
                "a decimal point is a point: 1.5"
            )
        self._texts[self._place : self._place + len(parts)] = [part.strip() for part in parts]

    def _numbers(self) -> Iterator[float]:
        for place, text in enumerate(self._texts):
            try:
                yield number(text)
            except UserError:
                self._choose(place)
                raise

    @work(exclusive=True)
    async def _predict(self, row: tuple[float, ...]) -> None:
        try:
            preds = await self.trainer.link.answer(Predict(row))
        except UserError as error:
            self.refuse(error)
            return
        assert isinstance(preds, tuple)  # noqa: S101  # as the question says
        self.say(
            "   ".join(
                f"{label(name, _WIDEST_NAME, self.glyphs)}: {written(pred, 2)}"
                for name, pred in zip(self._targets, preds, strict=True)
            )
        )
