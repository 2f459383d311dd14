import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from gdtui.session.actions import Step
from gdtui.session.opening import Opening
from gdtui.session.pace import SPEEDS
from gdtui.session.questions import Window
from gdtui.session.remote import Remote
from gdtui.session.wire import Answered, Died, Fatal, Noted, Ready, Shown, Up

PATIENCE = 60.0
Kind = TypeVar("Kind")


class Screen(Remote):
    """A Remote whose messages are taken one by one, each waited for."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._come: deque[Up] = deque()

    def next(self) -> Up:
        end = time.monotonic() + PATIENCE
        while not self._come and time.monotonic() < end:
            self._come.extend(self.wait(PATIENCE))
        return self._come.popleft()


@pytest.fixture(scope="module")
def crops() -> Iterator[Screen]:
    remote = Screen(Opening("crops"))
    yield remote
    remote.close()


def until(
    remote: Screen, kind: type[Kind], wanted: Callable[[Kind], bool] = lambda _: True
) -> Kind:
    """Wait for a message; what comes before it is let go."""
    while True:
        message = remote.next()
        if isinstance(message, kind) and wanted(message):
            return message


def until_death(remote: Screen) -> tuple[int, Died]:
    """The moment that was said last to be reached, and how it ended."""
    while not isinstance(message := remote.next(), Died):
        pass
    return remote._done[-1].reached, message


def shown_after(remote: Screen, number: int) -> Shown:
    return until(remote, Shown, lambda shown: shown.number >= number and not shown.progress)


def test_keys_typed_before_the_engine_is_there_wait_and_give_the_golden_numbers() -> None:
    remote = Screen(Opening("crops"))
    for _ in range(5):
        number = remote.do(Step("phase"))
    assert remote.backlog == 5
    opened = until(remote, Ready).opened
    seen = shown_after(remote, number).snapshot
    remote.close()

    assert opened.input_names == ("temp", "rainfall", "humidity")
    assert seen.full_loss == pytest.approx(10696, rel=1e-3)
    assert seen.batch_loss == pytest.approx(14603.53, rel=1e-4)
    assert np.allclose(seen.weight[0], [1.1056, -1.1129, 0.3861], atol=1e-4)
    assert remote.backlog == 0


def test_a_thousand_keys_at_once_are_each_counted_once(crops: Screen) -> None:
    begin = shown_after(crops, crops.do(Step("batch"))).snapshot.position.moment
    for _ in range(1000):
        number = crops.do(Step("phase"))

    assert shown_after(crops, number).snapshot.position.moment == begin + 1000
    assert crops.backlog == 0


def test_questions_and_a_stop_are_heard_while_a_million_epochs_run(crops: Screen) -> None:
    number = crops.do(Step("epoch", 10**9))
    until(crops, Shown, lambda shown: shown.progress is not None)
    asked = crops.ask(Window(0, 2))
    assert until(crops, Answered).number == asked
    crops.stop()

    assert shown_after(crops, number).snapshot.position.epochs < 10**9


def test_a_process_that_dies_is_told_and_started_where_it_was_shown_and_ends_with_its_screen() -> (
    None
):
    fresh = Screen(Opening("crops15"))
    before = shown_after(fresh, fresh.do(Step("epoch", 7))).snapshot
    killer = Step("epoch", 10**9)
    fresh.do(killer)
    fresh.do(Step("phase"))
    seen = until(fresh, Shown, lambda shown: shown.progress is not None).snapshot
    os.kill(fresh.pid, signal.SIGKILL)
    last, died = until_death(fresh)

    assert (died.under_way, died.lost) == (killer, 1)
    assert died.sentence == "the engine's process was ended by SIGKILL"
    assert fresh.backlog == 0
    assert not fresh.alive
    fresh.restart()
    again = until(fresh, Shown).snapshot
    assert before.position.moment < seen.position.moment <= last
    assert again.position.moment == last
    assert again.epoch_losses.count == again.position.epochs

    fresh.pace(len(SPEEDS) - 1)
    fresh.run()
    until(fresh, Shown, lambda shown: shown.snapshot.position.epochs > again.position.epochs + 100)
    os.kill(fresh.pid, signal.SIGABRT)
    last, died = until_death(fresh)

    assert any("Aborted" in line for line in died.output)
    fresh.restart()
    stood = until(fresh, Shown)
    assert stood.speed is None
    assert stood.snapshot.position.moment == last

    fresh.do(Step("epoch", 10**9))
    until(fresh, Shown, lambda shown: shown.progress is not None)
    process, begin = fresh._process, time.monotonic()

    assert process.end() == 0
    assert time.monotonic() - begin < 3.0
    fresh.close()


def test_a_bad_file_is_answered_before_torch_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,x\n2,3\n")
    remote = Screen(Opening(str(tmp_path / "bad.csv")))
    fatal = until(remote, Fatal)

    assert "line 2" in fatal.sentence
    assert remote.receive() == []
    while remote.alive:
        assert remote.wait(PATIENCE) == []


def test_notes_are_told_when_they_are_known() -> None:
    remote = Screen(Opening("penguins", lr="auto"))
    notes = [*until(remote, Noted).notes, *until(remote, Noted).notes]
    remote.close()

    assert any("line" in note for note in notes)
    assert notes[-1].startswith("lr ")


def test_an_interrupt_is_left_to_the_screen(crops: Screen) -> None:
    shown_after(crops, crops.do(Step("phase")))
    os.kill(crops.pid, signal.SIGINT)

    assert shown_after(crops, crops.do(Step("phase")))
