import pickle
from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue
from typing import TypeVar

import numpy as np
import pytest
from tests.session.reference import random_dataset
from torch import Tensor

from gdtui.engine.curvature import steepest
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.session.actions import Action, Back, GoTo, RunUntil, Set, Step, Undo
from gdtui.session.answering import Bent, Found, Surveyed
from gdtui.session.answers import answer
from gdtui.session.host import Host
from gdtui.session.line import Change, Origin
from gdtui.session.outlook import Around
from gdtui.session.pace import SPEEDS
from gdtui.session.questions import (
    Best,
    Explain,
    Explained,
    Predict,
    Twins,
    Window,
)
from gdtui.session.session import Session
from gdtui.session.spot import PastLoss, Spot, Whole
from gdtui.session.wire import (
    Answered,
    Applied,
    Ask,
    Do,
    Done,
    Down,
    Drop,
    Leave,
    Pace,
    Refused,
    Run,
    Shown,
    Stop,
    Up,
    Working,
)

SETTINGS = Settings(mode=Mode.SGD, lr=1e-4, batch_size=5, shuffle=True)
FLAT_OUT = len(SPEEDS) - 1
Kind = TypeVar("Kind")


class Inbox(SimpleQueue[Down | Found]):
    """Waiting for a message in vain only moves the clock."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage

    def get(self, block: bool = True, timeout: float | None = None) -> Down | Found:
        assert timeout is not None or not block or not self.empty(), "it would wait for ever"
        if block and self.empty():
            self.stage.time += timeout or 0.0
        return super().get(block=False)


class Stage:
    """A host whose clock ticks a little at each look, and what it said."""

    def __init__(self, tick: float = 1e-6, session: Session | None = None) -> None:
        origin = Origin(0, Mode.SGD, SETTINGS)
        self.session = session or Session(random_dataset(15, 3, 2), origin)
        self.inbox = Inbox(self)
        self.said: list[Up] = []
        self.time, self.tick = 0.0, tick
        self.heard: Callable[[Up], None] = lambda _: None
        self.host = Host(self.session, self.inbox, self._hear, self._now, beside=self)
        self.numbered = self.solved = 0
        self.may_work: list[bool] = []
        self.bending: list[tuple[Tensor, int]] = []

    def do(self, *actions: Action) -> None:
        for action in actions:
            self.numbered += 1
            self.inbox.put(Do(self.numbered, action))

    def serve(self) -> None:
        while not (self.host.idle and self.inbox.empty()):
            self.host.serve()

    def all(self, kind: type[Kind]) -> list[Kind]:
        return [message for message in self.said if isinstance(message, kind)]

    def survey(self, settings: Settings) -> None:
        self.solved += 1
        self.wanted = settings

    def bend(self, inputs: Tensor, target_count: int) -> None:
        self.bending.append((inputs, target_count))

    def free(self, *, yes: bool) -> None:
        self.may_work.append(yes)

    def _now(self) -> float:
        self.time += self.tick
        return self.time

    def _hear(self, message: Up) -> None:
        self.said.append(message)
        self.heard(message)


def test_a_thousand_actions_at_once_are_each_applied_once_in_order() -> None:
    stage = Stage(tick=1e-4)
    stage.do(*[Step("phase")] * 1000)
    stage.serve()

    assert [applied.number for applied in stage.all(Applied)] == list(range(1, 1001))
    assert stage.session.place[1] == 1000
    shown = stage.all(Shown)
    assert shown[-1].number == 1000
    assert shown[-1].backlog == 0
    assert 2 < len(shown) < 100
    assert shown[1].backlog > 0


def test_a_run_until_there_is_no_more_progress_is_seen_and_stopped() -> None:
    stage = Stage(tick=1e-2)

    def stop(message: Up) -> None:
        if isinstance(message, Shown) and len(stage.all(Shown)) == 4:
            stage.inbox.put(Stop())

    stage.heard = stop
    stage.do(RunUntil())
    stage.serve()

    frames, last = stage.all(Shown)[:4], stage.all(Shown)[-1]
    epochs = [shown.progress.epochs for shown in frames if shown.progress is not None]
    assert epochs[-1] == frames[-1].snapshot.position.epochs > 0
    assert last.snapshot.position.epochs <= epochs[-1] + 10
    assert last.snapshot.ended.startswith("stopped after ")
    assert stage.all(Applied)[-1].done == Done(RunUntil(), stage.session.place[1])


def test_what_is_shown_was_said_to_be_done_before() -> None:
    stage = Stage(tick=1e-3)
    stage.do(Step("epoch", 300), Step("phase", 2), Back(1), Step("batch"))
    stage.serve()

    reached = 0
    for message in stage.said:
        if isinstance(message, Applied) and message.done:
            reached = message.done.reached
        if isinstance(message, Shown):
            assert message.snapshot.position.moment == reached


def test_a_refused_action_is_answered_in_its_place_and_changes_nothing() -> None:
    stage = Stage()
    stage.do(Undo(), Step("phase"))
    stage.serve()

    assert stage.all(Refused) == [Refused(1, "there is nothing to undo")]
    first, second = stage.all(Applied)
    assert (first, second.place) == (Applied(1, 0, None), 0)
    assert second.done == Done(Step("phase"), 1)


def test_stop_ends_the_work_under_way_and_drop_forgets_what_waits() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 10**9), Step("phase"), Step("phase"))

    def escape(message: Up) -> None:
        if isinstance(message, Shown) and message.progress:
            stage.inbox.put(Drop())
            stage.inbox.put(Stop())

    stage.heard = escape
    stage.serve()

    assert len({applied.place for applied in stage.all(Applied) if applied.done}) == 1
    assert stage.all(Shown)[-1].number == 3
    assert stage.all(Shown)[-1].backlog == 0
    assert 0 < stage.session.place[1] < 10**9


def test_a_stop_with_nothing_under_way_stops_nothing_later() -> None:
    stage = Stage()
    stage.inbox.put(Stop())
    stage.serve()
    stage.do(Step("epoch", 50))
    stage.serve()

    assert stage.session.snapshot().position.epochs == 50


def test_a_stop_before_the_work_has_begun_lets_it_not_begin() -> None:
    stage = Stage()
    stage.do(Step("epoch", 10**9))
    stage.inbox.put(Stop())
    stage.serve()

    assert stage.session.place[1] == 0
    assert stage.all(Shown)[-1].number == 1


def test_long_work_shows_moments_that_the_loop_itself_made() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 20_000))
    stage.serve()

    shown = [message for message in stage.all(Shown) if message.progress]
    assert len(shown) > 2
    for message in shown:
        snapshot = message.snapshot
        assert snapshot.batch.preds is not None
        expected = snapshot.batch.inputs @ snapshot.weight_before.T + snapshot.bias_before
        assert np.allclose(snapshot.batch.preds, expected, atol=1e-3)
        residual = snapshot.batch.preds - snapshot.batch.targets
        assert snapshot.batch_loss == pytest.approx(np.square(residual).mean(), rel=1e-5)


def test_work_that_is_looked_at_ends_with_the_same_bits() -> None:
    watched, alone = Stage(tick=1e-2), Stage()
    watched.do(Step("epoch", 5000))
    watched.serve()
    expected = alone.session.apply(Step("epoch", 5000))

    shown = watched.session.snapshot()
    assert shown.weight.tobytes() == expected.weight.tobytes()
    assert shown.fast_steps + shown.loop_steps == 15_000
    watched.do(Undo())
    watched.serve()
    assert watched.session.place[1] == 0


def test_the_way_back_shows_how_far_it_is_and_nothing_of_the_past_in_between() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 20_000))
    stage.serve()
    stage.said.clear()
    stage.do(GoTo(19_000))
    stage.serve()

    assert all(shown.snapshot.position.epochs == 19_000 for shown in stage.all(Shown))


def test_a_question_is_answered_while_an_action_works() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 10**9))

    def ask(message: Up) -> None:
        if isinstance(message, Shown) and message.progress:
            stage.inbox.put(Ask(2, Window(0, 3)))
            stage.inbox.put(Ask(3, Predict(())))
        if isinstance(message, Refused):
            stage.inbox.put(Stop())

    stage.heard = ask
    stage.serve()

    assert stage.all(Answered)[0].number == 2
    assert stage.all(Refused)[0] == Refused(3, "a row has 3 inputs, not 0")


def test_the_best_is_told_when_it_has_been_found() -> None:
    stage = Stage()
    stage.inbox.put(Ask(1, Best()))
    stage.inbox.put(Ask(2, Best()))
    stage.serve()
    assert stage.all(Answered) == []
    assert stage.solved == 1
    stage.inbox.put(Surveyed(stage.session.survey.look(stage.wanted)))
    stage.serve()

    assert [answered.number for answered in stage.all(Answered)] == [1, 2]
    assert stage.all(Shown)[-1].snapshot.best_loss is not None


def test_what_needs_the_solution_is_refused_until_it_is_known_and_looked_for_at_rest() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 400))
    stage.inbox.put(Ask(2, Around(((0, 0),))))
    stage.heard = lambda message: begun.append(stage.solved)
    begun: list[int] = []
    stage.serve()
    assert len(stage.all(Refused)) == 1
    assert set(begun) == {0}
    assert stage.solved == 1
    stage.inbox.put(Ask(3, Around(((0, 0),))))
    stage.serve()
    assert stage.solved == 1
    stage.inbox.put(Surveyed(stage.session.survey.look(stage.wanted)))
    stage.inbox.put(Ask(4, Around(((0, 0),))))
    stage.serve()
    assert [answered.number for answered in stage.all(Answered)] == [4]


def run_until(stage: Stage, speed: int, epochs: int) -> None:
    """Run at a speed, and pause when so many epochs are shown."""

    def pause(message: Up) -> None:
        if not isinstance(message, Shown) or message.speed is None:
            return
        if message.snapshot.position.epochs >= epochs:
            stage.inbox.put(Run())

    stage.heard = pause
    stage.inbox.put(Pace(speed))
    stage.inbox.put(Run())
    stage.serve()


@pytest.mark.parametrize("speed", [0, 5, FLAT_OUT])
def test_a_run_goes_on_until_it_is_paused_and_is_one_action(speed: int) -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("phase", 3))
    run_until(stage, speed, 2)

    shown = stage.all(Shown)
    assert {message.speed for message in shown} == {speed, None}
    assert shown[-1].speed is None
    last = stage.all(Applied)[-1]
    moment = shown[-1].snapshot.position.moment
    assert (last.place, last.done) == (1, Done(Step("phase", moment - 3), moment))
    stage.do(Undo())
    stage.serve()
    assert stage.session.place[1] == 3


def test_keys_of_a_run_count_before_its_first_frame() -> None:
    stage = Stage(tick=1e-2)
    for message in (Run(), Pace(3), Pace(99), Pace(-1), Run()):
        stage.inbox.put(message)
    stage.serve()
    assert stage.all(Shown)[-1].speed is None
    assert stage.all(Shown)[-1].pace == FLAT_OUT - 1
    assert stage.session.place[1] == 0


def test_an_action_in_the_middle_of_a_run_is_done_and_the_run_goes_on() -> None:
    stage = Stage(tick=1e-2)
    seen: list[int] = []

    def change(message: Up) -> None:
        if not isinstance(message, Shown) or message.speed is None:
            return
        if message.snapshot.settings.lr == 1e-5:
            seen.append(message.snapshot.position.epochs)
            if seen[-1] > seen[0]:
                stage.inbox.put(Run())
        elif message.snapshot.position.epochs > 1 and not stage.numbered:
            stage.do(Set(Change("lr", 1e-5)))

    stage.heard = change
    stage.inbox.put(Pace(FLAT_OUT))
    stage.inbox.put(Run())
    stage.serve()

    places = [applied.place for applied in stage.all(Applied)]
    assert sorted(set(places)) == [0, 1, 2]
    assert places == sorted(places)
    assert isinstance(stage.all(Applied)[-1].done, Done)


def test_what_was_said_to_be_done_leads_another_session_to_the_same_moment() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 30), Back(7))
    stage.serve()
    run_until(stage, FLAT_OUT, 60)
    stage.do(Undo(), Set(Change("lr", 1e-5)), Step("epoch", 10**9))
    stage.heard = lambda message: (
        stage.inbox.put(Stop()) if isinstance(message, Shown) and message.progress else None
    )
    stage.serve()
    done: dict[int, Done] = {
        applied.place: applied.done for applied in stage.all(Applied) if applied.done
    }
    again = Session(random_dataset(15, 3, 2), Origin(0, Mode.SGD, SETTINGS))
    for place in sorted(done):
        for _ in again.work(done[place].action, until=done[place].reached):
            pass

    assert again.place[1] == stage.session.place[1]
    mine, theirs = again.snapshot(), stage.session.snapshot()
    assert mine.weight.tobytes() == theirs.weight.tobytes()
    assert mine.chosen == theirs.chosen
    undone, expected = again.apply(Undo()), stage.session.apply(Undo())
    assert undone.position == expected.position
    assert undone.weight.tobytes() == expected.weight.tobytes()


def test_a_run_that_diverges_ends_there() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Set(Change("lr", 10.0)))
    stage.inbox.put(Pace(FLAT_OUT))
    stage.inbox.put(Run())
    stage.serve()

    last = stage.all(Shown)[-1]
    assert last.speed is None
    assert last.snapshot.diverged == last.snapshot.position


def test_an_update_that_pytorch_refuses_ends_a_run_and_what_came_before_it_is_done() -> None:
    stage = Stage()
    forget = Set(Change("variant", Variant.FORGOTTEN_NO_GRAD))
    stage.do(Set(Change("mode", Mode.MANUAL)), forget, Step("epoch"))
    stage.serve()
    stage.inbox.put(Run())
    stage.serve()
    assert [message.number for message in stage.all(Refused)] == [3, 3]
    assert all("PyTorch refuses" in message.sentence for message in stage.all(Refused))
    done = [(message.place, message.done) for message in stage.all(Applied) if message.done]
    assert done[2:] == [(2, Done(Step("epoch"), 3))]
    assert stage.all(Shown)[-1].snapshot.position.phase == "backward"
    assert stage.all(Shown)[-1].speed is None

    stage.do(Back(3))
    stage.inbox.put(Run())
    stage.serve()
    done = [(message.place, message.done) for message in stage.all(Applied) if message.done]
    assert done[3:][0] == (3, Done(Back(3), 0))
    assert done[-1] == (4, Done(Step("phase", 3), 3))


def test_long_work_that_shows_nothing_says_how_far_it_is() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 20_000), Set(Change("lr", 1e-5)), Step("phase"), GoTo(0))
    stage.serve()
    stage.said.clear()
    stage.do(Undo())
    stage.serve()

    assert all(0 <= working.progress.part <= 1 for working in stage.all(Working))


def test_messages_can_be_sent() -> None:
    stage = Stage()
    stage.do(Step("epoch", 2))
    stage.serve()

    for message in stage.said:
        assert type(pickle.loads(pickle.dumps(message))) is type(message)  # noqa: S301  # our own


def test_twins_go_on_in_pieces_while_what_is_done_goes_on() -> None:
    stage = Stage()
    stage.inbox.put(Ask(1, Twins(20)))
    stage.do(*[Step("phase")] * 30)
    stage.serve()

    told = [one for one in stage.said if isinstance(one, Answered | Applied)]
    assert isinstance(told[0], Applied)
    assert [one.number for one in told if isinstance(one, Answered)] == [1]
    alone = Session(random_dataset(15, 3, 2), Origin(0, Mode.SGD, SETTINGS))
    assert stage.all(Answered)[0].answer == answer(alone, Twins(20))


def test_twins_are_told_while_an_action_works() -> None:
    stage = Stage(tick=1e-2)
    stage.inbox.put(Ask(5, Twins(3)))
    stage.do(Step("epoch", 10**9))
    stage.heard = lambda message: stage.inbox.put(Stop()) if isinstance(message, Answered) else None
    stage.serve()
    assert [one.number for one in stage.all(Answered)] == [5]


@pytest.mark.parametrize("end", [Stop(), Drop(), Leave(1)])
def test_twins_can_be_stopped(end: Down) -> None:
    stage = Stage()
    for message in (Ask(1, Twins(1000)), end, Ask(2, Twins(0)), Ask(3, Twins(1))):
        stage.inbox.put(message)
    stage.serve()
    assert [one.number for one in stage.all(Refused)] == [1, 2]
    assert stage.all(Refused)[0].sentence == "it was stopped"
    assert [one.number for one in stage.all(Answered)] == [3]


def test_only_the_question_that_nobody_waits_for_is_given_up() -> None:
    stage = Stage()
    for message in (Ask(1, Twins(2)), Ask(2, Twins(1000)), Leave(2), Leave(3), Ask(3, Twins(1))):
        stage.inbox.put(message)
    stage.serve()
    assert [one.number for one in stage.all(Refused)] == [2]
    assert [one.number for one in stage.all(Answered)] == [1, 3]


def test_what_is_heavy_is_worked_out_at_rest_without_being_asked_for() -> None:
    stage = Stage(tick=1e-2)
    stage.do(Step("epoch", 400))
    stage.serve()
    assert stage.solved == 1
    assert stage.may_work == []
    stage.inbox.put(Surveyed(stage.session.survey.look(stage.wanted)))
    stage.host.serve()
    assert stage.may_work == [True, False]
    stage.serve()
    assert stage.all(Shown)[-1].snapshot.gauge is not None
    assert stage.solved == 1


def test_the_curvature_of_a_large_batch_is_worked_out_at_rest_and_then_told() -> None:
    large = replace(SETTINGS, batch_size=66)
    stage = Stage(session=Session(random_dataset(140, 70, 2), Origin(0, Mode.SGD, large)))
    stage.serve()
    stage.inbox.put(Surveyed(stage.session.survey.look(stage.wanted)))
    stage.serve()
    stage.do(Step("phase", 2))
    stage.serve()
    ((inputs, targets),) = stage.bending
    told = stage.all(Shown)[-1].snapshot.gauge
    assert told is not None
    assert told.of_batch is None

    stage.inbox.put(Bent(inputs, steepest(inputs.numpy(), targets)))
    stage.serve()
    told = stage.all(Shown)[-1].snapshot.gauge
    assert told is not None
    assert told.of_batch == pytest.approx(large.lr * steepest(inputs.numpy(), 2))
    assert len(stage.bending) == 1
    stage.do(Step("phase", 4))
    stage.serve()
    assert len(stage.bending) == 2


@pytest.mark.parametrize("spot", [PastLoss("batch", 700, 1), PastLoss("epoch", 41, 1), Whole.BEST])
def test_a_loss_that_takes_long_to_explain_lets_what_is_done_go_on(spot: Spot) -> None:
    stage = Stage()
    alone = Session(random_dataset(15, 3, 2), Origin(0, Mode.SGD, SETTINGS))
    for session in (stage.session, alone):
        session.apply(Step("epoch", 3000))
        session.survey.keep(session.survey.look(session.chosen))
    stage.serve()
    stage.said.clear()
    stage.inbox.put(Ask(1, Explain(spot)))
    stage.do(Step("phase"), Undo(), Undo())
    stage.serve()

    told = stage.all(Answered)[0].answer
    assert isinstance(told, Explained)
    expected = answer(alone, Explain(spot))
    assert isinstance(expected, Explained)
    assert told.explanation == expected.explanation
    assert stage.session.place[1] == 0
