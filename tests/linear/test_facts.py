import re
from dataclasses import replace

import numpy as np
from tests.tui.moments import OPENED, snapshot, wide

from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.linear.facts import data, facts, past, rate
from gdtui.session.questions import DataRows
from gdtui.session.snapshot import LossCurve


def test_all_numbers_of_a_moment_are_said() -> None:
    said = "\n".join(facts(OPENED, snapshot(Phase.BACKWARD)))
    for number in ("1.0522", "-1.6385", "-1.7922", "-5337.1", "-127.2", "13.80", "119", "0.4831"):
        assert number in said
    assert "norm of all gradients: 20709.4" in said


def test_gradients_that_are_none_or_zero_are_one_word() -> None:
    assert "gradients: None" in facts(OPENED, snapshot())
    assert "gradients: all 0" in facts(OPENED, snapshot(Phase.ZERO_GRAD))


def test_old_predictions_and_losses_say_so() -> None:
    said = "\n".join(facts(OPENED, snapshot(Phase.UPDATE)))
    assert "batch loss 14603.53 (of the weights before)" in said
    assert "these predictions are of the weights before the update" in said


def test_of_many_numbers_the_first_are_said_and_how_many_are_left_out() -> None:
    moment = wide(100, 50)
    said = list(facts(moment.opened, moment.snapshot))
    assert len(said) < 40
    assert "and 44 more targets" in said
    assert any("88 more, bias" in line for line in said)


def test_rows_of_the_data_tell_how_to_go_on() -> None:
    rows = np.array([[73.0, 67.5, 43.0]])
    targets, preds = np.array([[56.0, 70.0]]), np.array([[1.0, 2.0]])
    answer = DataRows(4, 9, np.array([6]), rows, targets, preds, np.array([True]))
    row, more = data(OPENED, answer)
    assert row.startswith("row 5: temp 73, rainfall 67.5, humidity 43; apples: predicted 1.00")
    assert row.endswith("in this batch")
    assert "6a shows them from row 6 on" in more


def test_standardised_numbers_say_that_they_are_and_long_names_keep_both_ends() -> None:
    shot = snapshot(Phase.BACKWARD)
    standardised = replace(shot.settings, standardize=True)
    own = replace(shot, settings=standardised, made_by=standardised)
    name = "rainfall in the last month before the harvest"
    opened = replace(OPENED, input_names=("temp", name, "humidity"))
    said = list(facts(opened, own))
    for kind in ("weights of apples", "gradients of oranges", "row 1", "row 5"):
        assert any(line.startswith(f"standardised {kind}: ") for line in said)
    assert "harvest" in " ".join(said)


def test_rows_of_a_step_before_the_inputs_were_standardised_do_not_say_so() -> None:
    shot = snapshot(Phase.BACKWARD)
    said = list(facts(OPENED, replace(shot, settings=replace(shot.settings, standardize=True))))
    assert any(line.startswith("standardised weights of apples") for line in said)
    assert any(line.startswith("row 1: ") for line in said)
    assert any(line.startswith("gradients of apples: ") for line in said)


def test_the_past_is_a_few_round_numbers_and_the_last() -> None:
    losses = np.arange(1000.0, 0.0, -1.0)
    few = LossCurve(4, 999, losses[3::4], losses[::4])
    (said,) = past(replace(snapshot(Phase.ZERO_GRAD), batch_losses=few))
    assert re.findall(r"(\d+): ", said) == [
        "1",
        "2",
        "5",
        "10",
        "20",
        "50",
        "100",
        "200",
        "500",
        "999",
    ]
    assert "1: 997.00 to 1000.00" in said
    assert list(past(snapshot())) == ["batch losses: none yet"]


def test_the_rate_is_told_where_it_is_known() -> None:
    known = replace(snapshot(), gauge=Gauge(0.1791, 2.5))
    assert list(rate(snapshot())) == []
    (said,) = rate(known)
    assert said.startswith("lr 1e-5 is safe")
    assert "the limit" in said
