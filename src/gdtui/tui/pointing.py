"""Pointing: a cursor on the numbers of the screen, and what the session says about them."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from textual import work

from gdtui.errors import UserError
from gdtui.session.actions import Action, Foretell, Set, Step
from gdtui.session.line import Edit
from gdtui.session.number_at import foretold
from gdtui.session.questions import Explain, Explained
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import Gradient, Parameter, RawParameter, Spot
from gdtui.session.telling import tell_rate
from gdtui.tui.cell import Cell
from gdtui.tui.layout import Name, neighbour
from gdtui.tui.panes.why import Why
from gdtui.tui.prompt import Prompt
from gdtui.tui.questions import number
from gdtui.tui.quizzing import OFF, asked, first_place, not_asked, turned_on
from gdtui.tui.screen import SessionScreen
from gdtui.tui.sight import Sight

_BREAK = 6  # cells that breaking a line between words may take from each of the strip's two

_Wanted = tuple[Spot, int, int]


class PointingScreen(SessionScreen):
    """Moves the cursor; tells, copies and edits the number under it."""

    _asking = False
    _pace: str | None = None

    @property
    def cell(self) -> Cell | None:
        """The number under the cursor."""
        if self.moment is None or self.sight.cursor is None:
            return None
        line, column = self.sight.cursor
        lines, columns = self.pane.extent(self.moment)
        here = line < lines and column < columns
        return self.pane.cell(self.moment, line, column) if here else None

    def usable(self) -> Collection[Name]:
        """The parts that the keys can go to: with a cursor all that have numbers."""
        moment, places = self.moment, self.around
        if self.sight.cursor is None or moment is None:
            return places.keys() - {Name.STATUS}
        stops = {name: self.stops[name] for name in places if name in self.stops}
        return [name for name, stop in stops.items() if all(stop.extent(moment))]

    def look(self, sight: Sight) -> None:
        """Show another view, pane or cursor, and what the number under it is."""
        super().look(sight)
        self._tell_cell()

    def shown(self, snapshot: Snapshot) -> None:
        """Show another snapshot, and until the next key the verdict on what was foretold."""
        before, quiz = self.moment, snapshot.quiz
        super().shown(snapshot)
        self._judge(snapshot)
        if before is not None and quiz.last and quiz.asked != before.snapshot.quiz.asked:
            self.say(quiz.last)

    def _judge(self, snapshot: Snapshot) -> None:
        """Say where the rate stands, when that is in another range than before."""
        if snapshot.gauge is None:
            return
        before, self._pace = self._pace, str(snapshot.gauge.pace)
        if before not in (None, self._pace):
            said, (long, brief) = self.desk.said, tell_rate(snapshot)
            self.say(f"{said}; {brief}" if said else long)

    @property
    def _room(self) -> int:
        """The cells of the strip."""
        return 2 * (self.size.width - 2 - _BREAK)

    def watch_moment(self) -> None:
        """Tell what the number under the cursor is in another moment."""
        super().watch_moment()
        self._tell_cell()

    def watch_desk(self) -> None:
        """Ask what was not asked while actions were on their way."""
        super().watch_desk()
        if self.sight.cursor is not None and not self.link.remote.backlog:
            self._tell_cell()

    def move(self, line: int, column: int) -> None:
        """Move the cursor, at the edge of its pane into the next one; what is full scrolls."""
        if self.moment is None:
            return
        if self.sight.full and line:
            self.query_one(Why).scroll(line)
            return
        moved = self.sight.moved(line, column, self.pane.extent(self.moment))
        if moved == self.sight and not self.sight.full:
            boxes = {name: self.around[name] for name in (*self.usable(), self.sight.pane)}
            there = neighbour(boxes, self.sight.pane, line, column)
            if there is not None:
                extent = self.stops[there].extent(self.moment)
                moved = self.sight.entered(there, line, column, extent)
        self.look(moved)

    def scroll_by(self, lines: int) -> None:
        """Scroll what is in use, or move the cursor as many lines within its pane."""
        if self.sight.full:
            self.query_one(Why).scroll(lines)
        elif self.sight.cursor is not None and self.moment is not None:
            self.look(self.sight.moved(lines, 0, self.pane.extent(self.moment)))
        else:
            self.pane.scroll(lines)
            self.fetch()

    def explain(self) -> None:
        """Show all about the number under the cursor, or the panes again."""
        if self.cell is None:
            self.say("i puts a cursor on the numbers; enter then says all about one")
        else:
            self.query_one(Why).first = 0
            self.look(self.sight.explaining())

    def copy(self) -> None:
        """Copy the number under the cursor."""
        cell = self.cell
        if cell is None or cell.text is None:
            self.say("nothing to copy; i puts a cursor on the numbers, arrows move it")
        else:
            self.app.copy_to_clipboard(cell.text)
            self.say(f"{cell.text} is copied, if the terminal allows it")

    def edit(self) -> None:
        """Ask for another number in place of the parameter under the cursor."""
        cell = self.cell
        if cell is not None and isinstance(cell.spot, RawParameter):
            self.say("this is the number for raw inputs; Z shows the loop's own, which w edits")
        elif cell is None or cell.parameter is None or cell.text is None:
            self.say("nothing to edit; i and tab put the cursor on a parameter")
        else:
            read = partial(_edited, cell.parameter)
            self.app.push_screen(Prompt(f"{cell.name} =", cell.text, read), self.send)

    def turn_quiz(self) -> None:
        """Let steps ask first what the number under the cursor will be, or no more."""
        self.desk = replace(self.desk, quiz=not self.desk.quiz)
        if not self.desk.quiz:
            self.say(OFF)
            return
        if self.sight.cursor is None:
            pane, place = first_place(self.around)
            self.look(replace(self.sight, pane=pane, cursor=place))
        self.say(turned_on(self.cell))

    def foretells(self, actions: tuple[Action, ...]) -> bool:
        """Ask, before a step and with the quiz on, what the number under the cursor will be."""
        if not self.desk.quiz or len(actions) != 1 or not isinstance(actions[0], Step):
            return False
        cell, step = self.cell, actions[0]
        if cell is None or (why := not_asked(cell)):
            self.say(not_asked(None) if cell is None else why)
            return False

        def read(text: str) -> Action:
            said = foretold(text)
            return Foretell(cell.spot, said, step) if said else step

        self.app.push_screen(Prompt(asked(cell, step, self.size.width - 2), "", read), self.send)
        return True

    def send(self, action: Action | None) -> None:
        """Let the session do an action."""
        raise NotImplementedError

    def _tell_cell(self) -> None:
        cell = self.cell
        spot = None if cell is None else cell.spot
        unknown = "None" if isinstance(spot, Gradient) else "?"
        pointed = "" if cell is None else f"{cell.name} = {cell.text or unknown}"
        if (pointed, spot) != (self.desk.pointed, self.desk.spot):
            self.desk = replace(self.desk, pointed=pointed, spot=spot)
        if not self._asking and self._wanted_why is not None:
            self._asking = True
            self._ask_why()

    @property
    def _wanted_why(self) -> _Wanted | None:
        """What is to be explained and is not yet: a number, of a line, at a moment.

        Nothing while actions are on their way: they should not wait for it.
        """
        spot = self.desk.spot
        if spot is None or self.moment is None or self.link.remote.backlog:
            return None
        snapshot = self.moment.snapshot
        known = self.desk.explained(snapshot) is not None
        return None if known else (spot, snapshot.branch, snapshot.position.moment)

    @work(group="why")
    async def _ask_why(self) -> None:
        """Ask one thing at a time: a cursor that moves on asks for where it is then."""
        asked = None
        while (wanted := self._wanted_why) is not None and wanted != asked:
            asked = wanted
            try:
                why = await self.link.answer(Explain(wanted[0], self._room))
            except UserError:
                continue
            if isinstance(why, Explained):
                self.desk = replace(self.desk, why=why)
        self._asking = False


def _edited(parameter: Parameter, text: str) -> Action:
    return Set(Edit(parameter.target, parameter.column, number(text)))
