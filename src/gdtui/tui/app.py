"""The app: the terminal's own colours, no keys but those of the table, and one screen."""

from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.binding import BindingType

from gdtui.draw.text import Glyphs
from gdtui.session.remote import Remote
from gdtui.tui.crash import report
from gdtui.tui.forms.begun import SessionBegun
from gdtui.tui.trainer import TrainerScreen
from gdtui.tui.wish import NOTHING, Wish


class TrainerApp(App[str]):
    """Opens the screen of one session; returns what is to be said when the screen is gone."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { overflow: hidden; }"

    def __init__(self, remote: Remote, glyphs: Glyphs, wish: Wish = NOTHING) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self._glyphs = glyphs
        self.trainer = TrainerScreen(remote, glyphs, wish)

    def on_mount(self) -> None:
        """Open the screen; paint all of it again when the shell lets it come back."""
        self.push_screen(self.trainer)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    @on(SessionBegun)
    def follow(self, begun: SessionBegun) -> None:
        """Show another session; the one before ends."""
        self.trainer.link.quit()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.trainer = TrainerScreen(begun.remote, self._glyphs)
        self.trainer.link.said = begun.said
        self.push_screen(self.trainer)

    async def on_event(self, event: events.Event) -> None:
        """Hand all that is typed to the trainer, which keeps it in order."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.trainer.post_message(event)
        else:
            await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        # Textual prints a traceback with the values of all variables, data among them
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.trainer.leave(report(error), 1)
