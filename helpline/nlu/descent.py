"""Finds the lowest point of a smooth function of many weights (L-BFGS in single precision)."""

from collections import deque
from collections.abc import Callable

import numpy as np

_REMEMBERED = 6  # steps whose bending shapes the next direction
_ENOUGH = 1e-4  # share of the fall promised by the slope that a step must reach
_SHORTEST_STEP = 1e-6

Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]
_Bends = deque[tuple[np.ndarray, np.ndarray, float]]  # step, change of slope, 1 / their product


def descend(loss: Loss, weights: np.ndarray, rounds: int) -> np.ndarray:
    """Return weights after `rounds` steps downhill from `weights`.

    `loss` gives the value and the gradient. SciPy's L-BFGS-B works in double precision and on
    bounds nobody sets: with four million weights it spends three quarters of a training on its
    own vectors (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
    """
    value, slope = loss(weights)
    bends: _Bends = deque(maxlen=_REMEMBERED)
    for _ in range(rounds):
        direction = _direction(slope, bends)
        reached, value, new_slope = _step(loss, weights, value, slope, direction)
        moved, bent = reached - weights, new_slope - slope
        if (product := _dot(moved, bent)) > 0:
            bends.append((moved, bent, 1 / product))
        weights, slope = reached, new_slope
    return weights


def _direction(slope: np.ndarray, bends: _Bends) -> np.ndarray:
    """Return where to go: straight down at first, then bent by what the last steps met."""
    if not bends:
        return -slope / max(float(np.sqrt(_dot(slope, slope))), 1e-12)
    direction = -slope
    shares = []
    for moved, bent, weight in reversed(bends):
        shares.append(weight * _dot(moved, direction))
        direction -= shares[-1] * bent
    _, bent, weight = bends[-1]
    direction /= weight * _dot(bent, bent)
    for (moved, bent, weight), share in zip(bends, reversed(shares), strict=True):
        direction += (share - weight * _dot(bent, direction)) * moved
    return direction


def _step(
    loss: Loss, weights: np.ndarray, value: float, slope: np.ndarray, direction: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray]:
    """Go along the direction, half as far each time the fall is too small."""
    length, promised = 1.0, _dot(slope, direction)
    while True:
        reached = weights + length * direction
        new_value, new_slope = loss(reached)
        if new_value <= value + _ENOUGH * length * promised or length < _SHORTEST_STEP:
            return reached, new_value, new_slope
        length /= 2


def _dot(left: np.ndarray, right: np.ndarray) -> float:
    return float(np.vdot(left, right))
