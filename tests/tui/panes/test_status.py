"""The status line: what it says, and the numbers that a cursor can stand on."""

import math
from dataclasses import replace

from tests.tui.moments import moment

from gdtui.draw.text import UNICODE, Style, cells, plain
from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.session.quiz import Quiz
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


def test_a_gap_below_the_rounding_of_the_losses_is_no_number() -> None:
    crops = moment(Phase.BACKWARD)
    best = crops.snapshot.best_loss
    assert best is not None

    def said(loss: float) -> str:
        shown = replace(crops, snapshot=replace(crops.snapshot, full_loss=loss))
        return plain(Status(Name.STATUS, UNICODE).paint(shown, Desk(), 160, 1)[0])

    assert "gap 1.2" in said(best + 1.2)
    for rounded in (-7e-8, 0.0, 1e-8):
        assert "at the best loss" in said(best + rounded)
        assert "gap" not in said(best + rounded)
    assert "gap inf" in said(math.inf)
    assert "gap nan" in said(math.nan)


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


def test_the_word_for_the_rate_outlives_the_device_and_the_digits_of_the_losses() -> None:
    crops = moment(Phase.UPDATE)
    gauge = Gauge(0.01, None)
    shown = replace(crops, snapshot=replace(crops.snapshot, gauge=gauge))
    (line,) = Status(Name.STATUS, UNICODE).paint(shown, Desk(loading=""), 80, 1)
    assert plain(line).rstrip() == (
        " crops  MANUAL  lr 1e-5  crawling  epoch 1 · update  batch old 14604  all 10696"
    )
    safe = replace(shown, snapshot=replace(shown.snapshot, gauge=Gauge(0.2, None)))
    (line,) = Status(Name.STATUS, UNICODE).paint(safe, Desk(loading=""), 80, 1)
    assert "safe  epoch 1 · update  batch old 14604  all 10696.02" in plain(line)
    (wide,) = Status(Name.STATUS, UNICODE).paint(shown, Desk(loading=""), 100, 1)
    assert "cpu" in plain(wide)
    assert "batch old 14603.53  all 10696.02" in plain(wide)


def test_where_the_quiz_is_on_its_score_outlives_the_name_of_the_data() -> None:
    crops = moment(Phase.UPDATE)
    shown = replace(crops, snapshot=replace(crops.snapshot, quiz=Quiz(3, 4)))
    status = Status(Name.STATUS, UNICODE)
    (line,) = status.paint(shown, Desk(loading="", quiz=True), 60, 1)
    assert "quiz 3/4" in plain(line)
    assert "crops" not in plain(line)
    (off,) = status.paint(shown, Desk(loading=""), 60, 1)
    assert plain(off).startswith(" crops")
