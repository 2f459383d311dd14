"""Plain: whole epochs under one set of settings, written as the tutorial writes them."""

from collections.abc import Sequence

from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Mode, Variant
from gdtui.session.line import Origin
from gdtui.session.script.legs import Leg
from gdtui.session.script.loops import (
    FOLD,
    MSE,
    body,
    ending,
    indented,
    learning_rate,
    loader,
    loop_text,
    seeded,
)
from gdtui.session.script.rows import Form, data_text, matrix, rows_text, scaling_text, vector


def is_plain(origin: Origin, legs: Sequence[Leg]) -> bool:
    """Whether the tutorial could have written it."""
    leg = legs[0]
    settings = leg.stretch.settings
    return (
        len(legs) == 1
        and not leg.changes_numbers
        and leg.steps % leg.stretch.batches == 0
        and origin.standardized == settings.standardize
        and (origin.draws is settings.mode or (origin.weight is not None and not leg.loader))
    )


def plain_text(dataset: Dataset, origin: Origin, leg: Leg) -> str:
    """Everything from the data to the names `weight` and `bias`.

    Raises:
        UserError: there are many rows, and the file that they came from cannot be read any more.
    """
    settings, form = leg.stretch.settings, Form.of(leg.stretch.settings)
    manual = settings.mode is Mode.MANUAL
    text = data_text(dataset, [form]) + (scaling_text(dataset) if form.standardize else "")
    text += rows_text(dataset, [form], form) + "\n"
    if origin.weight is None or leg.loader:
        text += seeded(origin)
    if manual:
        text += _leaves(dataset, origin, form, draw=leg.loader)
    else:
        text += _model(dataset, origin, form)
    lr = learning_rate(settings)
    if manual:
        text += f"lr = {lr}\n"
    else:
        climbs = ", maximize=True" if settings.variant is Variant.FLIPPED_SIGN else ""
        text += f"opt = torch.optim.SGD(model.parameters(), lr={lr}{climbs})\n"
    if leg.loader:
        text += loader("TensorDataset(x, y)", settings)
    functions = (MSE if manual else "") + (FOLD if form.standardize else "")
    text += "\n" + (functions + "\n" if functions else "")
    text += _epochs(leg, body(loop_text(settings)))
    if manual:
        return text + ending("mse(x @ w.t() + b, y)", "w", "b", form)
    return text + ending("F.mse_loss(model(x), y)", "model.weight", "model.bias", form)


def _epochs(leg: Leg, step: str) -> str:
    step = step.replace("F.linear(x, w, b)  # what nn.Linear does", "model(x)")
    if not leg.steps:
        return ""
    text = f"for epoch in range({leg.steps // leg.stretch.batches}):\n"
    if not leg.loader:
        return text + indented(step, 1)
    step = step.replace("x @", "xb @").replace("(x)", "(xb)").replace(", y)", ", yb)")
    return text + "    for xb, yb in loader:\n" + indented(step, 2)


def _leaves(dataset: Dataset, origin: Origin, form: Form, *, draw: bool) -> str:
    """The parameters w and b; `draw` is whether to draw even what others are given for."""
    d, t = len(dataset.input_names), len(dataset.target_names)
    drawn = f"torch.randn({t}, {d})", f"torch.randn({t})"
    if origin.weight is not None and origin.bias is not None:
        unused = f"{drawn[0]}, {drawn[1]}  # not used, but drawn before the batches\n"
        w, b = matrix(origin.weight), vector(origin.bias)
        return (
            (unused if draw else "")
            + f"w = torch.tensor({w}{form.made}, requires_grad=True)\n"
            + f"b = torch.tensor({b}{form.made}, requires_grad=True)\n"
        )
    if form.to:
        w, b = (f"{those}.to({form.to}).requires_grad_()" for those in drawn)
    else:
        w, b = (f"{those[:-1]}, requires_grad=True)" for those in drawn)
    return f"w = {w}\nb = {b}\n"


def _model(dataset: Dataset, origin: Origin, form: Form) -> str:
    """The parameters in a model; it draws some even where others are given."""
    d, t = len(dataset.input_names), len(dataset.target_names)
    text = f"model = nn.Linear({d}, {t})" + (f".to({form.to})" if form.to else "") + "\n"
    if origin.weight is None or origin.bias is None:
        return text
    float64 = ", dtype=torch.float64" if form.dtype == "float64" else ""
    w, b = matrix(origin.weight), vector(origin.bias)
    return (
        f"{text}with torch.no_grad():\n"
        + indented(f"model.weight.copy_(torch.tensor({w}{float64}))\n", 1)
        + indented(f"model.bias.copy_(torch.tensor({b}{float64}))\n", 1)
    )
