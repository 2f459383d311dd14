"""Conversation: keys in, sentences out, one talk after another; it owns the session's Remote."""

from collections.abc import Callable
from dataclasses import replace

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.linear.cursor import MOVES
from gdtui.linear.guide import begun
from gdtui.linear.keystrokes import Keystroke
from gdtui.linear.pulse import Pulse
from gdtui.linear.sentences import data_sentence, settings_sentence
from gdtui.linear.successor import Successor
from gdtui.linear.talk import Begin, Kept, Scene, Talk, Typed
from gdtui.linear.talks import talk_of
from gdtui.linear.turn import Awaited, Turn
from gdtui.session.actions import Action
from gdtui.session.opened import Opened
from gdtui.session.progress import Progress
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Snapshot
from gdtui.session.wire import Answered, Died, Fatal, Noted, Ready, Refused, Shown, Up, Working
from gdtui.tour.tour import Tour
from gdtui.tui.counts import Count
from gdtui.tui.dying import death
from gdtui.tui.keys import Verb, verb_of
from gdtui.tui.wish import NOTHING, Wish

_SENTENCE = 300


class Conversation:
    """Does what a key means and says what came of it.

    `say` writes a sentence, `now` is a clock in seconds; `keys_come` is whether a person may still
    press some, as nobody does where they come from a pipe. `asked` are the words of the line that
    is waited for. `failed` is the error that ended it.
    """

    def __init__(
        self,
        remote: Remote,
        say: Callable[[str], None],
        now: Callable[[], float],
        wish: Wish,
        *,
        keys_come: bool,
    ) -> None:
        self.remote = remote
        self.over = False
        self.failed: UserError | None = None
        self.asked: str | None = None
        self.count = Count()
        self._say, self._kept, self._keys_come = say, Kept(wish), keys_come
        self._pulse = Pulse(say, now)
        self._opened: Opened | None = None
        self._scene: Scene | None = None
        self._turn: Turn | None = None
        self._awaited: int | None = None
        self._stopping = False
        self._next: Successor | None = None

    @property
    def idle(self) -> bool:
        """Whether the next key can be taken."""
        return self._scene is not None and self._turn is None

    @property
    def tour(self) -> Tour | None:
        """The tour that is taken."""
        return self._kept.wish.tour

    @property
    def remotes(self) -> tuple[Remote, ...]:
        """The session, and the one that is to take its place."""
        return (self.remote,) if self._next is None else (self.remote, self._next.remote)

    def press(self, key: Keystroke) -> None:
        """Do what a key means; a digit waits for its key."""
        count = self.count.typed(key.character)
        if count is not None:
            self.count = count
            return
        number, self.count = self.count.number, Count()
        verb = verb_of(key.name, key.character)
        if self._scene is not None and self._kept.cursor is not None and key.name in MOVES:
            self._start(MOVES[key.name](replace(self._scene, kept=self._kept)))
        elif verb is not None:
            self._begin(verb, number)
        elif key.name == "ctrl+d":
            self._say("q quits")
        elif key.name != "backspace":
            name = clean(key.character or key.name)
            self._say(f'"{name}" is no key; ? says which there are')

    def interrupt(self, key: Keystroke) -> None:
        """Escape or ctrl+c while something is under way."""
        if key.name != "escape":
            self._say("esc stops what is under way, then q quits")
        elif self._next is not None:
            self._leave_next(UserError("it is not opened"))
        else:
            self._stopping = True
            self.remote.stop()

    def typed(self, line: str) -> None:
        """The line that was asked for."""
        self.asked = None
        self._go_on(line.strip())

    def heard(self, remote: Remote, message: Up) -> None:
        """Take in what a session says."""
        if self._next is not None and remote is self._next.remote:
            self._heard_next(self._next, message)
        else:
            self._heard(message)

    def _heard(self, message: Up) -> None:
        match message:
            case Ready(opened):
                self._opened = opened
                self._say(data_sentence(opened))
            case Noted(notes):
                for note in notes:
                    self._say(f"note: {note}")
            case Shown():
                self._shown(message)
            case Working(progress=progress):
                self._work(progress, None)
            case Answered() | Refused():
                self._answered(message)
            case Died():
                self._died(message)
            case Fatal(sentence, more):
                tour = self.tour
                told = sentence if tour is None else tour.chapter.wrong(sentence)
                self.failed, self.over = UserError(told, *more), True

    def _shown(self, shown: Shown) -> None:
        assert self._opened is not None  # noqa: S101  # Ready comes before Shown
        first = self._scene is None
        self._scene = Scene(self._opened, shown.snapshot, self._kept)
        if first:
            self._first(self._scene)
            return
        self._pulse.goes(shown)
        if self._awaited is not None and shown.number >= self._awaited:
            self._go_on(shown.snapshot)
        elif shown.progress is not None:
            self._work(shown.progress, shown.snapshot)
        else:
            self._pulse.run(self._opened, shown.snapshot)

    def _died(self, died: Died) -> None:
        if died.is_taken_over:
            self._say("this session goes on in another window")
            self.over = True
            return
        self._say(death(died))
        self._forget()
        self.remote.restart()

    def _work(self, progress: Progress, snapshot: Snapshot | None) -> None:
        """Say how work goes on; one that had not begun when it was stopped is stopped now."""
        if self._stopping:
            self.remote.stop()
        self._pulse.work(progress, snapshot)

    def _first(self, scene: Scene) -> None:
        self._say(settings_sentence(scene.snapshot))
        self._start(begun(scene))

    def _answered(self, message: Answered | Refused) -> None:
        if message.number != self._awaited:
            if isinstance(message, Refused):
                self._say(clean(message.sentence, _SENTENCE))
        elif isinstance(message, Refused):
            self._fail(UserError(message.sentence, *message.more))
        else:
            self._go_on(message.answer)

    def _begin(self, verb: Verb, count: int | None) -> None:
        match verb:
            case Verb.QUIT:
                self.over = True
            case Verb.RUN if not self._keys_come:
                self._say("r goes on until a key pauses it; from a pipe say how far, like 100e")
            case Verb.RUN:
                self.remote.run()
            case Verb.FASTER:
                self.remote.pace(1)
            case Verb.SLOWER:
                self.remote.pace(-1)
            case Verb.ESCAPE if count is not None:
                self._say("the count is dropped")
            case Verb.ESCAPE if self._pulse.running:
                self.remote.stop()
            case _ if self._scene is not None:
                self._start(talk_of(verb, replace(self._scene, kept=self._kept, count=count)))

    def _start(self, talk: Talk) -> None:
        self._wait_no_more()
        self._turn = Turn(talk, self._say, self._keep)
        self._wait_for(self._turn.go_on())

    def _keep(self, kept: Kept) -> None:
        self._kept = kept

    def _go_on(self, came: object) -> None:
        """Let the talk go on with what came of its last step."""
        assert self._turn is not None  # noqa: S101  # nothing is waited for without one
        self._wait_no_more()
        self._wait_for(self._turn.go_on(came))

    def _fail(self, error: UserError) -> None:
        assert self._turn is not None  # noqa: S101  # the same
        self._wait_no_more()
        self._wait_for(self._turn.fail(error))

    def _wait_no_more(self) -> None:
        if self._stopping:
            self._say("stopped")
        self._awaited, self._stopping = None, False

    def _wait_for(self, step: Awaited | None) -> None:
        """Ask for what a talk needs to go on; with None it is over."""
        self._pulse.work_begins()
        match step:
            case None:
                self._turn = None
            case Typed(words):
                self.asked = words
            case Begin():
                self._next = Successor(self.remote, step)
            case _ if isinstance(step, Action):
                self._awaited = self.remote.do(step)
            case _:
                self._awaited = self.remote.ask(step)

    def _forget(self) -> None:
        """Nothing is known of the session, and nothing is waited for."""
        self._scene = self._turn = self._awaited = self.asked = None

    def _heard_next(self, successor: Successor, message: Up) -> None:
        """The session of now goes on until the next one has something to show."""
        try:
            ready = successor.heard(message)
        except UserError as error:
            self._leave_next(error)
            return
        if ready:
            self.remote.quit(successor.remote)
            self.remote, self._next = successor.remote, None
            wish = successor.wish or NOTHING._replace(tour=self.tour and self.tour.left())
            self._kept = Kept(wish)
            self._forget()
            for said in successor.said:
                self._heard(said)

    def _leave_next(self, error: UserError) -> None:
        if self._next is not None:
            self._next.remote.close()
            self._next = None
        self._fail(error)
