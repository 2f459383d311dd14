"""explain: why a number of the moment at which a session stands is what it is."""

from dataclasses import replace
from typing import assert_never

from gdtui.errors import UserError
from gdtui.explain.distance import with_distance
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.gradient import explain_gradient
from gdtui.explain.parameter import explain_parameter
from gdtui.explain.prediction import explain_prediction, explain_residual
from gdtui.explain.rate import explain_rate
from gdtui.explain.raw import explain_raw
from gdtui.explain.row import (
    explain_input,
    explain_target,
)
from gdtui.explain.steepness import explain_norm
from gdtui.session.around import own_solution
from gdtui.session.explaining.held import Held
from gdtui.session.explaining.loss import (
    explain_best_loss,
    explain_past_loss,
    explain_whole_loss,
)
from gdtui.session.explaining.rate import standing
from gdtui.session.pieces import Pieces, whole
from gdtui.session.questions import Explain, Explained
from gdtui.session.session import Session
from gdtui.session.spot import (
    Gradient,
    InData,
    OfInput,
    OfTarget,
    Parameter,
    PastLoss,
    RawParameter,
    Spot,
    Whole,
)

_PREFIX = "standardised: "


def explain(session: Session, asked: Explain) -> Explained:
    """Explain one number, in the loop's own numbers.

    Raises:
        UserError: there is no such number now.
    """
    return whole(explaining(session, asked))


def takes_long(spot: Spot) -> bool:
    """Whether a number is explained by a pass over all of the data, or by training again."""
    return isinstance(spot, PastLoss) or spot is Whole.BEST


def explaining(session: Session, asked: Explain) -> Pieces[Explained]:
    """The same, piece by piece: between two of them the session may go on."""
    track, moment = session.place
    held, room = Held(session), asked.room
    of_loop = isinstance(asked.spot, Parameter | Gradient | OfInput | OfTarget)
    prefix = _PREFIX if of_loop and held.standardised else ""
    found = yield from _explanation(held, asked.spot, room - len(prefix))
    line = first_fitting((f"{prefix}{found.line}",), room)
    heading = ("The loop's own numbers: of standardised inputs.", "") if prefix else ()
    found = replace(found, line=line, lines=(*heading, *found.lines))
    return Explained(asked.spot, session.tracks.index(track), moment, found)


def _explanation(held: Held, spot: Spot, room: int) -> Pieces[Explanation]:
    match spot:
        case PastLoss():
            return (yield from explain_past_loss(held, spot, room))
        case Whole.BEST:
            return (yield from explain_best_loss(held, room))
        case _ if not held.timeline.readable:
            raise UserError("the session is on its way; ask again when it is there")
        case _:
            return _at_once(held, spot, room)


def _at_once(
    held: Held,
    spot: Parameter | RawParameter | Gradient | OfInput | OfTarget | InData | Whole,
    room: int,
) -> Explanation:
    match spot:
        case Parameter(target, column):
            found = explain_parameter(held.updating(target, column), room)
            return _with_best(held, found, (target, column), room)
        case RawParameter(target, column):
            found = explain_raw(held.folding(target, column or 0), column, room)
            return _with_best(held, found, (target, column), room, raw=True)
        case Gradient(target, column):
            return explain_gradient(held.slope(target, column), room)
        case OfInput() | OfTarget() | InData():
            return _of_row(held, spot, room)
        case Whole():
            return _whole(held, spot, room)
        case _:
            assert_never(spot)


def _with_best(
    held: Held,
    found: Explanation,
    place: tuple[int, int | None],
    room: int,
    *,
    raw: bool = False,
) -> Explanation:
    """The same with the distance to the best value, once that is known."""
    session = held.session
    landscape = session.survey.of(session.timeline.live.settings)
    if landscape is None or found.value is None:
        return found
    best = landscape.solution if raw else own_solution(landscape)
    target, column = place
    value = best.bias[target] if column is None else best.weight[target, column]
    many = bool(landscape.solution.dependent)
    return with_distance(found, found.value, float(value), many=many, room=room)


def _whole(held: Held, spot: Whole, room: int) -> Explanation:
    if spot is Whole.NORM:
        return explain_norm(held.input_names, held.target_names, held.grads, held.norm, room)
    if spot is Whole.RATE:
        session = held.session
        lr, holds, stands = session.chosen.lr, held.settings.lr, standing(session)
        return explain_rate(lr, held.steepest, holds, stands, room)
    return explain_whole_loss(held, spot, room)


def _of_row(held: Held, spot: OfInput | OfTarget | InData, room: int) -> Explanation:
    match spot:
        case OfInput(row, column):
            x, standard = held.input(row, column)
            return explain_input(held.row(row), held.input_names[column], x, standard, room)
        case OfTarget("prediction", row, target):
            return explain_prediction(held.predicting(row, target), room)
        case OfTarget(what, row, target):
            made, y = held.pair(row, target)
            row_name, target_name = held.row(row), held.target_names[target]
            if what == "target":
                return explain_target(row_name, target_name, y, float(made), room)
            elements = held.live.y.numel()
            return explain_residual(row_name, target_name, made, y, elements=elements, room=room)
        case InData(number, place):
            return _in_data(held, number, place, room)


def _in_data(held: Held, number: int, place: int, room: int) -> Explanation:
    dataset, row = held.dataset, held.data_row(number)
    target = place - len(held.input_names)
    if target >= len(held.target_names):
        raise UserError("there is no such column")
    if target < 0:
        raw = dataset.input_columns[place][number]
        return explain_input(row, held.input_names[place], raw, None, room)
    y = dataset.target_columns[target][number]
    return explain_target(row, held.target_names[target], y, held.raw_pred(number, target), room)
