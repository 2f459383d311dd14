"""Choosing the device that computes."""

from dataclasses import replace

import pytest
from tests.tui.fake_remote import FakeRemote
from tests.tui.forms.answering import answer, refuse
from tests.tui.moments import moment, snapshot
from tests.tui.opened import opened, picture

from gdtui.engine.device import Device
from gdtui.engine.phase import Phase
from gdtui.engine.settings import Dtype, Settings
from gdtui.session.actions import Set
from gdtui.session.line import Change
from gdtui.session.questions import Devices, Drift
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Answered, Shown
from gdtui.tui.moment import Moment

PRESENT = (
    Device("cpu", "the processor"),
    Device("cuda:0", "NVIDIA \x1b[31mH200"),
    Device("mps", "Apple's GPU", (Dtype.FLOAT32,)),
)
ON_CUDA = Settings(device="cuda:0")


def on(settings: Settings, phase: Phase | None = None) -> Snapshot:
    """Crops with other settings, in force and chosen."""
    return replace(snapshot(phase), settings=settings, chosen=settings)


def shown(settings: Settings) -> Moment:
    """The same as a moment."""
    return replace(moment(), snapshot=on(settings), before=on(settings))


def drifts(remote: FakeRemote) -> int:
    """How often the drift was asked for."""
    return remote.asked.count(Drift())


async def test_the_devices_present_are_listed_by_name() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("d")
        assert remote.asked[-1] == Devices()
        await answer(remote, pilot, PRESENT)
        text = picture(pilot)
        assert "> cpu       the processor  in use" in text
        assert r"cuda:0    NVIDIA \x1b[31mH200" in text


async def test_enter_chooses_and_closes() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("d")
        await answer(remote, pilot, PRESENT)
        await pilot.press("down", "enter", "s")
        assert remote.done[0] == Set(Change("device", "cuda:0"))
        assert len(remote.done) == 2


async def test_the_device_in_use_is_not_chosen_again() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("d", "enter")
        await answer(remote, pilot, PRESENT)
        await pilot.press("enter")
        assert remote.done == []


async def test_a_device_without_the_dtype_is_refused_in_place() -> None:
    async with opened(shown=shown(Settings(dtype=Dtype.FLOAT64))) as (remote, pilot):
        await pilot.press("d")
        await answer(remote, pilot, PRESENT)
        await pilot.press("down", "down", "enter")
        assert "mps cannot compute in float64" in picture(pilot)
        assert remote.done == []


async def test_a_refusal_is_said_in_place() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("d")
        await refuse(remote, pilot, "no devices today")
        assert "no devices today" in picture(pilot)


async def test_off_the_cpu_the_drift_is_asked_once_and_shown_in_the_status_and_the_form() -> None:
    async with opened((120, 40), shown=shown(ON_CUDA)) as (remote, pilot):
        assert drifts(remote) == 1
        number = remote.asked.index(Drift()) + 1
        remote.say(Answered(number, 1.25e-7), Shown(0, on(ON_CUDA)))
        await pilot.pause()
        assert drifts(remote) == 1
        assert "drift 1.2e-07" in picture(pilot).splitlines()[0]
        await pilot.press("d")
        await answer(remote, pilot, PRESENT)
        assert "a step on cuda:0 differs from the same step in float64" in picture(pilot)


async def test_the_drift_is_measured_again_where_training_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gdtui.tui.screen._REST", 0.01)
    async with opened((120, 40), shown=shown(ON_CUDA)) as (remote, pilot):
        remote.say(Answered(remote.asked.index(Drift()) + 1, 1e-7))
        remote.say(Shown(0, on(ON_CUDA, Phase.PREDICT)), Shown(0, on(ON_CUDA, Phase.LOSS)))
        while drifts(remote) < 2:
            await pilot.pause(0.01)
        assert drifts(remote) == 2


async def test_on_the_cpu_no_drift_is_asked_for_and_an_old_one_is_forgotten() -> None:
    async with opened((120, 40), shown=shown(ON_CUDA)) as (remote, pilot):
        remote.say(Answered(remote.asked.index(Drift()) + 1, 1e-7), Shown(0, on(Settings())))
        await pilot.pause()
        assert "drift" not in picture(pilot).splitlines()[0]
        assert drifts(remote) == 1
