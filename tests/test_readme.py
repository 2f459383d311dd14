from pathlib import Path

from gdtui.tui.keys import readme

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_the_readme_has_the_table_of_keys() -> None:
    assert readme() in README


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = [part.partition(")")[0] for part in README.split("](docs/pictures/")[1:]]

    assert pictures
    assert all((Path(__file__).parents[1] / "docs/pictures" / name).is_file() for name in pictures)
