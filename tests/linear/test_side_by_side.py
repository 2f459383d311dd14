"""How both modes differ, phase by phase."""

from gdtui.engine.phase import PHASES
from gdtui.linear.side_by_side import by_phase
from gdtui.session.twinned import Difference, Twinned, TwinPhase


def told(steps: int, parted: frozenset[int]) -> Twinned:
    """So many steps of three batches, of which some differ by 3 ulp after each update."""
    phases = [
        TwinPhase(
            step,
            1 + step // 3,
            1 + step % 3,
            phase,
            ()
            if phase == "zero_grad"
            else (
                Difference(
                    "w",
                    6,
                    int(phase == "update" and step in parted),
                    3,
                    1e-8,
                    "3 ulp",
                    "w[apples,temp]",
                    1.0,
                    2.0,
                ),
            ),
            ("zeros", "None"),
        )
        for step in range(1, steps + 1)
        for phase in PHASES
    ]
    return Twinned(tuple(phases), False, 1e-5, 3, 9, ())


def test_steps_that_are_equal_are_told_together_and_the_others_phase_by_phase() -> None:
    assert list(by_phase(told(5, frozenset({3})))) == [
        "steps 1 to 2: the same bits in every phase",
        "step 3, epoch 2, batch 1: predict same, loss same, backward same, update 3 ulp",
        "steps 4 to 5: the same bits in every phase",
    ]


def test_of_many_steps_the_first_are_told() -> None:
    said = list(by_phase(told(50, frozenset(range(1, 51)))))
    assert len(said) == 21
    assert said[-1] == "steps 21 to 50: differ too"
