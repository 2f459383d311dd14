"""The data: all rows as the file has them, those of the batch marked."""

from gdtui.clean import clean
from gdtui.draw.box import box, titled
from gdtui.draw.rows import Rows, data
from gdtui.draw.text import Line
from gdtui.draw.window import window
from gdtui.tui.cell import Cell, in_data
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

_FEW = 3


class Data(Pane):
    """Rows of the dataset; a million of them scroll, since only those seen are asked for."""

    help = "All rows of the data by their lines in the file; those of the batch are marked."

    def extent(self, moment: Moment) -> tuple[int, int]:
        """All rows, and all columns."""
        opened = moment.opened
        return opened.rows, len(opened.input_names) + len(opened.target_names)

    def cell(self, moment: Moment, line: int, column: int) -> Cell:
        """An input or a target."""
        return in_data(moment, line, column)

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The rows in their box, as far as the session has told them."""
        opened, told = moment.opened, moment.data
        name = clean(opened.name, 30)
        if told is None:
            title = titled(((0, "data"), (1, name)), width, self.glyphs)
            return box(title, (), width, height, self.glyphs, chosen=self.chosen)
        line, column = self.cursor or (None, 0)
        self.first = window(self.first, height - 3, told.rows, line).first
        rows = Rows(told.lines, told.inputs, told.targets, opened.input_names, opened.target_names)
        inputs = len(opened.input_names)
        inside = data(
            rows,
            told.in_batch,
            width - 2,
            height - 2,
            first_input=max(0, min(column, inputs - 1) - _FEW),
            cursor=None if line is None else (line - told.first, column),
            glyphs=self.glyphs,
        )
        last = min(told.first + height - 3, told.rows)
        lines = told.lines[: last - told.first]
        said = (
            (0, "data"),
            (3, name),
            (1, f"by lines {lines[0]}-{lines[-1]} of the file" if len(lines) else ""),
            (2, f"rows {told.first + 1}-{last} of {told.rows}"),
        )
        title = titled(said, width, self.glyphs)
        return box(title, inside, width, height, self.glyphs, chosen=self.chosen)
