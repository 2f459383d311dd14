"""What is shipped: a wheel that runs from anywhere, built from the checkout or from the sdist."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"

# Cut in two, so that this file may be searched as well.
FOREIGN = [
    first + second
    for first, second in [
        ("../", "shared"),
        ("/wo", "rk/"),
        ("far", "m-"),
        ("pypi.", "org"),
        ("pythonhosted.", "org"),
        ("download.", "pytorch"),
    ]
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built("build_wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(_built("build_sdist", ROOT, folder)) as sdist:
        sdist.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def test_the_wheel_carries_the_bundled_data_the_tour_and_its_types(wheel: Path) -> None:
    bundled = {f"gdtui/datasets/{path.name}" for path in (ROOT / "datasets").iterdir()}
    chapters = {str(path.relative_to(ROOT / "src")) for path in ROOT.glob("src/gdtui/tour/*/*.txt")}
    assert chapters
    assert bundled | chapters | {"gdtui/py.typed", "gdtui/cli/main.py"} <= _names(wheel)


def test_a_wheel_from_the_sdist_carries_the_same_files(
    wheel: Path, source: Path, tmp_path: Path
) -> None:
    assert _names(_built("build_wheel", source, tmp_path)) == _names(wheel)


def test_an_installed_wheel_trains_on_bundled_data_from_anywhere(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site packages"
    zipfile.ZipFile(wheel).extractall(site)  # noqa: S202 - built here
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = "import sys; from gdtui.cli.main import main; sys.exit(main())"
    fit = subprocess.run(
        [sys.executable, "-c", run, "fit", "crops", "--epochs", "1"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(site)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert fit.returncode == 0, fit.stderr


def test_the_sdist_carries_all_that_its_own_checks_need(source: Path) -> None:
    needed = {"Makefile", "pyproject.toml", "tests", "datasets", ".ci"}
    assert needed <= {path.name for path in source.iterdir()}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_shipped_file_names_what_only_its_makers_have(foreign: str, source: Path) -> None:
    files = [path for path in source.rglob("*") if path.is_file()]
    naming = [path.relative_to(source) for path in files if foreign.encode() in path.read_bytes()]
    assert naming == []


def _built(what: str, source: Path, folder: Path) -> Path:
    built = subprocess.run(
        [sys.executable, "-c", BUILD, what, str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
        text=True,
    )
    return folder / built.stdout.split()[-1]


def _names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())
