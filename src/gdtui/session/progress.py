"""Progress: how far an action has come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """It began at moment `begin`, stands at `now`, aims at `aim`.

    Steps are taken from `start`, which lies elsewhere where a kept state was nearer to the aim.
    `at_rest` is whether all that is to be seen of `now` can be read. Where nobody knows how
    far it will go, `epochs` are done so far.
    """

    begin: int
    now: int
    aim: int
    at_rest: bool = False
    epochs: int | None = None
    start: int | None = None

    @property
    def part(self) -> float:
        """The part that is done, from 0 to 1."""
        start = self.begin if self.start is None else self.start
        return (self.now - start) / (self.aim - start) if self.aim != start else 1.0

    @property
    def words(self) -> str:
        """How far it is, in a word or two."""
        if self.epochs is None:
            return f"{100 * self.part:.0f} %"
        return "1 epoch done" if self.epochs == 1 else f"{self.epochs} epochs done"
