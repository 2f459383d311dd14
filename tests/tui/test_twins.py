"""Twins on the screen, with a real session."""

import pytest
from tests.tui.live import live, press
from tests.tui.opened import opened

from gdtui.draw.text import ASCII
from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.session.actions import Set
from gdtui.session.line import Change
from gdtui.session.questions import Twins

SEEN = "twins: manual and sgd from the same state, lr 1e-5"


async def test_c_shows_every_phase_of_ten_steps_and_esc_goes_back() -> None:
    async with live() as (remote, pilot):
        before = await press(pilot, "")
        shown = await press(pilot, "c")
        assert Twins(10) in remote.asked
        assert SEEN in shown.splitlines()[0]
        assert "step 1, predict: by hand" in shown
        assert "preds = x @ w.t() + b                  preds = model(x)" in shown
        assert "0 │ None" in shown
        assert "The same bits" in shown or "They part at step" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        assert await press(pilot, "escape") == before
        assert remote.done == []


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ("s", "step 1, loss"),
        ("s s s", "step 1, update"),
        ("space right ]", "step 1, update"),
        ("s s [ left left", "step 1, predict"),
        ("down down", "step 3, predict"),
        ("down s up", "step 1, loss"),
        ("end", "step 10, zero_grad"),
        ("pagedown", "step 10, zero_grad"),
        ("end pageup", "step 1, predict"),
        ("end home", "step 1, predict"),
    ],
)
async def test_keys_go_from_phase_to_phase(keys: str, there: str) -> None:
    async with live("c") as (_, pilot):
        assert f"{there}: by hand" in await press(pilot, keys)


async def test_a_count_says_how_many_steps() -> None:
    async with live("3 0 c") as (remote, pilot):
        assert Twins(30) in remote.asked
        assert "step 30, zero_grad" in await press(pilot, "end")
    async with live("0 c") as (_, pilot):
        assert "twins take 1 to 1000 steps, not 0" in await press(pilot, "s x f")


async def test_zeros_and_none_are_told_apart() -> None:
    async with live("c") as (_, pilot):
        shown = await press(pilot, "s s s s")
        assert "w.grad.zero_()                         opt.zero_grad()" in shown
        assert "The gradients are zeros by hand, None by PyTorch." in shown


async def test_x_takes_the_exact_update_and_enter_trains_with_it() -> None:
    async with live("c x s s s") as (remote, pilot):
        shown = await press(pilot, "f s s s")
        assert "manual with the exact update and sgd" in shown.splitlines()[0]
        assert "w.add_(w.grad, alpha=-lr)" in shown
        assert "all 6 numbers have the same bits" in shown
        assert "The same bits in every phase of these 10 steps" in shown
        shown = await press(pilot, "enter")
        assert remote.done == [Set(Change("variant", Variant.EXACT_UPDATE))]
        assert "exact update" in shown.splitlines()[0]
        assert "exact update" in (await press(pilot, "c")).splitlines()[0]
        assert Twins(10, exact=True) in remote.asked[-2:]
        await press(pilot, "x enter")
        assert remote.done[1:] == [Set(Change("variant", Variant.PLAIN))]


async def test_esc_gives_up_a_comparison_that_goes_on() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("c")
        asked = remote.asked.index(Twins(10)) + 1
        assert asked not in remote.left
        await pilot.press("escape")
        assert asked in remote.left


async def test_small_screens_long_epochs_and_ascii() -> None:
    batches = Settings(Mode.SGD, 1e-4, batch_size=2, shuffle=True)
    async with live("2 0 c end", size=(60, 20), glyphs=ASCII, settings=batches) as (_, pilot):
        shown = await press(pilot, "")
        assert shown.isascii()
        assert "7|2/3" in shown
        assert "step 20, zero_grad" in shown
        assert all(len(line) <= 60 for line in shown.splitlines())
