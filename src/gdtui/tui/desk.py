"""Desk: what lies between the keys and the session: typed, waiting, under way, to be said."""

from dataclasses import dataclass, replace
from typing import Any

from gdtui.clean import clean
from gdtui.session.pace import SPEEDS
from gdtui.session.progress import Progress
from gdtui.session.questions import Explained
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import Spot
from gdtui.session.wire import Died, Noted, Ready, Refused, Saving, Shown, Up, Working
from gdtui.tui.dying import death

_SENTENCE = 300
_RESTARTING = "restarting the engine..."


@dataclass(frozen=True)
class Desk:
    """What the status, the strip and the footer say besides the moment.

    `typed` is the count so far, `said` a sentence that stays until the next key, `loading` what the
    first moment waits for, or the next one where the engine died; that is said by `death`, which no
    note takes the place of. `notes` are told about the data and the start. `backlog` counts the
    actions that are not over, the one under way included; `speed` is the run's, `pace` that of the
    next one. `pointed` is the number under the cursor in a few words, `spot` where it is, and `why`
    what the session has said about it. With the `quiz` on, steps ask first. What is
    done is being `saved`, or the disk does not take it.
    """

    typed: str = ""
    said: str = ""
    loading: str = "reading the data..."
    death: str = ""
    notes: tuple[str, ...] = ()
    backlog: int = 0
    progress: Progress | None = None
    speed: int | None = None
    pace: int = 0
    pointed: str = ""
    spot: Spot | None = None
    quiz: bool = False
    saved: bool = True
    why: Explained | None = None

    def explained(self, snapshot: Snapshot) -> Explained | None:
        """Why the number under the cursor is what it is, if that was said of this very moment."""
        why, now = self.why, (self.spot, snapshot.branch, snapshot.position.moment)
        return why if why and (why.spot, why.branch, why.moment) == now else None

    @property
    def work(self) -> str:
        """What is under way, in a few words."""
        again = self.loading == _RESTARTING
        words = [_RESTARTING] if again else []
        if self.speed is not None:
            words.append(f"running, {SPEEDS[self.speed]}")
        if self.backlog > 1:
            words.append(f"+{self.backlog - 1}")
        if (self.backlog or again) and self.progress is not None and self.progress.part < 1:
            words.append(self.progress.words)
        return " ".join(words)

    def received(self, message: Up) -> "Desk":
        """The desk after a message of the session."""
        told: dict[str, Any] = {}
        match message:
            case Ready():
                again = self.loading == _RESTARTING
                told = {"loading": _RESTARTING if again else "loading the engine..."}
            case Saving(notes, saved=saved):
                told = {"said": notes[0], "saved": saved}
                told["notes"] = self.notes if saved else (*self.notes, *notes)
            case Noted(notes, urgent):
                new = tuple(note for note in notes if note not in self.notes)
                every = (*new, *self.notes) if urgent else (*self.notes, *new)
                kept = bool(self.said) and self.said == self.death
                said = self.said if kept else _first(every if self.said else new)
                told = {"notes": every, "said": said}
            case Shown(progress=progress, speed=speed, pace=pace):
                told = {"progress": progress, "speed": speed, "pace": pace, "loading": ""}
                if speed is None and pace != self.pace:
                    told["said"] = f"r will run: {SPEEDS[pace]}"
            case Working(progress=progress):
                told = {"progress": progress}
            case Refused(sentence=sentence):
                told = {"said": clean(sentence, _SENTENCE)}
            case Died():
                said = death(message)
                told = {"said": said, "death": said, "loading": _RESTARTING}
                told |= {"speed": None, "pace": 0, "progress": None}
        return replace(self, **told)


def _first(notes: tuple[str, ...]) -> str:
    more = f" (and {len(notes) - 1} more: q tells all)" if len(notes) > 1 else ""
    return "".join((*notes[:1], more))
