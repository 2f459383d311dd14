"""The app: the terminal's own colours, no keys but those of the table, and one screen."""

import asyncio
import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import BindingType

from gdtui.draw.text import Glyphs
from gdtui.tui.cell_diff import CellDiff
from gdtui.tui.crash import report
from gdtui.tui.forms.begun import SessionBegun
from gdtui.tui.waiting import Waiting
from gdtui.tui.wish import NOTHING, Wish

if TYPE_CHECKING:  # it is loaded when the first frame is on the terminal
    from gdtui.session.remote import Remote
    from gdtui.tui.trainer import TrainerScreen


class TrainerApp(CellDiff[str]):
    """Opens the screen of one session; returns what is to be said when the screen is gone.

    `remote` is called for the session when the first frame is on the terminal.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { overflow: hidden; }"

    def __init__(
        self, remote: "Callable[[], Remote]", glyphs: Glyphs, wish: Wish = NOTHING
    ) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self._remote, self._glyphs, self._wish = remote, glyphs, wish
        self._trainer: TrainerScreen | None = None
        self._typed: list[events.Key | events.Paste] = []
        self._painted = False

    @property
    def trainer(self) -> "TrainerScreen":
        """The screen of the session; it takes a tenth of a second to load."""
        if self._trainer is None:
            from gdtui.tui.trainer import TrainerScreen  # noqa: PLC0415  # see above

            self._trainer = TrainerScreen(self._remote(), self._glyphs, self._wish)
        return self._trainer

    def get_default_screen(self) -> Waiting:
        """What is painted first."""
        return Waiting()

    def on_mount(self) -> None:
        """Paint all of the screen again when the shell lets it come back; end on any error."""
        asyncio.get_running_loop().set_exception_handler(self._fallen)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def post_display_hook(self) -> None:
        """Open the screen of the session once something is on the terminal."""
        if not self._painted:
            self._painted = True
            self.call_later(self._begin)

    async def _begin(self) -> None:
        await self.push_screen(self.trainer)
        for event in self._typed:
            self.trainer.typed.take(event)
        self.trainer.call_after_refresh(self._load_rest)

    def _load_rest(self) -> None:
        """Load what the first numbers need while the session loads torch."""
        from gdtui.draw.canvas import load  # noqa: PLC0415  # it comes with the trainer

        load()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    @on(SessionBegun)
    async def follow(self, begun: SessionBegun) -> None:
        """Show another session; the one before ends."""
        self.trainer.link.quit(begun.remote)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        tour = self.trainer.tour
        wish = begun.wish or NOTHING._replace(tour=tour and tour.left())
        self._trainer = type(self.trainer)(begun.remote, self._glyphs, wish)
        self._trainer.link.said = begun.said
        await self.push_screen(self._trainer)
        for event in begun.typed:
            self._trainer.typed.take(event)

    async def on_event(self, event: events.Event) -> None:
        """Hand all that is typed to the trainer, which keeps it in order."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._trainer is None:
                self._typed.append(event)
            else:
                self._trainer.typed.take(event)
        else:
            await super().on_event(event)

    def _fallen(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if "handle" in context and isinstance(error, Exception):
            self._handle_exception(error)  # of what the loop itself calls, Textual knows nothing
        else:
            loop.default_exception_handler(context)

    def _handle_exception(self, error: Exception) -> None:
        # Textual prints a traceback with the values of all variables, data among them
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.trainer.leave(report(error), 1)
