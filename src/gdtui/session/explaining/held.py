"""Held: what a session holds of its moment, picked and copied for one explanation."""

import numpy as np
from torch import Tensor

from gdtui.clean import clean
from gdtui.engine.descent import Descent
from gdtui.engine.scaling import Floats
from gdtui.engine.settings import Mode, Settings
from gdtui.errors import UserError
from gdtui.explain.parameter import Updating
from gdtui.explain.prediction import Predicting
from gdtui.explain.raw import Folding
from gdtui.explain.row import RowName, Standard
from gdtui.explain.slope import Slope
from gdtui.explain.writing import parameter_name
from gdtui.session.line import PHASES_PER_STEP, Edit, Stored
from gdtui.session.raw_weights import raw_weights
from gdtui.session.session import Session
from gdtui.session.states import after_changes
from gdtui.session.view import gradient_norm, position

_FILE = 40


class Held:
    """Looks at one session, which stays as it is; what is asked beyond its shape is a UserError."""

    def __init__(self, session: Session) -> None:
        self.session, self.dataset = session, session.dataset
        self.timeline = session.timeline
        self.live: Descent = self.timeline.live
        self.input_names, self.target_names = self.dataset.input_names, self.dataset.target_names
        track, moment = session.place
        self.line, self._moment = track.line, moment
        self.phase = position(track.line, moment).phase

    @property
    def settings(self) -> Settings:
        """Those of the step that was done last, or is under way."""
        steps, phases = divmod(self._moment, PHASES_PER_STEP)
        return self.live.settings if phases else self.line.settings_before(steps)

    @property
    def standardised(self) -> bool:
        """Whether the loop's numbers are of standardised inputs."""
        return self.settings.standardize if self.phase else self.live.settings.standardize

    @property
    def grads(self) -> tuple[Floats, Floats] | None:
        """All gradients, those of the weights and those of the biases."""
        weight, bias = self.live.weight.grad, self.live.bias.grad
        return None if weight is None or bias is None else (host(weight), host(bias))

    @property
    def norm(self) -> float | None:
        """The length of the gradient, as the screen shows it."""
        return gradient_norm(self.live)

    @property
    def steepest(self) -> tuple[str, float] | None:
        """The parameter with the largest gradient, and that; None where all are nothing."""
        grads = self.grads
        if grads is None:
            return None
        every = np.column_stack(grads)
        target, column = np.unravel_index(int(np.argmax(np.abs(every))), every.shape)
        grad = float(every[target, column])
        names = (*self.input_names, None)
        called = parameter_name(self.target_names[int(target)], names[int(column)])
        return (called, grad) if grad else None

    def updating(self, target: int, column: int | None) -> Updating:
        """What a parameter is explained by."""
        slope, live = self.slope(target, column), self.live
        at = target if column is None else (target, column)
        now, before = (
            (live.bias, live.bias_before) if column is None else (live.weight, live.weight_before)
        )
        origin = self.line.origin
        given = origin.weight is not None
        initial = "as it was given" if given else f"drawn at random from seed {origin.seed}"
        return Updating(
            slope, host(now)[at], host(before)[at], initial, self._changed(target, column)
        )

    def slope(self, target: int, column: int | None) -> Slope:
        """What a gradient is explained by."""
        self._check(target=target, column=column or 0)
        live, at = self.live, target if column is None else (target, column)
        grads = (
            (live.bias.grad, live.bias_grad_before)
            if column is None
            else (live.weight.grad, live.weight_grad_before)
        )
        grad, before = (None if grad is None else host(grad)[at] for grad in grads)
        return Slope(
            input_name=None if column is None else self.input_names[column],
            target_names=self.target_names,
            target=target,
            x=None if column is None else host(live.x[:, column]),
            preds=None if live.preds is None else host(live.preds),
            targets=host(live.y),
            number=self.number,
            grad=grad,
            before=before,
            phase=self.phase,
            sgd=self.settings.mode is Mode.SGD,
            lr=self.settings.lr,
            variant=self.settings.variant,
            later=self._moment > PHASES_PER_STEP,
        )

    def folding(self, target: int, column: int = 0) -> Folding:
        """What the parameters of a target for raw inputs are explained by."""
        self._check(target=target, column=column)
        if not self.live.settings.standardize:
            raise UserError("the inputs are raw now")
        scaling = self.timeline.prepared.scaling
        return Folding(
            self.target_names[target],
            self.input_names,
            host(self.live.weight)[target],
            float(host(self.live.bias)[target]),
            scaling.means,
            scaling.sigmas,
        )

    def predicting(self, row: int, target: int) -> Predicting:
        """What a prediction is explained by."""
        made, y = self.pair(row, target)
        live, updated = self.live, self.phase in ("update", "zero_grad")
        x, weight = host(live.x[row]), host(live.weight_before)[target]
        now = None
        if updated and live.settings.standardize == self.settings.standardize:
            with np.errstate(all="ignore"):
                wide = host(live.weight)[target].astype(np.float64)
                now = float(x.astype(np.float64) @ wide) + float(host(live.bias)[target])
        return Predicting(
            row=self.row(row),
            input_names=self.input_names,
            target_name=self.target_names[target],
            x=x,
            weight=weight,
            bias=host(live.bias_before)[target],
            target=y,
            made=made,
            now=now,
        )

    def pair(self, row: int, target: int) -> tuple[np.floating, np.floating]:
        """A prediction and its target."""
        self._check(row=row, target=target)
        assert self.live.preds is not None  # noqa: S101  # rows come with their predictions
        return host(self.live.preds[row])[target], host(self.live.y[row])[target]

    def input(self, row: int, column: int) -> tuple[np.floating, Standard | None]:
        """An input as the loop has it, and what it was standardised by."""
        self._check(row=row, column=column)
        x = host(self.live.x[row])[column]
        if not self.standardised:
            return x, None
        scaling = self.timeline.prepared.scaling
        raw = self.dataset.input_columns[column][self.number(row)]
        return x, Standard(float(raw), float(scaling.means[column]), float(scaling.sigmas[column]))

    def row(self, row: int) -> RowName:
        """The name of a row of the batch."""
        return self.data_row(self.number(row))

    def data_row(self, number: int) -> RowName:
        """The name of a row of the data."""
        if not 0 <= number < self.dataset.rows:
            raise UserError(f"there are {self.dataset.rows} rows")
        return RowName(number, self.dataset.lines[number], clean(self.dataset.path.name, _FILE))

    def number(self, row: int) -> int:
        """The number in the data of a row of the batch."""
        places = self.live.places
        if isinstance(places, Tensor):
            return int(places[row])
        return row if places is None else places.start + row

    def raw_pred(self, number: int, target: int) -> float:
        """What the weights of now make of a row of the data."""
        weight, bias = raw_weights(self.session)
        x = np.array([column[number] for column in self.dataset.input_columns])
        with np.errstate(all="ignore"):
            return float(weight[target].astype(np.float64) @ x + bias[target])

    def _changed(self, target: int, column: int | None) -> tuple[str, float] | None:
        """What was done to a parameter between the last step and the next, and what that gave."""
        steps, phases = divmod(self._moment, PHASES_PER_STEP)
        changes = () if phases else self.line.changes_at(steps)
        settings, why = self.line.settings_before(steps), ""
        for change in changes:
            if isinstance(change, Edit):
                mine = (change.target, change.column) == (target, column)
                why = "set by hand; the next predict uses it" if mine else why
                continue
            if isinstance(change, Stored):
                why = "restored from stored weights"
                continue
            if change.setting == "standardize" and change.value != settings.standardize:
                why = "moved when the inputs were standardised or no longer; all predictions stay"
            elif change.setting == "dtype" and change.value != settings.dtype:
                why = why or f"the same number in {change.value}"
            settings = change.settled(settings)
        if not why:
            return None
        before = self.timeline.unchanged
        state = after_changes(
            before, self.line.settings_before(steps), changes, self.timeline.prepared
        )
        values = state.bias if column is None else state.weight[:, column]
        return why, float(values[target])

    def _check(self, *, row: int | None = None, target: int = 0, column: int = 0) -> None:
        """Refuse what is not there: the screen may be a moment behind."""
        there = 0 <= target < len(self.target_names) and 0 <= column < len(self.input_names)
        if not there or not (row is None or 0 <= row < len(self.live.x)):
            raise UserError("that number is not there any more")


def host(tensor: Tensor) -> Floats:
    """The numbers of a tensor; on the CPU they are its own memory, to be read at once."""
    read: Floats = tensor.detach().cpu().numpy()
    return read
