"""Exports read back, calls that fail in turn, and every byte of a journal cut and flipped."""

import signal
from collections.abc import Callable, Iterator
from itertools import count
from os import fspath, kill
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from tests.failing import ERRORS
from tests.session.journal.test_failing_calls import (
    checkpoint_while_calls_fail,
    keep_on_a_disk_with_room_for,
    keep_while_calls_fail,
    store_while_calls_fail,
)
from tests.session.journal.test_resuming import ACTIONS, screen
from tests.soak.figures import Figures
from tests.weights.models import models
from tests.weights.test_atomic import write_while_calls_fail
from tests.weights.test_formats import SUFFIXES, check_round_trip
from tests.weights.test_saved import write_with_room_for

from gdtui.errors import UserError
from gdtui.session.actions import Step
from gdtui.session.journal.first_line import mended
from gdtui.session.journal.journal import NAME
from gdtui.session.journal.reading import Entry, parse_journal, read_journal
from gdtui.session.journal.shelf import Shelf
from gdtui.session.wire import Shown
from gdtui.weights.weights import Weights

_RESUMED = 20


def exports(times: int) -> Figures:
    """Random models written in every format, read back and compared bit for bit."""
    figures = Figures("exports of random models, read back bit for bit")
    for suffix in SUFFIXES:
        with figures.unreadable_if_it_fails():
            _round_trips(suffix, times // len(SUFFIXES), figures)
    return figures


def _round_trips(suffix: str, times: int, figures: Figures) -> None:
    @settings(
        max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(weights=models())
    def check(weights: Weights) -> None:
        figures.times += 1
        check_round_trip(suffix, weights)

    check()


def failing_calls(step: int) -> Iterator[Figures]:
    """Every call into the system that a file takes fails in turn; then a disk of every size."""
    checks: dict[str, Callable[[Path, int], int]] = {
        "a journal": keep_while_calls_fail,
        "a checkpoint": checkpoint_while_calls_fail,
        "stored weights": store_while_calls_fail,
        "a new export": lambda folder, number: write_while_calls_fail(
            folder, number, existing=False
        ),
        "an export over an old file": lambda folder, number: write_while_calls_fail(
            folder, number, existing=True
        ),
    }
    for what, check in checks.items():
        figures = Figures(f"calls of {what} that fail in turn, each with {len(ERRORS)} errors")
        for number in ERRORS:
            with TemporaryDirectory() as folder, figures.unreadable_if_it_fails():
                figures.times += check(Path(folder), number)
        yield figures
    yield _full_disks(step)


def _full_disks(step: int) -> Figures:
    figures = Figures("disks that are full after any number of bytes")
    for suffix in SUFFIXES:
        for size in count(0, step):
            figures.times += 1
            with TemporaryDirectory() as folder:
                if write_with_room_for(size, Path(folder) / f"w{suffix}"):
                    break
    for size in range(0, 1000, step):
        figures.times += 1
        with TemporaryDirectory() as folder, figures.unreadable_if_it_fails():
            keep_on_a_disk_with_room_for(size, Path(folder))
    return figures


def damaged_journals() -> Iterator[Figures]:
    """Every byte of a real session's journal cut off and flipped; some of them are resumed."""
    with TemporaryDirectory() as shelf:
        with screen(Path(shelf)) as first:
            first.after(*ACTIONS, Step("epoch", 20_000))
            kill(first.pid, signal.SIGKILL)
        (kept,) = Shelf(Path(shelf)).sessions()
        journal = kept.folder / NAME
        content = journal.read_bytes()
        yield _damaged("bytes of a journal cut off", content, journal, _cut)
        yield _damaged("bytes of a journal flipped", content, journal, _flip)
        yield _resumed(content, journal)


def _cut(content: bytes, at: int) -> bytes:
    return content[:at]


def _flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]


def _damaged(
    what: str, content: bytes, path: Path, damage: Callable[[bytes, int], bytes]
) -> Figures:
    """Each byte; what is whole before it must be there. Nothing is shown before the first line."""
    figures = Figures(what)
    whole: tuple[Entry, ...] = ()
    for at in range(content.index(b"\n") + 1 if damage is _cut else 0, len(content)):
        if content[at - 1 : at] == b"\n":
            whole = parse_journal(content[:at], path).entries
        figures.times += 1
        try:
            found = parse_journal(mended(damage(content, at), path), path).entries
        except UserError:
            figures.unreadable += 1
        else:
            figures.lost += found[: len(whole)] != whole
    return figures


def _resumed(content: bytes, path: Path) -> Figures:
    figures, chance = Figures("damaged journals, resumed"), Random(0)  # noqa: S311  # places, not secrets
    for number in range(_RESUMED):
        at = chance.randrange(content.index(b"\n") + 1, len(content))
        path.write_bytes((_cut, _flip)[number % 2](content, at))
        entries = read_journal(path).entries
        figures.times += 1
        with (
            figures.unreadable_if_it_fails(),
            screen(path.parent.parent, fspath(path.parent)) as again,
        ):
            position = again.until(Shown).snapshot.position
            figures.lost += position.moment != (entries[-1].reached if entries else 0)
    return figures
