"""train: a session taken through its epochs, with a bar, a log and an ear for Ctrl+C."""

from gdtui.cli.interrupt import Interrupt
from gdtui.cli.log import Log
from gdtui.cli.progress import Bar
from gdtui.cli.trained import Trained
from gdtui.session.actions import Step
from gdtui.session.session import Session


def train(session: Session, epochs: int, bar: Bar, log: Log | None) -> Trained:
    """Train for some epochs, or until it diverges, or until Ctrl+C.

    With a log every epoch is an action of its own, and its last batch goes through the loop.
    """
    first = last = session.snapshot()
    each = 1 if log else epochs
    fast = loop = done = 0
    with Interrupt(session.stop) as interrupt, bar:
        while done < epochs and last.diverged is None and not interrupt.asked:
            for progress in session.work(Step("epoch", each)):
                if interrupt.asked:
                    session.stop()
                part = (progress.now - progress.begin) / (progress.aim - progress.begin)
                bar.show((done + each * part) / epochs)
            done += each
            last = session.snapshot()
            fast += last.fast_steps
            loop += last.loop_steps
            if log and last.position.epochs == done:
                log.write(done, last, _batch_loss(session))
            bar.show(done / epochs)
    return Trained(first, last, _batch_loss(session), fast, loop, interrupt.asked)


def _batch_loss(session: Session) -> float | None:
    track, _ = session.place
    return track.history.last_epoch
