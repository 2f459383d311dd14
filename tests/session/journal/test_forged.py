"""A journal that was handed out may say anything with good checksums: nothing of it may crash."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.session.journal.test_journal import ACTIONS, HEADER
from tests.session.reference import random_dataset

from gdtui.engine.settings import Settings
from gdtui.errors import UserError
from gdtui.session.journal.plain import opening_of, plain_action, plain_opening
from gdtui.session.journal.reading import parse_journal
from gdtui.session.journal.record import seal
from gdtui.session.line import Origin
from gdtui.session.opening import Opening
from gdtui.session.quizzed import QuizSession

WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**62,
    2**64,
    10**400,
    -(10**400),
    1e308,
    -0.0,
    float("nan"),
    float("inf"),
    "",
    "\0",
    "\ud800",
    "x" * 5000,
    "1e999999999",
    "1e-999999999",
    [],
    [[[1]]],
    {},
    {"do": {}},
)
PATH = Path("journal.jsonl")


def content(*lines: dict[str, object]) -> bytes:
    checksum, found = 0, []
    for values in lines:
        line, checksum = seal(values, checksum)
        found.append(line)
    return b"".join(found)


def forged(values: Any, wrong: Any) -> Iterator[Any]:
    """The same values, each time with another one of them wrong."""
    places = values.items() if isinstance(values, dict) else enumerate(values)
    for place, value in places:
        other = copy.deepcopy(values) if isinstance(values, dict) else [*values]
        other[place] = wrong
        yield other
        if isinstance(value, dict | list | tuple):
            for inner in forged(value, wrong):
                other = copy.deepcopy(values) if isinstance(values, dict) else [*values]
                other[place] = inner
                yield other


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:12])
def test_whatever_a_line_says_it_is_done_or_refused_in_a_sentence(wrong: Any) -> None:
    rows = random_dataset(8, 2, 1)
    for action in ACTIONS:
        line = {"place": 0, "action": plain_action(action), "reached": 7, "digest": "0"}
        for values in forged(line, wrong):
            read = parse_journal(content(HEADER, values), PATH)
            for entry in read.entries:
                session = QuizSession(rows, Origin(0, Settings().mode, Settings()))
                try:
                    for _ in session.work(entry.action, until=min(entry.reached, 7)):
                        pass
                except UserError:
                    continue


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:12])
def test_whatever_a_first_line_says_it_is_an_opening_or_refused_in_a_sentence(wrong: Any) -> None:
    full = Opening("crops", ("a",), ("b",), ("c",), "drop", "sgd", 1.0, 2, seed=3, init="w.pt")
    for values in forged({**HEADER, "opening": plain_opening(full)}, wrong):
        try:
            read = parse_journal(content(values), PATH)
        except UserError:
            continue
        assert opening_of(plain_opening(read.opening)) == read.opening


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("threads", 0),
        ("threads", 1025),
        ("lr", 0.0),
        ("lr", float("inf")),
        ("seed", -1),
        ("seed", 2**63),
        ("batch_size", 0),
        ("mode", "best"),
        ("dtype", "int8"),
        ("missing", "guess"),
        ("device", "cuda:1000"),
        ("data", "a\0b"),
        ("data", "\ud800"),
        ("init", ""),
        ("inputs", ["x" * 5000]),
    ],
)
def test_an_opening_asks_only_for_what_the_command_line_takes(field: str, value: object) -> None:
    header = {**HEADER, "opening": {**plain_opening(Opening()), field: value}}
    with pytest.raises(UserError, match="says no opening"):
        parse_journal(content(header), PATH)


def test_a_whole_number_is_a_rate_too() -> None:
    made = opening_of({**plain_opening(Opening()), "lr": 1})
    assert isinstance(made.lr, float)


def test_a_moment_that_nobody_can_reach_ends_the_good_prefix() -> None:
    line = {"place": 0, "action": plain_action(ACTIONS[0]), "reached": 10**40, "digest": "0"}
    read = parse_journal(content(HEADER, line), PATH)
    assert read.entries == ()
    assert read.rest
