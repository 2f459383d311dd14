"""twins: the answer to how the two modes differ, from copies of the state of now."""

import numpy as np
from torch import Tensor

from gdtui.engine.descent import Descent
from gdtui.engine.fused import rounds_once
from gdtui.engine.gap import Gap
from gdtui.engine.rows import TORCH_DTYPE
from gdtui.engine.settings import Dtype
from gdtui.engine.twins import run_twins
from gdtui.errors import UserError
from gdtui.explain.twins_sentence import Course, Parting, far, twins_sentences
from gdtui.explain.writing import count, name, parameter_name
from gdtui.session.pieces import Pieces, whole
from gdtui.session.questions import Twins
from gdtui.session.session import Session
from gdtui.session.twinned import Difference, Twinned, TwinPhase

_MOST = 1000  # steps
_PRODUCTS = 1 << 31  # multiplications of all steps: a few seconds


def twins(session: Session, question: Twins) -> Twinned:
    """Take steps in both modes from where the step of now began; the session stays as it is.

    Of many rows it takes fewer steps than asked for.

    Raises:
        UserError: no or too many steps.
    """
    return whole(twinning(session, question))


def twinning(session: Session, question: Twins) -> Pieces[Twinned]:
    """The same, phase by phase: between two of them the session may go on.

    Raises:
        UserError: no or too many steps.
    """
    if not 1 <= question.steps <= _MOST:
        raise UserError(f"twins take 1 to {_MOST} steps, not {question.steps}")
    live = session.timeline.live
    settings = live.settings
    state = (live.begun() if live.phases_done else None) or live.state()
    products = 2 * live.plan.size * live.weight.numel()
    steps = min(question.steps, max(1, _PRODUCTS // products))
    phases = []
    for place, one in enumerate(run_twins(live.rows, settings, state, steps, exact=question.exact)):
        step = place // 5
        epochs, batch = divmod(state.batch + step, live.plan.batches)
        differences = tuple(_difference(session, one.live, what, gap) for what, gap in one.gaps)
        yield
        phases.append(
            TwinPhase(
                step=step + 1,
                epoch=state.epoch + epochs + 1,
                batch=batch + 1,
                phase=one.phase,
                differences=differences,
                left=(one.left[0].value, one.left[1].value),
            )
        )
    course = Course(
        steps=steps,
        exact=question.exact,
        rounds_once=rounds_once(TORCH_DTYPE[settings.dtype], live.weight.device),
        power_of_two=_is_power_of_two(settings.lr, settings.dtype),
        left=phases[-1].left,
    )
    first = next((_parting(one) for one in phases if not one.equal), None)
    digits = 9 if settings.dtype is Dtype.FLOAT32 else 17
    told = twins_sentences(first, course)
    if steps < question.steps:
        told += (f"Of so many rows only {count(steps, 'step')} can be compared in a moment.",)
    return Twinned(tuple(phases), question.exact, settings.lr, live.plan.batches, digits, told)


def _is_power_of_two(lr: float, dtype: Dtype) -> bool:
    mantissa, _ = np.frexp(np.dtype(dtype.value).type(lr))
    return bool(mantissa == 0.5)


def _parting(one: TwinPhase) -> Parting:
    return Parting(
        step=one.step,
        phase=one.phase,
        differing=sum(difference.differing for difference in one.differences),
        count=sum(difference.count for difference in one.differences),
        ulps=max(difference.ulps for difference in one.differences),
        relative=max(difference.relative for difference in one.differences),
    )


def _difference(session: Session, live: Descent, what: str, gap: Gap) -> Difference:
    return Difference(
        what=what,
        count=gap.count,
        differing=gap.differing,
        ulps=gap.ulps,
        relative=gap.relative,
        said=far(gap.ulps),
        name=_name(session, live, what, gap.place),
        manual=gap.one,
        sgd=gap.other,
    )


def _name(session: Session, live: Descent, what: str, place: int) -> str:
    """What the number at a place of a tensor is called."""
    inputs, targets = session.dataset.input_names, session.dataset.target_names
    if what == "loss":
        return what
    if what == "preds":
        row, target = divmod(place, len(targets))
        return f"pred[row {_number(live, row) + 1},{name(targets[target])}]"
    target, column = (place, None) if what.startswith("b") else divmod(place, len(inputs))
    called = parameter_name(targets[target], None if column is None else inputs[column])
    return f"grad of {called}" if what.endswith("grad") else called


def _number(live: Descent, row: int) -> int:
    """The number in the data of a row of the batch, from 0."""
    places = live.places
    if isinstance(places, Tensor):
        return int(np.asarray(places.cpu())[row])
    return row if places is None else places.start + row
