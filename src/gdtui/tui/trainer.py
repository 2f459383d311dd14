"""The trainer: the screen of a session with its keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual import events

from gdtui.clean import clean
from gdtui.draw.text import Glyphs
from gdtui.session.actions import Action, Return
from gdtui.session.mistakes import mended, mistakes
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Snapshot
from gdtui.tui.burst import Burst, Typed
from gdtui.tui.choice import Choice
from gdtui.tui.confirm import Confirm
from gdtui.tui.counts import Count
from gdtui.tui.foreseeing import Foreseeing
from gdtui.tui.foreseen import RAW_ALREADY
from gdtui.tui.forms.table import FORMS
from gdtui.tui.help import Help
from gdtui.tui.keys import KEYS, Verb, verb_of
from gdtui.tui.layout import Name
from gdtui.tui.overlay import Overlay
from gdtui.tui.panes.chart import Chart
from gdtui.tui.panes.runs import Runs
from gdtui.tui.pointing import PointingScreen
from gdtui.tui.prompt import Prompt
from gdtui.tui.questions import QUESTIONS
from gdtui.tui.screen import SessionScreen
from gdtui.tui.sight import Sight
from gdtui.tui.touring import Touring
from gdtui.tui.twins import STEPS, TwinsScreen
from gdtui.tui.verbs import actions, expected, postponed
from gdtui.tui.wish import NOTHING, Wish

_PAGE = 10
_BLIND = (Verb.QUIT, Verb.SUSPEND, Verb.REPAINT)
_AT_ONCE = (*_BLIND, Verb.INTERRUPT, Verb.HELP, Verb.ESCAPE)  # the others wait for a moment
_ARROWS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class TrainerScreen(PointingScreen):
    """Keys become actions, questions, or another sight of the same moment."""

    def __init__(self, remote: Remote, glyphs: Glyphs, wish: Wish = NOTHING) -> None:
        super().__init__(remote, glyphs)
        self.wish = wish
        self.typed = Burst(self._hand)
        self.set_reactive(SessionScreen.tour, wish.tour)
        self.touring = Touring(self)
        self._wanted: Snapshot | None = None
        self.foreseeing = Foreseeing(self)
        # without epochs there is no key yet: what is said at the beginning stays until one
        epochs = [(Verb.EPOCH, wish.epochs)] if wish.epochs else []
        self._early: list[tuple[Verb, int | None]] = [*epochs, *wish.keys]
        self._commands: dict[Verb, Callable[[], object]] = {
            Verb.RUN: remote.run,
            Verb.FASTER: partial(remote.pace, 1),
            Verb.SLOWER: partial(remote.pace, -1),
            Verb.RETURN: self._runs,
            Verb.MARK: self._mark,
            Verb.BREAK: self._break,
            Verb.EXPLAIN: lambda: self.look(self.sight.pointing()),
            Verb.WHY: self.explain,
            Verb.QUIZ: self.turn_quiz,
            Verb.COPY: self.copy,
            Verb.EDIT: self.edit,
            Verb.RAW: self._raw,
            Verb.NEXT_VIEW: lambda: self.look(self.sight.turned(1)),
            Verb.LAST_VIEW: lambda: self.look(self.sight.turned(-1)),
            Verb.DATA: lambda: self.look(self.sight.data()),
            Verb.MAXIMISE: lambda: self.look(self.sight.maximised()),
            Verb.PANE: lambda: self.look(self.sight.next_pane(self.usable())),
            Verb.UP: partial(self.scroll_by, -1),
            Verb.DOWN: partial(self.scroll_by, 1),
            Verb.PAGE_UP: partial(self.scroll_by, -_PAGE),
            Verb.PAGE_DOWN: partial(self.scroll_by, _PAGE),
            Verb.AXIS: lambda: self.query_one(Chart).turn_axis(),
            Verb.CURVE: lambda: self.query_one(Chart).turn_curve(),
            Verb.ON: self.touring.on,
            Verb.BEFORE: self.touring.back,
            Verb.ESCAPE: self._take_back,
            Verb.PALETTE: self._palette,
            Verb.REPAINT: self._repaint,
            Verb.SUSPEND: self._suspend,
            Verb.INTERRUPT: lambda: self.say("q quits; esc stops what is under way"),
            Verb.HELP: lambda: self.app.push_screen(Help(self.pane.help)),
            Verb.QUIT: self._quit,
        }

    def _hand(self, typed: Typed) -> None:
        """Do a key at once where it is the only one; what lies over this screen may not be ready.

        Others wait in Textual's queue, behind what the keys before them have asked for.
        """
        waiting = self.message_queue_size or self.app.message_queue_size
        alone = self.typed.is_last and not waiting
        ours = not isinstance(self.app.screen, Overlay)
        if alone and ours and isinstance(typed, events.Key):
            with self._context():
                self._take(typed)
        else:
            self.post_message(typed)

    async def on_key(self, event: events.Key) -> None:
        """Hand a key to what lies over this screen, or do what it does here."""
        event.stop()
        event.prevent_default()
        over = self.app.screen
        hidden = Name.SMALL in self.seen and not isinstance(over, Confirm)
        if isinstance(over, Overlay) and not hidden:
            await over.ready()
            over.press(event)
            self.typed.done()
        else:
            self._take(event)

    def _take(self, event: events.Key) -> None:
        if self._wanted is None and verb_of(event.key, event.character) not in _AT_ONCE:
            self.typed.hold(events.Key(event.key, event.character))  # Textual takes none twice
            return
        if not self.touring.keeps(event):
            self.press(event)
        self.typed.done()

    async def on_paste(self, event: events.Paste) -> None:
        """Hand what was pasted to what lies over this screen."""
        event.stop()
        over = self.app.screen
        if isinstance(over, Overlay):
            await over.ready()
            over.paste(event.text)
        self.typed.done()

    def press(self, event: events.Key) -> None:
        """Find the verb of a key and do it; a digit waits for its key.

        Where the screen is too small to show what a key does, it does nothing.
        """
        verb = verb_of(event.key, event.character)
        if Name.SMALL in self.seen and verb not in _BLIND:
            return
        count = Count(self.desk.typed)
        typed = count.typed(event.character)
        if typed is not None:
            self.desk = replace(self.desk, typed=typed.digits)
            return
        self.desk = replace(self.desk, typed="")
        pointing = self.sight.cursor is not None
        if event.key == "enter" and self.sight.pane is Name.RUNS and not pointing:
            self.send(Return(self.pane.first))
        elif pointing and event.key in _ARROWS:
            self.desk = replace(self.desk, said="")
            self.move(*_ARROWS[event.key])
        elif verb is None:
            name = event.character if event.is_printable else event.key
            self.say(f'"{clean(name or event.key)}" is no key; ? shows every key')
        elif not (verb is Verb.ESCAPE and count.digits):
            self.do(verb, count.number)

    def do(self, verb: Verb, count: int | None = None) -> None:
        """What a key does, or a command of the palette."""
        self.desk = replace(self.desk, typed="", said="")
        if verb in self._commands:
            self._commands[verb]()
        elif verb in (Verb.NEXT_CHAPTER, Verb.LAST_CHAPTER):
            self.touring.turn(1 if verb is Verb.NEXT_CHAPTER else -1, count)
        elif self._wanted is None:
            return
        elif verb is Verb.FORECAST:
            self.foreseeing.begin(count)
        elif verb is Verb.TWINS:
            self.app.push_screen(TwinsScreen(self, self._glyphs, STEPS if count is None else count))
        elif verb in FORMS:
            self.app.push_screen(FORMS[verb](self, self._glyphs))
        else:
            self._act(verb, count, self._wanted)

    def _act(self, verb: Verb, count: int | None, wanted: Snapshot) -> None:
        """Send the actions of a key, or ask first what it needs."""
        asked = actions(verb, count, wanted)
        if self.foretells(asked):
            return
        for action in asked:
            self.send(action)
        if not asked and verb in QUESTIONS:
            question = QUESTIONS[verb]
            given = question.given(wanted)
            self.app.push_screen(Prompt(question.words, given, question.read), self.send)

    def send(self, action: Action | None) -> None:
        """Let the session do an action; None is one that was not chosen after all."""
        if action is not None and self._wanted is not None:
            self._wanted = expected(self._wanted, action)
            self.link.remote.do(action)
            if self.link.remote.backlog > 1:  # of the only one nothing is said
                self._count_waiting()
            if waits := postponed(action, self._wanted):
                self.say(waits)

    def _count_waiting(self) -> None:
        """The engine may be silent for long: what it has to do is counted here."""
        self.desk = replace(self.desk, backlog=self.link.remote.backlog)

    def shown(self, snapshot: Snapshot) -> None:
        """Show another snapshot; what was typed before the first one is done now."""
        super().shown(snapshot)
        if not self.link.remote.backlog or self._wanted is None:
            self._wanted = snapshot
        self.foreseeing.shown()
        early, self._early = self._early, []
        for verb, count in early:
            self.do(verb, count)
        self.typed.go_on()

    def _repaint(self) -> None:
        self.app.refresh()

    def _suspend(self) -> None:
        self.app.action_suspend_process()

    def _take_back(self) -> None:
        if self.link.remote.backlog > 1:
            self.link.remote.drop()
            self._count_waiting()
        elif self._busy:
            self.link.remote.stop()
        elif self.sight.full:
            self.look(self.sight.explaining())
        elif self.sight.cursor is not None:
            self.look(self.sight.pointing())
        else:
            self.foreseeing.forget()
            self.look(Sight(pane=self.sight.pane))

    @property
    def _busy(self) -> bool:
        return self.desk.speed is not None or self.link.remote.backlog > 0

    def _palette(self) -> None:
        names = [(f"{key.verb}  ({key.shown})  {key.help}", key.verb) for key in KEYS]
        self.app.push_screen(Choice("command", names), self._chosen)

    def _chosen(self, verb: Verb | None) -> None:
        if verb is not None:
            self.do(verb)

    def _raw(self) -> None:
        self.look(replace(self.sight, raw=not self.sight.raw))
        if self._wanted is not None and not self._wanted.chosen.standardize:
            self.say(RAW_ALREADY)

    def _runs(self) -> None:
        if self.moment is not None:
            self.panes[Name.RUNS].first = self.moment.snapshot.branch
        self.look(self.sight.runs())

    def _mark(self) -> None:
        runs = self.query_one(Runs)
        seen = Name.RUNS in self.seen
        self.say(runs.mark() if seen else "B shows the runs; M there marks one to compare with")

    def _break(self) -> None:
        if self._wanted is None:
            return
        if self._wanted.chosen.variant.mistake:
            self.send(mended())
        else:
            names = mistakes(self._wanted.chosen.mode)
            self.app.push_screen(Choice("break what", names), self.send)

    def _quit(self) -> None:
        if self._busy:
            self.app.push_screen(Confirm("Work is under way. Stop it and quit?"), self._leave)
        else:
            self.leave()

    def _leave(self, really: bool | None) -> None:  # noqa: FBT001  # Textual's callback
        if really:
            self.leave()
