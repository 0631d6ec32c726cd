"""The descent reaches the lowest point of functions whose lowest point is known."""

import numpy as np
import pytest

from helpline.nlu.descent import descend


def _bowl(weights: np.ndarray) -> tuple[float, np.ndarray]:
    """A long, narrow bowl with its bottom at (3, 3, 3)."""
    steepness = np.array([1, 30, 400], dtype=np.float32)
    away = weights - 3
    return float(steepness @ away**2), 2 * steepness * away


def _banana(weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Rosenbrock's bent valley with its bottom at (1, 1)."""
    x, y = weights
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    slope = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
    return float(value), np.array(slope, dtype=np.float32)


def test_it_reaches_the_bottom_of_a_narrow_bowl():
    found = descend(_bowl, np.zeros(3, dtype=np.float32), rounds=30)
    assert found == pytest.approx([3, 3, 3], abs=1e-3)


def test_it_follows_a_bent_valley():
    found = descend(_banana, np.array([-1.2, 1], dtype=np.float32), rounds=80)
    assert found == pytest.approx([1, 1], abs=1e-2)


def test_it_stays_where_it_is_low_already():
    bottom = np.full(3, 3, dtype=np.float32)
    assert descend(_bowl, bottom, rounds=3) == pytest.approx(bottom)


def test_it_keeps_single_precision():
    assert descend(_bowl, np.zeros(3, dtype=np.float32), rounds=2).dtype == np.float32
