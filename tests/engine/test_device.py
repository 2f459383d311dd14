import pytest

from gdtui.engine.device import find_device, present_devices
from gdtui.engine.settings import Dtype
from gdtui.errors import UserError


def test_the_processor_is_always_present_and_comes_first() -> None:
    assert present_devices()[0].name == "cpu"
    assert find_device("cpu", Dtype.FLOAT64).name == "cpu"


def test_auto_is_a_device_that_is_present_and_able() -> None:
    found = find_device("auto", Dtype.FLOAT64)

    assert found in present_devices()
    assert Dtype.FLOAT64 in found.dtypes


def test_an_absent_device_is_answered_with_those_present() -> None:
    with pytest.raises(UserError, match=r"no device 'cuda:99' here; present: cpu"):
        find_device("cuda:99", Dtype.FLOAT32)
