"""Whether a terminal can show the screen."""

import pytest

from gdtui.tui.terminal import needs_ascii, why_not


def test_a_terminal_can() -> None:
    assert why_not({"TERM": "xterm-256color"}, stdin=True, stderr=True) is None
    assert why_not({}, stdin=True, stderr=True) is None


@pytest.mark.parametrize(
    ("environment", "stdin", "stderr", "named"),
    [
        ({"TERM": "dumb"}, True, True, "TERM is dumb"),
        ({"TERM": "xterm"}, False, True, "standard input"),
        ({"TERM": "xterm"}, True, False, "standard error"),
    ],
)
def test_what_cannot_is_told_in_one_line_what_to_do_instead(
    environment: dict[str, str], stdin: bool, stderr: bool, named: str
) -> None:
    reason = why_not(environment, stdin=stdin, stderr=stderr)
    assert reason is not None
    assert "\n" not in reason
    assert all(words in reason for words in (named, "`gdtui fit`", "`ssh -t`"))


UTF8 = {"LANG": "C.UTF-8"}


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf8"])
def test_utf8_shows_boxes(encoding: str) -> None:
    assert not needs_ascii(encoding, UTF8)


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "ANSI_X3.4-1968", None])
def test_other_encodings_get_plain_ascii(encoding: str | None) -> None:
    assert needs_ascii(encoding, UTF8)


@pytest.mark.parametrize(
    ("environment", "plain"),
    [
        ({}, True),
        ({"LC_ALL": "C", **UTF8}, True),
        ({"LC_ALL": "", **UTF8}, False),
        ({"LC_CTYPE": "en_US.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "de_DE.utf8"}, False),
    ],
)
def test_a_locale_without_utf8_gets_plain_ascii_whatever_python_writes(
    environment: dict[str, str], plain: bool
) -> None:
    assert needs_ascii("utf-8", environment) is plain
