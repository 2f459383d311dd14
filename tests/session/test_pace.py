import pytest

from gdtui.session.pace import SPEEDS, frame


@pytest.mark.parametrize(
    ("look", "seconds"),
    [(0.0, 1 / 30), (1e-4, 1 / 30), (1e-3, 1 / 30), (2e-3, 0.05), (0.01, 0.1), (5.0, 0.1)],
)
def test_showing_takes_a_25th_of_the_work_unless_that_would_be_too_seldom(
    look: float, seconds: float
) -> None:
    assert frame(look) == pytest.approx(seconds)


def test_the_ladder_goes_from_one_phase_a_second_to_flat_out() -> None:
    assert str(SPEEDS[0]) == "1 phase/s"
    assert str(SPEEDS[-1]) == "flat out"
    rates = [pace.step.count / pace.interval for pace in SPEEDS[:-1]]
    assert rates == pytest.approx([pace.per_second for pace in SPEEDS[:-1]])
