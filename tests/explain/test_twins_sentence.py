from dataclasses import replace

from gdtui.explain.twins_sentence import Course, Parting, far, twins_sentences

PARTED = Parting(step=1, phase="update", differing=1, count=8, ulps=1, relative=3.8e-8)
COURSE = Course(steps=10, exact=False, rounds_once=True, power_of_two=False, left=("zeros", "None"))


def test_where_they_part_and_why() -> None:
    assert twins_sentences(PARTED, COURSE) == (
        (
            "They part at step 1, update: 1 of 8 numbers differs, by 1 ulp (units in the last "
            "place), 3.8e-08 of the largest weight. opt.step() rounds once, by a fused "
            "multiply-add; w -= w.grad * lr rounds twice."
        ),
        "All that can be seen: after zero_grad manual has zeros as gradients, sgd None.",
    )
    elsewhere = replace(PARTED, phase="predict", differing=3, ulps=20_000)
    (said,) = twins_sentences(elsewhere, replace(COURSE, left=("None", "None")))
    assert said == (
        "They part at step 1, predict: 3 of 8 numbers differ, by 2.0e+04 ulp (units in the last "
        "place), 3.8e-08 of the largest of them."
    )


def test_why_they_do_not_part() -> None:
    assert "is what opt.step() does" in twins_sentences(None, replace(COURSE, exact=True))[0]
    assert (
        "round twice on this machine"
        in twins_sentences(None, replace(COURSE, rounds_once=False))[0]
    )
    one = twins_sentences(None, replace(COURSE, steps=1))[0]
    assert one.startswith("The same bits in every phase of this step: opt.step() rounds once")
    exact = twins_sentences(None, replace(COURSE, power_of_two=True))[0]
    assert exact.endswith("lr is a power of two, so that lr·grad needs no rounding.")


def test_numbers_that_differ_in_nothing_but_a_sign_of_zero() -> None:
    assert far(0) == "a sign of zero"
