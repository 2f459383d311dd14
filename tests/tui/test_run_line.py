"""Branches in words."""

from dataclasses import replace

import numpy as np
from tests.tui.moments import NO_CURVE, snapshot

from gdtui.engine.settings import Settings, Variant
from gdtui.session.questions import Branch
from gdtui.session.snapshot import LossCurve
from gdtui.tui.run_line import as_now, differences, run_line

POSITION = snapshot().position
BRANCH = Branch(1, None, POSITION, POSITION, Settings(), 7, NO_CURVE, NO_CURVE)
CURVE = LossCurve(4, 6, np.array([8.0, 3.0]), np.array([9.0, 3.75]), last=3.5)


def test_a_line_says_how_a_branch_was_trained_and_how_far() -> None:
    assert run_line(BRANCH) == ("1", "seed 7", "manual", "1e-5", "all", "0", "", "")
    settings = Settings(lr=0.1, batch_size=5, shuffle=True, standardize=True)
    settings = replace(settings, variant=Variant.FLIPPED_SIGN)
    other = replace(BRANCH, parent=0, settings=settings, epoch_losses=CURVE)
    assert run_line(other)[1] == "run 0, epoch 0"
    assert run_line(other)[3:] == (
        "0.1",
        "5",
        "0",
        "3.5000",
        "sign flipped, standardised, shuffled",
    )


def test_two_branches_differ_in_what_was_chosen() -> None:
    other = replace(BRANCH, settings=Settings(lr=2e-5, batch_size=5, shuffle=True), seed=8)
    assert (
        differences(other, BRANCH)
        == "lr 2e-5 not 1e-5, batch 5 not all, shuffle on not off, seed 8 not 7"
    )
    assert differences(BRANCH, BRANCH) == ""


def test_the_branch_of_now_is_as_far_as_the_snapshot() -> None:
    shot = replace(snapshot(), branch=1, epoch_losses=CURVE)
    assert as_now(BRANCH, shot).epoch_losses is CURVE
    assert as_now(BRANCH, replace(shot, branch=0)) is BRANCH


def test_a_line_says_what_was_otherwise_before() -> None:
    before = (Settings(standardize=True, lr=0.1), Settings(standardize=True, batch_size=2))
    assert run_line(replace(BRANCH, earlier=before)).more == "was lr 0.1 standardised batch 2"
    raw = replace(BRANCH, settings=before[0], earlier=(Settings(lr=0.1),))
    assert run_line(raw).more == "standardised, was raw"
    mended = replace(BRANCH, earlier=(Settings(variant=Variant.FLIPPED_SIGN),))
    assert run_line(mended).more == "was sign flipped"
