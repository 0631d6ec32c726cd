"""Rasa component: what a complaint is about (70 categories), and grievance or demand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.clause_splitter import with_clauses
from helpline.nlu.learner import Learner
from helpline.nlu.linear_model import LinearModel, Rows

COMPLAINT = "report_complaint"
GUESS = "complaint_guess"
_CATEGORIES, _KINDS = "categories.npz", "kinds.npz"
_ALTERNATIVES = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ComplaintClassifier(Learner, EntityExtractorMixin):
    """Adds `category` and `kind` to complaints; every message gets a guess as `complaint_guess`.

    Learns from the metadata `category` and `kind` that stand beside the examples of
    report_complaint.
    """

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

    def learn(self, training_data: TrainingData) -> None:
        """Fit both classifiers to the examples of report_complaint."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) == COMPLAINT]
        rows = Rows.of(examples)
        labels = [_labels(example) for example in examples]
        strength = self._config["strength"]
        self._categories = LinearModel.fit(rows, [label["category"] for label in labels], strength)
        self._kinds = LinearModel.fit(rows, [label["kind"] for label in labels], strength)

    def write(self, folder: Path) -> None:
        """Write the weights."""
        self._categories.save(folder / _CATEGORIES)
        self._kinds.save(folder / _KINDS)

    def read(self, folder: Path) -> None:
        """Read the weights."""
        self._categories = LinearModel.load(folder / _CATEGORIES)
        self._kinds = LinearModel.load(folder / _KINDS)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the guess of each message and clause, and the entities of each complaint."""
        for message in with_clauses(messages):
            categories = department_first(self._categories.ranking(message))[:_ALTERNATIVES]
            kind = self._kinds.ranking(message)[0]
            message.set(GUESS, _guess(categories, kind), add_to_output=True)
            if message.get(INTENT, {}).get("name") == COMPLAINT:
                entities = self.add_extractor_name(_entities(message, categories, kind))
                message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def _labels(example: Message) -> dict[str, str]:
    labels = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    if "category" not in labels or "kind" not in labels:
        raise ValueError(
            f"Training example of {COMPLAINT} without metadata category and kind: "
            f"{example.get(TEXT)!r}"
        )
    return labels


_Scored = tuple[str, float]


def department_first(ranking: list[_Scored]) -> list[_Scored]:
    """Return the ranking with the likeliest category of the likeliest department at its head.

    Three categories of one department with 20% each say more about who must act than one of
    another with 30%.
    """
    shares: Counter[str] = Counter()
    for category, probability in ranking:
        shares[_department(category)] += probability
    ((department, _),) = shares.most_common(1)
    head = next(scored for scored in ranking if _department(scored[0]) == department)
    return [head, *(scored for scored in ranking if scored != head)]


def _department(category: str) -> str:
    return category.partition("/")[0]


def _alternatives(categories: list[_Scored]) -> list[dict]:
    return [{"value": name, "confidence": probability} for name, probability in categories]


def _guess(categories: list[_Scored], kind: _Scored) -> dict:
    category, confidence = categories[0]
    return {
        "category": category,
        "confidence": confidence,
        "alternatives": _alternatives(categories),
        "kind": kind[0],
    }


def _entities(message: Message, categories: list[_Scored], kind: _Scored) -> list[dict]:
    whole = {"start": 0, "end": len(message.get(TEXT) or "")}
    category, confidence = categories[0]
    return [
        {
            "entity": "category",
            **whole,
            "value": category,
            "confidence": confidence,
            "alternatives": _alternatives(categories),
        },
        {"entity": "kind", **whole, "value": kind[0], "confidence": kind[1]},
    ]
