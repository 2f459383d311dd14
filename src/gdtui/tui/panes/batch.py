"""The batch: its rows with their own numbers, inputs, predictions and targets."""

from gdtui.draw.box import box
from gdtui.draw.rows import Rows, batch
from gdtui.draw.text import Line, Span, Style
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane


class Batch(Pane):
    """The rows of the batch that the loop took last."""

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The rows in their box; the title says which batch and which of its rows."""
        opened, position = moment.opened, moment.snapshot.position
        if not moment.snapshot.batch.rows:
            lines = [(Span(" none yet", Style.DIM),)]
            return box("batch", lines, width, height, self.glyphs, chosen=self.chosen)
        seen = moment.rows(self.first, height - 3)
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
        inside = batch(rows, width - 2, height - 2, glyphs=self.glyphs)
        last = seen.first + len(seen.numbers)
        some = "" if last - seen.first == seen.rows else f"{seen.first + 1}-{last} of "
        dot = f" {self.glyphs.dot} "
        title = f"batch {position.batch}/{position.batches}{dot}{some}{seen.rows} rows"
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)
