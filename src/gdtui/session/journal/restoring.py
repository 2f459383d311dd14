"""restore: the actions that bring a session to weights that were stored."""

from collections.abc import Iterator

from gdtui.session.actions import Back, Set, Step
from gdtui.session.line import PHASES_PER_STEP, Stored
from gdtui.session.session import Session
from gdtui.session.wire import Done


def restore(session: Session, stored: Stored) -> Iterator[Done]:
    """What is to be done, one after another, so that the step of now begins with stored weights.

    They are ordinary actions, a branch: what was computed here stays, and undo leads back to it.
    """
    track, moment = session.place
    phases = moment % PHASES_PER_STEP
    here = moment - phases
    if phases:
        yield Done(Back(phases), here)
    yield Done(Set(stored), here)
    for at, change in track.line.until(moment):
        if at > moment - phases:
            if at > here:
                yield Done(Step("phase", at - here), at)
            here = at
            yield Done(Set(change), here)
    if moment > here:
        yield Done(Step("phase", moment - here), moment)
