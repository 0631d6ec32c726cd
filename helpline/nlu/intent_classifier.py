"""Rasa intent classifier over sound and sentence features, with calibrated confidence."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.clause_splitter import with_clauses
from helpline.nlu.fingerprint import understanding_fingerprint
from helpline.nlu.linear_model import LinearModel, Rows
from helpline.text.danger import speaks_of_danger

_FILE = "intents.npz"
EMERGENCY = "report_emergency"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CitizenIntentClassifier(IntentClassifier, GraphComponent):
    """Tells what a citizen wants; an emergency is taken for one even when it is only likely."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Features come first."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Another numpy or scipy, another training."""
        return ["numpy", "scipy"]

    @staticmethod
    def get_default_config() -> dict:
        """`strength`: inverse of regularisation. `ranking_length`: how many intents it shows.

        `emergency_from`: the probability from which a message is taken for an emergency;
        `emergency_with_signs_from`: the same where words speak of danger.
        """
        return {
            "strength": 10.0,
            "ranking_length": 5,
            "emergency_from": 0.15,
            "emergency_with_signs_from": 0.015,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Train anew when helpers change."""
        return understanding_fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CitizenIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: object,
    ) -> CitizenIntentClassifier:
        """Load the trained weights."""
        with model_storage.read_from(resource) as folder:
            model = LinearModel.load(folder / _FILE)
        return cls(config, model_storage, resource, model)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the classifier to every example that has an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [example.get(INTENT) for example in examples]
        self._model = LinearModel.fit(Rows.of(examples), labels, self._config["strength"])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: later components learn from true labels."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message and clause."""
        for message in with_clauses(messages):
            ranking = self._first_emergencies(self._model.ranking(message), message.get(TEXT) or "")
            shown = [
                {INTENT_NAME_KEY: name, "confidence": probability}
                for name, probability in ranking[: self._config["ranking_length"]]
            ]
            message.set(INTENT, shown[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
        return messages

    def _first_emergencies(
        self, ranking: list[tuple[str, float]], text: str
    ) -> list[tuple[str, float]]:
        """Put an emergency first once it is likely enough: a missed one may cost a life."""
        enough = self._config["emergency_from"]
        if speaks_of_danger(text):
            enough = self._config["emergency_with_signs_from"]
        first = [entry for entry in ranking if entry[0] == EMERGENCY and entry[1] >= enough]
        return first + [entry for entry in ranking if entry not in first]
