"""A linear classifier with honest probabilities, kept as plain arrays (no pickle)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, vstack
from sklearn.model_selection import StratifiedKFold

from helpline.nlu.descent import Loss, descend

_SEED = 1905
_FOLDS = 5  # of which one is held out to find the temperature
_ROUNDS = 60  # of fitting; later ones change the weights, not the answers
_COLDEST, _HOTTEST = 0.1, 10.0
# Centred sentence vectors are 0.43 long, a row of sound features 2: near enough for either to
# overrule the other.
_DENSE_SCALE = 2.0


@dataclass(frozen=True)
class Rows:
    """Features of some messages: one row each in both matrices."""

    sparse: csr_matrix
    dense: np.ndarray

    @classmethod
    def of(cls, messages: Sequence[Message]) -> Rows:
        """Stack the sentence features the featurizers left in the messages."""
        sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
        dense = [message.get_dense_features(TEXT)[1].features for message in messages]
        return cls(csr_matrix(vstack(sparse), dtype=np.float32), np.vstack(dense))

    def take(self, indices: np.ndarray) -> Rows:
        """Return some of the rows."""
        return Rows(self.sparse[indices], self.dense[indices])


@dataclass(frozen=True)
class LinearModel:
    """Weights of a multinomial logistic regression and the temperature that calibrates it."""

    labels: tuple[str, ...]
    sparse_weights: np.ndarray  # features × labels
    dense_weights: np.ndarray
    bias: np.ndarray
    temperature: float

    @classmethod
    def fit(cls, rows: Rows, labels: Sequence[str], strength: float) -> LinearModel:
        """Fit weights to all rows, and the temperature to a fifth held out of a first fit.

        `strength` is the inverse of regularisation. Every label needs at least five rows.
        """
        names, truth = np.unique(np.array(labels), return_inverse=True)
        temperature = _temperature(rows, truth, strength)
        weights, bias = _fit(rows, truth, strength)
        split = rows.sparse.shape[1]
        return cls(
            tuple(str(name) for name in names), weights[:split], weights[split:], bias, temperature
        )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model written by `save`."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                tuple(json.loads(str(arrays["labels"]))),
                arrays["sparse_weights"].astype(np.float32),
                arrays["dense_weights"],
                arrays["bias"],
                float(arrays["temperature"]),
            )

    def save(self, path: Path) -> None:
        """Write the model as arrays, the many sparse weights in half precision."""
        np.savez_compressed(
            path,
            labels=np.array(json.dumps(self.labels)),
            sparse_weights=self.sparse_weights.astype(np.float16),
            dense_weights=self.dense_weights,
            bias=self.bias,
            temperature=np.array(self.temperature),
        )

    def ranking(self, message: Message) -> list[tuple[str, float]]:
        """Return (label, probability) for one featurised message, likeliest first."""
        # Past the message's own way, which copies all its features, and four models ask.
        sparse, dense = (
            _sentence_row(message, is_sparse=True),
            _sentence_row(message, is_sparse=False),
        )
        scores = sparse @ self.sparse_weights + dense @ self.dense_weights + self.bias
        probabilities = _softmax(scores / self.temperature)[0]
        order = np.argsort(-probabilities, kind="stable")
        return [(self.labels[index], float(probabilities[index])) for index in order]


def _sentence_row(message: Message, is_sparse: bool) -> csr_matrix | np.ndarray:
    (row,) = (
        found.features
        for found in message.features
        if found.attribute == TEXT
        and found.type == FEATURE_TYPE_SENTENCE
        and found.is_sparse() is is_sparse
    )
    return row


def _temperature(rows: Rows, truth: np.ndarray, strength: float) -> float:
    """Return the temperature under which predictions for unseen rows are as sure as right."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    seen, unseen = next(folds.split(np.zeros(len(truth)), truth))
    weights, bias = _fit(rows.take(seen), truth[seen], strength)
    held_out = rows.take(unseen)
    split = rows.sparse.shape[1]
    scores = held_out.sparse @ weights[:split] + held_out.dense @ weights[split:] + bias
    return float(
        minimize_scalar(
            lambda temperature: _log_loss(scores / temperature, truth[unseen]),
            bounds=(_COLDEST, _HOTTEST),
            method="bounded",
        ).x
    )


def _fit(rows: Rows, truth: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (features × labels) and bias of a logistic regression.

    scikit-learn's takes one matrix; with the dense block apart this needs half its time.
    """
    centre = rows.dense.mean(axis=0)
    dense = (rows.dense - centre) * np.float32(_DENSE_SCALE)
    split = rows.sparse.shape[1]
    shape = (split + dense.shape[1] + 1, truth.max() + 1)
    loss = _regularised_loss(rows.sparse, dense, truth, strength)
    weights = descend(loss, np.zeros(shape, dtype=np.float32), _ROUNDS)
    dense_weights = weights[split:-1] * np.float32(_DENSE_SCALE)
    return np.vstack([weights[:split], dense_weights]), weights[-1] - centre @ dense_weights


def _regularised_loss(
    sparse: csr_matrix, dense: np.ndarray, truth: np.ndarray, strength: float
) -> Loss:
    """Return the weighted log loss and its gradient as a function of weights, the bias last."""
    split, transposed = sparse.shape[1], sparse.T.tocsr()
    importance = _importance(truth)
    each = np.arange(len(truth))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        error = _softmax(sparse @ weights[:split] + dense @ weights[split:-1] + weights[-1])
        misfit = -importance @ np.log(np.maximum(error[each, truth], 1e-12))
        error[each, truth] -= 1
        error *= importance[:, None]
        gradient = np.vstack([transposed @ error, dense.T @ error, error.sum(axis=0)])
        gradient[:-1] += weights[:-1] / np.float32(strength)
        return float(misfit + np.vdot(weights[:-1], weights[:-1]) / (2 * strength)), gradient

    return loss


def _importance(truth: np.ndarray) -> np.ndarray:
    """Weigh rows of rare labels more, by the square root of how rare: half-way to equal shares."""
    counts = np.bincount(truth)
    return np.sqrt(len(truth) / (len(counts) * counts))[truth].astype(np.float32)


def _log_loss(scores: np.ndarray, truth: np.ndarray) -> float:
    chosen = _softmax(scores)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
