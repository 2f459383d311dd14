"""Quadratic: the loss as a few of the parameters move and the others stay where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.engine.curvature import Curvature
from gdtui.engine.exact import Solution
from gdtui.engine.scaling import Floats

Vector = NDArray[np.float64]
Place = tuple[int, int]
"""A parameter: its target, and its input or, for the bias, the number of inputs."""


@dataclass(frozen=True, eq=False)
class Quadratic:
    """loss + gradient'step + 1/2 step'hessian step, where a step leads away from `at`.

    The loss of a linear model is nothing but this. `at` and `gradient` are (p,), `hessian` (p, p).
    """

    at: Vector
    loss: float
    gradient: Vector
    hessian: Vector

    @classmethod
    def of_all_rows(
        cls,
        curvature: Curvature,
        solution: Solution,
        weight: Floats,
        bias: Floats,
        places: Sequence[Place],
    ) -> "Quadratic":
        """Of the loss of all rows around these parameters, without looking at a row.

        Args:
            curvature: of the inputs that the training sees, raw or standardised.
            solution: for the same inputs.
            weight: (t, d).
            bias: (t,).
            places: p parameters.
        """
        now = _joined(weight, bias)
        with np.errstate(all="ignore"):
            # |heights @ (parameters - best)|^2, summed over targets, is what the loss has too much
            roots = curvature.heights @ (now - _joined(solution.weight, solution.bias)).T
            turned = [2 * curvature.heights[:, place] @ roots[:, k] for k, place in places]
            bent = [
                [_same(k, other) * 2 * curvature.heights[:, i] @ curvature.heights[:, j]
                 for other, j in places]
                for k, i in places
            ]  # fmt: skip
            loss = solution.best_loss + float(np.square(roots).sum())
        return cls(_at(now, places), loss, np.array(turned), np.array(bent))

    @classmethod
    def of_rows(
        cls,
        inputs: Floats,
        residuals: Floats,
        weight: Floats,
        bias: Floats,
        places: Sequence[Place],
    ) -> "Quadratic":
        """Of the loss of some rows around these parameters.

        Args:
            inputs: (m, d), as the training sees them, m >= 1.
            residuals: (m, t), predictions at these parameters less targets.
            weight: (t, d).
            bias: (t,).
            places: p parameters.
        """
        m, t = residuals.shape
        ones = np.ones(m)
        d = inputs.shape[1]
        with np.errstate(all="ignore"):
            moved = [ones if i == d else inputs[:, i].astype(np.float64) for _, i in places]
            apart = [residuals[:, k].astype(np.float64) for k, _ in places]
            turned = [2 / (m * t) * (x @ r) for x, r in zip(moved, apart, strict=True)]
            bent = [
                [
                    _same(k, other) * 2 / (m * t) * (x @ z)
                    for (other, _), z in zip(places, moved, strict=True)
                ]
                for (k, _), x in zip(places, moved, strict=True)
            ]
            loss = float(np.square(residuals, dtype=np.float64).mean())
        return cls(_at(_joined(weight, bias), places), loss, np.array(turned), np.array(bent))

    @property
    def along_first(self) -> tuple[float, float, float, float]:
        """Of the first parameter alone: its value, the loss, its slope and second derivative."""
        return float(self.at[0]), self.loss, float(self.gradient[0]), float(self.hessian[0, 0])

    @property
    def lowest(self) -> Vector:
        """Where the loss is lowest: (p,); of several such places the nearest to `at`."""
        if not (np.isfinite(self.hessian).all() and np.isfinite(self.gradient).all()):
            return np.full_like(self.at, np.nan)
        # units far apart must not make a flat direction look empty
        scale = np.sqrt(np.where(np.diag(self.hessian) > 0, np.diag(self.hessian), 1))
        step, *_ = np.linalg.lstsq(
            self.hessian / np.outer(scale, scale), -self.gradient / scale, rcond=1e-12
        )
        lowest: Vector = self.at + step / scale
        return lowest

    def losses(self, points: Vector) -> Vector:
        """The loss at points (..., p): an array (...)."""
        with np.errstate(all="ignore"):
            steps = points - self.at
            bent = np.einsum("...i,ij,...j->...", steps, self.hessian, steps)
            losses: Vector = self.loss + steps @ self.gradient + bent / 2
        return losses


def _joined(weight: Floats, bias: Floats) -> Vector:
    return np.concatenate((weight, bias[:, None]), axis=1).astype(np.float64)


def _at(parameters: Vector, places: Sequence[Place]) -> Vector:
    return np.array([parameters[place] for place in places])


def _same(one: int, other: int) -> float:
    """Parameters of different targets do not meet in any term of the loss."""
    return float(one == other)
