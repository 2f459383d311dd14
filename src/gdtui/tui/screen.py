"""The screen of a session: what is shown and where. Its keys are in `trainer`."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.layout import Layout
from textual.reactive import reactive
from textual.timer import Timer

from gdtui.draw.text import Glyphs
from gdtui.errors import UserError
from gdtui.session.opened import Opened
from gdtui.session.questions import Drift, Question
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Applied, Died, Fatal, Ready, Shown, Up
from gdtui.tour.tour import Tour
from gdtui.tui.desk import Desk
from gdtui.tui.easel import Easel
from gdtui.tui.fetching import needed, told
from gdtui.tui.layout import Boxes, Name, Shape, arrange
from gdtui.tui.link import Link
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Painted, Stop
from gdtui.tui.panes.guide import Guide
from gdtui.tui.parts import EDGES, PANES
from gdtui.tui.placed import Placed
from gdtui.tui.sight import Sight

_REST = 0.5  # seconds at a moment before its drift is measured, which takes a step in float64


class SessionScreen(Easel):
    """Shows one session; `moment` and `desk` are all that its panes are told."""

    moment: reactive[Moment | None] = reactive(None, repaint=False)
    desk: reactive[Desk] = reactive(Desk(), repaint=False)
    tour: reactive[Tour | None] = reactive(None, repaint=False)

    def __init__(self, remote: Remote, glyphs: Glyphs) -> None:
        super().__init__()
        self.link = Link(remote, self._heard)
        self.sight = Sight()
        self._glyphs = glyphs
        self._placed = Placed(self._boxes)
        self._opened: Opened | None = None
        self._shape = Shape(1, 1, 1)
        self._died = False
        self._fetching = False
        self._measured: Snapshot | None = None
        self._rest: Timer | None = None
        self.panes = {name: pane(name, glyphs) for name, pane in PANES.items()}
        self.edges = {name: edge(name, glyphs) for name, edge in EDGES.items()}
        self.guide = Guide(Name.GUIDE, glyphs)
        self._parts: tuple[Painted, ...] = (*self.panes.values(), *self.edges.values(), self.guide)
        self.stops = {part.part: part for part in self._parts if isinstance(part, Stop)}

    @property
    def layout(self) -> Layout:
        """Boxes that depend on the size, the data and the view."""
        return self._placed

    def compose(self) -> ComposeResult:
        """All panes; the layout shows those that have room."""
        self.guide.tour = self.tour
        yield from self._parts

    def watch_moment(self) -> None:
        """Tell all parts of another moment."""
        for part in self._parts:
            part.moment = self.moment
        self._tell(self._parts)

    def watch_desk(self) -> None:
        """Tell those at the edges what is on the desk."""
        for edge in self.edges.values():
            edge.desk = self.desk
        self._tell(self.edges.values())

    def watch_tour(self) -> None:
        """Paint another card from its beginning."""
        self.guide.tour, self.guide.first = self.tour, 0
        self._tell((self.guide,))

    def _tell(self, parts: Iterable[Painted]) -> None:
        seen = self.seen
        for part in parts:
            part.told(seen=part.part in seen)

    def on_mount(self) -> None:
        """Listen to the session."""
        self.link.listen()

    @property
    def seen(self) -> Boxes:
        """The panes that are on the screen now, and where."""
        return self._boxes(*self.size)

    @property
    def around(self) -> Boxes:
        """The same, also those that lie under what is said in full about a number."""
        return self._arranged(*self.size, self.sight.alone)

    @property
    def pane(self) -> Stop:
        """The pane in use."""
        return self.stops[self.sight.pane]

    def usable(self) -> Collection[Name]:
        """The panes that the keys can go to."""
        return self.around

    def leave(self, said: str | None = None, status: int = 0) -> None:
        """Close the screen; nothing that the session still says is heard."""
        self.link.deafen()
        self.app.exit(said, return_code=status)

    def say(self, sentence: str) -> None:
        """Show a sentence until the next key."""
        self.desk = replace(self.desk, said=sentence)

    def look(self, sight: Sight) -> None:
        """Show another view, pane or cursor."""
        arranged = self.sight.view, self.sight.alone, self.sight.full
        self.sight = sight
        self.sight = sight.among(self.usable())
        if self.sight.parameter is not None and self.moment is not None:
            target, place = self.sight.parameter
            self.panes[Name.SLICE].first = (
                target * (len(self.moment.opened.input_names) + 1) + place
            )
        seen = self.seen
        for name, pane in self.stops.items():
            used = name is self.sight.pane
            pane.raw = self.sight.raw
            pane.choose(seen=name in seen, chosen=used, cursor=self.sight.cursor if used else None)
        if arranged != (self.sight.view, self.sight.alone, self.sight.full):
            self.relayout()
        self.fetch()

    def relayout(self) -> None:
        """Place the panes again, and paint all of them."""
        # a child that asked for it would do so later: until then parts were painted where they were
        self._clear_arrangement_cache()
        self.refresh(layout=True, repaint=False)

    def on_resize(self) -> None:
        """Ask for what fits into another size, when its panes are placed."""
        self.call_after_refresh(self.fetch)

    def fetch(self) -> None:
        """Ask for what the panes in sight lack."""
        if self.moment is not None:
            first = {name: pane.first for name, pane in self.panes.items()}
            questions = tuple(needed(self.moment, self.seen, first, raw=self.sight.raw))
            if questions or self._fetching:
                self._fetching = bool(questions)
                self._ask(questions)

    @work(exclusive=True)
    async def _ask(self, questions: Iterable[Question]) -> None:
        for question in questions:
            with suppress(UserError):
                answer = await self.link.answer(question)
                if self.moment is not None:
                    self.moment = told(self.moment, answer)

    def shown(self, snapshot: Snapshot) -> None:
        """Show another snapshot, the changes marked."""
        if self.moment is not None:
            self.moment = self.moment.followed_by(snapshot)
        elif self._opened is not None:
            opened = self._opened
            inputs, targets = len(opened.input_names), len(opened.target_names)
            self._shape = Shape(inputs, targets, opened.code_lines)
            self.moment = Moment(opened, snapshot, snapshot)
            self.relayout()
        self.fetch()
        self._look_for_drift(snapshot)

    def _look_for_drift(self, snapshot: Snapshot) -> None:
        """Measure the drift of other settings at once, of another moment where it is rested at."""
        if self._rest is not None:
            self._rest.stop()
        before = self._measured
        if snapshot.settings.device == "cpu":
            self._measured = snapshot
        elif before is None or before.settings != snapshot.settings:
            self.measure(snapshot)
        elif before.position.moment != snapshot.position.moment:
            self._rest = self.set_timer(_REST, partial(self._rested, snapshot))

    def _rested(self, snapshot: Snapshot) -> None:
        if not self.link.remote.backlog and self.moment and self.moment.snapshot is snapshot:
            self.measure(snapshot)

    @work(group="drift", exclusive=True)
    async def measure(self, snapshot: Snapshot) -> None:
        """Ask how far from float64 the settings of a snapshot compute."""
        self._measured = snapshot
        with suppress(UserError):
            drift = await self.link.answer(Drift())
            now = self.moment
            if now and now.snapshot.settings == snapshot.settings and isinstance(drift, float):
                self.moment = replace(now, drift=drift)

    def _heard(self, message: Up) -> None:
        if isinstance(message, Applied):
            return  # one comes with every key of a burst; the next frame tells what it did
        self.desk = replace(self.desk.received(message), backlog=self.link.remote.backlog)
        match message:
            case Ready(opened):
                self._opened = opened
            case Shown(_, snapshot):
                self._died = False
                self.shown(snapshot)
            case Died() if message.is_taken_over:
                self.leave("this session goes on in another window")
            case Died() if self._died:
                # it would die again: what it has to do again is what it died of
                self.leave(f"{message.sentence}, and again when it was started anew", 1)
            case Died():
                self._died = True
                self.link.remote.restart()
                self.link.listen()
            case Fatal(sentence, more):
                told = sentence if self.tour is None else self.tour.chapter.wrong(sentence)
                self.leave("\n".join((told, *more)), 2)

    def _boxes(self, width: int, height: int) -> Boxes:
        return self._arranged(width, height, Name.WHY if self.sight.full else self.sight.alone)

    def _arranged(self, width: int, height: int, alone: Name | None) -> Boxes:
        guided = self.tour is not None
        return arrange(width, height, self._shape, self.sight.view, alone, guided=guided)
