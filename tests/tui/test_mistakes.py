"""Mistakes on the screen: chosen, marked, mended."""

from dataclasses import replace

import pytest
from tests.tui.live import live, press
from tests.tui.moments import OPENED, snapshot
from tests.tui.opened import opened, picture

from gdtui.engine.phase import Phase
from gdtui.engine.settings import Mode, Variant
from gdtui.session.actions import Set, Step
from gdtui.session.line import Change
from gdtui.session.mistakes import mistakes
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Refused, Shown
from gdtui.tui.verbs import expected, postponed

PLAIN = Set(Change("variant", Variant.PLAIN))


def wrong(variant: Variant, phase: Phase | None = None) -> Snapshot:
    """Crops with a mistake in force."""
    now = snapshot(phase)
    changed = now.settings.changed("variant", variant)
    return replace(now, settings=changed, chosen=changed, made_by=changed)


async def test_k_lists_the_mistakes_and_enter_makes_one() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("k")
        await pilot.pause()
        shown = picture(pilot)
        assert all(name in shown for name, _ in mistakes(Mode.MANUAL))
        await pilot.press(*"climbs", "enter")
        assert remote.done == [Set(Change("variant", Variant.FLIPPED_SIGN))]


async def test_in_sgd_there_is_no_no_grad_to_forget_and_it_is_said() -> None:
    async with opened() as (remote, pilot):
        remote.say(Shown(0, snapshot(mode=Mode.SGD)))
        await pilot.pause()
        await pilot.press("k")
        await pilot.pause()
        assert "not in sgd, whose opt.step() brings its own" in picture(pilot)


@pytest.mark.parametrize("variant", [one for one in Variant if one.mistake])
async def test_a_mistake_is_marked_in_words_and_k_ends_it(variant: Variant) -> None:
    async with opened() as (remote, pilot):
        remote.say(Shown(0, wrong(variant)))
        await pilot.pause()
        status, *_ = picture(pilot).splitlines()
        assert f"BROKEN: {variant}" in status
        await pilot.press("k", "s")
        assert remote.done == [PLAIN, Step("phase", 1)]


async def test_the_lines_of_a_mistake_have_a_sign_of_their_own() -> None:
    async with opened() as (remote, pilot):
        remote.say(Shown(0, wrong(Variant.FLIPPED_SIGN, Phase.UPDATE)))
        await pilot.pause()
        assert "▶!        w += w.grad * lr" in picture(pilot)
        remote.say(Shown(0, wrong(Variant.FORGOTTEN_NO_GRAD, Phase.BACKWARD)))
        await pilot.pause()
        assert " !    # no_grad is forgotten" in picture(pilot)
        remote.say(Shown(0, wrong(Variant.EXACT_UPDATE)))
        await pilot.pause()
        shown = picture(pilot)
        assert "w.add_(w.grad, alpha=" in shown
        assert "exact update" in shown.splitlines()[0]
        assert "!" not in shown


async def test_what_pytorch_says_is_shown_whole() -> None:
    async with opened(phase=Phase.BACKWARD) as (remote, pilot):
        remote.say(Shown(0, wrong(Variant.FORGOTTEN_NO_GRAD, Phase.BACKWARD)))
        remote.say(Refused(1, "PyTorch refuses: not so"))
        await pilot.pause()
        assert "PyTorch refuses: not so" in picture(pilot)
        await pilot.press("k")
        await pilot.pause()
        assert remote.done == [PLAIN]
        assert "the step begins again, without the mistake" in picture(pilot)


def test_a_refused_step_is_begun_again_only_where_it_was_begun() -> None:
    def said(variant: Variant, phase: Phase | None = None) -> str:
        return postponed(PLAIN, expected(wrong(variant, phase), PLAIN))

    assert said(Variant.FORGOTTEN_NO_GRAD, Phase.LOSS).startswith("the step begins again")
    assert said(Variant.FORGOTTEN_NO_GRAD) == ""
    assert said(Variant.SKIPPED_ZERO_GRAD, Phase.LOSS).startswith("this step ends as it began")


def test_every_mistake_can_be_chosen_in_words_that_fit() -> None:
    for mode in Mode:
        names = mistakes(mode)
        changes = [action.change for _, action in names if isinstance(action, Set)]
        chosen = [change.value for change in changes if isinstance(change, Change)]
        assert set(chosen) == {one for one in Variant if one.mistake} | {Variant.PLAIN}
        assert all(len(name) < 78 for name, _ in names)
    assert {mode for mode, _ in OPENED.code} == set(Mode)


async def test_a_mistake_from_its_key_to_its_end_with_a_real_session() -> None:
    async with live("s s s k") as (remote, pilot):
        assert "change holds from the next predict" in await press(pilot, "n o _ enter")
        shown = await press(pilot, "b b")
        assert "PyTorch refuses: a leaf Variable that requires grad is being used in" in shown
        assert "epoch 2 · backward" in shown
        assert " !    w -= w.grad * lr" in shown
        shown = await press(pilot, "k e")
        assert "epoch 2 done" in shown
        assert "BROKEN" not in shown
        shown = await press(pilot, "k c l i m b enter 3 e")
        assert "the loss grows: the update climbs" in shown
        shown = await press(pilot, "u u")
        assert "epoch 2 done" in shown
        assert "BROKEN" not in shown
        assert remote.session.chosen.variant.plain
