"""A linear classifier with honest probabilities, kept as plain arrays (no pickle)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

_FOLDS = 3
_SEED = 1905
_COLDEST, _HOTTEST = 0.1, 10.0


@dataclass(frozen=True)
class LinearModel:
    """Weights of a multinomial logistic regression and the temperature that calibrates it."""

    labels: tuple[str, ...]
    weights: np.ndarray  # features × labels
    bias: np.ndarray
    temperature: float

    @classmethod
    def fit(cls, rows: csr_matrix, labels: list[str], strength: float) -> LinearModel:
        """Fit weights to all rows, and the temperature to predictions on held-out folds.

        `strength` is the inverse of regularisation. Every label needs as many rows as folds.
        """
        temperature = _temperature(rows, np.array(labels), strength)
        return cls._fit(rows, labels, strength, temperature)

    @classmethod
    def _fit(
        cls, rows: csr_matrix, labels: list[str], strength: float, temperature: float
    ) -> LinearModel:
        model = LogisticRegression(
            C=strength, class_weight="balanced", max_iter=300, multi_class="multinomial"
        )
        model.fit(rows, labels)
        weights, bias = model.coef_.T, model.intercept_
        if len(model.classes_) == 2:  # sklearn keeps one column for two labels
            weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
        return cls(
            tuple(str(label) for label in model.classes_),
            weights.astype(np.float32),
            bias.astype(np.float32),
            temperature,
        )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model written by `save`."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                tuple(json.loads(str(arrays["labels"]))),
                arrays["weights"].astype(np.float32),
                arrays["bias"],
                float(arrays["temperature"]),
            )

    def save(self, path: Path) -> None:
        """Write the model as arrays; weights in half precision."""
        np.savez_compressed(
            path,
            labels=np.array(json.dumps(self.labels)),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            temperature=np.array(self.temperature),
        )

    def probabilities(self, rows: csr_matrix) -> np.ndarray:
        """Return one row of probabilities per row of features, in the order of `labels`."""
        return _softmax(self._scores(rows) / self.temperature)

    def ranking(self, row: csr_matrix) -> list[tuple[str, float]]:
        """Return (label, probability) for one row of features, likeliest first."""
        probabilities = self.probabilities(row)[0]
        order = np.argsort(-probabilities)
        return [(self.labels[i], float(probabilities[i])) for i in order]

    def _scores(self, rows: csr_matrix) -> np.ndarray:
        return rows @ self.weights + self.bias


def feature_rows(messages: list[Message]) -> csr_matrix:
    """Stack the sentence features, sparse and dense, of featurised messages."""
    return vstack([_feature_row(message) for message in messages], format="csr")


def _feature_row(message: Message) -> csr_matrix:
    _, sparse = message.get_sparse_features(TEXT)
    _, dense = message.get_dense_features(TEXT)
    parts = [csr_matrix(part.features) for part in (sparse, dense) if part is not None]
    return hstack(parts, format="csr", dtype=np.float32)


def _temperature(rows: csr_matrix, labels: np.ndarray, strength: float) -> float:
    """Return the temperature under which held-out predictions are as sure as they are right."""
    names = sorted(set(labels))
    scores = np.zeros((len(labels), len(names)))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for train, held_out in folds.split(rows, labels):
        model = LinearModel._fit(rows[train], list(labels[train]), strength, 1.0)
        scores[held_out] = model._scores(rows[held_out])
    truth = np.searchsorted(names, labels)
    return float(
        minimize_scalar(
            lambda temperature: _log_loss(scores / temperature, truth),
            bounds=(_COLDEST, _HOTTEST),
            method="bounded",
        ).x
    )


def _log_loss(scores: np.ndarray, truth: np.ndarray) -> float:
    chosen = _softmax(scores)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
