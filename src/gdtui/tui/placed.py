"""Placed: Textual's layout of the screen, from the boxes that `layout` decides on."""

from collections.abc import Callable

from textual.geometry import NULL_SPACING, Offset, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from gdtui.tui.layout import Boxes, Name

_NAMES = {str(name): name for name in Name}


class Placed(Layout):
    """Puts each widget whose id is a Name into its box; the others are not on the screen."""

    name = "placed"

    def __init__(self, boxes: Callable[[int, int], Boxes]) -> None:
        self._boxes = boxes

    def arrange(
        self,
        parent: Widget,  # noqa: ARG002  # Textual's signature
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: ARG002, FBT001, FBT002  # Textual's signature
    ) -> ArrangeResult:
        """Where each child goes in a screen of this size."""
        boxes = self._boxes(size.width, size.height)
        return [
            WidgetPlacement(Region(*boxes[name]), Offset(0, 0), NULL_SPACING, child)
            for child in children
            if (name := _NAMES.get(child.id or "")) is not None and name in boxes
        ]
