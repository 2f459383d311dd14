"""The table of keys: complete, without doubles, and what each row does on the screen."""

from collections import Counter
from dataclasses import replace

from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot
from tests.tui.opened import opened

from gdtui.draw.text import UNICODE
from gdtui.engine.phase import Phase
from gdtui.engine.settings import Dtype, Mode
from gdtui.session.actions import Action, Back, GoTo, Redo, Restart, Set, Step, Undo
from gdtui.session.line import Change
from gdtui.session.wire import Ready, Shown
from gdtui.tui.app import TrainerApp
from gdtui.tui.keys import KEYS, VERBS, Verb, key_of, readme, verb_of

SENT: dict[str, tuple[Action, ...]] = {
    "s": (Step("phase", 1),),
    "space": (Step("phase", 1),),
    "b": (Step("batch", 1),),
    "e": (Step("epoch", 1),),
    "1 0 0 e": (Step("epoch", 100),),
    "0 e": (),
    "left": (Back(1),),
    "[": (Back(1),),
    "5 [": (Back(5),),
    "right": (Step("phase", 1),),
    "]": (Step("phase", 1),),
    "u": (Undo(),),
    "9 9 u": (Undo(99),),
    "U": (Redo(),),
    "7 g": (GoTo(7),),
    "0 g": (GoTo(0),),
    "R": (Restart(),),
    "m": (Set(Change("mode", Mode.SGD)),),
    "m m": (Set(Change("mode", Mode.SGD)), Set(Change("mode", Mode.MANUAL))),
    "D": (Set(Change("dtype", Dtype.FLOAT64)),),
    "h": (Set(Change("shuffle", value=True)),),
    "z": (Set(Change("standardize", value=True)),),
    "<": (Set(Change("lr", 5e-6)),),
    ">": (Set(Change("lr", 2e-5)),),
    "> >": (Set(Change("lr", 2e-5)), Set(Change("lr", 4e-5))),
    "l backspace backspace backspace backspace backspace 0 . 5 enter": (Set(Change("lr", 0.5)),),
    "l escape s": (Step("phase", 1),),
    "n backspace backspace backspace 2 enter": (Set(Change("batch_size", 2)),),
    "g 1 2 enter": (GoTo(12),),
    "1 2 escape s": (Step("phase", 1),),
}


def test_no_key_is_in_the_table_twice() -> None:
    assert [
        key for key, times in Counter(k for key in KEYS for k in key.keys).items() if times > 1
    ] == []


def test_every_verb_has_one_row() -> None:
    assert [key.verb for key in KEYS if key is not key_of(key.verb)] == []
    assert {key.verb for key in KEYS} == set(Verb)


def test_keys_are_plain_characters_or_such_as_every_terminal_sends() -> None:
    named = {name for name in VERBS if len(name) > 1}
    assert named == {
        *("left", "right", "up", "down", "pageup", "pagedown", "tab", "enter", "escape"),
        *("ctrl+l", "ctrl+z", "ctrl+c"),
    }


def test_every_row_is_in_the_text_for_the_readme() -> None:
    text = readme()
    assert all(f"| `{key.shown}` | {key.help} |" in text for key in KEYS)


def test_a_key_is_known_by_its_character_whatever_it_is_called() -> None:
    assert verb_of("question_mark", "?") is Verb.HELP
    assert verb_of("upper_r", "R") is Verb.RESTART
    assert verb_of("escape", "\x1b") is Verb.ESCAPE
    assert verb_of("f9", None) is None


async def test_keys_send_their_actions() -> None:
    sent = {}
    async with opened() as (remote, pilot):
        for keys in SENT:
            remote.done.clear()
            remote.say(Shown(0, snapshot()))
            await pilot.pause()
            await pilot.press(*keys.split())
            sent[keys] = tuple(remote.done)
    assert sent == SENT


async def test_running_and_its_pace_are_left_to_the_session() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("r", "+", "r", "-")
        assert remote.told == ["run", "pace 1", "run", "pace -1"]


async def test_esc_drops_what_waits_and_then_stops_the_work() -> None:
    async with opened() as (remote, pilot):
        remote.backlog = 2
        remote.say(Shown(0, snapshot(Phase.LOSS)))
        await pilot.pause()
        await pilot.press("escape")
        remote.backlog = 1
        remote.say(Shown(0, snapshot(Phase.LOSS)))
        await pilot.pause()
        await pilot.press("escape")
        assert remote.told == ["drop", "stop"]


async def test_a_setting_turned_over_counts_from_the_last_snapshot_at_rest() -> None:
    async with opened() as (remote, pilot):
        turned = replace(snapshot(), chosen=replace(snapshot().chosen, mode=Mode.SGD))
        remote.say(Shown(1, turned))
        await pilot.pause()
        await pilot.press("m")
        assert remote.done == [Set(Change("mode", Mode.MANUAL))]


async def test_keys_before_the_engine_is_ready_wait_for_it() -> None:
    remote = FakeRemote()
    app = TrainerApp(lambda: remote, UNICODE)  # type: ignore[arg-type, return-value]  # shaped like one
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "m", "5", "e")
        remote.say(Ready(OPENED), Shown(0, snapshot()))
        await pilot.pause()
        await pilot.press("b")
        steps = Step("phase", 1), Set(Change("mode", Mode.SGD)), Step("epoch", 5), Step("batch", 1)
        assert tuple(remote.done) == steps
