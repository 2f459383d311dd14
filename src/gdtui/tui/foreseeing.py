"""Foreseeing: asks for a forecast where the actions that wait will lead, and shows it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gdtui.errors import UserError
from gdtui.session.outlook import Forecast, Forecasted
from gdtui.tui.foreseen import FORECAST_POINTS, forecast_sentence
from gdtui.tui.prompt import Prompt
from gdtui.tui.questions import forecast_epoch

if TYPE_CHECKING:
    from gdtui.tui.screen import SessionScreen


class Foreseeing:
    """One epoch at a time: another one takes its place."""

    def __init__(self, screen: "SessionScreen") -> None:
        self._screen = screen
        self._epoch: int | None = None

    def begin(self, epoch: int | None) -> None:
        """Look ahead to an epoch; ask for it where it was not typed."""
        if epoch is None:
            prompt = Prompt("forecast the loss at epoch", "", forecast_epoch)
            self._screen.app.push_screen(prompt, self._look)
        else:
            self._look(epoch)

    def shown(self) -> None:
        """Go on with what waited for the actions before it."""
        self._look(self._epoch)

    def forget(self) -> None:
        """Take away the forecast that is shown."""
        moment = self._screen.moment
        if moment is not None and moment.forecast is not None:
            self._screen.moment = replace(moment, forecast=None)

    def _look(self, epoch: int | None) -> None:
        self._epoch = epoch
        if epoch is not None and not self._screen.link.remote.backlog:
            self._epoch = None
            self._screen.run_worker(self._ask(epoch), group="forecast", exclusive=True)

    async def _ask(self, epoch: int) -> None:
        screen = self._screen
        try:
            told = await screen.link.answer(Forecast(epoch, FORECAST_POINTS))
        except UserError as error:
            screen.say(error.sentence)
            return
        if screen.moment is not None and isinstance(told, Forecasted):
            screen.moment = replace(screen.moment, forecast=told)
            screen.say(forecast_sentence(told))
