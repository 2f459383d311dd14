"""What the rate does, in sentences."""

from dataclasses import replace

from tests.tui.moments import OPENED, snapshot

from gdtui.engine.gauge import Gauge
from gdtui.engine.phase import Phase
from gdtui.linear.outlook import outlook
from gdtui.session.outlook import Direction, Rates, Standardised

RATES = Rates(
    lr=1e-5,
    limit=1.1e-4,
    batch_limit=8e-5,
    safe=7e-5,
    condition_number=2.2e6,
    directions=(
        Direction(2e4, 0.8, 3.2, ((1, 0.6), (0, 0.4))),
        Direction(0.0, 1.0, float("inf"), ((3, 0.999), (0, 0.001))),
    ),
    count=2,
    places=((0, 1), (1, 3)),
    values=(0.5, 1.0),
    best=(0.75, -1.0),
    standardized=False,
    standardised=Standardised(7.0, 0.167, 15.2),
)


def test_the_rate_its_directions_and_the_way_that_is_left_are_said() -> None:
    shot = replace(snapshot(Phase.BACKWARD), gauge=Gauge(0.2, None))
    assert list(outlook(OPENED, shot, RATES)) == [
        "lr 1e-5 of at most 1.1e-4 for all rows: safe; of 8e-5 for this batch, 7e-5 for any",
        "condition number 2.2e6: steepest over flattest",
        "mostly rainfall 60 %, temp 40 %: 4 epochs until a tenth of the way is left",
        "mostly bias 100 %: this way is never gone",
        "with z, standardised: condition number 7, at lr 0.167 a tenth everywhere in 16 epochs",
        "w[apples,rainfall]: now 0.5000, best 0.7500, to go 0.2500",
        "b[oranges]: now 1.0000, best -1.0000, to go -2.0000",
        "the loss of all rows is 14603.04 above the best possible",
    ]


def test_in_smaller_batches_epochs_are_only_about_so_many() -> None:
    shot = snapshot(Phase.BACKWARD)
    said = "; ".join(
        outlook(OPENED, replace(shot, position=replace(shot.position, batches=3)), RATES)
    )
    assert "about 4 epochs until" in said
    assert "a tenth everywhere in about 16 epochs" in said


def test_of_many_directions_the_steepest_and_the_flattest_are_said() -> None:
    many = tuple(Direction(1.0, 0.5, float(place), ((0, 1.0),)) for place in range(20))
    said = list(outlook(OPENED, snapshot(), replace(RATES, directions=many)))
    assert [line.split(": ")[1].split()[0] for line in said if line.startswith("mostly")] == [
        *("0", "1", "2"),
        *("17", "18", "19"),
    ]


def test_a_loss_that_rounding_brings_below_the_best_is_the_best() -> None:
    shot = snapshot(Phase.BACKWARD)
    assert shot.best_loss is not None
    for rounded in (-7e-8, 3.5e-7):  # predictions near 100 are rounded to some 1e-5
        *_, said = outlook(OPENED, replace(shot, full_loss=shot.best_loss + rounded), RATES)
        assert said == "the loss of all rows is the best possible, as far as float32 can tell"
    *_, said = outlook(OPENED, replace(shot, full_loss=shot.best_loss + 1e-4), RATES)
    assert said.endswith("above the best possible")


def test_one_epoch_is_one() -> None:
    one = replace(RATES, directions=(Direction(1.0, 0.01, 0.5, ((0, 1.0),)),))
    assert "mostly temp 100 %: 1 epoch until a tenth of the way is left" in outlook(
        OPENED, snapshot(), one
    )
