"""Bytes become keys and lines, however they are cut."""

import pytest

from gdtui.linear.keystrokes import Keystrokes, Line


def names(typed: Keystrokes) -> list[str]:
    found = []
    while (key := typed.key()) is not None:
        found.append(key.name)
    return found


@pytest.mark.parametrize(
    ("read", "keys"),
    [
        (b"s2e", ["s", "2", "e"]),
        (b"\x1b[D\x1bOC\x1b[A\x1b[6~", ["left", "right", "up", "pagedown"]),
        (b"\x1b\x1b[D", ["escape", "left"]),
        (b"\x1bs", ["escape", "s"]),
        (b"\x1b[1;5Cs", ["s"]),
        (b"\x1b[\x1b[D", ["left"]),
        (b"\t\r\n\x03\x7f", ["tab", "enter", "enter", "ctrl+c", "backspace"]),
        ("é".encode(), ["é"]),
        (b"\xffs", ["\N{REPLACEMENT CHARACTER}", "s"]),
    ],
)
def test_keys_have_the_names_of_the_table_also_when_they_come_byte_by_byte(
    read: bytes, keys: list[str]
) -> None:
    at_once, one_by_one = Keystrokes(), Keystrokes()
    at_once.came(read)
    for place in range(len(read)):
        one_by_one.came(read[place : place + 1])
    assert names(at_once) == keys
    assert names(one_by_one) == keys


def test_an_escape_is_a_key_when_nothing_follows_it() -> None:
    typed = Keystrokes()
    typed.came(b"s\x1b")
    assert names(typed) == ["s"]
    assert typed.undecided
    typed.settle()
    assert not typed.undecided
    assert names(typed) == ["escape"]


def test_the_end_decides_what_was_open() -> None:
    typed = Keystrokes()
    typed.came(b"\x1b[")
    typed.end()
    assert names(typed) == ["escape", "["]


def test_a_line_waits_for_its_end_and_leaves_the_keys_behind_it() -> None:
    typed = Keystrokes()
    typed.came(b"0.2")
    assert typed.line() is None
    typed.came(b"\x7f5\nss")
    assert typed.line() == Line("0.5")
    assert names(typed) == ["s", "s"]


def test_a_line_is_open_by_escape_and_by_ctrl_c() -> None:
    typed = Keystrokes()
    typed.came(b"12\x03s")
    assert typed.line() == Line("", open=True)
    typed.came(b"1\x1bs")
    assert typed.line() == Line("", open=True) or typed.line() is None


def test_the_last_line_of_a_pipe_needs_no_end() -> None:
    typed = Keystrokes()
    typed.came(b"0.5")
    typed.end()
    assert typed.line() == Line("0.5")
    assert typed.line() == Line("")


def test_escape_goes_before_the_keys_that_wait_and_drops_them() -> None:
    typed = Keystrokes()
    typed.came(b"sss\x03s")
    urgent = typed.urgent()
    assert urgent is not None
    assert urgent.name == "ctrl+c"
    assert names(typed) == ["s"]
    assert typed.urgent() is None


def test_ctrl_d_ends_a_line_and_leaves_the_terminal_in_it() -> None:
    typed = Keystrokes()
    typed.came(b"0.5\x04s")
    assert typed.line() == Line("0.5", open=True)
    key = typed.key()
    assert key is not None
    assert key.name == "s"
