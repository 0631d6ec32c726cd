"""What the components that learn have in common: how Rasa makes them, and that they keep what they learnt."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.fingerprint import understanding_fingerprint


class Learner(GraphComponent):
    """Base of components that learn; a subclass says what it learns, and how that is written and read."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Learn anew when helpers or the place tables change."""
        return understanding_fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Learner:
        """Create a component that has learnt nothing yet."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: object,
    ) -> Learner:
        """Create a component that knows what it learnt in training."""
        component = cls(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.read(folder)
        return component

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training examples, and put it into the model."""
        self.learn(training_data)
        with self._model_storage.write_to(self._resource) as folder:
            self.write(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: later components learn from true labels."""
        return training_data

    @abstractmethod
    def learn(self, training_data: TrainingData) -> None:
        """Learn from the training examples."""

    @abstractmethod
    def write(self, folder: Path) -> None:
        """Write what was learnt into a folder of the model."""

    @abstractmethod
    def read(self, folder: Path) -> None:
        """Read what was written there."""
