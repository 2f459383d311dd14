"""State: a training between two steps."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, eq=False)
class State:
    """A training between two steps: with the settings and the rows, all that decides its future.

    `rng` is the generator's state before the draws of the current epoch. Tensors are copies.
    """

    epoch: int
    batch: int
    weight: Tensor
    bias: Tensor
    weight_grad: Tensor | None
    bias_grad: Tensor | None
    rng: Tensor

    @property
    def size(self) -> int:
        """Bytes held."""
        held = (self.weight, self.bias, self.weight_grad, self.bias_grad, self.rng)
        return sum(tensor.untyped_storage().nbytes() for tensor in held if tensor is not None)

    @classmethod
    def of(cls, epoch: int, batch: int, weight: Tensor, bias: Tensor, rng: Tensor) -> "State":
        """Copy the parameters and their gradients."""
        return cls(
            epoch=epoch,
            batch=batch,
            weight=weight.detach().clone(),
            bias=bias.detach().clone(),
            weight_grad=_kept(weight.grad),
            bias_grad=_kept(bias.grad),
            rng=rng,
        )


def _kept(grad: Tensor | None) -> Tensor | None:
    # zeros are the usual case after a step and need no memory
    if grad is None or grad.count_nonzero():
        return None if grad is None else grad.clone()
    return grad.new_zeros(()).expand_as(grad)
