"""Devices: which ones this machine has, and what each can compute in."""

from dataclasses import dataclass

from gdtui.engine.settings import Dtype
from gdtui.errors import UserError


@dataclass(frozen=True)
class Device:
    """A device by the name that torch understands, and its name in the world."""

    name: str
    title: str
    dtypes: tuple[Dtype, ...] = tuple(Dtype)


def present_devices() -> tuple[Device, ...]:
    """The devices of this machine, the CPU first; loads torch."""
    import torch  # noqa: PLC0415 - a Device can be named without it

    found = [Device("cpu", "the processor")]
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    found += [Device(f"cuda:{index}", torch.cuda.get_device_name(index)) for index in range(count)]
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple's GPU", (Dtype.FLOAT32,)))
    return tuple(found)


def find_device(asked: str, dtype: Dtype) -> Device:
    """The device that "auto", "cpu", "cuda", "cuda:1" or "mps" means here, able to use this dtype.

    "auto" is the first device that is not the CPU and can use the dtype, else the CPU.

    Raises:
        UserError: the device is absent, or does not know the dtype.
    """
    present = present_devices()
    if asked == "auto":
        able = [device for device in present[1:] if dtype in device.dtypes]
        return able[0] if able else present[0]
    name = "cuda:0" if asked == "cuda" else asked
    device = next((device for device in present if device.name == name), None)
    if device is None:
        names = ", ".join(f"{device.name} ({device.title})" for device in present)
        raise UserError(f"there is no device {asked!r} here; present: {names}")
    if dtype not in device.dtypes:
        raise UserError(f"{device.name} cannot compute in {dtype}: choose float32, or the cpu")
    return device
