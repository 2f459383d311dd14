"""Exporting weights to a file."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.forms.answering import answer, refuse, write
from tests.tui.moments import moment
from tests.tui.opened import opened, picture

from gdtui.session.questions import Export
from gdtui.tui.forms.export import FORMATS
from gdtui.weights import formats
from gdtui.weights.saved import Saved

LOADING = "torch.load('/home/me/crops.pt', weights_only=True)"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_format_that_can_be_written_is_listed() -> None:
    assert set(FORMATS) == {*formats.FORMATS, formats.SCRIPT}


async def test_a_name_from_the_data_is_proposed_and_what_was_saved_is_said() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("x")
        assert "file: crops.pt" in picture(pilot)
        await pilot.press("enter")
        assert remote.asked == [Export("crops.pt")]
        await answer(remote, pilot, Saved(Path("/home/me/crops.pt"), LOADING, "read back"))
        shown = picture(pilot)
        assert "saved /home/me/crops.pt" in shown
        assert "read back" in shown
        assert LOADING in shown


async def test_down_changes_the_suffix() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("x", "down", "down", "enter")
        assert remote.asked == [Export("crops.json")]


async def test_a_suffix_that_is_typed_chooses_the_format() -> None:
    async with opened() as (_, pilot):
        await pilot.press("x", "backspace", "backspace")
        await write(pilot, "npz")
        assert "> .npz" in picture(pilot)


async def test_a_name_without_a_known_suffix_gets_one_and_loses_nothing() -> None:
    async with opened() as (_, pilot):
        await pilot.press("x", "ctrl+u")
        await write(pilot, "run.v2")
        await pilot.press("down", "up")
        assert "file: run.v2.pt" in picture(pilot)


async def test_an_existing_file_is_replaced_only_after_y() -> None:
    Path("crops.pt").write_text("old")
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("x", "enter")
        assert "crops.pt exists. Replace it?" in picture(pilot)
        await pilot.press("n")
        assert remote.asked == []
        await pilot.press("enter", "y")
        assert remote.asked == [Export("crops.pt", force=True)]


async def test_a_refusal_is_said_in_place_until_something_else_is_typed() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("x", "enter")
        await refuse(remote, pilot, "crops.pt: the disk is full; free some space")
        assert "the disk is full" in picture(pilot)
        await pilot.press("2")
        assert "the disk is full" not in picture(pilot)


async def test_nothing_typed_is_asked_for() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("x", "ctrl+u", "enter")
        assert "type the name of a file" in picture(pilot)
        assert remote.asked == []


async def test_data_with_an_unprintable_name_get_a_plain_one() -> None:
    crops = moment()
    shown = replace(crops, opened=replace(crops.opened, name="a\x1b[2Jb"))
    async with opened(shown=shown) as (_, pilot):
        await pilot.press("x")
        assert "file: weights.pt" in picture(pilot)


async def test_the_line_that_loads_what_was_saved_is_copied_whole() -> None:
    async with opened() as (_, pilot):
        await pilot.press("x", "ctrl+y")
        assert "nothing to copy yet" in picture(pilot)
    async with opened() as (remote, pilot):
        await pilot.press("x", "enter")
        await answer(remote, pilot, Saved(Path("/home/me/crops.pt"), LOADING * 3, "read back"))
        await pilot.press("ctrl+y")
        assert pilot.app.clipboard == LOADING * 3
        assert "is copied" in picture(pilot)
