"""Progress: how far an action has come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """It began at moment `begin`, stands at `now`, aims at `aim`.

    `at_rest` is whether the loop itself has just made what there is to see.
    """

    begin: int
    now: int
    aim: int
    at_rest: bool = False

    @property
    def part(self) -> float:
        """The part that is done, from 0 to 1."""
        way = self.aim - self.begin
        return (self.now - self.begin) / way if way else 1.0
