"""What is sent of each frame leaves the terminal as Textual's own painting would, cell for cell."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pyte
import pytest
from pyte import graphics
from rich.color import ColorSystem
from tests.tui.fake_remote import FakeRemote
from tests.tui.moments import OPENED, snapshot, wide
from tests.tui.terminal_window import gdtui
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.pilot import Pilot
from textual.screen import Screen

from gdtui.draw.text import ASCII, UNICODE, Glyphs
from gdtui.engine.phase import PHASES
from gdtui.session.wire import Ready, Refused, Shown, Up
from gdtui.tui.app import TrainerApp
from gdtui.tui.cell_diff import Placed
from gdtui.tui.help import Help

NO_WRAP = "\x1b[?7l"


class BothWays(TrainerApp):
    """Paints each frame on two terminals: as Textual does, and as CellDiff does."""

    _sends = True

    def __init__(self, remote: FakeRemote, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(lambda: remote, glyphs)  # type: ignore[arg-type, return-value]  # shaped like one
        self.frames = self.painted = 0
        self.depth = ColorSystem.EIGHT_BIT
        self.size_painted = 0, 0
        self.sent: list[str] = []
        self.theirs = self.ours = pyte.Screen(1, 1)

    def paint(self, screen: Screen[None], lines: Iterable[Placed]) -> bool:
        self.console._color_system = self.depth
        painted = super().paint(screen, lines)
        if painted:
            self.painted += 1
            self.compare(screen, screen._compositor.render_full_update())
        return painted

    def _display(self, screen: Screen[object], renderable: object) -> None:
        self.console._color_system = self.depth
        if isinstance(renderable, LayoutUpdate | ChopsUpdate) and self.size_painted != self.size:
            self.size_painted = self.size
            self.theirs, self.ours = pyte.Screen(*self.size), pyte.Screen(*self.size)
            paint(self.theirs, NO_WRAP)
            paint(self.ours, NO_WRAP)
        super()._display(screen, renderable)
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self.compare(screen, renderable)

    def _write(self, frame: str) -> None:
        self.sent.append(frame)
        paint(self.ours, frame)

    def compare(self, screen: Screen[Any], theirs: LayoutUpdate | ChopsUpdate) -> None:
        paint(self.theirs, theirs.render_segments(self.console))
        self.frames += 1
        # else it is a last frame for a window that is gone
        if screen._compositor.size == self.size:
            assert cells(self.ours) == cells(self.theirs)


def paint(screen: pyte.Screen, text: str) -> None:
    pyte.Stream(screen).feed(text)


def cells(screen: pyte.Screen) -> list[pyte.screens.Char]:
    return [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]


@pytest.fixture(autouse=True)
def faint_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    # pyte knows no faint letters, and nothing here blinks
    monkeypatch.setitem(graphics.TEXT, 2, "+blink")


async def say(pilot: Pilot[str], remote: FakeRemote, *messages: Up) -> None:
    remote.say(*messages)
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_whole_session_looks_as_textual_paints_it(size: tuple[int, int]) -> None:
    remote = FakeRemote()
    app = BothWays(remote)
    async with app.run_test(size=size) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot()))
        for phase in PHASES:
            await say(pilot, remote, Shown(0, snapshot(phase)))
        await say(pilot, remote, Shown(0, snapshot(PHASES[1]), speed=3))
        await pilot.press("i", "right", "down", "tab", "down", "escape", "1", "2", "escape")
        await pilot.press("v", "V", "D", "z", "z", "L", "E", "tab", "tab")
        for form in "?", "p", "x", "l", ":":
            await pilot.press(form, "down", "4", "escape")
        await say(pilot, remote, Refused(1, "日本語 cannot be done", ()))
        await pilot.resize_terminal(60, 20)
        await pilot.resize_terminal(50, 10)
        await pilot.resize_terminal(*size)
        await pilot.press("ctrl+l")
        await say(pilot, remote, Shown(0, snapshot(PHASES[2])))
    assert app.return_code is None
    assert app.frames > 30
    assert app.painted > 10


@pytest.mark.parametrize(
    "name", ["日本語のデータ", "e\u0301te\u0301", "👩‍👩‍👧 x", "ﷺ", "한글 이름 길다"]
)
async def test_letters_of_other_widths_look_as_textual_paints_them(name: str) -> None:
    moment, remote = wide(4, 2), FakeRemote()
    names = (name, "b", name * 2, "d")
    told = replace(moment.opened, input_names=names, target_names=("y", name), name=name)
    app = BothWays(remote)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(told), Shown(0, moment.snapshot))
        for key in ("i", "right", "tab", "right", "escape", "?", "escape", "p", "escape", "v", "v"):
            await pilot.press(key)
        weight = moment.snapshot.weight + 1
        await say(pilot, remote, Shown(0, replace(moment.snapshot, weight=weight)))
    assert app.frames > 10


@pytest.mark.parametrize(
    "depth", [ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR]
)
async def test_every_depth_of_colour_looks_as_textual_paints_it(depth: ColorSystem) -> None:
    remote = FakeRemote()
    app = BothWays(remote, ASCII)
    app.depth = depth
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot()))
        for phase in PHASES:
            await say(pilot, remote, Shown(0, snapshot(phase)))


async def test_a_frame_that_changes_nothing_is_not_sent() -> None:
    remote = FakeRemote()
    app = BothWays(remote)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot()))
        again = app.screen._compositor.render_full_update()
        app._display(app.screen, again)
        assert app.sent[-1] == ""
        app.refresh()
        app._display(app.screen, again)
        assert app.sent[-1].startswith("\x1b[H\x1b[2J")


async def test_what_closes_over_the_screen_is_painted_over_before_what_follows() -> None:
    remote = FakeRemote()
    app = BothWays(remote)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot()))
        trainer = app.trainer
        await pilot.press("x")
        app.pop_screen()
        trainer.shown(snapshot(PHASES[0]))
        trainer._paint()
        await pilot.pause()
        assert cells(app.ours) == whole(app)


async def test_what_was_left_to_textual_is_painted_before_what_follows() -> None:
    remote = FakeRemote()
    app = BothWays(remote)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot()))
        trainer = app.trainer
        app.push_screen(Help(""))
        trainer.shown(snapshot(PHASES[0]))
        trainer._paint()
        app.pop_screen()
        trainer.say("more")
        trainer._paint()
        await pilot.pause()
        assert cells(app.ours) == whole(app)


async def test_another_view_is_one_frame() -> None:
    remote = FakeRemote()
    app = BothWays(remote)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, remote, Ready(OPENED), Shown(0, snapshot(PHASES[1])))
        for key in "v", "V":
            app.sent.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len([frame for frame in app.sent if frame]) == 1


def whole(app: BothWays) -> list[pyte.screens.Char]:
    """All of the screen of now, as Textual would paint it anew."""
    anew = pyte.Screen(*app.size)
    paint(anew, NO_WRAP + app.screen._compositor.render_full_update().render_segments(app.console))
    return cells(anew)


def test_it_can_be_switched_off() -> None:
    with gdtui("crops", GDTUI_CELL_DIFF="0") as window:
        window.until("epoch 1 · start")
        window.type("s")
        window.until(r"13\.80")
