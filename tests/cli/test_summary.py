from dataclasses import replace

import numpy as np

from gdtui.cli.summary import advice, data_line, settings_line, summary
from gdtui.cli.trained import Trained
from gdtui.data.bundled import bundled
from gdtui.engine.settings import Mode, Settings
from gdtui.session.actions import Step
from gdtui.session.landscape import Landscape
from gdtui.session.line import Origin
from gdtui.session.result import result
from gdtui.session.session import Session

CROPS, _ = bundled("crops")


def lines(*steps: Step, settings: Settings | None = None, interrupted: bool = False) -> list[str]:
    settings = settings or Settings()
    session = Session(CROPS, Origin(0, settings.mode, settings))
    first = last = session.snapshot()
    for step in steps:
        last = session.apply(step)
    trained = Trained(first, last, None, last.fast_steps, last.loop_steps, interrupted=interrupted)
    landscape = Landscape.of(CROPS, settings)
    return list(summary(trained, landscape, result(session), seed=3, threads=2))


def test_the_data_have_name_shape_and_columns() -> None:
    assert data_line(CROPS) == "crops: 5 rows, temp, rainfall, humidity -> apples, oranges"


def test_many_columns_are_counted() -> None:
    names = tuple(f"column {number}" for number in range(50))
    wide = replace(CROPS, input_names=names, input_columns=CROPS.input_columns[:1] * 50)
    assert data_line(wide) == "crops: 5 rows, 50 inputs -> apples, oranges"


def test_what_comes_from_outside_is_clean() -> None:
    odd = replace(CROPS, name="a\x1bb", input_names=("\x07", "\u202e", "c"))
    assert data_line(odd).isprintable()


def test_all_settings_are_said() -> None:
    settings = Settings(mode=Mode.SGD, batch_size=2, shuffle=True, standardize=True)
    assert settings_line(settings, 3, 2) == (
        "sgd, batch size 2 shuffled, seed 3, float32, cpu, 2 threads, standardized inputs"
    )


def test_how_the_steps_were_taken_is_said() -> None:
    assert "epochs    4; 3 of 4 epochs: fast run, same bits" in lines(Step("epoch", 4))
    batches = Settings(batch_size=2)
    assert "epochs    2; 5 of 6 batches: fast run, same bits" in lines(
        Step("epoch", 2), settings=batches
    )
    assert "epochs    1" in lines(Step("epoch"))
    assert "epochs    0" in lines()


def test_an_interruption_is_said_with_the_batches_of_the_unfinished_epoch() -> None:
    batches = Settings(batch_size=2)
    said = lines(Step("batch", 5), settings=batches, interrupted=True)
    epochs = next(line for line in said if line.startswith("epochs"))
    assert epochs.startswith("epochs    1 and 2 of 3 batches, stopped by Ctrl+C; 4 of 5 batches")


def test_the_rows_of_a_constant_target_have_no_r2() -> None:
    constant = replace(CROPS, target_columns=(CROPS.target_columns[0], np.ones(5)))
    settings = Settings()
    session = Session(constant, Origin(0, settings.mode, settings))
    shown = session.snapshot()
    trained = Trained(shown, shown, None, 0, 0, interrupted=False)
    said = summary(trained, Landscape.of(constant, settings), result(session), 0, 1)
    assert "          undefined  oranges" in said


def test_advice_compares_the_times_to_a_tenth() -> None:
    raw = Landscape.of(CROPS, Settings())
    said = advice(raw, 1e-5)
    assert said is not None
    assert "the condition number is 2.19e+06" in said
    assert "1.4e+07 epochs" in said
    assert "it is 6.95, about 7.4 epochs" in said
    assert advice(raw.standardised(), 0.1) is None
