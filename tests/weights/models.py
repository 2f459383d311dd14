"""Models: weights for the tests, drawn so that every bit pattern that is finite occurs."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from gdtui.weights.weights import Weights

DTYPES: tuple[type[np.floating], ...] = (np.float32, np.float64)
NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
) | st.sampled_from(
    [
        "bias",
        "",
        "'",
        "''",
        "=1+1",
        "-x",
        "@a",
        "'=b",
        'say "hi"',
        "a,b",
        "a\nb",
        "a\r",
        " x ",
        "\t",
    ]
)


def _finite(bits: int, dtype: type[np.floating]) -> float:
    unsigned = np.uint32 if dtype is np.float32 else np.uint64
    value = np.array([bits], unsigned).view(dtype)[0]
    return float(value) if np.isfinite(value) else 1.0


def numbers(dtype: type[np.floating]) -> st.SearchStrategy[float]:
    info = np.finfo(dtype)
    special: list[float | np.floating] = [
        0.0,
        -0.0,
        info.max,
        info.min,
        info.tiny,
        info.smallest_subnormal,
        -info.tiny,
        0.1,
    ]
    bits = st.integers(0, 2**info.bits - 1).map(lambda pattern: _finite(pattern, dtype))
    return bits | st.sampled_from([float(number) for number in special])


@st.composite
def models(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Weights:
    dtype = draw(st.sampled_from(DTYPES))
    targets, inputs = draw(st.integers(1, 3)), draw(st.integers(1, 4))

    def array(count: int) -> NDArray[np.floating]:
        drawn = draw(st.lists(numbers(dtype), min_size=count, max_size=count))
        return np.array(drawn, np.float64).astype(dtype)

    def some_names(count: int) -> tuple[str, ...] | None:
        listed = st.lists(names, min_size=count, max_size=count).map(tuple)
        return draw(st.none() | listed)

    return Weights(
        array(targets * inputs).reshape(targets, inputs),
        array(targets),
        some_names(inputs),
        some_names(targets),
        draw(st.just({}) | st.just({"settings": {"lr": 1e-5, "seed": 0}, "dataset": "crops"})),
    )


def small(dtype: type[np.floating] = np.float32) -> Weights:
    weight = np.array([[0.1, -0.0, 3.5], [2.0, 1e-40, -7.25]], dtype)
    bias = np.array([1.0, -2.0], dtype)
    about = {"settings": {"lr": 1e-5}, "dataset": "crops"}
    return Weights(weight, bias, ("temp", "rain", "hum"), ("apples", "oranges"), about)
