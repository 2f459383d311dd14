"""Kills at random moments, and every ending again and again, each resumed and compared."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from signal import SIGKILL
from tempfile import TemporaryDirectory

from tests.soak.figures import Figures
from tests.tui.ending import (
    COMPUTES,
    RESTS,
    RUNS,
    WALKS,
    Ended,
    Ending,
    Opened,
    Start,
    Work,
    ended_by,
)
from tests.tui.process import Process
from tests.tui.ssh_server import ssh_server, why_not
from tests.tui.test_endings import DEAF_SHELLS, ENDINGS, HANG_UPS, STALLED, start
from tests.tui.test_endings_over_ssh import ENDINGS as ENDINGS_OVER_SSH
from tests.tui.test_endings_over_ssh import start as start_over_ssh

_A_SESSION = 20  # kills, after which another one is begun
_LONGEST = 0.4  # seconds until a kill
_STEPPING = ("s", "ss", "sss", "b", "e", "7e", "100e", "es[[s", "me", "<e", "eeu", "ee3[", "3eR2es")
_RUNNING = ("r", "+++r", "+++++++r", "++++++++++r", "5000e", "900000000e")

Named = Iterable[tuple[str, Ending, Work]]


def random_kills(times: int, seed: int) -> Figures:
    """Kill -9 at random moments of stepping and running; of some the engine is killed before."""
    figures, chance = Figures("kill -9 at random moments of stepping and running"), Random(seed)  # noqa: S311  # moments, not secrets
    kills = _kills(chance)
    while figures.times + figures.unreadable < times:
        count = min(_A_SESSION, times - figures.times - figures.unreadable)
        with TemporaryDirectory() as state, figures.unreadable_if_it_fails():
            for ended in ended_by(islice(kills, count), start(Path(state)), Path(state)):
                figures.add(ended)
    return figures


def _kills(chance: Random) -> Iterator[tuple[str, Ending, Work]]:
    while True:
        keys = chance.choice(chance.choice((_STEPPING, _RUNNING)))
        ending = _kill_both if chance.random() < 0.2 else _kill
        yield "SIGKILL", _after(chance.uniform(0.0, _LONGEST), ending), Work(keys, "epoch")


def _after(seconds: float, ending: Ending) -> Ending:
    def later(opened: Opened) -> None:
        opened.window.for_a_while(seconds)
        ending(opened)

    return later


def _kill(opened: Opened) -> None:
    opened.kill(SIGKILL)


def _kill_both(opened: Opened) -> None:
    """The engine first; the screen while another one starts."""
    os.kill(opened.engine.pid, SIGKILL)
    opened.window.until("it starts again where it stood")
    with Process(opened.screen.children[-1]) as again:
        opened.kill(SIGKILL)
        assert again.ends_within(3.0)


def every_ending(times: int) -> Iterator[Figures]:
    """Each ending so many times, half of them at rest, the others while it computes or runs."""
    for what, endings, begin, works in (
        ("endings of a local terminal", ENDINGS, start, (RESTS, COMPUTES, RESTS, RUNS)),
        ("endings of a stalled terminal", STALLED, start, (WALKS,)),
        *(
            (
                f"hang-ups below a shell that ignores them and {name}",
                HANG_UPS,
                _below(shell),
                (WALKS,),
            )
            for name, shell in DEAF_SHELLS.items()
        ),
    ):
        figures = Figures(what)
        for number in range(times):
            work = works[number % len(works)]
            with TemporaryDirectory() as state, figures.unreadable_if_it_fails():
                named = [(name, ending, work) for name, ending in endings.items()]
                _count(figures, ended_by(named, begin(Path(state)), Path(state)))
        yield figures


def every_ending_over_ssh(times: int) -> Figures:
    """The same over a real connection."""
    figures, works = Figures("endings of an SSH connection"), (RESTS, COMPUTES, RESTS, RUNS)
    if (reason := why_not()) is not None:
        figures.what += f": not tried, {reason}"
        return figures
    with TemporaryDirectory() as folder, ssh_server(Path(folder)) as server:
        for number in range(times):
            work = works[number % len(works)]
            with figures.unreadable_if_it_fails():
                named = [(name, ending, work) for name, ending in ENDINGS_OVER_SSH.items()]
                _count(figures, ended_by(named, start_over_ssh(server), server.state))
            shutil.rmtree(server.state)
    return figures


def _below(shell: str) -> Callable[[Path], Start]:
    return lambda state: start(state, shell)


def _count(figures: Figures, every: Iterable[Ended]) -> None:
    for ended in every:
        figures.add(ended)
