"""The layers of gdtui: which room may know which, and which libraries each may load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "src" / "gdtui"

LEAVES = {"__version__", "clean", "errors"}
MAY_IMPORT = {
    "errors": set[str](),
    "clean": set[str](),
    "data": LEAVES,
    "weights": LEAVES,
    "engine": LEAVES,
    "explain": LEAVES | {"draw"},
    "draw": LEAVES,
    "session": LEAVES | {"data", "weights", "engine", "explain"},
    "tour": LEAVES | {"session", "draw"},
    "tui": LEAVES | {"session", "draw", "tour"},
    "linear": LEAVES | {"session", "draw", "tour", "tui"},
    "cli": LEAVES
    | {"data", "weights", "engine", "explain", "session", "draw", "tour", "tui", "linear"},
}
LIVES_IN = {
    "numpy": {"data", "weights", "engine", "explain", "draw", "session", "tour", "linear"},
    "polars": {"data"},
    "safetensors": {"weights"},
    "torch": {"weights", "engine", "session"},
    "plotext": {"draw"},
    "platformdirs": {"cli"},
    "textual": {"tui"},
    "rich": {"tui"},
}
PLOTEXT_LIVES_IN = "draw/canvas.py"

# A room that computes with torch names what it keeps free of it; elsewhere only these load it.
TORCH_FREE = {
    "engine": {"batch_plan", "device", "gauge", "phase", "quadratic", "settings", "source"},
    "session": {
        "actions",
        "beginning",
        "channel",
        "child",
        "curve",
        "first_line",
        "journal",
        "keeping",
        "landscape",
        "line",
        "mistakes",
        "opened",
        "opening",
        "outlook",
        "pace",
        "plain",
        "plain_file",
        "process",
        "progress",
        "questions",
        "reading",
        "quiz",
        "record",
        "remote",
        "sensible",
        "shelf",
        "number_at",
        "snapshot",
        "spot",
        "survey",
        "twinned",
        "wire",
    },
}
LOADS_TORCH = {
    "gdtui.cli.export",
    "gdtui.cli.run",
    "gdtui.cli.training",
    "gdtui.weights.state_dict",
}

HEAVY = {"numpy", "plotext", "polars", "safetensors", "textual", "torch"}

FIRST_TO_LOAD = """
import importlib, sys
libraries, *modules = sys.argv[1:]
for module in modules:
    importlib.import_module(module)
    for library in libraries.split():
        if library in sys.modules:
            sys.exit(f"{module} loads {library}")
"""


class Import(NamedTuple):
    """One imported module, and where."""

    module: str
    file: str
    line: int

    @property
    def library(self) -> str:
        return self.module.partition(".")[0]

    @property
    def room(self) -> str:
        return _room(self.module)

    @property
    def importer(self) -> str:
        return Path(self.file).parts[0].removesuffix(".py")


def test_every_room_is_in_the_table() -> None:
    rooms = {_room(module) for module in _modules()}
    assert rooms <= MAY_IMPORT.keys()


def test_imports_point_down_only() -> None:
    wrong = [
        found
        for found in _imports()
        if found.library == "gdtui"
        and found.room != found.importer
        and found.room not in MAY_IMPORT[found.importer]
    ]
    assert wrong == []


def test_each_library_is_imported_only_where_it_lives() -> None:
    wrong = [
        found
        for found in _imports()
        if found.library not in {"gdtui", *sys.stdlib_module_names}
        and found.importer not in LIVES_IN.get(found.library, set())
    ]
    assert wrong == []


def test_plotext_is_imported_in_one_file() -> None:
    files = {found.file for found in _imports() if found.library == "plotext"}
    assert files <= {PLOTEXT_LIVES_IN}


def test_imports_are_absolute() -> None:
    relative = [
        f"{file}:{node.lineno}"
        for file, node in _nodes()
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_the_packages_of_the_rooms_are_empty() -> None:
    filled = [path for path in PACKAGE.glob("*/**/__init__.py") if path.read_bytes()]
    assert filled == []


def test_no_room_loads_torch_until_it_computes() -> None:
    assert _first_to_load({"torch"}, [one for one in _modules() if _torch_free(one)]) == ""


def test_plain_lines_load_no_textual() -> None:
    modules = [module for module in _modules() if _room(module) == "linear"]
    assert _first_to_load({"textual", "plotext"}, modules) == ""


def test_the_command_line_starts_without_a_heavy_library() -> None:
    assert _first_to_load(HEAVY, ["gdtui.cli.main"]) == ""


def test_the_first_words_wait_for_nothing_and_the_first_frame_for_no_numbers() -> None:
    assert (
        _first_to_load({*HEAVY, "dataclasses", "typing"}, ["gdtui.cli.main", "gdtui.cli.screen"])
        == ""
    )
    first = ["gdtui.cli.opening", "gdtui.session.process", "gdtui.tui.app"]
    assert _first_to_load(HEAVY - {"textual"}, first) == ""
    assert _first_to_load({"gdtui.session.remote", "gdtui.tui.trainer"}, first) == ""


def _torch_free(module: str) -> bool:
    room = _room(module)
    if room in TORCH_FREE:
        return module.rpartition(".")[2] in TORCH_FREE[room]
    return module not in LOADS_TORCH


def _modules() -> list[str]:
    return sorted(
        _dotted(path) for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"
    )


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _room(module: str) -> str:
    return f"{module}.".split(".")[1]


@cache
def _nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Every statement that may import, and its file."""
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


def _imports() -> Iterator[Import]:
    for file, node in _nodes():
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, file, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "gdtui":
            for alias in node.names:
                yield Import(f"gdtui.{alias.name}", file, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield Import(node.module, file, node.lineno)


def _first_to_load(libraries: set[str], modules: list[str]) -> str:
    fresh = subprocess.run(
        [sys.executable, "-c", FIRST_TO_LOAD, " ".join(libraries), *modules],
        check=False,
        capture_output=True,
        text=True,
    )
    return fresh.stderr
