"""What is typed, waits, and is said."""

from dataclasses import replace

import pytest
from tests.tui.moments import OPENED, snapshot

from gdtui.session.actions import Step
from gdtui.session.progress import Progress
from gdtui.session.wire import Died, Ready, Refused, Shown, Working
from gdtui.tui.desk import Desk


def test_it_says_what_the_start_waits_for() -> None:
    desk = Desk()
    assert "data" in desk.loading
    assert "engine" in (desk := desk.received(Ready(OPENED))).loading
    assert desk.received(Shown(0, snapshot())).loading == ""


@pytest.mark.parametrize(
    ("desk", "said"),
    [
        (Desk(), ""),
        (Desk(backlog=1), ""),
        (Desk(backlog=38), "+37"),
        (Desk(speed=0), "running, 1 phase/s"),
        (Desk(backlog=1, progress=Progress(0, 250, 1000)), "25 %"),
        (Desk(progress=Progress(0, 250, 1000)), ""),
        (Desk(backlog=1, progress=Progress(0, 1000, 1000)), ""),
        (Desk(backlog=3, progress=Progress(0, 1, 2)), "+2 50 %"),
    ],
)
def test_work_under_way_is_said_in_a_few_words(desk: Desk, said: str) -> None:
    assert desk.work == said


def test_progress_arrives_with_and_without_a_snapshot() -> None:
    half = Progress(0, 1, 2)
    assert Desk().received(Shown(1, snapshot(), 1, half, 3)) == replace(
        Desk(loading=""), progress=half, speed=3
    )
    assert Desk().received(Working(1, half)).progress == half


def test_what_is_refused_is_said_clean() -> None:
    assert Desk().received(Refused(1, "no \x1b[31m such")).said == "no \\x1b[31m such"


def test_an_engine_that_died_is_said_to_come_back() -> None:
    said = Desk(speed=1).received(Died(-9, Step("epoch"), 3, ()))
    assert "SIGKILL" in said.said
    assert said.speed is None
