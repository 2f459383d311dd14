"""tell: the sentence about the phase just done, from what a Snapshot holds. Free of torch."""

from gdtui.engine.settings import Mode
from gdtui.explain.mistake_sentence import Course, mistake_sentence
from gdtui.explain.phase_sentence import StepNumbers, phase_sentence
from gdtui.explain.rate import rate_sentences
from gdtui.session.opened import Opened
from gdtui.session.snapshot import Snapshot


def tell(opened: Opened, snapshot: Snapshot) -> str:
    """One sentence with the numbers of the step; names in it are clean."""
    batch = snapshot.batch
    step = StepNumbers(
        input_names=opened.input_names,
        target_names=opened.target_names,
        rows=batch.rows,
        first_row=int(batch.numbers[0]) if len(batch.numbers) else 0,
        x=batch.inputs,
        y=batch.targets,
        preds=batch.preds,
        loss=snapshot.batch_loss,
        weight=snapshot.weight,
        bias=snapshot.bias,
        weight_before=snapshot.weight_before,
        bias_before=snapshot.bias_before,
        weight_grad=snapshot.weight_grad,
        lr=snapshot.made_by.lr,
        sgd=snapshot.made_by.mode is Mode.SGD,
    )
    phase, settings = snapshot.position.phase, snapshot.made_by
    wrong = mistake_sentence(settings.variant, phase, step, _course(snapshot))
    return wrong or phase_sentence(phase, step)


def tell_rate(snapshot: Snapshot) -> tuple[str, str]:
    """Where the rate that is chosen stands, at length and in short; nothing where nobody knows."""
    gauge, lr = snapshot.gauge, snapshot.chosen.lr
    if gauge is None or not gauge.of_all > 0:
        return "", ""
    limit = 2 * lr / gauge.of_all
    return rate_sentences(lr, gauge.pace, limit, gauge.safe if gauge.safe < lr < limit else None)


def _course(snapshot: Snapshot) -> Course:
    """Batch and all rows are compared where they are the same, otherwise the last epochs."""
    loss, epochs = snapshot.full_loss, snapshot.epoch_losses
    grows, last = False, None
    if snapshot.position.batches == 1 and snapshot.full_loss_fresh:
        grows = snapshot.batch_loss is not None and loss > snapshot.batch_loss
    elif len(epochs.lows) > 1 and epochs.last is not None:
        # of several epochs together, more than the highest of those before
        last = float(epochs.highs[-2]), epochs.last
        grows = last[1] > last[0]
    end = snapshot.diverged
    diverged = end is not None and end.moment <= snapshot.position.moment
    by_it = snapshot.diverged_by is snapshot.made_by.variant
    return Course(loss, grows, diverged=diverged and by_it, left=snapshot.left_over, epochs=last)
