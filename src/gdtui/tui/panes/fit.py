"""The fit: one input with the line, or predictions against targets and their residuals."""

from gdtui.draw import numbers
from gdtui.draw.box import box
from gdtui.draw.fit import fit_line, predicted, residuals
from gdtui.draw.text import Line, Span, fit, label
from gdtui.session.outlook import Fitted
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Pane

_NAME = 20
_BESIDE = 70  # cells that two pictures need


class Fit(Pane):
    """How the weights of now predict one target; `first` counts the targets."""

    help = (
        "How well the weights of now predict: with one input the data and the line; with more "
        "each prediction over its target, right where it is on the diagonal, and the residuals, "
        "prediction less target. Up and down choose the target."
    )

    def scroll(self, lines: int) -> None:
        """Choose another target."""
        if self.moment is not None:
            targets = len(self.moment.opened.target_names)
            self.first = max(0, min(self.first + lines, targets - 1))

    def paint(self, moment: Moment, width: int, height: int) -> tuple[Line, ...]:
        """The pictures in their box, under what they say in numbers."""
        told = moment.fitted
        if told is None:
            return box("fit", (), width, height, self.glyphs, chosen=self.chosen)
        names, dot = moment.opened, f" {self.glyphs.dot} "
        target = label(names.target_names[told.target], _NAME)
        inside = height - 3
        if told.inputs is not None and told.weight is not None and told.bias is not None:
            picture = fit_line(
                told.inputs,
                told.targets,
                (told.weight, told.bias),
                width - 2,
                inside,
                glyphs=self.glyphs,
            )
            shown = f"{target} over {label(names.input_names[0], _NAME)}"
        else:
            picture = self._pictures(told, width - 2, inside)
            beside = width - 2 >= _BESIDE
            shown = f"{target}: prediction over target{f'{dot}residual over target' * beside}"
        lines = (_said(told), *picture)
        return box(f"fit{dot}{shown}", lines, width, height, self.glyphs, chosen=self.chosen)

    def _pictures(self, told: Fitted, width: int, height: int) -> tuple[Line, ...]:
        if width < _BESIDE:
            return predicted(told.targets, told.preds, width, height, glyphs=self.glyphs)
        left = width // 2 - 1
        right = width - left - 2
        both = zip(
            predicted(told.targets, told.preds, left, height, glyphs=self.glyphs),
            residuals(told.targets, told.preds, right, height, glyphs=self.glyphs),
            strict=True,
        )
        return tuple(fit((*one, Span("  "), *other), width) for one, other in both)


def _said(told: Fitted) -> Line:
    apart = (told.preds - told.targets).tolist()
    largest = max(range(len(apart)), key=lambda place: abs(apart[place]))
    mean = sum(apart) / len(apart)
    shown = f"{len(apart)} of {told.rows} rows: " if len(apart) < told.rows else ""
    row = int(told.numbers[largest]) + 1
    return (
        Span(
            f"{shown}residuals: mean {numbers.number(mean)}, largest "
            f"{numbers.number(apart[largest])} in row {row}"
        ),
    )
