"""The loss chart: which curves, and what its cursor reads."""

from dataclasses import replace

import numpy as np
import pytest
from tests.tui.moments import NO_CURVE, OPENED, moment, snapshot

from gdtui.draw.text import UNICODE, plain
from gdtui.engine.phase import Phase
from gdtui.session.snapshot import LossCurve
from gdtui.session.spot import PastLoss
from gdtui.tui.layout import Name
from gdtui.tui.moment import Moment
from gdtui.tui.panes.chart import Chart

BATCHES = LossCurve(1, 3, np.array([9.0, 5.0, 2.0]), np.array([9.0, 5.0, 2.0]))
EPOCHS = LossCurve(10, 25, np.array([9.0, 5.0, 2.0]), np.array([12.0, 8.0, 4.5]))


def trained() -> Moment:
    shot = replace(snapshot(Phase.ZERO_GRAD), batch_losses=BATCHES, epoch_losses=EPOCHS)
    return Moment(OPENED, shot, shot)


def painted(pane: Chart, shown: Moment) -> str:
    return "\n".join(map(plain, pane.paint(shown, 40, 12)))


def test_the_cursor_reads_a_loss_to_its_last_digit() -> None:
    chart = Chart(Name.CHART, UNICODE)
    assert chart.extent(trained()) == (1, 3)
    assert chart.cell(trained(), 0, 1) == ("loss of batch 2", "5.0", PastLoss("batch", 1, 1))


def test_among_many_losses_it_reads_the_lowest_and_the_highest() -> None:
    chart = Chart(Name.CHART, UNICODE)
    chart.per_epoch = True
    name = "loss from epoch 11 on, the highest of 10 is 8.0"
    assert chart.cell(trained(), 0, 1) == (name, "5.0", PastLoss("epoch", 10, 10))


def test_below_a_bucket_are_the_losses_that_are_in_it() -> None:
    chart = Chart(Name.CHART, UNICODE)
    chart.per_epoch = True
    assert chart.extent(trained()) == (11, 3)
    assert chart.cell(trained(), 3, 1) == ("loss of epoch 13", None, PastLoss("epoch", 12, 1))
    last = chart.cell(trained(), 10, 2)
    assert last.spot == PastLoss("epoch", EPOCHS.count - 1, 1)


def test_the_cursor_is_a_line_in_the_chart() -> None:
    chart = Chart(Name.CHART, UNICODE)
    assert "┊" not in painted(chart, trained())
    chart.cursor = (0, 2)
    assert "┊" in painted(chart, trained())


@pytest.mark.parametrize(
    ("phase", "drawn"), [(None, False), (Phase.PREDICT, False), (Phase.LOSS, True)]
)
def test_a_loss_is_drawn_as_soon_as_it_is_made(phase: Phase | None, drawn: bool) -> None:
    shown = moment(phase)
    shown = replace(shown, snapshot=replace(shown.snapshot, batch_losses=NO_CURVE))
    text = painted(Chart(Name.CHART, UNICODE), shown)
    assert any("\u2800" < sign <= "\u28ff" for sign in text) is drawn


@pytest.mark.parametrize("curve", [NO_CURVE, BATCHES, EPOCHS])
def test_painting_twice_gives_the_same(curve: LossCurve) -> None:
    shown = replace(trained(), snapshot=replace(trained().snapshot, batch_losses=curve))
    chart = Chart(Name.CHART, UNICODE)
    assert painted(chart, shown) == painted(chart, shown)
