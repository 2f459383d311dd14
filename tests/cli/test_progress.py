import io
from collections.abc import Callable, Iterator

from gdtui.cli.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(*seconds: float) -> Callable[[], float]:
    times: Iterator[float] = iter(seconds)
    return lambda: next(times)


def test_the_bar_says_how_far_it_is_and_how_long_it_takes() -> None:
    terminal = Terminal()
    with Bar(terminal, ticking(0, 1), 200) as bar:
        bar.show(0.25)
        assert (
            terminal.getvalue()
            == "\r\x1b[K[#######-----------------------] epoch 50 of 200, 3 s left"
        )


def test_it_is_redrawn_ten_times_a_second_at_most() -> None:
    terminal = Terminal()
    with Bar(terminal, ticking(0, *(tick / 100 for tick in range(1, 101))), 100) as bar:
        for tick in range(1, 101):
            bar.show(tick / 100)
        assert 9 <= terminal.getvalue().count("epoch") <= 10


def test_it_is_erased_in_the_end() -> None:
    terminal = Terminal()
    with Bar(terminal, ticking(0, 1), 10) as bar:
        bar.show(1)
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_nothing_done_yet_has_no_time_left() -> None:
    terminal = Terminal()
    with Bar(terminal, ticking(0, 1), 10) as bar:
        bar.show(0)
    assert "left" not in terminal.getvalue()


def test_a_file_gets_nothing() -> None:
    file = io.StringIO()
    with Bar(file, ticking(0, 1), 10) as bar:
        bar.show(0.5)
    assert file.getvalue() == ""
