"""Text from outside is only text: no markup in it is obeyed, and nothing invisible is painted."""

import ast
import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.tui.moments import wide
from tests.tui.opened import opened
from textual import events
from textual.pilot import Pilot

from gdtui.session.wire import Died, Noted, Refused
from gdtui.tui.keys import KEYS, Verb
from gdtui.tui.moment import Moment

TUI = Path(__file__).parents[2] / "src" / "gdtui" / "tui"
HOSTILE = Path(__file__).parents[1] / "data" / "hostile"

# what is known to show text as it is, once it is told so; every other widget reads markup
WIDGETS = {"Static", "Input", "OptionList", "Option"}
PASTED_INTO = "entry.py"
RICH = {
    "rich.cells.cell_len",
    "rich.color.ColorSystem",
    "rich.segment.Segment",
    "rich.style.Style",
    "rich.text.Text",
}
READ_MARKUP = {"from_markup", "notify", "border_title", "border_subtitle", "tooltip", "render_str"}

# a key of each verb that leaves the app on the screen
KEYS_PRESSED = [key.keys[0] for key in KEYS if key.verb not in (Verb.QUIT, Verb.SUSPEND)]


def header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(next(csv.reader(file)))


NAMES = tuple(header(path)[0] for path in sorted(HOSTILE.glob("110_header_*.csv")))


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    return tuple(
        (f"{path.relative_to(TUI)}:{getattr(node, 'lineno', 0)}", node)
        for path in sorted(TUI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def name_called(node: ast.AST) -> str:
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", ""))


def says_no_markup(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def test_only_widgets_are_used_that_can_show_text_as_it_is() -> None:
    used = {
        (where, alias.name)
        for where, node in nodes()
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets")
        for alias in node.names
    }
    assert {(where, name) for where, name in used if name not in WIDGETS} == set()


def test_what_can_be_pasted_into_is_an_entry() -> None:
    made = {
        where.partition(":")[0]
        for where, node in nodes()
        if name_called(node) in ("Input", "TextArea")
    }
    bases = {
        where.partition(":")[0]
        for where, node in nodes()
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "id", "") == "Input" for base in node.bases)
    }
    assert (made, bases) == (set(), {PASTED_INTO})


def test_every_static_is_told_to_read_no_markup() -> None:
    statics = [
        (where, node)
        for where, node in nodes()
        if isinstance(node, ast.Call) and name_called(node) == "Static"
    ]
    assert statics
    assert [where for where, call in statics if not says_no_markup(call)] == []


def test_every_option_of_a_list_is_a_text_and_no_string() -> None:
    options = [
        (where, node)
        for where, node in nodes()
        if isinstance(node, ast.Call) and name_called(node) == "Option"
    ]
    assert options
    assert [where for where, call in options if name_called(call.args[0]) != "Text"] == []


def test_nothing_is_used_that_reads_markup() -> None:
    used = [
        where
        for where, node in nodes()
        if (isinstance(node, ast.Attribute) and node.attr in READ_MARKUP)
        or (isinstance(node, ast.keyword) and node.arg == "markup" and not _is_false(node.value))
    ]
    assert used == []


def test_no_widget_makes_a_string_that_textual_would_read() -> None:
    made = [
        where
        for where, node in nodes()
        if isinstance(node, ast.FunctionDef) and node.name in ("render", "render_label")
    ]
    assert made == []


def test_nothing_of_rich_is_used_that_could_read_markup() -> None:
    used = {
        f"{node.module}.{alias.name}"
        for _, node in nodes()
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "rich"
        for alias in node.names
    }
    assert used <= RICH


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def painted(pilot: Pilot[str]) -> str:
    """All that is on the screen, checked: it can be printed, and none of it can be clicked."""
    lines = []
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.style is None or segment.style.link is None
            assert segment.style is None or not any("click" in key for key in segment.style.meta)
        lines.append(strip.text)
    unprintable = sorted({char for line in lines for char in line if not char.isprintable()})
    assert unprintable == []
    return "\n".join(lines)


def named(inputs: tuple[str, ...], targets: tuple[str, ...], name: str) -> Moment:
    moment = wide(len(inputs), len(targets))
    opened_as = replace(moment.opened, input_names=inputs, target_names=targets, name=name)
    return replace(moment, opened=opened_as)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
async def test_a_name_is_shown_and_not_obeyed(name: str) -> None:
    shown = named((name, "x2"), ("y", name), name)
    async with opened((100, 30), shown=shown) as (_, pilot):
        painted(pilot)
        for key in ("a", "i", "down", "p"):
            await pilot.press(key)
            painted(pilot)


async def test_no_key_shows_a_name_otherwise() -> None:
    async with opened((250, 80), shown=named(NAMES, NAMES, NAMES[0])) as (_, pilot):
        for key in KEYS_PRESSED:
            await pilot.press(key)
            painted(pilot)
            await pilot.press("escape")


async def test_what_the_session_says_is_shown_and_not_obeyed() -> None:
    async with opened((100, 30)) as (remote, pilot):
        for name in NAMES:
            remote.say(Noted((name,)), Refused(1, name, (name,)))
            await pilot.pause()
            painted(pilot)
        remote.say(Died(1, None, 0, NAMES))
        await pilot.pause()
        painted(pilot)


@pytest.mark.parametrize("key", ["l", "p", "x", "o", "W", ":"])
async def test_what_is_pasted_is_shown_and_not_obeyed(key: str) -> None:
    async with opened((100, 30)) as (_, pilot):
        await pilot.press(key)
        for name in NAMES:
            pilot.app.post_message(events.Paste(name))
            await pilot.pause()
            painted(pilot)
        await pilot.press("enter")
        painted(pilot)
