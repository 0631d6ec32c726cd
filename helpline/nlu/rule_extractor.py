"""What the extractors that follow written rules share: creating them and adding what they find."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.fingerprint import understanding_fingerprint


class RuleExtractor(GraphComponent, EntityExtractorMixin):
    """Base of extractors without training; a subclass says what stands in a message."""

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
    ) -> RuleExtractor:
        """Create the extractor."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message."""
        for message in messages:
            found = self.add_extractor_name(self.entities(message, message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def entities(self, message: Message, text: str) -> list[dict]:
        """Return the entities of one message: dictionaries with entity, start, end, value, …"""
        raise NotImplementedError
