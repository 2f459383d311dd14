"""farewell: what is said when the screen is gone."""

import shlex
from dataclasses import fields

from gdtui.session.opening import Keep, Opening
from gdtui.tour.tour import Tour

_NEGATIVE = {"shuffle": "--no-shuffle"}


def farewell(opening: Opening, keep: Keep | None = None, *, linear: bool = False) -> str:
    """Where the session is kept, and how to begin again as it began, on a screen or without."""
    option = " --linear" if linear else ""
    again = f"to begin the same again: {command(opening)}{option}"
    if keep is None or keep.folder is None:
        return again
    resume = " ".join(map(_quoted, ("gdtui", "resume", keep.folder)))
    return f"to go on with this session: {resume}{option}\n{again}"


def tour_again(tour: Tour, *, linear: bool = False) -> str:
    """How to go on with a tour where it was left."""
    words = ["gdtui", "tour", "--chapter", str(tour.place + 1), *tour.words]
    words += ["--linear"] * linear
    return f"to go on with the tour: {' '.join(map(_quoted, words))}"


def command(opening: Opening) -> str:
    """The command line that opens the same."""
    words = ["gdtui", opening.data]
    for field in fields(Opening):
        value, option = getattr(opening, field.name), f"--{field.name.replace('_', '-')}"
        if field.name == "data" or value == field.default:
            continue
        if value is True:
            words.append(option)
        elif value is False:
            words.append(_NEGATIVE.get(field.name, f"--no-{field.name}"))
        elif isinstance(value, tuple):
            words += [word for name in value for word in (option, name)]
        elif value is not None:
            words += [option, str(value)]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """A word as a shell reads it; what a terminal might obey is written as bash does, by codes."""
    if word.isprintable():
        return shlex.quote(word)
    codes = (
        f"\\x{byte:02x}" if byte in b"\\'" or not 32 <= byte < 127 else chr(byte)
        for byte in word.encode("utf-8", "surrogateescape")
    )
    return f"$'{''.join(codes)}'"
