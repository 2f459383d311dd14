"""The status line: data, mode, device, rate, where it stands, both losses, what is under way."""

from math import sqrt

from gdtui.draw import numbers
from gdtui.draw.status import Field, fits, status
from gdtui.draw.text import Glyphs, Line, Span, Style, fit, label
from gdtui.session.snapshot import Position, Snapshot
from gdtui.tui.cell import Cell, wholes
from gdtui.tui.desk import Desk
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge, Stop

_NAME = 16
_LIVE = 4  # what is so important changes with every key: losses lose digits before one of it goes
_AGES = {False: ("", Style.PLAIN), True: (" old", Style.STALE)}  # of weights before


class Status(Edge, Stop):
    """The first line of the screen; with the cursor on it, only numbers are in it."""

    help = (
        "The status line: data, mode, device, rate, where it stands, the loss of the batch and of "
        "all rows. With the cursor here also the norm of the gradient and the best loss."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """One line of numbers."""
        return 1, len(wholes(moment))

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """One of them."""
        del line
        return wholes(moment)[column]

    def paint(self, moment: Moment | None, desk: Desk, width: int, height: int) -> tuple[Line, ...]:
        """What fits, the most important first."""
        if moment is None:
            return (fit((Span(" gdtui", Style.TITLE), Span(f"  {desk.work}")), width),) * height
        if self.cursor is not None:
            return (status(_numbers(moment, self.cursor[1], desk), width),) * height
        name = label(moment.opened.name, _NAME, self.glyphs)
        every = (self._fields(name, moment, desk, brief) for brief in range(3))
        fields = next((each for each in every if fits(each, width, _LIVE)), None)
        if fields is None:
            fields = self._fields(name, moment, desk, 0)
        return (status(fields, width),) * height

    def _fields(self, name: str, moment: Moment, desk: Desk, brief: int) -> list[Field]:
        """From left to right; the lower the number, the longer a field stays.

        With `brief` an old batch loss has fewer digits, from 2 on every loss.
        """
        snapshot = moment.snapshot
        chosen, loss = snapshot.chosen, snapshot.full_loss
        variant = chosen.variant
        where = place(snapshot.position, self.glyphs)
        written = numbers.brief_loss if brief > 1 else numbers.loss
        old = numbers.brief_loss if brief and snapshot.preds_stale else written
        batch = "" if snapshot.batch_loss is None else old(snapshot.batch_loss)
        batch_old, batch_style = _AGES[snapshot.preds_stale]
        all_old, all_style = _AGES[not snapshot.full_loss_fresh]
        gauge = snapshot.gauge
        pace, worse = ("", "") if gauge is None else (gauge.words, gauge.brief)
        urgent = gauge is not None and gauge.urgent
        # the batch alone overshoots: a word less urgent than what is trained, and how
        priority = 3 if worse else 1 if urgent else _LIVE
        drift = "" if moment.drift is None else f"{moment.drift:.1e}"
        fields = (
            Field("", name, 5 if desk.quiz else 3, Style.TITLE),
            Field("", str(chosen.mode).upper(), 3, Style.STRONG),
            Field("", f"BROKEN: {variant}" if variant.mistake else "", 1, Style.BAD),
            Field("", "" if variant.plain or variant.mistake else str(variant), 4),
            Field("", "" if desk.saved else "NOT SAVED", 1, Style.BAD),
            Field("", chosen.device, 6),
            Field("drift", drift, 6),
            Field("", "" if chosen.dtype == "float32" else str(chosen.dtype), _LIVE),
            Field("", "standardised" if chosen.standardize else "", 7),
            Field("lr", numbers.rate(chosen.lr), 2),
            Field("", pace, priority, Style.BAD if urgent else Style.PLAIN, worse),
            Field("", where, 1, Style.STRONG, where.replace(" batch ", " ")),
            Field(f"batch{batch_old}", batch, _LIVE, batch_style),
            Field(f"all{all_old}", written(loss), 2, all_style),
            Field("root", numbers.loss(sqrt(loss)) if loss >= 0 else "", 8, all_style),
            Field(*_gap(snapshot), 9, all_style),
            Field("quiz", _score(snapshot, desk), 2 if desk.quiz else 5),
            Field("", "diverged" if snapshot.diverged else "", 1, Style.BAD),
            Field("", desk.work, 0, Style.KEY),
        )
        return [field for field in fields if field.value]


def _gap(snapshot: Snapshot) -> tuple[str, str]:
    """How far the loss is above the best possible: a name and a number, or words alone."""
    gap = snapshot.gap
    if gap is None:
        return "gap", ""
    return ("gap", numbers.loss(gap)) if gap else ("", "at the best loss")


def _score(snapshot: Snapshot, desk: Desk) -> str:
    """What was right of what was asked, while the quiz is on or once something was asked."""
    right, asked = snapshot.quiz.right, snapshot.quiz.asked
    return f"{right}/{asked}" if asked or desk.quiz else ""


def place(position: Position, glyphs: Glyphs) -> str:
    """Where a moment is: `epoch 3 · batch 2/3 · backward`, the batch only where there are more."""
    parts = str(position).split(" · ")
    if position.batches == 1 and len(parts) == 3:
        del parts[1]
    return f" {glyphs.dot} ".join(parts)


def _numbers(moment: Moment, column: int, desk: Desk) -> list[Field]:
    """The numbers that a cursor can stand on; the one under it stays longest."""
    snapshot = moment.snapshot
    root = numbers.loss(sqrt(snapshot.full_loss)) if snapshot.full_loss >= 0 else ""
    batch_old, _ = _AGES[snapshot.preds_stale]
    all_old, _ = _AGES[not snapshot.full_loss_fresh]
    shown = {
        "lr": numbers.rate(snapshot.chosen.lr),
        f"batch{batch_old}": numbers.loss(snapshot.batch_loss),
        f"all{all_old}": numbers.loss(snapshot.full_loss),
        "root": root,
        "norm": numbers.number(snapshot.grad_norm, 1, 6),
        "best": numbers.loss(snapshot.best_loss),
    }
    fields = [
        Field(name, text, int(place != column), Style.CURSOR if place == column else Style.PLAIN)
        for place, (name, text) in enumerate(shown.items())
    ]
    return [*fields, *([Field("", desk.work, 2, Style.KEY)] if desk.work else [])]
