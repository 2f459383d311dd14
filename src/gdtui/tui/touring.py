"""Touring: turns the cards of a tour, and opens the session of another chapter."""

from typing import TYPE_CHECKING

from textual import events

from gdtui.session.wire import Died, Fatal, Shown, Up
from gdtui.tour.tour import Tour
from gdtui.tui.forms.begun import SessionBegun
from gdtui.tui.link import Link
from gdtui.tui.typed import typed
from gdtui.tui.wish import NOTHING

if TYPE_CHECKING:
    from gdtui.tui.screen import SessionScreen

NO_TOUR = "this is a key of the tour, which gdtui tour begins"


class Touring:
    """Keys that come while a chapter is being opened are kept for it."""

    def __init__(self, screen: "SessionScreen") -> None:
        self._screen = screen
        self._next: Tour | None = None
        self._link: Link | None = None
        self._heard: list[Up] = []
        self._typed: list[events.Key] = []
        self._begun = False  # then what is typed comes too late for this screen

    def on(self) -> None:
        """The rest of a card, or the next one."""
        tour = self._screen.tour
        if tour is None:
            self._screen.say(NO_TOUR)
        elif not self._screen.guide.scrolled():
            self._screen.tour = tour.on()
            if self._screen.tour == tour:
                self._screen.say(tour.over)

    def back(self) -> None:
        """The card before."""
        if self._screen.tour is None:
            self._screen.say(NO_TOUR)
        else:
            self._screen.tour = self._screen.tour.back()

    def turn(self, by: int, count: int | None) -> None:
        """Open the next chapter, the one before, or the one that is named by its number."""
        tour = self._screen.tour
        if tour is None:
            self._screen.say(NO_TOUR)
            return
        aimed = tour.opened(tour.place + by if count is None else count - 1)
        if aimed is None:
            self._screen.say(f"there is no such chapter; there are {len(tour.chapters)}")
            return
        self._next, self._heard, self._typed = aimed, [], []
        chapter = aimed.chapter
        keys = len(typed(chapter.keys))
        remote = self._screen.link.remote.another(chapter.opening, chapter=keys)
        self._link = Link(remote, self._hear)
        self._link.listen()
        self._screen.say(f"opening chapter {aimed.place + 1}...")

    def keeps(self, event: events.Key) -> bool:
        """Whether a key is kept for the chapter that is being opened; esc stays in this one."""
        if self._link is None:
            return False
        if event.key == "escape" and not self._begun:
            self._stop("this chapter goes on")
        else:
            # an event that was handled once is not handled again
            self._typed.append(events.Key(event.key, event.character))
        return True

    def _hear(self, message: Up) -> None:
        self._heard.append(message)
        if self._begun:
            return  # the other screen hears it
        match message:
            case Shown() if self._link is not None and self._next is not None:
                remote, self._begun = self._link.remote, True
                self._link.deafen()
                wish = NOTHING._replace(tour=self._next, keys=typed(self._next.chapter.keys))
                begun = SessionBegun(remote, self._heard, wish, self._typed)
                self._screen.post_message(begun)
            case Fatal(sentence=sentence) if self._next is not None:
                self._stop(self._next.chapter.wrong(sentence))
            case Died(sentence=sentence):
                self._stop(sentence)

    def _stop(self, said: str) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        self._screen.say(said)
