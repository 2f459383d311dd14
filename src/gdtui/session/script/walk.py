"""Walk: any road of a session, leg after leg, its two loops written as functions.

The parameters are always w and b. Where they become new tensors their gradients go with them: a
manual step leaves zeros, one without zero_grad numbers, and zeros and None differ in the sign that
a sum of zeros has.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from gdtui.clean import clean
from gdtui.data.dataset import Dataset
from gdtui.engine.settings import Mode, Variant
from gdtui.session.line import Alteration, Change, Edit, Origin, Stored
from gdtui.session.script.legs import Leg
from gdtui.session.script.loops import (
    FOLD,
    MSE,
    UNFOLD,
    ending,
    learning_rate,
    loader,
    loop_name,
    loop_text,
    seeded,
)
from gdtui.session.script.rows import (
    Form,
    data_text,
    matrix,
    number,
    rows_text,
    scaling_text,
    vector,
)

_ZEROS = "w.grad, b.grad = torch.zeros_like(w), torch.zeros_like(b)  # as zero_() left them\n"


def walked_text(dataset: Dataset, origin: Origin, legs: Sequence[Leg]) -> str:
    """Everything from the data to the names `weight` and `bias`.

    Raises:
        UserError: there are many rows, and the file that they came from cannot be read any more.
    """
    forms = [Form.of(leg.stretch.settings) for leg in legs]
    road = "".join(_road(dataset, origin, legs, forms))
    manual = legs[-1].stretch.settings.mode is Mode.MANUAL
    loss = "mse(x @ w.t() + b, y)" if manual else "F.mse_loss(F.linear(x, w, b), y)"
    road += ending(loss, "w", "b", forms[-1])
    loops = sorted({loop_text(leg.stretch.settings) for leg in legs if leg.steps})
    needed = "".join(loops) + road
    functions = [MSE] if " mse(" in needed else []
    functions += loops
    functions += [UNFOLD] if "unfold(" in needed else []
    functions += [FOLD] if " fold(" in needed else []
    defined = "\n".join(text.strip("\n") + "\n\n" for text in functions)
    data = data_text(dataset, forms)
    if "sigmas" in needed + defined:
        data += scaling_text(dataset)
    return (f"{data}\n\n" if data else "\n") + (f"{defined}\n" if defined else "") + road


def _road(
    dataset: Dataset, origin: Origin, legs: Sequence[Leg], forms: Sequence[Form]
) -> Iterator[str]:
    """Begin, then for each leg its changes, its rows, its batches and its steps."""
    now = Form.of(origin.settings)
    yield _beginning(dataset, origin, now)
    stepped: Leg | None = None
    made: Form | None = None
    batched: tuple[int | None, bool] | None = None
    for leg, form in zip(legs, forms, strict=True):
        settings = leg.stretch.settings
        yield _title(leg)
        for change in leg.stretch.changes:
            text = _changed(change, now)
            now = _form_after(now, change)
            carries = stepped is not None and _left_gradients(stepped)
            yield _carried(text) if carries and "requires_grad" in text else text
        if leg.makes_tensors and stepped and _left_zeros(stepped):
            yield _ZEROS
        if form != made:
            yield rows_text(dataset, forms, form)
            yield "data.tensors = x, y\n" if batched else ""
            made = form
        if leg.steps and leg.loader and batched != (settings.batch_size, settings.shuffle):
            yield "" if batched else "data = TensorDataset(x, y)\n"
            yield loader("data", settings)
            batched = settings.batch_size, settings.shuffle
        yield from _steps(leg)
        stepped = leg if leg.steps else stepped


def _left_gradients(leg: Leg) -> bool:
    return leg.stretch.settings.variant is Variant.SKIPPED_ZERO_GRAD


def _left_zeros(leg: Leg) -> bool:
    return leg.stretch.settings.mode is Mode.MANUAL and not _left_gradients(leg)


def _carried(text: str) -> str:
    """Other tensors w and b with the gradients of the old ones."""
    after = "w.grad, b.grad = (g.to(p) for g, p in zip(grads, (w, b)))  # they had added up\n"
    return f"grads = w.grad, b.grad\n{text}{after}"


def _beginning(dataset: Dataset, origin: Origin, form: Form) -> str:
    d, t = len(dataset.input_names), len(dataset.target_names)
    text = seeded(origin)
    if origin.draws is Mode.MANUAL:
        text += f"w, b = torch.randn({t}, {d}), torch.randn({t})\n"
    else:
        text += f"model = nn.Linear({d}, {t})\nw, b = model.weight, model.bias\n"
    if origin.weight is not None and origin.bias is not None:
        text += "# what was drawn gives way to other weights; the batches come after it\n"
        text += f"w = torch.tensor({matrix(origin.weight)}, dtype=torch.float64)\n"
        text += f"b = torch.tensor({vector(origin.bias)}, dtype=torch.float64)\n"
    if origin.standardized != form.standardize:
        return text + _moved(form)
    return text + _leaves(form, moved=form.device != "cpu")


def _title(leg: Leg) -> str:
    stretch = leg.stretch
    told = [_told(change) for change in stretch.changes]
    where = f"epoch {stretch.epoch + 1}"
    if stretch.batches > 1:
        where += f", batch {stretch.batch + 1} of {stretch.batches}"
    return f"\n# From {where}" + (f": {', '.join(told)}" if told else "") + "\n"


def _told(change: Alteration) -> str:
    if isinstance(change, Change):
        return f"{change.setting} {clean(str(change.value))}"
    return "a number edited" if isinstance(change, Edit) else "stored weights restored"


def _restored(stored: Stored) -> str:
    bias = np.frombuffer(stored.bias, stored.dtype.value)
    weight = np.frombuffer(stored.weight, stored.dtype.value).reshape(len(bias), -1)
    return (
        "with torch.no_grad():\n"
        f"    w.copy_(torch.tensor({matrix(weight)}, dtype=torch.float64))\n"
        f"    b.copy_(torch.tensor({vector(bias)}, dtype=torch.float64))\n"
    )


def _changed(change: Alteration, form: Form) -> str:
    """Make a change to w and b, which have this form."""
    if isinstance(change, Edit):
        place = f"b[{change.target}]"
        if change.column is not None:
            place = f"w[{change.target}, {change.column}]"
        return f"with torch.no_grad():\n    {place} = {number(change.value)}\n"
    if isinstance(change, Stored):
        return _restored(change)
    after = _form_after(form, change)
    if after == form:
        return ""
    if after.standardize != form.standardize:
        return _moved(after)
    return _leaves(after, moved=after.device != form.device)


def _form_after(form: Form, change: Alteration) -> Form:
    return form.changed(change.setting, change.value) if isinstance(change, Change) else form


def _leaves(form: Form, *, moved: bool) -> str:
    where = f"{form.device!r}, torch.{form.dtype}" if moved else f"torch.{form.dtype}"
    return f"w, b = (p.detach().to({where}).requires_grad_() for p in (w, b))\n"


def _moved(form: Form) -> str:
    name = "unfold" if form.standardize else "fold"
    made = form.fully_made
    return f"w, b = (torch.tensor(p{made}, requires_grad=True) for p in {name}(w, b))\n"


def _steps(leg: Leg) -> Iterator[str]:
    """The rest of the epoch that is under way, whole epochs, and a part of the last one."""
    stretch, left = leg.stretch, leg.steps
    settings, size = stretch.settings, stretch.batches
    call = f"{loop_name(settings)}(w, b, {{}}, lr={learning_rate(settings)})\n"
    if not leg.loader:
        yield from _epochs(left, call.format("[(x, y)]"))
        return
    if left and stretch.batch:
        rest = size - stretch.batch
        begun = "batches" if left >= rest else f"islice(batches, {left})"
        yield call.format(begun)
        left -= min(left, rest)
    yield from _epochs(left // size, call.format("loader"))
    if left % size:
        yield "batches = iter(loader)\n"
        yield call.format(f"islice(batches, {left % size})")


def _epochs(count: int, call: str) -> Iterator[str]:
    if count > 1:
        yield f"for epoch in range({count}):\n    {call}"
    elif count:
        yield call
