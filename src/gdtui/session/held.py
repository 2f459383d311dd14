"""Held: all that a session holds, to be written down while the session goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from gdtui.engine.state import State
from gdtui.session.checkpoints import Checkpoints
from gdtui.session.track import Track

Mark = tuple[int, int]
"""A place: the number of a track, and a moment of it."""


@dataclass(frozen=True, eq=False)
class Held:
    """A session at a moment, from which it can go on as if nothing had happened.

    `begun` is where the step of `now` began, with its changes made; None at a beginning. Before the
    changes made last it was `unchanged`, where that is known still. `done` and
    `undone` are where undo and redo lead, the next one last. The last action took `steps` by the
    fast run and by the loop. `quiz` is how many of what was foretold were right, and how many were.
    """

    tracks: tuple[Track, ...]
    now: Mark
    begun: State | None
    unchanged: State | None
    done: tuple[Mark, ...]
    undone: tuple[Mark, ...]
    steps: tuple[int, int]
    quiz: tuple[int, int] = (0, 0)

    @classmethod
    def of(
        cls,
        tracks: Sequence[Track],
        places: Sequence[tuple[Track, int]],
        *,
        undone: int,
        begun: tuple[State | None, State | None],
        steps: tuple[int, int],
    ) -> Self:
        """Copy tracks; `places` are that of now, those done, and at the end those undone.

        `begun` has also what was `unchanged`.
        """
        numbers = {track: number for number, track in enumerate(tracks)}
        now, *marks = [(numbers[track], moment) for track, moment in places]
        cut = len(marks) - undone
        return cls(_copied(tracks), now, *begun, tuple(marks[:cut]), tuple(marks[cut:]), steps)


def _copied(tracks: Iterable[Track]) -> tuple[Track, ...]:
    """The same tracks, which stay as they are when these go on; states are shared."""
    copies: dict[Track, Track] = {}
    for track in tracks:
        kept = track.checkpoints
        copies[track] = replace(
            track,
            checkpoints=Checkpoints.of(kept.start, kept.most, kept.spacing, kept.states),
            history=track.history.copy(),
            parent=None if track.parent is None else copies[track.parent],
        )
    return tuple(copies.values())
