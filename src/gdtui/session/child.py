"""The session's own process: `python -m gdtui.session.child IN OUT`, two ends of pipes.

It answers a bad file before it loads torch, ends when the screen's process does, even while it
computes, and never writes to the terminal.
"""

import faulthandler
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from secrets import token_bytes
from threading import Thread
from typing import TYPE_CHECKING, NoReturn

from gdtui.data.bundled import Start
from gdtui.data.dataset import Dataset
from gdtui.engine.source import read_all
from gdtui.errors import UserError
from gdtui.session.channel import Channel
from gdtui.session.journal.holder import TAKEN_OVER
from gdtui.session.opened import Opened
from gdtui.session.opening import Open, Opening
from gdtui.session.wire import Done, Fatal, Noted, Ready, Up, Working

if TYPE_CHECKING:
    from gdtui.session.journal.keep import DoAgain
    from gdtui.session.session import Session

_FRAME = 1 / 30
_SWITCH = 1e-3  # seconds: what is prepared beside the session holds it up for 5 ms otherwise
_SOLVED_BUSY = 10**8  # n * (d + t)^2: above it solving takes whole seconds, and waits for a rest


def main() -> NoReturn:
    """Serve one screen until it goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # whoever started gdtui may have had it ignored, or held back
    signal.signal(TAKEN_OVER, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (TAKEN_OVER,))
    faulthandler.enable(all_threads=False)
    sys.setswitchinterval(_SWITCH)
    channel = Channel(int(sys.argv[1]), int(sys.argv[2]))
    inbox: SimpleQueue[object] = SimpleQueue()
    Thread(target=_listen, args=(channel, inbox), daemon=True).start()
    say = _speaker(channel)
    try:
        _serve(inbox, say)
    except UserError as error:
        say(Fatal(error.sentence, error.more))
        _end(2)


def _listen(channel: Channel, inbox: "SimpleQueue[object]") -> None:
    while True:
        try:
            for message in channel.receive():
                inbox.put(message)
        except EOFError:
            _end(0)


def _speaker(channel: Channel) -> Callable[[Up], None]:
    def say(message: Up) -> None:
        try:
            channel.send(message)
        except BrokenPipeError:
            _end(0)

    return say


def _end(status: int) -> NoReturn:
    # nothing is left to be saved, and an orderly exit would wait for what is being computed
    os._exit(status)


def _serve(inbox: "SimpleQueue[object]", say: Callable[[Up], None]) -> NoReturn:
    asked = inbox.get()
    assert isinstance(asked, Open)  # noqa: S101  # Remote sends it first
    opening = asked.opening
    resumed = asked.keep is not None and asked.keep.folder is not None
    dataset, start = _read(opening, resumed=resumed)
    say(Ready(_opened(opening, dataset)))
    if not resumed:
        _note(say, *opening.notes, *dataset.notes)

    # what is built while loading stays: collecting garbage in it only costs time
    gc.disable()
    from gdtui.engine.loops import load_optimizer  # noqa: PLC0415  # loads torch
    from gdtui.engine.threads import use_threads  # noqa: PLC0415  # torch takes a second
    from gdtui.session.arrays import pack_arrays  # noqa: PLC0415  # loads numpy
    from gdtui.session.beginning import begin  # noqa: PLC0415  # loads torch
    from gdtui.session.host import Host  # noqa: PLC0415  # loads torch
    from gdtui.session.idle import Idle  # noqa: PLC0415  # loads torch
    from gdtui.session.quizzed import QuizSession  # noqa: PLC0415  # loads torch

    gc.freeze()
    gc.enable()
    use_threads(opening.threads)
    pack_arrays()
    beginning = begin(opening, dataset, start)
    if not resumed:
        _note(say, *beginning.notes)
    session = QuizSession(dataset, beginning.origin)
    if beginning.landscape is not None:
        session.survey.keep(beginning.landscape)
    done = asked.done
    do_again, pause = _repeating(say), None
    if asked.keep is None:
        for one in done:
            do_again(session, one)
    else:
        from gdtui.session.journal.keep import Outside, keep_journal  # noqa: PLC0415  # loads torch

        outside = Outside(time.monotonic, _stamp, partial(token_bytes, 32))
        kept = keep_journal(asked, session, do_again, say, outside)
        done, say, pause = kept.done, kept.say, kept.pause
    columns = len(dataset.input_names) + len(dataset.target_names)
    light = dataset.rows * columns**2 <= _SOLVED_BUSY
    host = Host(
        session,
        inbox,  # type: ignore[arg-type]  # what Remote sends after Open
        say,
        time.monotonic,
        beside=Idle(session.survey, inbox, light=light),
        light=light,
        pause=pause,
        spent=time.thread_time,
        number=asked.number,
        place=len(done),
        threads=opening.threads,
    )
    while not host.idle:
        host.serve()
    Thread(target=load_optimizer, daemon=True).start()
    while True:
        host.serve()


def _read(opening: Opening, *, resumed: bool) -> tuple[Dataset, Start]:
    try:
        return opening.read()
    except UserError as error:
        if not resumed:
            raise
        what = "put the data back as they were to resume this session; it is kept"
        raise UserError(f"{error.sentence}; {what}", *error.more) from error


def _note(say: Callable[[Up], None], *notes: str) -> None:
    if notes:
        say(Noted(notes))


def _opened(opening: Opening, dataset: Dataset) -> Opened:
    return Opened(
        name=dataset.name,
        path=dataset.path,
        rows=dataset.rows,
        input_names=dataset.input_names,
        target_names=dataset.target_names,
        threads=opening.threads,
        code=read_all(),
    )


def _stamp() -> str:
    return time.strftime("%Y%m%d-%H%M%S")


def _repeating(say: Callable[[Up], None]) -> "DoAgain":
    """Repeats what a process before this one had done, up to where an action had come."""
    said = time.monotonic()

    def repeat(session: "Session", done: Done, *, joined: bool = False) -> None:
        nonlocal said
        for progress in session.work(done.action, until=done.reached, joined=joined):
            if time.monotonic() - said >= _FRAME:
                said = time.monotonic()
                say(Working(0, progress))

    return repeat


if __name__ == "__main__":
    main()
