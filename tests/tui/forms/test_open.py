"""Choosing a file of data, and what its columns are used for."""

import json
from pathlib import Path

import pytest
from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot
from tests.tui.opened import opened, picture
from textual.pilot import Pilot

from gdtui.engine.phase import Phase
from gdtui.session.opening import Opening
from gdtui.session.preview import Preview, preview
from gdtui.session.wire import Died, Fatal, Noted, Ready, Shown
from gdtui.tui.app import TrainerApp
from gdtui.tui.forms.columns import ColumnsForm

HOSTILE = Path(__file__).parents[2] / "data" / "hostile"
INDEX = json.loads((HOSTILE / "index.json").read_text())
EXAMPLES = sorted({example["file"] for example in INDEX})[::6]


@pytest.fixture(autouse=True)
def _in_a_folder_of_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rain.csv").write_text("day,rain,yield\nmon,1.5,2\ntue,,3\nwed,2.5,5\n")
    Path("rainy").mkdir()
    Path("rainy/more.csv").write_text("a,b\n1,2\n3,4\n5,7\n")


class Starts:
    """Starts no process, and remembers what was to be opened."""

    def __init__(self) -> None:
        self.openings: list[Opening] = []
        self.remote = FakeRemote()

    def __call__(self, opening: Opening) -> FakeRemote:
        self.openings.append(opening)
        return self.remote


async def choose(pilot: Pilot[str], shown: Preview) -> Starts:
    """The columns of data, over a session that is shown."""
    starts = Starts()
    app = pilot.app
    assert isinstance(app, TrainerApp)
    trainer = app.trainer
    app.push_screen(ColumnsForm(trainer, trainer._glyphs, shown, starts))  # type: ignore[arg-type]  # shaped like Remote
    await pilot.pause()
    return starts


async def test_bundled_sets_and_the_files_here_are_listed() -> None:
    async with opened() as (_, pilot):
        await pilot.press("o")
        shown = picture(pilot)
        assert "> crops " in shown
        assert "penguins  bundled" in shown
        assert "rain.csv" in shown
        assert "rainy/" in shown


async def test_tab_completes_and_enter_goes_into_a_folder() -> None:
    async with opened() as (_, pilot):
        await pilot.press("o", "r", "tab")
        assert "file: rain" in picture(pilot)
        await pilot.press("down", "enter", "m", "tab")
        assert "file: rainy/more.csv" in picture(pilot)
        await pilot.press("enter")
        assert "open rainy/more.csv: its columns" in picture(pilot)


async def test_columns_are_shown_with_their_roles_and_first_cells() -> None:
    async with opened() as (_, pilot):
        await pilot.press("o", *"rain", "full_stop", "enter")
        shown = picture(pilot)
        assert "left out  day          mon        tue        wed" in shown
        assert "input     rain         1.5                   2.5" in shown
        assert "target    yield          2          3          5" in shown
        await pilot.press("escape")
        assert "file: rain." in picture(pilot)


async def test_columns_as_they_are_open_the_file_without_choices() -> None:
    async with opened() as (_, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("enter")
        assert starts.openings == [Opening("rain.csv")]


async def test_space_turns_roles_and_the_meaning_of_empty_cells() -> None:
    async with opened() as (_, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("down", "space", "down", "space", "space", "down", "space")
        assert "empty cells leave their row out" in picture(pilot)
        await pilot.press("enter")
        opening = Opening("rain.csv", inputs=("yield",), targets=("rain",), missing="drop")
        assert starts.openings == [opening]


async def test_columns_of_one_name_are_called_by_their_number() -> None:
    Path("twins.csv").write_text("y,y,z\n1,2,3\n4,5,7\n")
    async with opened() as (_, pilot):
        starts = await choose(pilot, preview("twins.csv"))
        assert "are all named 'y'" in picture(pilot)
        await pilot.press("space", "down", "down", "space", "space", "enter")
        assert starts.openings == [Opening("twins.csv", inputs=("#1",), targets=("z",))]


async def test_without_a_target_nothing_is_opened() -> None:
    async with opened() as (_, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("down", "down", "space", "enter")
        assert "at least one input and one target" in picture(pilot)
        assert starts.openings == []


async def test_another_session_takes_the_screen_when_it_has_something_to_show() -> None:
    async with opened() as (remote, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("enter")
        starts.remote.say(Ready(OPENED), Noted(("a note",)))
        await pilot.pause()
        assert "loading the engine" in picture(pilot)
        assert remote.told == []
        starts.remote.say(Shown(0, snapshot(Phase.LOSS)))
        await pilot.pause()
        await pilot.pause()
        assert "epoch 1 · loss" in picture(pilot)
        assert remote.told == ["close"]
        await pilot.press("e")
        assert len(starts.remote.done) == 1
        assert remote.done == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Fatal("rain.csv, line 3, column 'rain': an empty cell", ("and 1 more",)), "line 3"),
        (Died(-9, None, 0, ()), "ended by SIGKILL"),
    ],
)
async def test_what_cannot_be_opened_is_said_and_the_session_stays(
    said: Fatal | Died, words: str
) -> None:
    async with opened() as (remote, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("enter")
        starts.remote.say(said)
        await pilot.pause()
        assert words in picture(pilot)
        assert starts.remote.told == ["close"]
        await pilot.press("escape", "s")
        assert len(remote.done) == 1


async def test_esc_gives_up_what_is_being_opened() -> None:
    async with opened() as (remote, pilot):
        starts = await choose(pilot, preview("rain.csv"))
        await pilot.press("enter", "enter", "space", "escape")
        assert len(starts.openings) == 1
        assert starts.remote.told == ["close"]
        assert "its columns" in picture(pilot)
        assert remote.told == []


async def test_hostile_files_are_answered_in_place_and_safely() -> None:
    async with opened((60, 20)) as (_, pilot):
        for file in EXAMPLES:
            await pilot.press("o")
            pilot.app.screen.set_text(str(HOSTILE / file))  # type: ignore[attr-defined]  # OpenForm
            pilot.app.screen.typed(str(HOSTILE / file))  # type: ignore[attr-defined]  # the same
            await pilot.press("enter")
            shown = picture(pilot).split("\n")
            assert len(shown) == 21
            assert all(line.isprintable() for line in shown)
            await pilot.press("escape")
            if isinstance(pilot.app.screen, ColumnsForm):
                await pilot.press("escape")
            await pilot.press("escape")


@pytest.mark.parametrize("typed", ["nowhere.csv", "rainy/", "/dev/zero", "\x00", "crops/x"])
async def test_what_is_no_file_of_data_is_said_in_place(typed: str) -> None:
    async with opened() as (_, pilot):
        await pilot.press("o")
        form = pilot.app.screen
        form.set_text(typed)  # type: ignore[attr-defined]  # OpenForm
        form._found, form.chosen = (), None  # type: ignore[attr-defined]  # nothing fits
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, ColumnsForm)
        assert picture(pilot).splitlines()[-2].strip()


async def test_ctrl_c_closes_too() -> None:
    async with opened() as (remote, pilot):
        await pilot.press("o", "ctrl+c", "s")
        assert len(remote.done) == 1
