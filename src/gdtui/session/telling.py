"""tell: the sentence about the phase just done, from what a Snapshot holds. Free of torch."""

from gdtui.engine.settings import Mode
from gdtui.explain.phase_sentence import StepNumbers, phase_sentence
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
        lr=snapshot.settings.lr,
        sgd=snapshot.settings.mode is Mode.SGD,
    )
    return phase_sentence(snapshot.position.phase, step)
