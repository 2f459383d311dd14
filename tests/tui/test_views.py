"""The views, on real sessions: their pictures, their keys, and that painting changes nothing."""

import re
from pathlib import Path

import pytest
from tests.tui.live import live, press
from tests.tui.opened import picture

from gdtui.draw.text import ASCII, UNICODE, Glyphs
from gdtui.engine.curvature import steepest
from gdtui.engine.settings import Mode, Settings
from gdtui.session import gauging
from gdtui.session.actions import Return
from gdtui.session.outlook import Forecast
from gdtui.session.wire import Shown
from gdtui.tui.layout import View

PICTURES = Path(__file__).parent / "pictures"
CASES: dict[str, tuple[str, str, Glyphs]] = {
    "slice_80x24": ("crops", "v v s s s", UNICODE),
    "slice_80x24_ascii": ("crops", "v v s s s", ASCII),
    "contour_80x24": ("crops", "1 0 0 e v v v", UNICODE),
    "contour_80x24_ascii": ("crops", "z l ctrl+u . 1 enter 2 0 e v v v", ASCII),
    "fit_80x24": ("crops", "3 0 e v v v v", UNICODE),
    "fit_one_input_80x24_ascii": ("penguins", "3 0 0 e v v v v", ASCII),
    "rate_80x24": ("crops", "1 0 0 e v v v v v", UNICODE),
    "rate_batch_80x24_ascii": (
        "crops",
        "n ctrl+u 2 enter > > > > > s v v v v v",
        ASCII,
    ),
    "forecast_80x24": ("crops", "2 0 e 2 0 0 F 1 0 e v", UNICODE),
    "runs_80x24": ("crops", "6 0 e 2 0 g > 3 0 e B", UNICODE),
    "slice_batch_80x24": ("crops", "n ctrl+u 2 enter b s s s v v", UNICODE),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_view_looks_like_its_picture(name: str) -> None:
    data, keys, glyphs = CASES[name]
    async with live(keys, data=data, glyphs=glyphs) as (_, pilot):
        shown = picture(pilot)
        assert shown == (PICTURES / f"{name}.txt").read_text("utf-8")
        assert glyphs is UNICODE or shown.isascii()


@pytest.mark.parametrize(
    ("data", "size"),
    [
        ("crops", (60, 20)),
        ("crops15", (80, 23)),
        ("penguins", (80, 24)),
        ("linnerud", (76, 20)),
        ("diabetes", (120, 40)),
    ],
)
async def test_every_view_is_painted_the_same_twice(data: str, size: tuple[int, int]) -> None:
    async with live("s s", data=data, size=size) as (remote, pilot):
        for _ in View:
            shown = await press(pilot, "v")
            assert len(shown.splitlines()) == size[1]
            for pane in remote_panes(pilot):
                assert pane.size.area == 0 or pane.lines(*pane.size) == pane.lines(*pane.size)
        assert remote.session.place[1] == 2


def remote_panes(pilot: object) -> list:  # type: ignore[type-arg]
    return list(pilot.app.trainer.panes.values())  # type: ignore[attr-defined]


async def test_the_cursor_and_the_arrows_choose_the_weight_of_the_slice() -> None:
    async with live("v v") as (_, pilot):
        assert "loss against w[apples,temp]" in picture(pilot)
        assert "loss against w[apples,rainfall]" in await press(pilot, "down")
        assert "loss against w[oranges,temp]" in await press(pilot, "down down down")
        assert "loss against b[oranges]" in await press(pilot, "i down right right right")
        assert "loss against b[oranges]" in await press(pilot, "escape v V")


async def test_the_contour_is_over_any_two_weights() -> None:
    async with live("v v v") as (_, pilot):
        assert "w[apples,temp] → · w[apples,rainfall] ↑" in picture(pilot)
        assert "w[apples,temp] → · w[apples,humidity] ↑" in await press(pilot, "down")
        assert "b[oranges] ↑" in await press(pilot, "up up")
        assert "w[oranges,temp] → · w[apples,humidity] ↑" in await press(pilot, "i down escape up")


async def test_a_run_is_chosen_compared_and_returned_to() -> None:
    async with live("3 e > 2 e B") as (remote, pilot):
        assert "the losses of the epochs of run 1" in picture(pilot)
        assert "run 0 beside run 1 (dotted): lr 1e-5 not 2e-5" in await press(pilot, "up up")
        assert ">*  0" in await press(pilot, "enter")
        assert remote.done[-1] == Return(0)
        assert remote.session.snapshot().branch == 0
        assert "epoch 4 done" in await press(pilot, "e")
        assert ">*  0" in picture(pilot)
        assert "parameters" in await press(pilot, "escape enter")


async def test_any_two_runs_are_compared() -> None:
    async with live("3 e > 2 e > 2 e B") as (_, pilot):
        shown = await press(pilot, "up up M")
        assert "= compared with" in shown
        assert "> = 0" in shown
        assert "run 1 beside run 0 (dotted): lr 2e-5 not 1e-5" in await press(pilot, "down")
        assert "with the one of now again" in await press(pilot, "up M")
        assert "run 0 beside run 2 (dotted)" in picture(pilot)
        assert "B shows the runs" in await press(pilot, "escape M")


async def test_a_run_that_was_standardised_says_so() -> None:
    async with live("z 3 e z 2 e B") as (_, pilot):
        assert "was standardised" in picture(pilot)


async def test_weights_that_were_only_counted_anew_are_not_marked_as_changed() -> None:
    async with live("e") as (_, pilot):
        assert "↑1.1056" in picture(pilot)
        assert not re.search("apples.*[↑↓]", (await press(pilot, "z")).split("gradients")[0])


async def test_the_fit_is_of_any_target() -> None:
    async with live("v v v v") as (_, pilot):
        assert "fit · apples: prediction over target · residual" in picture(pilot)
        assert "fit · oranges:" in await press(pilot, "down down")


async def test_the_rate_tells_every_parameters_way_to_go() -> None:
    async with live("v v v v v", data="diabetes", size=(80, 24)) as (_, pilot):
        assert "w[progression,age]" in picture(pilot)
        assert "b[progression]" not in picture(pilot)
        assert "b[progression]" in await press(pilot, "pagedown")


async def test_the_rate_is_judged_before_the_step_is_taken() -> None:
    async with live() as (_, pilot):
        assert "lr 1e-5  safe" in picture(pilot)
        assert "lr 1.6e-4  diverging" in await press(pilot, "> > > >")
        assert "lr 8e-5  oscillating" in await press(pilot, "<")


async def test_weights_of_standardised_inputs_are_one_key_from_raw() -> None:
    async with live("z 2 e") as (_, pilot):
        assert "parameters · standardised" in picture(pilot)
        raw = await press(pilot, "Z")
        assert "parameters · for raw inputs" in raw
        assert "1.05" in raw
        assert "parameters · standardised" in await press(pilot, "Z")
        assert "are raw" in await press(pilot, "z s Z")


async def test_a_forecast_is_asked_for_drawn_and_taken_back() -> None:
    async with live("3 e") as (_, pilot):
        assert "forecast the loss at epoch?" in await press(pilot, "F")
        said = "forecast from epoch 3: full-batch descent at lr 1e-5 reaches loss"
        shown = await press(pilot, "2 0 enter")
        assert said in shown
        assert "· forecast" in shown
        assert "· forecast" in await press(pilot, "e")
        assert "· forecast" not in await press(pilot, ">")
        assert "is not ahead" in await press(pilot, "2 F")
        assert "· forecast" in await press(pilot, "9 F")
        assert "· forecast" not in await press(pilot, "escape")


async def test_a_forecast_counts_from_where_the_keys_before_it_lead() -> None:
    async with live() as (remote, pilot):
        remote.backlog = 1
        await press(pilot, "9 F")
        assert Forecast(9, 512) not in remote.asked
        remote.backlog = 0
        assert "forecast from epoch 1" in await press(pilot, "e")


async def test_words_that_were_cut_say_so() -> None:
    async with live("v v v v v", size=(60, 20)) as (_, pilot):
        assert re.search(r"with z: .*…│", picture(pilot))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("keys", ["v v", "v v s e", "v v v s e"])
async def test_the_words_over_a_picture_of_the_loss_are_chosen_to_fit(
    keys: str, size: tuple[int, int]
) -> None:
    async with live(keys, size=size) as (_, pilot):
        shown = picture(pilot)
        assert not re.search("…│", shown)
        assert "leads to" in shown or "○" in shown
        assert "after 1 steps" not in shown


@pytest.mark.parametrize("view", ["v v", "v v v"])
async def test_no_update_is_drawn_where_pytorch_refuses_it(view: str) -> None:
    async with live(view) as (_, pilot):
        assert "○" in picture(pilot)
        shown = await press(pilot, "k f o r g e t enter")
        assert "no update: " in shown
        assert "PyTorch refuses it" in shown
        assert "○" not in shown
        assert "○" in await press(pilot, "k")


async def test_an_update_after_that_of_a_batch_is_said_to_be_of_the_same_batch() -> None:
    async with live("n ctrl+u 2 enter b v v") as (_, pilot):
        assert "○ this batch again: " in picture(pilot)
        assert "○ after this batch again" in await press(pilot, "v")
        assert "○ update: " in await press(pilot, "V s")


async def test_a_batch_is_labelled_by_the_inputs_that_it_had() -> None:
    async with live("e z") as (_, pilot):
        shown = picture(pilot)
        assert "parameters · standardised" in shown
        assert "batch 1/1 · 5 rows ─" in shown
        assert "rows · standardised" in await press(pilot, "s")
        assert "rows · standardised" in await press(pilot, "z")
        assert "rows · standardised" in await press(pilot, "b")
        shown = await press(pilot, "s")
        assert "standardised" not in shown


async def test_a_view_says_that_the_solution_is_not_known_yet() -> None:
    async with live() as (remote, pilot):
        remote.session.survey._known.clear()
        assert "is being computed" in await press(pilot, "v v")


async def test_of_a_large_batch_it_is_said_that_its_limit_is_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gauging, "_PRODUCTS", 0)
    settings = Settings(Mode.SGD, lr=1e-5, batch_size=2)
    async with live("s v v v v v", settings=settings) as (remote, pilot):
        assert "for this batch: working out" in picture(pilot)
        batch = remote.session.timeline.live
        remote.session.survey.keep_batch(batch.x, steepest(batch.x.numpy(), 2))
        remote.say(Shown(0, remote.session.snapshot()))
        await pilot.pause()
        assert "for this batch at most" in picture(pilot)
