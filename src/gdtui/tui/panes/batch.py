"""The batch: its rows with their own numbers, inputs, predictions and targets."""

from gdtui.draw.box import box, titled
from gdtui.draw.rows import Rows, batch
from gdtui.draw.text import Line, Span, Style
from gdtui.draw.window import window
from gdtui.tui.cell import Cell, in_batch
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

_FEW = 2


class Batch(Pane):
    """The rows of the batch that the loop took last."""

    help = (
        "The rows of this batch by their numbers: inputs, predictions -> targets. After update the "
        "predictions are old: they were made with the weights before it. Arrows scroll; with i "
        "they move a cursor, on whose way from a prediction to its target lies the residual."
    )

    def extent(self, moment: Moment) -> tuple[int, int]:
        """The rows; the inputs, and of each target the prediction, the residual and itself."""
        opened = moment.opened
        return moment.snapshot.batch.rows, len(opened.input_names) + 3 * len(opened.target_names)

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """An input, a prediction, a residual or a target."""
        return in_batch(moment, line, column)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The rows in their box; the title says which batch and which of its rows."""
        opened, position = moment.opened, moment.snapshot.position
        if not moment.snapshot.batch.rows:
            lines = [(Span(" none yet", Style.DIM),)]
            return box("batch", lines, width, height, self.glyphs, chosen=self.chosen)
        line, column = self.cursor or (self.first, 0)
        total = moment.snapshot.batch.rows
        first = window(self.first, height - 3, total, line if self.cursor else None).first
        seen = moment.rows(first, height - 3)
        self.first = seen.first
        rows = Rows(
            seen.numbers + 1,
            seen.inputs,
            seen.targets,
            opened.input_names,
            opened.target_names,
            seen.preds,
            stale=moment.snapshot.preds_stale,
        )
        inputs, targets = rows.inputs.shape[1], rows.targets.shape[1]
        inside = batch(
            rows,
            width - 2,
            height - 2,
            first_input=max(0, min(column, inputs - 1) - _FEW) if inputs > _FEW else 0,
            first_target=max(0, column - inputs) // 3 if targets > _FEW else 0,
            cursor=(line - seen.first, column) if self.cursor else None,
            glyphs=self.glyphs,
        )
        last = seen.first + len(seen.numbers)
        some = "" if last - seen.first == seen.rows else f"{seen.first + 1}-{last} of "
        said = (
            (0, f"batch {position.batch}/{position.batches}"),
            (1, f"{some}{seen.rows} rows"),
            (2, "standardised" if moment.snapshot.made_by.standardize else ""),
        )
        title = titled(said, width, self.glyphs)
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)
