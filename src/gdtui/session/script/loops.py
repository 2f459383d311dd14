"""Script loops: the texts that every exported script is made of, the tutorial's two loops first."""

from gdtui.engine.settings import Mode, Settings, Variant
from gdtui.session.line import Origin
from gdtui.session.script.rows import Form, number

MSE = """
def mse(preds, targets):
    diff = preds - targets
    return torch.sum(diff * diff) / diff.numel()

"""
MANUAL_LOOP = """
def manual(w, b, batches, lr):
    for x, y in batches:
        preds = x @ w.t() + b
        loss = mse(preds, y)
        loss.backward()
        with torch.no_grad():
            w -= w.grad * lr
            b -= b.grad * lr
        w.grad.zero_()
        b.grad.zero_()

"""
SGD_LOOP = """
def sgd(w, b, batches, lr):
    opt = torch.optim.SGD([w, b], lr=lr)
    for x, y in batches:
        preds = F.linear(x, w, b)  # what nn.Linear does
        loss = F.mse_loss(preds, y)
        loss.backward()
        opt.step()
        opt.zero_grad()

"""
_ZEROING = """\
        w.grad.zero_()
        b.grad.zero_()
"""
_UPDATE = """\
            w -= w.grad * lr
            b -= b.grad * lr
"""
_STEP = "        opt.step()\n"
_SKIPPED = "        # zero_grad is skipped\n"
_OLD = "        # to be printed: old preds\n"
_CHANGED = {
    (Mode.MANUAL, Variant.SKIPPED_ZERO_GRAD): ((_ZEROING, _SKIPPED),),
    (Mode.SGD, Variant.SKIPPED_ZERO_GRAD): (("        opt.zero_grad()\n", _SKIPPED),),
    (Mode.MANUAL, Variant.FLIPPED_SIGN): ((_UPDATE, _UPDATE.replace("-=", "+=")),),
    (Mode.SGD, Variant.FLIPPED_SIGN): (
        ("lr=lr)", "lr=lr, maximize=True)"),
        (_STEP, f"        # opt has maximize=True\n{_STEP}"),
    ),
    (Mode.MANUAL, Variant.OLD_LOSS): (
        (_ZEROING, f"{_OLD}        loss = mse(preds, y)\n{_ZEROING}"),
    ),
    (Mode.SGD, Variant.OLD_LOSS): ((_STEP, f"{_STEP}{_OLD}        loss = F.mse_loss(preds, y)\n"),),
    (Mode.MANUAL, Variant.EXACT_UPDATE): (
        ("w -= w.grad * lr", "w.add_(w.grad, alpha=-lr)"),
        ("b -= b.grad * lr", "b.add_(b.grad, alpha=-lr)"),
    ),
}
FOLD = '''
def fold(w, b):
    """Weights for raw inputs with the same predictions, in float64."""
    w, b = w.detach().cpu().double().numpy(), b.detach().cpu().double().numpy()
    return w / sigmas, b - (w / sigmas * means).sum(axis=1)

'''
UNFOLD = '''
def unfold(w, b):
    """Weights for standardised inputs with the same predictions, in float64."""
    w, b = w.detach().cpu().double().numpy(), b.detach().cpu().double().numpy()
    return w * sigmas, b + (w * means).sum(axis=1)

'''
_IMPORTS = (
    ("csv.reader(", "import csv"),
    ("gzip.open(", "import gzip"),
    ("math.isfinite", "import math"),
    ('array("d")', "from array import array"),
    ("islice(", "from itertools import islice"),
    ("", ""),
    ("np.", "import numpy as np"),
    ("", "import torch"),
    ("nn.Linear(", "from torch import nn"),
    ("F.mse_loss(", "from torch.nn import functional as F"),
    ("DataLoader(", "from torch.utils.data import DataLoader, TensorDataset"),
)


def imports(text: str) -> str:
    """The imports that the rest of a script needs."""
    return "".join(f"{line}\n" for mark, line in _IMPORTS if mark in text).lstrip()


def loop_name(settings: Settings) -> str:
    """What the function of a loop is called: by its mode, and by what is different in it."""
    changed = (settings.mode, settings.variant) in _CHANGED
    return f"{settings.mode}_{settings.variant.name.lower()}" if changed else settings.mode.value


def loop_text(settings: Settings) -> str:
    """The loop of these settings as a function."""
    mode = settings.mode
    text = MANUAL_LOOP if mode is Mode.MANUAL else SGD_LOOP
    for old, new in _CHANGED.get((mode, settings.variant), ()):
        text = text.replace(old, new)
    return text.replace(f"def {mode}(", f"def {loop_name(settings)}(")


def body(loop: str) -> str:
    """What one step of a loop does, its lines not indented."""
    _, _, lines = loop.strip().partition("batches:\n")
    return "".join(f"{line.removeprefix(' ' * 8)}\n" for line in lines.splitlines())


def indented(text: str, deep: int) -> str:
    """The text moved to the right by so many levels."""
    return "".join(f"{'    ' * deep}{line}\n" for line in text.splitlines())


def seeded(origin: Origin) -> str:
    """Start the random numbers."""
    return f"torch.manual_seed({origin.seed})\n"


def loader(data: str, settings: Settings) -> str:
    """Make the DataLoader that these settings ask for."""
    size = "len(x)" if settings.batch_size is None else str(settings.batch_size)
    return f"loader = DataLoader({data}, batch_size={size}, shuffle={settings.shuffle})\n"


def learning_rate(settings: Settings) -> str:
    """The learning rate as a literal."""
    return number(settings.lr)


def ending(loss: str, w: str, b: str, form: Form) -> str:
    """Say the loss, and name the weights for raw inputs, on the CPU."""
    text = f'\nprint("loss over all rows:", {loss}.item())\n\n'
    if form.standardize:
        return text + f"weight, bias = (torch.tensor(p) for p in fold({w}, {b}))\n"
    cpu = "" if form.device == "cpu" else ".cpu()"
    return text + f"weight, bias = {w}.detach(){cpu}, {b}.detach(){cpu}\n"
