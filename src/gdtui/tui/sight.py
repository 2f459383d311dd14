"""Sight: what the person looks at: a view, perhaps one pane alone, and the pane that scrolls."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from gdtui.tui.layout import Name, View

SCROLLS = (
    Name.BATCH,
    Name.PARAMETERS,
    Name.GRADIENTS,
    Name.INPUTS,
    Name.CHART,
    Name.CODE,
    Name.DATA,
)
_VIEWS = tuple(View)


@dataclass(frozen=True)
class Sight:
    """A view, the pane that has the screen for itself or None, and the pane in use."""

    view: View = View.STEPS
    alone: Name | None = None
    pane: Name = Name.BATCH

    def turned(self, by: int) -> "Sight":
        """The next view, or the one before."""
        place = (_VIEWS.index(self.view) + by) % len(_VIEWS)
        return replace(self, view=_VIEWS[place], alone=None)

    def data(self) -> "Sight":
        """All rows of the data, or back from them."""
        view = View.STEPS if self.view is View.DATA else View.DATA
        return replace(self, view=view, alone=None)

    def maximised(self) -> "Sight":
        """The pane in use alone, or all again."""
        return replace(self, alone=self.pane if self.alone is None else None)

    def next_pane(self, seen: Collection[Name]) -> "Sight":
        """The next pane in use, of those that are seen."""
        order = [name for name in SCROLLS if name in seen]
        if not order:
            return self
        place = order.index(self.pane) + 1 if self.pane in order else 0
        return replace(self, pane=order[place % len(order)])

    def among(self, seen: Collection[Name]) -> "Sight":
        """The same, with a pane in use that is seen."""
        return self if self.pane in seen else self.next_pane(seen)
