"""Sentences about mistakes, with the tutorial's numbers in them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.explain.test_phase_sentence import CROPS, PHASES, WEIGHT, X, Y

from gdtui.engine.settings import Variant
from gdtui.explain.mistake_sentence import Course, mistake_sentence, refusal_sentence

WELL = Course(10696.02, grows=False, diverged=False)
LEFT = replace(WELL, left=True)
WORSE = Course(19273.16, grows=True, diverged=False)
assert CROPS.preds is not None
OWN = (2 / Y.size * (CROPS.preds - Y).T @ X).astype("f4")
LOST = Course(float("inf"), grows=True, diverged=True)


def test_gradients_that_add_up_are_told_apart() -> None:
    added = replace(CROPS, weight_grad=OWN * 2)
    assert mistake_sentence(Variant.SKIPPED_ZERO_GRAD, "backward", added, LEFT) == (
        "grad of w[oranges,rainfall] = -12324.14 of this step + (-12324.14) left from before = "
        "-24648.3: the gradients add up: zero_grad was skipped"
    )
    alone = replace(CROPS, weight_grad=OWN)
    first = mistake_sentence(Variant.SKIPPED_ZERO_GRAD, "backward", alone, WELL)
    assert "= -12324.1, still of this step alone" in first
    many = mistake_sentence(Variant.SKIPPED_ZERO_GRAD, "backward", replace(added, rows=5000), LEFT)
    assert many == (
        "grad of w[oranges,rainfall] = -24648.3: the gradients add up: zero_grad was skipped"
    )
    kept = mistake_sentence(Variant.SKIPPED_ZERO_GRAD, "zero_grad", CROPS, WELL)
    assert "the grad of w[oranges,rainfall] stays -12324.3" in kept


def test_the_first_step_after_skipped_ones_still_has_their_gradients() -> None:
    added = replace(CROPS, weight_grad=OWN * 2)
    assert mistake_sentence(Variant.PLAIN, "backward", added, LEFT) == (
        "grad of w[oranges,rainfall] = -12324.14 of this step + (-12324.14) left from before = "
        "-24648.3: what was skipped is still in it, until zero_grad"
    )
    assert mistake_sentence(Variant.PLAIN, "backward", added, WELL) == ""


def test_an_update_that_climbs_is_named_before_in_and_after_it() -> None:
    said = {phase: mistake_sentence(Variant.FLIPPED_SIGN, phase, CROPS, WORSE) for phase in PHASES}
    assert (
        "lowers the loss, but the sign is flipped: update will lower it by 0.1232"
        in (said["backward"])
    )
    assert said["update"].endswith("the sign is flipped, the update climbs")
    assert said["zero_grad"] == (
        "the loss grows: the update climbs; 14603.53 in this batch before the update, "
        "19273.16 over all rows after it"
    )
    assert mistake_sentence(Variant.FLIPPED_SIGN, "zero_grad", CROPS, WELL) == ""


def test_the_old_loss_is_set_against_the_new_one() -> None:
    assert mistake_sentence(Variant.OLD_LOSS, "update", CROPS, WELL) == (
        "The loss that would be printed, 14603.53, is of the predictions made before the update; "
        "with the new weights it is 10696.02 over all rows"
    )


def test_after_zero_grad_of_sgd_the_mistake_is_named_without_gradients() -> None:
    sgd = replace(CROPS, weight_grad=None, sgd=True)
    said = {one: mistake_sentence(one, "zero_grad", sgd, WORSE) for one in Variant}
    assert said[Variant.FLIPPED_SIGN].startswith("the loss grows: the update climbs")
    assert said[Variant.RATE_20].startswith("the loss grows: at 20 times the rate")
    assert said[Variant.OLD_LOSS].startswith("The loss that would be printed, 14603.53")


def test_a_rate_that_is_too_high_is_named_when_the_loss_grows() -> None:
    assert mistake_sentence(Variant.RATE_20, "zero_grad", CROPS, WELL) == ""
    huge = replace(WORSE, loss=9.5e32)
    assert mistake_sentence(Variant.RATE_20, "zero_grad", CROPS, huge).endswith(
        "14603.53 in this batch before the update, 9.5e+32 over all rows after it"
    )


def test_old_gradients_are_named_when_the_loss_grows() -> None:
    carried = mistake_sentence(
        Variant.SKIPPED_ZERO_GRAD, "zero_grad", CROPS, replace(WORSE, left=True)
    )
    assert carried == (
        "the loss grows: zero_grad was skipped, old gradients carry the step too far;"
        " 14603.53 in this batch before the update, 19273.16 over all rows after it"
    )


def test_of_small_batches_whole_epochs_are_compared() -> None:
    told = mistake_sentence(
        Variant.FLIPPED_SIGN, "zero_grad", CROPS, replace(WORSE, epochs=(120.0, 150.5))
    )
    assert told.endswith("120.00 in the last epoch but one, 150.50 in the last")


def test_what_pytorch_says_fits_into_two_lines() -> None:
    message = "a leaf Variable that requires grad is being used in an in-place operation."
    assert refusal_sentence(message).startswith(f"PyTorch refuses: {message}")
    assert len(refusal_sentence(message)) <= 152
    assert "torch.no_grad()" in mistake_sentence(Variant.FORGOTTEN_NO_GRAD, "backward", CROPS, WELL)


@pytest.mark.parametrize(
    "variant", [Variant.SKIPPED_ZERO_GRAD, Variant.FLIPPED_SIGN, Variant.RATE_20]
)
def test_a_divergence_is_put_down_to_its_mistake(variant: Variant) -> None:
    assert mistake_sentence(variant, "zero_grad", CROPS, LOST).startswith("diverged: ")


def test_without_a_mistake_nothing_is_said() -> None:
    right = replace(CROPS, weight_grad=OWN)
    for variant in (Variant.PLAIN, Variant.EXACT_UPDATE):
        assert {mistake_sentence(variant, phase, right, LOST) for phase in PHASES} == {""}


def test_numbers_that_are_none_are_said_as_they_are() -> None:
    nans = replace(CROPS, weight_grad=np.full_like(WEIGHT, np.nan), loss=None)
    for variant in Variant:
        for phase in PHASES:
            mistake_sentence(variant, phase, nans, LOST)
            bare = replace(nans, weight_grad=None, preds=None)
            assert mistake_sentence(variant, phase, bare, WELL) == ""
