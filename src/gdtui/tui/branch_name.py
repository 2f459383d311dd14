"""What a branch is called, where one of them is chosen."""

from gdtui.draw import numbers
from gdtui.session.questions import Branch


def branch_name(branch: Branch) -> str:
    """Its number, how it was trained, and how far."""
    settings = branch.settings
    size = "all rows" if settings.batch_size is None else f"batches of {settings.batch_size}"
    loop = f"{settings.mode}, {settings.variant}" if settings.variant.mistake else settings.mode
    losses = branch.batch_losses.lows
    last = f", batch loss {numbers.loss(float(losses[-1]))}" if len(losses) else ""
    return (
        f"{branch.number}: {loop}, lr {numbers.rate(settings.lr)}, {size}, "
        f"seed {branch.seed}, {branch.end.epochs} epochs{last}"
    )
