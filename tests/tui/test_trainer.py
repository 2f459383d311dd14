"""The screen with its keys: cursor, copy, edit, views, prompts, help, palette, quitting."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.style import Style as Look
from rich.text import Text
from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import moment, snapshot
from tests.tui.opened import opened, picture
from textual import events
from textual.pilot import Pilot

from gdtui.draw.text import UNICODE
from gdtui.engine.phase import Phase
from gdtui.errors import UserError
from gdtui.session.actions import Set, Step
from gdtui.session.line import Change, Edit
from gdtui.session.questions import Best
from gdtui.session.wire import Answered, Died, Fatal, Ready, Refused, Shown
from gdtui.tui.app import TrainerApp
from gdtui.tui.help import help_text
from gdtui.tui.keys import KEYS
from gdtui.tui.link import Link
from gdtui.tui.panes.batch import Batch
from gdtui.tui.panes.slice import Slice
from gdtui.tui.verbs import postponed


async def press(pilot: Pilot[str], keys: str) -> str:
    await pilot.press(*keys.split())
    await pilot.pause()
    return picture(pilot)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("y", "nothing to copy"),
        ("w", "nothing to edit"),
        ("enter", "i puts a cursor on the numbers"),
        ("ctrl+c", "q quits"),
        ("j", '"j" is no key; ? shows every key'),
        ("5 f5", '"f5" is no key'),
        ("ctrl+g", '"ctrl+g" is no key'),
    ],
)
async def test_what_a_key_says(keys: str, said: str) -> None:
    async with opened(phase=Phase.BACKWARD) as (_, pilot):
        assert said in await press(pilot, keys)


async def test_the_arrows_travel_again_without_the_cursor() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        await press(pilot, "i right [ escape right")
        assert [type(action).__name__ for action in remote.done] == ["Back", "Step"]


async def test_a_wrong_answer_is_said_and_can_be_mended() -> None:
    async with opened() as (remote, pilot):
        assert '"1e" is no number' in await press(pilot, "l ctrl+u 1 e enter")
        assert '"1e" is no number' not in await press(pilot, "backspace")
        await press(pilot, "0 enter")
        assert remote.done == [Set(Change("lr", 10.0))]


async def test_a_wrong_answer_that_comes_at_once_is_said_all_the_same() -> None:
    async with opened() as (remote, pilot):
        for key in ("l", "y", "y", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        assert "is no number" in await press(pilot, "")
        assert remote.done == []


async def test_a_key_that_means_nothing_ends_the_count() -> None:
    async with opened() as (remote, pilot):
        await press(pilot, "5 j e 7 escape b 9 i up escape s")
        assert remote.done == [Step("epoch", 1), Step("batch", 1), Step("phase", 1)]


async def test_a_form_under_a_screen_that_became_too_small_takes_no_key() -> None:
    async with opened() as (remote, pilot):
        await press(pilot, "l")
        await pilot.resize_terminal(50, 10)
        await press(pilot, "ctrl+u 7 enter")
        assert remote.done == []
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_letters_in_a_prompt_are_typed() -> None:
    async with opened() as (remote, pilot):
        shown = await press(pilot, "n s b e q r")
        assert "sbeqr" in shown
        assert remote.done == []
        assert remote.told == []


async def test_views_and_panes_come_and_go() -> None:
    async with opened(phase=Phase.BACKWARD) as (_, pilot):
        steps = picture(pilot)
        loss = await press(pilot, "v")
        assert "parameters" not in loss
        assert "loss" in loss
        assert "data" in await press(pilot, "V V")
        assert await press(pilot, "v") == steps
        assert await press(pilot, "a") == await press(pilot, "escape V")
        assert await press(pilot, "escape") == steps
        assert "parameters" not in await press(pilot, "f")
        assert await press(pilot, "f") == steps


async def test_a_pane_that_was_out_of_sight_shows_what_came_meanwhile() -> None:
    async with opened() as (remote, pilot):
        assert "-5337.1" not in await press(pilot, "v")
        remote.say(Shown(0, snapshot(Phase.BACKWARD)))
        await pilot.pause()
        assert "-5337.1" in await press(pilot, "V")


async def test_the_chart_turns_its_axis_and_its_curve() -> None:
    async with opened(phase=Phase.ZERO_GRAD) as (_, pilot):
        assert "loss · batches · log" in await press(pilot, "L")
        assert "loss · epochs" in await press(pilot, "L E")


def test_only_the_first_line_of_the_help_is_dim() -> None:
    text = help_text("What this pane is.")
    (first,) = {line.plain for line in text.split("\n") if _is_dim(line)}
    assert first.startswith("arrows and page keys")


def _is_dim(line: Text) -> bool:
    """Whether a style that holds in a line is dim, that of all of it included."""
    return any(
        isinstance(style, Look) and style.dim
        for style in (line.style, *(span.style for span in line.spans))
    )


async def test_help_lists_every_key_and_the_pane_in_use() -> None:
    assert all(f"{key.help}\n" in help_text().plain for key in KEYS)
    async with opened() as (remote, pilot):
        assert "The rows of this batch" in await press(pilot, "?")
        await press(pilot, "s s")
        assert remote.done == [Step("phase", 1)]


async def test_what_enter_takes_from_a_list_is_seen() -> None:
    def reversed_lines() -> list[str]:
        strips = pilot.app.screen._compositor.render_strips()
        return [
            "".join(segment.text for segment in strip if segment.style and segment.style.reverse)
            for strip in strips[1:]
        ]

    async with opened() as (_, pilot):
        await press(pilot, "k")
        assert [line.split(":")[0] for line in reversed_lines() if line] == ["skip zero_grad"]
        await press(pilot, "down")
        assert [place for place, line in enumerate(reversed_lines()) if line] == [1]


async def test_the_palette_finds_a_command_by_a_part_of_its_name() -> None:
    async with opened() as (remote, pilot):
        assert "half the learning rate" in await press(pilot, ":")
        await press(pilot, "h a l f enter")
        assert remote.done == [Set(Change("lr", 5e-6))]
        await press(pilot, ": escape s")
        assert remote.done[1:] == [Step("phase", 1)]
        assert "nothing here is called that" in await press(pilot, ": q q q enter")


async def test_what_is_typed_before_there_is_a_moment_waits_for_it() -> None:
    remote = FakeRemote()
    app = TrainerApp(lambda: remote, UNICODE)  # type: ignore[arg-type, return-value]  # shaped so
    told = moment()
    async with app.run_test() as pilot:
        await press(pilot, "2 e l ctrl+u . 5 enter k f l i p enter")
        assert remote.done == []
        remote.say(Ready(told.opened), Shown(0, told.snapshot))
        await pilot.pause()
        await press(pilot, "s")
    changes = [action.change for action in remote.done if isinstance(action, Set)]
    assert (remote.done[0], remote.done[-1]) == (Step("epoch", 2), Step("phase", 1))
    assert changes[0] == Change("lr", 0.5)
    assert len(remote.done) == 4


async def test_esc_drops_what_waits_for_the_first_moment() -> None:
    remote = FakeRemote()
    app = TrainerApp(lambda: remote, UNICODE)  # type: ignore[arg-type, return-value]  # shaped so
    told = moment()
    async with app.run_test() as pilot:
        await press(pilot, "s s escape e")
        remote.say(Ready(told.opened), Shown(0, told.snapshot))
        await pilot.pause()
        await press(pilot, "b")
    assert remote.done == [Step("epoch", 1), Step("batch", 1)]


async def test_a_screen_too_small_to_show_anything_only_quits() -> None:
    async with opened((59, 20)) as (remote, pilot):
        await press(pilot, "s 3 e r ? i")
        assert (remote.done, remote.told) == ([], [])
        await pilot.resize_terminal(60, 20)
        await press(pilot, "s")
        assert remote.done == [Step("phase", 1)]
        await pilot.resize_terminal(60, 19)
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_quitting_at_rest_asks_nothing() -> None:
    async with opened() as (_, pilot):
        await pilot.press("q")
        assert pilot.app.return_code == 0


@pytest.mark.parametrize(("answer", "ended"), [("n", False), ("escape", False), ("y", True)])
async def test_quitting_asks_while_something_is_under_way(answer: str, ended: bool) -> None:
    async with opened() as (remote, pilot):
        remote.say(Shown(0, snapshot(), speed=2))
        await pilot.pause()
        assert "quit?" in await press(pilot, "q")
        await pilot.press(answer)
        assert (pilot.app.return_code == 0) is ended


async def test_data_that_cannot_be_used_end_the_app_with_their_sentence() -> None:
    remote = FakeRemote()
    app = TrainerApp(lambda: remote, UNICODE)  # type: ignore[arg-type, return-value]  # shaped like one
    async with app.run_test() as pilot:
        remote.say(Fatal("x.csv, line 3: no number", ("and 2 more",)))
        await pilot.pause()
    assert (app.return_value, app.return_code) == ("x.csv, line 3: no number\nand 2 more", 2)


async def test_what_waits_is_counted_while_the_engine_is_silent() -> None:
    async with opened() as (remote, pilot):
        remote.silent = True
        assert "+2" in await press(pilot, "s s s")


async def test_an_engine_that_died_is_started_again() -> None:
    async with opened() as (remote, pilot):
        remote.say(Died(-6, None, 0, ()))
        await pilot.pause()
        assert "SIGABRT" in picture(pilot)
        assert remote.told == ["restart"]
        remote.say(Ready(moment().opened), Shown(0, snapshot(Phase.LOSS)))
        await pilot.pause()
        assert "epoch 1 · loss" in picture(pilot)


async def test_an_engine_that_dies_of_what_it_has_to_do_again_is_left() -> None:
    async with opened() as (remote, pilot):
        remote.say(Died(-6, None, 0, ()))
        await pilot.pause()
        remote.say(Ready(moment().opened), Died(-6, None, 0, ()))
        await pilot.pause()
        assert remote.told == ["restart"]
        assert pilot.app.return_code == 1
        assert "SIGABRT, and again when it was started anew" in str(pilot.app.return_value)


async def test_who_asks_gets_the_answer_the_refusal_or_the_news_of_the_end() -> None:
    async with opened() as (remote, pilot):
        link: Link = pilot.app.screen.link  # type: ignore[attr-defined]  # the trainer's
        for message, expected in (
            (Answered(1, "best"), "best"),
            (Refused(2, "no"), "no"),
            (Died(-9, None, 0, ()), "the engine's process was ended by SIGKILL"),
        ):
            waiting = pilot.app.run_worker(answer(link))
            await pilot.pause()
            remote.say(message)
            assert await waiting.wait() == expected


async def answer(link: Link) -> object:
    try:
        return await link.answer(Best())
    except UserError as error:
        return error.sentence


async def test_an_error_of_our_own_is_one_line_and_a_file() -> None:
    async with opened() as (_, pilot):
        pilot.app._handle_exception(ValueError("\x1b[31mbroken"))
        said = pilot.app.return_value or ""
        pilot.app._exception = None
    assert pilot.app.return_code == 1
    assert said.startswith("error in gdtui itself: ValueError: \\x1b[31mbroken; see /")
    assert "ValueError" in Path(said.partition("; see ")[2]).read_text("utf-8")


async def test_a_pane_out_of_sight_is_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(phase=Phase.PREDICT) as (_, pilot):
        await press(pilot, "v v V V")
        monkeypatch.setattr(Slice, "paint", lambda *_: 1 // 0)
        await press(pilot, "i right escape")
        assert pilot.app.return_value is None


async def test_an_error_in_painting_ends_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as (remote, pilot):
        monkeypatch.setattr(Batch, "paint", lambda *_: 1 // 0)
        remote.say(Shown(0, snapshot(Phase.PREDICT)))
        await pilot.pause()
        said = pilot.app.return_value or ""
        pilot.app._exception = None
    assert said.startswith("error in gdtui itself: ZeroDivisionError: ")


@pytest.mark.parametrize(
    ("phase", "changes", "said"),
    [
        (Phase.LOSS, [Change("lr", 1.0), Edit(0, 0, 1.0)], "holds from the next predict"),
        (Phase.ZERO_GRAD, [Change("lr", 1.0), Change("batch_size", 2)], ""),
        (Phase.LOSS, [Change("batch_size", 2), Change("shuffle", value=True)], "next epoch"),
        (None, [Edit(0, None, 2.0)], "the next predict uses it"),
    ],
)
def test_a_change_says_from_when_it_holds(
    phase: Phase | None, changes: Sequence[Change | Edit], said: str
) -> None:
    told = [postponed(Set(change), snapshot(phase)) for change in changes]
    assert all(sentence.endswith(said) if said else not sentence for sentence in told)
    assert postponed(Step("phase"), snapshot(phase)) == ""
