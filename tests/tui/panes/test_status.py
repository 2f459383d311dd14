"""The status line: what it says, and the numbers that a cursor can stand on."""

from dataclasses import replace

from tests.tui.moments import moment

from gdtui.draw.text import UNICODE, Style, cells, plain
from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.session.snapshot import Position
from gdtui.session.spot import Whole
from gdtui.tui.desk import Desk
from gdtui.tui.layout import Name
from gdtui.tui.panes.status import Status


def test_with_the_cursor_it_is_a_line_of_numbers_each_of_which_can_be_pointed_at() -> None:
    status, shown = Status(Name.STATUS, UNICODE), moment(Phase.BACKWARD)
    lines, columns = status.extent(shown)
    assert (lines, columns) == (1, len(Whole))
    for column, (spot, text) in enumerate(
        zip(Whole, ["1e-5", "14603.53", "14603.53", "120.85", "20709.4", "0.4831"], strict=True)
    ):
        status.cursor = (0, column)
        (line,) = status.paint(shown, Desk(), 80, 1)
        assert status.cell(shown, 0, column).spot is spot
        assert [span.text for span in line if span.style is Style.CURSOR] == [text]
        assert "norm 20709.4" in plain(line)
        assert cells(plain(line)) == 80


def test_without_the_cursor_it_says_where_the_session_stands() -> None:
    (line,) = Status(Name.STATUS, UNICODE).paint(moment(Phase.BACKWARD), Desk(), 80, 1)
    assert "epoch 1 · backward" in plain(line)


def test_data_and_mode_outlive_wordy_words_and_what_still_fits_stays() -> None:
    crops = moment(Phase.BACKWARD)
    position = Position(8, 1, 2, 3, 12, Phase.BACKWARD)
    gauge = Gauge(0.5, 1.5)
    shown = replace(
        crops, snapshot=replace(crops.snapshot, gauge=gauge, position=position, batch_loss=None)
    )
    said = {
        width: plain(
            Status(Name.STATUS, UNICODE).paint(shown, Desk(loading=""), width, 1)[0]
        ).split("  ")
        for width in (76, 84, 100, 140)
    }
    assert all({" crops", "MANUAL", "lr 1e-5"} <= set(fields) for fields in said.values())
    assert "batch oscillating" in said[84]
    assert "safe, this batch oscillating" in said[140]
    assert "cpu" in said[76]
