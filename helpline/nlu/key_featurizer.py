"""Rasa featurizer: words by sound, so that one example serves all scripts and spellings."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from helpline.nlu.clause_splitter import with_clauses
from helpline.nlu.features import sparse_features
from helpline.nlu.learner import Learner

_FILE = "features.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class KeyFeaturizer(Learner, SparseFeaturizer):
    """Gives each message one sparse row: how telling each word and word piece is."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer comes first, as for every featurizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict:
        """`min_count`: how often a feature must occur in training to be kept."""
        return {**SparseFeaturizer.get_default_config(), "min_count": 2}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a `min_count` that keeps nothing out or is no number."""
        if int(config["min_count"]) < 1:
            raise ValueError("KeyFeaturizer: min_count must be 1 or more.")

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        Learner.__init__(self, config, model_storage, resource, execution_context)
        SparseFeaturizer.__init__(self, execution_context.node_name, config)
        self._use({})

    def learn(self, training_data: TrainingData) -> None:
        """Learn which features occur and how rare each is."""
        texts = [example.get(TEXT) for example in training_data.training_examples]
        documents: Counter[str] = Counter()
        for text in filter(None, texts):
            documents.update(set(sparse_features(text)))
        kept = {f: n for f, n in documents.items() if n >= self._config["min_count"]}
        self._use({f: 1.0 + math.log(len(texts) / n) for f, n in sorted(kept.items())})

    def write(self, folder: Path) -> None:
        """Write the features."""
        text = json.dumps(self._weights, ensure_ascii=False)
        (folder / _FILE).write_text(text, encoding="utf-8")

    def read(self, folder: Path) -> None:
        """Read the features."""
        self._use(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to every training example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages and clauses, also to an empty one (a row of zeros)."""
        for message in with_clauses(messages):
            row = self._row(message.get(TEXT) or "")
            self.add_features_to_message(None, row, TEXT, message)
        return messages

    def _use(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._columns = {feature: column for column, feature in enumerate(weights)}

    def _row(self, text: str) -> csr_matrix:
        """Weigh each kind of feature to length one, so that no kind drowns another."""
        values: dict[str, dict[int, float]] = {}
        for feature, count in sparse_features(text).items():
            weight = self._weights.get(feature)
            if weight is not None:
                of_kind = values.setdefault(feature[0], {})
                of_kind[self._columns[feature]] = (1.0 + math.log(count)) * weight
        row: dict[int, float] = {}
        for of_kind in values.values():
            length = math.sqrt(sum(value * value for value in of_kind.values()))
            row |= {column: value / length for column, value in of_kind.items()}
        columns = sorted(row)
        data = np.array([row[column] for column in columns], dtype=np.float32)
        # As it will be kept: made of coordinates, it takes three times as long.
        return csr_matrix((data, columns, [0, len(columns)]), shape=(1, max(len(self._weights), 1)))
