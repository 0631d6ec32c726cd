"""What NLU tests share: components in a folder of the test's own, without a whole model."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.tokenizer import WholeWordTokenizer


@pytest.fixture
def storage(tmp_path):
    folder = tmp_path / "components"
    folder.mkdir()
    return LocalModelStorage(folder)


@pytest.fixture
def build(storage):
    """Create a component, or load it again as a server would."""

    def make(component, load=False, **config):
        context = ExecutionContext(GraphSchema({}), node_name=component.__name__)
        step = component.load if load else component.create
        settings = {**component.get_default_config(), **config}
        return step(settings, storage, Resource(component.__name__), context)

    return make


@pytest.fixture
def tokenized(build):
    """Return a message with its tokens."""

    def make(text, **data):
        message = Message({"text": text, **data})
        return build(WholeWordTokenizer).process([message])[0]

    return make


def training(examples):
    """Return training data of (text, intent, category, kind) rows; the last two may be None."""
    return TrainingData(
        [
            Message.build(
                text, intent, intent_metadata=category and {"category": category, "kind": kind}
            )
            for text, intent, category, kind in examples
        ]
    )
