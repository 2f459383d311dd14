"""Device: those that this machine has, and how far from float64 the one of now computes."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol, cast

from textual import work

from gdtui.draw.text import Glyphs, Line, Span, Style, left
from gdtui.errors import UserError
from gdtui.session.actions import Set
from gdtui.session.line import Change
from gdtui.session.questions import Devices
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.trainer import Trainer

_NAME = 10


class _Device(Protocol):
    """What the answer to Devices tells of each."""

    name: str
    title: str
    dtypes: tuple[str, ...]


class DeviceForm(Form):
    """Enter computes on the chosen device from the next predict on."""

    TYPED: ClassVar[bool] = False

    def __init__(self, trainer: Trainer, glyphs: Glyphs) -> None:
        super().__init__(trainer, glyphs)
        assert trainer.moment is not None  # noqa: S101  # forms open on a session that is shown
        self._settings = trainer.moment.snapshot.chosen
        self._devices: tuple[_Device, ...] = ()
        self._said = ("looking for devices...",)

    @property
    def heading(self) -> str:
        """What the form is about."""
        return "the device that computes"

    @property
    def hint(self) -> str:
        """What the keys do."""
        return "up down choose   enter computes there   esc closes"

    def lines(self, width: int) -> Sequence[Line]:  # noqa: ARG002  # cut where the screen ends
        """The devices, the one of now marked."""
        return [self._line(device) for device in self._devices]

    def on_mount(self) -> None:
        """Ask which there are."""
        self._look()

    def entered(self, text: str) -> None:  # noqa: ARG002  # nothing is typed here
        """Choose the device.

        Raises:
            UserError: it cannot compute in the dtype of now.
        """
        if self.chosen is None:
            return
        device = self._devices[self.chosen]
        if self._settings.dtype not in device.dtypes:
            raise UserError(
                f"{device.name} cannot compute in {self._settings.dtype}: D chooses another dtype"
            )
        self.leave()
        if device.name != self._settings.device:
            self.trainer.send(Set(Change("device", device.name)))

    def _line(self, device: _Device) -> Line:
        now = "  in use" if device.name == self._settings.device else ""
        name = Span(left(device.name, _NAME), Style.STRONG)
        return name, Span(self.shown(device.title)), Span(now, Style.DIM)

    @work(exclusive=True)
    async def _look(self) -> None:
        try:
            answer = await self.trainer.link.answer(Devices())
        except UserError as error:
            self.refuse(error)
            return
        self._devices = tuple(cast(Iterable[_Device], answer))
        names = [device.name for device in self._devices]
        self.chosen = names.index(self._settings.device) if self._settings.device in names else 0
        moment = self.trainer.moment
        drift = None if moment is None else moment.drift
        self.say(*(() if drift is None else (drift_sentence(self._settings.device, drift),)))


def drift_sentence(device: str, drift: float) -> str:
    """How far a step on a device is from the same in float64, as a sentence."""
    return (
        f"a step on {device} differs from the same step in float64 on the CPU by at most "
        f"{drift:.1e} of the largest parameter"
    )
