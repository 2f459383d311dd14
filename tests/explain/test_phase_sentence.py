"""Sentences about phases, with the tutorial's numbers in them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.explain.phase_sentence import StepNumbers, phase_sentence

X = np.array([[73, 67, 43], [91, 88, 64], [87, 134, 58], [102, 43, 37], [69, 96, 70]], "f4")
Y = np.array([[56, 70], [81, 101], [119, 133], [22, 37], [103, 119]], "f4")
WEIGHT = np.array([[1.0522, -1.1931, 0.3418], [0.5824, 0.0763, -1.6385]], "f4")
BIAS = np.array([2.2341, -1.7922], "f4")
GRAD = np.array(
    [[-5337.0591, -8018.7812, -4427.6274], [-10357.0254, -12324.3057, -7570.6191]], "f4"
)
CROPS = StepNumbers(
    input_names=("temp", "rainfall", "humidity"),
    target_names=("apples", "oranges"),
    rows=5,
    first_row=0,
    x=X,
    y=Y,
    preds=X @ WEIGHT.T + BIAS,
    loss=14603.5264,
    weight=WEIGHT,
    bias=BIAS,
    weight_before=WEIGHT,
    bias_before=BIAS,
    weight_grad=GRAD,
    lr=1e-5,
    sgd=False,
)
PHASES = (None, "predict", "loss", "backward", "update", "zero_grad")


def test_predict_writes_out_the_first_row() -> None:
    assert phase_sentence("predict", CROPS) == (
        "pred[row 1,apples] = 73·1.0522 + 67·(-1.1931) + 43·0.3418 + 2.2341 = 13.80"
        "; the target is 56"
    )


def test_loss_names_the_sum_and_a_row_of_it() -> None:
    assert phase_sentence("loss", CROPS) == (
        "loss = sum of (pred - target)² / (5·2) = 14603.53; row 1, apples adds "
        "(-42.1956)² = 1780.47 to the sum"
    )


def test_backward_says_where_the_steepest_weight_should_go() -> None:
    assert phase_sentence("backward", CROPS) == (
        "∂loss/∂w[oranges,rainfall] = 2/(5·2) · sum (pred-target)·rainfall = -12324.3"
        "; negative: raising this weight lowers the loss; update will add 0.1232"
    )


def test_a_positive_gradient_lowers_its_weight() -> None:
    said = phase_sentence("backward", replace(CROPS, weight_grad=-GRAD))
    assert said.endswith(
        "positive: lowering this weight lowers the loss; update will take away 0.1232"
    )


def test_a_gradient_of_zero_is_said_to_be_one() -> None:
    assert "= 0: this weight is where it should be" in phase_sentence(
        "backward", replace(CROPS, weight_grad=np.zeros_like(GRAD))
    )


@pytest.mark.parametrize(("sgd", "how"), [(False, ": w - lr"), (True, ": opt.step(): w - lr")])
def test_update_shows_the_subtraction(sgd: bool, how: str) -> None:
    after = replace(CROPS, weight=WEIGHT - np.float32(1e-5) * GRAD, sgd=sgd)
    assert phase_sentence("update", after) == (
        f"w[oranges,rainfall]{how}·grad = 0.0763 - 1e-5·(-12324.3) = 0.1995"
        "; the predictions are still those of the old weights"
    )


@pytest.mark.parametrize(("grad", "named"), [(None, "None"), (np.zeros_like(GRAD), "0")])
def test_zero_grad_says_what_the_gradients_are_now(grad: np.ndarray | None, named: str) -> None:
    assert f"Every grad is {named} again" in phase_sentence(
        "zero_grad", replace(CROPS, weight_grad=grad)
    )


def test_every_number_below_zero_in_a_product_stands_in_brackets() -> None:
    below = replace(CROPS, x=-X, preds=np.full((5, 2), -9.3362, "f4"))
    assert "= (-73)·1.0522 + (-67)·(-1.1931) + (-43)·0.3418" in phase_sentence("predict", below)


def test_many_inputs_are_shortened() -> None:
    wide = replace(
        CROPS,
        input_names=tuple("abcdefgh"),
        x=np.ones((5, 8), "f4"),
        weight_before=np.ones((2, 8), "f4"),
        preds=np.full((5, 2), 10.2341, "f4"),
    )
    assert (
        "= 1·1.0000 + 1·1.0000 + 1·1.0000 + … 5 more inputs, together 5.00 + 2.2341 ="
        in phase_sentence("predict", wide)
    )


@pytest.mark.parametrize("phase", PHASES)
def test_before_its_numbers_are_there_a_phase_is_silent_and_never_fails(phase: str | None) -> None:
    nothing = replace(CROPS, preds=None, loss=None, weight_grad=None, x=X[:0], y=Y[:0])
    assert "None =" not in phase_sentence(phase, nothing)


def test_names_that_differ_at_their_ends_stay_apart() -> None:
    named = replace(CROPS, input_names=tuple(f"feature_number_{place}" for place in (10, 11, 12)))
    assert "w[oranges,featur…er_11]" in phase_sentence("update", named)


def test_small_numbers_have_the_digits_that_the_result_needs() -> None:
    weight, grad = np.array([[-2.1788]], "f4"), np.array([[-1.4721]], "f4")
    near = replace(
        CROPS,
        input_names=("x",),
        weight_before=weight,
        weight=weight - np.float32(0.961898) * grad,
        weight_grad=grad,
        lr=0.961898,
    )
    assert "= -2.1788 - 0.9619·(-1.4721) = -0.7628; the" in phase_sentence("update", near)
    zero = replace(near, weight_grad=np.array([[0.0274548]], "f4"))
    assert "= 0.0275; positive" in phase_sentence("backward", zero)
    close = replace(CROPS, preds=Y + np.float32(0.28), loss=0.0784)
    assert "= 0.0784; row 1, apples adds 0.280² = 0.0784 to" in phase_sentence("loss", close)


_SIZES = st.floats(-(2.0**40), 2.0**40, width=32)


@given(
    arrays("f4", (2, 3), elements=_SIZES),
    arrays("f4", (2, 3), elements=_SIZES),
    arrays("f4", (1, 3), elements=_SIZES),
    st.floats(1e-9, 1e3),
)
def test_what_is_written_computes_to_what_is_written(
    weight: np.ndarray, grad: np.ndarray, x: np.ndarray, lr: float
) -> None:
    step = replace(
        CROPS,
        x=x,
        preds=x @ weight.T + BIAS,
        weight_before=weight,
        weight=weight - np.float32(lr) * grad,
        weight_grad=grad,
        lr=lr,
    )
    for phase in ("predict", "loss", "update"):
        said = phase_sentence(phase, step)
        if "float32 rounds it" in said:
            continue
        written, result = _equation(phase, said)
        computed = eval(written)  # noqa: S307  # arithmetic made here
        if "e" in result:
            digits = result.partition("e")[0].lstrip("-").replace(".", "")
            assert f"{computed:.{len(digits) - 1}e}" == result
        else:
            assert float(f"{computed:.{len(result.partition('.')[2])}f}") == float(result)


def _equation(phase: str, said: str) -> tuple[str, str]:
    """What is left and what is right of the last = in the arithmetic of a sentence."""
    before, _, said = said.rpartition(" adds ") if phase == "loss" else ("", "", said)
    *_, written, result = said.split(";")[0].split(" = ")
    assert before or phase != "loss"
    return written.replace("·", "*").replace("²", "**2"), result.split(" ")[0]


@given(
    st.sampled_from(PHASES),
    arrays("f4", (2, 3), elements=st.floats(width=32)),
    st.floats(),
    st.text(max_size=40),
)
def test_sentences_are_printable_whatever_the_numbers_and_names(
    phase: str | None, grad: np.ndarray, loss: float, name: str
) -> None:
    with np.errstate(all="ignore"):
        names, preds = (name, "b"), X @ grad.T
        step = replace(
            CROPS, weight_grad=grad, weight=grad, loss=loss, preds=preds, target_names=names
        )
        assert phase_sentence(phase, step).isprintable()
