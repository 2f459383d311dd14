"""What the driver makes of bytes from the terminal."""

import pytest
from textual import events
from textual.drivers import linux_driver

from gdtui.tui.keyboard import mend_keyboard


def keys(typed: str) -> list[str]:
    mend_keyboard()
    parser = vars(linux_driver)["XTermParser"](debug=False)
    said = [*parser.feed(typed), *parser.feed("")]
    return [event.key for event in said if isinstance(event, events.Key)]


def test_the_driver_reads_bytes_that_are_no_utf8() -> None:
    mend_keyboard()
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert decode(b"s\xff\xfes") == "s\ufffd\ufffds"


def test_letters_of_several_bytes_may_come_one_byte_at_a_time() -> None:
    mend_keyboard()
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert "".join(decode(bytes([byte])) for byte in "é→".encode()) == "é→"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\x1b", ["escape"]),
        ("\x1bs", ["escape", "s"]),
        ("\x1bR", ["escape", "R"]),
        ("\x1b7e", ["escape", "7", "e"]),
        ("\x1bf", ["escape", "f"]),
        ("\x1b:", ["escape", "colon"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1bsss\x1be", ["escape", "s", "s", "s", "escape", "e"]),
        ("\x1b[A\x1bOB", ["up", "down"]),
        ("\x1b\x1b[D", ["escape", "left"]),
    ],
)
def test_esc_and_a_key_that_come_at_once_are_two_keys(typed: str, read: list[str]) -> None:
    assert keys(typed) == read
