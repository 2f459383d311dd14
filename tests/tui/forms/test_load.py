"""Starting again with the weights in a file."""

from pathlib import Path

import pytest
from tests.tui.forms.answering import answer, refuse, write
from tests.tui.opened import opened, picture

from gdtui.session.actions import Load
from gdtui.session.questions import Loadable, ReadWeights
from gdtui.tui.forms.load import LoadForm

LOAD = Load(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), (7.0, 8.0))


@pytest.fixture(autouse=True)
def _in_a_folder_of_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("crops.pt", "crops.JSON", "crops.py", "notes.txt"):
        Path(name).touch()
    Path("deeper").mkdir()
    Path("loop").symlink_to("loop")


async def test_folders_and_files_that_can_be_read_are_listed() -> None:
    async with opened() as (_, pilot):
        await pilot.press("W")
        shown = picture(pilot)
        assert "crops.pt" in shown
        assert "crops.JSON" in shown
        assert "deeper/" in shown
        assert "crops.py" not in shown
        assert "notes.txt" not in shown


async def test_what_is_in_the_file_becomes_an_action_and_what_was_converted_is_said() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("W", "down", "down", "enter")
        assert remote.asked == [ReadWeights("crops.pt")]
        assert remote.done == []
        await answer(remote, pilot, Loadable(LOAD, ("w was float16",)))
        assert remote.done == [LOAD]
        assert "weights loaded; u goes back to those before; w was float16" in picture(pilot)
        await pilot.press("s")
        assert len(remote.done) == 2


async def test_what_cannot_be_used_is_said_in_place_and_nothing_is_done() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("W", "down", "down", "enter")
        await refuse(remote, pilot, "crops.pt: is empty; export the weights again")
        assert "is empty" in picture(pilot)
        await pilot.press("escape")
        assert remote.done == []


async def test_esc_gives_up_what_is_being_read() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("W", "down", "down", "enter", "escape")
        await answer(remote, pilot, Loadable(LOAD, ()))
        assert remote.done == []


async def test_an_answer_to_a_form_that_is_closing_is_not_heard() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("W", "down", "down", "enter")
        form = pilot.app.screen
        assert isinstance(form, LoadForm)
        for child in form.children:
            await child.remove()
        form.say("too late")
        form.leave()
        await refuse(remote, pilot, "too late")
        await pilot.press("s")
        assert len(remote.done) == 1


async def test_nothing_is_taken_before_something_is_typed_or_chosen() -> None:
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("W", "enter")
        assert "type the name of a file, or choose one with the arrows" in picture(pilot)
        assert remote.asked == []
        await pilot.press("c", "enter")
        assert remote.asked == [ReadWeights("crops.JSON")]


async def test_a_large_table_is_data_and_not_offered_but_can_be_typed() -> None:
    Path("small.csv").write_text("name,y\n")
    with Path("large.csv").open("wb") as file:
        file.truncate(28_000_000)
    async with opened() as (remote, pilot):
        remote.asked.clear()
        await pilot.press("W")
        assert "small.csv" in picture(pilot)
        assert "large.csv" not in picture(pilot)
        await write(pilot, "large.csv")
        await pilot.press("enter")
        assert remote.asked == [ReadWeights("large.csv")]
