"""Rasa component: the problems of a message that tells of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.clause_splitter import ClauseSplitter, clauses_of
from helpline.nlu.complaint_classifier import COMPLAINT, GUESS, ComplaintClassifier
from helpline.nlu.fingerprint import understanding_fingerprint

_PROBLEMS = "problems"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProblemFinder(GraphComponent):
    """Adds `problems` where clauses complain of different things to different departments.

    To split one problem in two costs a citizen more than to miss the second: each clause has to
    be sure, and to rule out what the other complains of.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Clauses, and what they complain of, come first."""
        return [ClauseSplitter, ComplaintClassifier]

    @staticmethod
    def get_default_config() -> dict:
        """`complaint_from`, `category_from`: how sure a clause must be of intent and category.

        `other_up_to`: how likely the other problem's category may still be to it.
        """
        return {"complaint_from": 0.7, "category_from": 0.9, "other_up_to": 0.005}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Another model when helpers change."""
        return understanding_fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProblemFinder:
        """Create the finder."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the problems of each complaint that has several."""
        for message in messages:
            problems = self._problems(message)
            if len(problems) > 1:
                message.set(_PROBLEMS, problems, add_to_output=True)
        return messages

    def _problems(self, message: Message) -> list[dict[str, Any]]:
        if message.get(INTENT, {}).get("name") != COMPLAINT:
            return []
        told = _one_a_department(self._told(clauses_of(message)))
        text = message.get(TEXT)
        return [one.as_dict(text) for one in told if self._stands_apart(one, told)]

    def _told(self, clauses: list[Message]) -> list[_Problem]:
        """Return what the sure clauses complain of; any other says more of the one before it."""
        told: list[_Problem] = []
        for clause in clauses:
            begins = self._is_sure(clause) and not (told and told[-1].is_of(clause))
            if begins:
                told.append(_Problem(clause.get("start"), clause.get("end"), clause.get(GUESS)))
            elif told:
                told[-1].end = clause.get("end")
        return told

    def _is_sure(self, clause: Message) -> bool:
        intent, guess = clause.get(INTENT), clause.get(GUESS)
        return (
            intent["name"] == COMPLAINT
            and intent["confidence"] >= self._config["complaint_from"]
            and guess["confidence"] >= self._config["category_from"]
        )

    def _stands_apart(self, problem: _Problem, told: list[_Problem]) -> bool:
        limit = self._config["other_up_to"]
        return all(problem.likeliness(o.category) <= limit for o in told if o is not problem)


@dataclass
class _Problem:
    """A stretch of the text and what its first clause complains of."""

    start: int
    end: int
    guess: dict[str, Any]

    @property
    def category(self) -> str:
        return self.guess["category"]

    def is_of(self, clause: Message) -> bool:
        return self.category == clause.get(GUESS)["category"]

    def likeliness(self, category: str) -> float:
        likely = {one["value"]: one["confidence"] for one in self.guess["alternatives"]}
        return likely.get(category, 0.0)

    def as_dict(self, text: str) -> dict[str, Any]:
        kept = {name: self.guess[name] for name in ("category", "kind", "confidence")}
        return {"text": text[self.start : self.end], "start": self.start, "end": self.end, **kept}


def _one_a_department(told: list[_Problem]) -> list[_Problem]:
    """Keep the surest problem of each department: a burst pipe and a dry tap are one."""
    surest: dict[str, _Problem] = {}
    for one in sorted(told, key=lambda one: -one.guess["confidence"]):
        surest.setdefault(one.category.split("/")[0], one)
    return sorted(surest.values(), key=lambda one: one.start)
