"""The screen: keys go down to the session, what comes up goes to the panes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual import events, work
from textual.app import ComposeResult
from textual.layout import Layout
from textual.reactive import reactive
from textual.screen import Screen

from gdtui.draw.text import Glyphs
from gdtui.errors import UserError
from gdtui.session.actions import Action
from gdtui.session.pace import SPEEDS
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Died, Fatal, Ready, Shown, Up
from gdtui.tui.confirm import Confirm
from gdtui.tui.counts import Count
from gdtui.tui.desk import Desk
from gdtui.tui.fetching import needed, told
from gdtui.tui.help import Help
from gdtui.tui.keys import Verb, verb_of
from gdtui.tui.layout import Boxes, Shape, arrange
from gdtui.tui.link import Link
from gdtui.tui.moment import Moment
from gdtui.tui.pane import Edge, Pane
from gdtui.tui.panes.chart import Chart
from gdtui.tui.parts import EDGES, PANES
from gdtui.tui.placed import Placed
from gdtui.tui.prompt import Prompt
from gdtui.tui.questions import QUESTIONS
from gdtui.tui.sight import Sight
from gdtui.tui.verbs import actions, expected


class TrainerScreen(Screen[None]):
    """Shows one session; `moment` and `desk` are all that its panes are told."""

    moment: reactive[Moment | None] = reactive(None, repaint=False)
    desk: reactive[Desk] = reactive(Desk(), repaint=False)
    sight: reactive[Sight] = reactive(Sight(), repaint=False)

    def __init__(self, remote: Remote, glyphs: Glyphs) -> None:
        super().__init__()
        self.link = Link(remote, self._heard)
        self._glyphs = glyphs
        self._placed = Placed(self.boxes)
        self._speed = 0
        self._wanted: Snapshot | None = None
        self._early: list[tuple[Verb, int | None]] = []
        self._commands: dict[Verb, Callable[[], object]] = {
            Verb.RUN: self._run,
            Verb.FASTER: partial(self._pace, 1),
            Verb.SLOWER: partial(self._pace, -1),
            Verb.ESCAPE: self._take_back,
            Verb.NEXT_VIEW: lambda: self._look(self.sight.turned(1)),
            Verb.LAST_VIEW: lambda: self._look(self.sight.turned(-1)),
            Verb.DATA: lambda: self._look(self.sight.data()),
            Verb.MAXIMISE: lambda: self._look(self.sight.maximised()),
            Verb.PANE: lambda: self._look(self.sight.next_pane(self._seen)),
            Verb.UP: partial(self._scroll, -1),
            Verb.DOWN: partial(self._scroll, 1),
            Verb.PAGE_UP: partial(self._scroll, -10),
            Verb.PAGE_DOWN: partial(self._scroll, 10),
            Verb.AXIS: lambda: self.query_one(Chart).turn_axis(),
            Verb.CURVE: lambda: self.query_one(Chart).turn_curve(),
            Verb.REPAINT: self.relayout,
            Verb.SUSPEND: self._suspend,
            Verb.INTERRUPT: lambda: self.say("q quits; esc stops what is under way"),
            Verb.HELP: lambda: self.app.push_screen(Help()),
            Verb.QUIT: self._quit,
        }

    @property
    def layout(self) -> Layout:
        """Boxes that depend on the size, the data and the view."""
        return self._placed

    def compose(self) -> ComposeResult:
        """All panes; the layout shows those that have room."""
        for name, pane in PANES.items():
            yield pane(name, self._glyphs).data_bind(TrainerScreen.moment)
        for name, edge in EDGES.items():
            yield edge(name, self._glyphs).data_bind(TrainerScreen.moment, TrainerScreen.desk)

    def on_mount(self) -> None:
        """Listen to the session."""
        self.link.listen()

    def _heard(self, message: Up) -> None:
        self.desk = replace(self.desk.received(message), backlog=self.link.remote.backlog)
        match message:
            case Ready(opened):
                self._opened = opened
            case Shown(_, snapshot):
                self._show(snapshot)
            case Died():
                self.link.remote.restart()
                self.link.listen()
            case Fatal(sentence, more):
                self.app.exit("\n".join((sentence, *more)), return_code=2)

    def _show(self, snapshot: Snapshot) -> None:
        if self.moment is None:
            self.moment = Moment(self._opened, snapshot, snapshot)
            self.relayout()
        else:
            self.moment = self.moment.followed_by(snapshot)
        if not self.link.remote.backlog or self._wanted is None:
            self._wanted = snapshot
        self.fetch()
        early, self._early = self._early, []
        for verb, count in early:
            self.do(verb, count)

    @work(exclusive=True)
    async def fetch(self) -> None:
        """Ask for what the panes in sight lack."""
        if self.moment is None:
            return
        first = {name: self.query_one(pane).first for name, pane in PANES.items()}
        for question in needed(self.moment, self._seen, first):
            with suppress(UserError):
                self.moment = told(self.moment, await self.link.answer(question))

    def on_key(self, event: events.Key) -> None:
        """Find the verb of a key and do it."""
        event.stop()
        event.prevent_default()
        count = Count(self.desk.typed)
        typed = count.typed(event.character)
        if typed is not None:
            self.desk = replace(self.desk, typed=typed.digits)
            return
        verb = verb_of(event.key, event.character)
        if verb is not None:
            self.do(verb, count.number)

    def do(self, verb: Verb, count: int | None = None) -> None:
        """What a key does, or a command of the palette."""
        cleared = verb is Verb.ESCAPE and bool(self.desk.typed)
        self.desk = replace(self.desk, typed="", said="")
        if cleared:
            return
        if verb in self._commands:
            self._commands[verb]()
        elif self._wanted is None:
            self._early.append((verb, count))
        else:
            asked = actions(verb, count, self._wanted)
            for action in asked:
                self.send(action)
            if not asked and verb in QUESTIONS:
                question = QUESTIONS[verb]
                given = question.given(self._wanted)
                self.app.push_screen(Prompt(question.words, given, question.read), self.send)

    def send(self, action: Action | None) -> None:
        """Let the session do an action; None is one that was not chosen after all."""
        if action is not None and self._wanted is not None:
            self._wanted = expected(self._wanted, action)
            self.link.remote.do(action)

    def say(self, sentence: str) -> None:
        """Show a sentence until the next key."""
        self.desk = replace(self.desk, said=sentence)

    def relayout(self) -> None:
        """Place the panes again, and paint all of them."""
        # a screen keeps its arrangement until one of its children asks for another
        self.query_one(Edge).refresh(layout=True)

    def boxes(self, width: int, height: int) -> Boxes:
        """Where each pane is on a screen of this size."""
        shape = Shape(1, 1, 1)
        if self.moment is not None:
            opened, snapshot = self.moment.opened, self.moment.snapshot
            code = max(len(code.lines) for code in opened.code.values())
            shape = Shape(len(opened.input_names), snapshot.weight.shape[0], code)
        return arrange(width, height, shape, self.sight.view, self.sight.alone)

    @property
    def _seen(self) -> Boxes:
        return self.boxes(*self.size)

    def _look(self, sight: Sight) -> None:
        self.sight = sight
        self.sight = sight.among(self._seen)
        for pane in self.query(Pane):
            pane.choose(chosen=pane.id == self.sight.pane)
        self.relayout()
        self.fetch()

    def _scroll(self, lines: int) -> None:
        self.query_one(f"#{self.sight.pane}", Pane).scroll(lines)
        self.fetch()

    def _run(self) -> None:
        if self.desk.speed is None:
            self.link.remote.run(self._speed)
        else:
            self.link.remote.pause()

    def _pace(self, by: int) -> None:
        self._speed = max(0, min(self._speed + by, len(SPEEDS) - 1))
        if self.desk.speed is not None:
            self.link.remote.run(self._speed)
        else:
            self.say(f"r will run {SPEEDS[self._speed]}")

    def _suspend(self) -> None:
        self.app.action_suspend_process()

    def _take_back(self) -> None:
        if self.desk.backlog > 1:
            self.link.remote.drop()
        elif self.desk.busy:
            self.link.remote.stop()
        elif self.sight.alone is not None:
            self._look(self.sight.maximised())

    def _quit(self) -> None:
        if self.desk.busy:
            self.app.push_screen(Confirm("Work is under way. Stop it and quit?"), self._leave)
        else:
            self._leave(really=True)

    def _leave(self, really: bool | None) -> None:  # noqa: FBT001  # Textual's callback
        if really:
            self.app.exit()
