"""Rasa component: whether a person is at risk in what a message tells, though it says so calmly.

Which sentences teach that is told by the file they stand in, so that whoever teaches sees them
together: `violence_at_home.yml` and `urgent_illness.yml` of data/nlu.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.learner import Learner
from helpline.nlu.linear_model import LinearModel, Rows
from helpline.settings import PROJECT_ROOT

RISKS = "at_risk"
HOME, ILLNESS = "home", "illness"
_NONE = "none"
_DATA = PROJECT_ROOT / "data" / "nlu"
FILES = {HOME: _DATA / "violence_at_home.yml", ILLNESS: _DATA / "urgent_illness.yml"}
_WEIGHTS = "risks.npz"
# With fewer of a kind its model could not be held against examples that it has not seen.
_FEWEST = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RiskFinder(Learner, EntityExtractorMixin):
    """Gives each message, as `at_risk`, how likely it tells of violence at home or of an illness that cannot wait."""

    # Without one nobody is at risk.
    _model: LinearModel | None = None

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
        """`strength`: inverse of regularisation."""
        return {"strength": 10.0}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Train anew when helpers change, or a sentence moves into one of the files or out of it."""
        sentences = [path.read_text("utf-8") for path in FILES.values()]
        return "".join([super().fingerprint_addon(config), *sentences])

    def learn(self, training_data: TrainingData) -> None:
        """Fit the model to every example that has an intent, where enough of them teach a risk."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        taught = _taught()
        labels = [taught.get(example.get(TEXT), _NONE) for example in examples]
        counts = Counter(labels)
        if len(counts) > 1 and min(counts.values()) >= _FEWEST:
            self._model = LinearModel.fit(Rows.of(examples), labels, self._config["strength"])

    def write(self, folder: Path) -> None:
        """Write the weights, if there are any."""
        if self._model is not None:
            self._model.save(folder / _WEIGHTS)

    def read(self, folder: Path) -> None:
        """Read the weights; there are none where nothing taught of a risk."""
        path = folder / _WEIGHTS
        self._model = LinearModel.load(path) if path.exists() else None

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the likelihood of each risk; without a model nobody is at risk."""
        for message in messages:
            ranking = dict(self._model.ranking(message)) if self._model else {}
            risks = {risk: ranking.get(risk, 0.0) for risk in FILES}
            message.set(RISKS, risks, add_to_output=True)
        return messages


def _taught() -> dict[str, str]:
    """Return the risk of each sentence that teaches one."""
    return {text: risk for risk, path in FILES.items() for text in _sentences(path)}


def _sentences(path: Path) -> list[str]:
    return [example.get(TEXT) for example in load_data(str(path)).intent_examples]
