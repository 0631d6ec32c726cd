"""Rasa component: the clauses of a message, to be read one by one beside the whole."""

from __future__ import annotations

from collections.abc import Iterator

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.fingerprint import understanding_fingerprint
from helpline.text.clauses import find_clauses

_CLAUSES = "clauses"
# As much as the sentence model reads; a longer text is a story or a letter.
_LONGEST_TEXT = 360


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Hangs the clauses of a message on it, as messages of their own; one clause is none."""

    @classmethod
    def create(
        cls,
        config: dict,
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        """Create the splitter."""
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict) -> str:
        """Another model when helpers change."""
        return understanding_fingerprint()

    def process(self, messages: list[Message]) -> list[Message]:
        """Split each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = find_clauses(text) if len(text) <= _LONGEST_TEXT else []
            if len(found) > 1:
                clauses = [Message({TEXT: c.text, "start": c.start, "end": c.end}) for c in found]
                message.set(_CLAUSES, clauses)
        return messages


def clauses_of(message: Message) -> list[Message]:
    """Return the clauses of a message that has several."""
    return message.get(_CLAUSES) or []


def with_clauses(messages: list[Message]) -> Iterator[Message]:
    """Yield each message and then its clauses."""
    for message in messages:
        yield message
        yield from clauses_of(message)
