"""Rasa intent classifier over sound and sentence features, with calibrated confidence."""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.clause_splitter import with_clauses
from helpline.nlu.learner import Learner
from helpline.nlu.linear_model import LinearModel, Rows
from helpline.text.danger import speaks_of_danger

_FILE = "intents.npz"
EMERGENCY = "report_emergency"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CitizenIntentClassifier(Learner, IntentClassifier):
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

    def learn(self, training_data: TrainingData) -> None:
        """Fit the classifier to every example that has an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [example.get(INTENT) for example in examples]
        self._model = LinearModel.fit(Rows.of(examples), labels, self._config["strength"])

    def write(self, folder: Path) -> None:
        """Write the weights."""
        self._model.save(folder / _FILE)

    def read(self, folder: Path) -> None:
        """Read the weights."""
        self._model = LinearModel.load(folder / _FILE)

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
