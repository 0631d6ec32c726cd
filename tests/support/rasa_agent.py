"""A real Rasa agent whose model is a table: all of Rasa but the learning.

Training takes half a minute; what these tests are about (locks, the tracker store, what
happens when an action fails) does not depend on what was learnt.
"""

from types import SimpleNamespace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.data import TrainingType
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig

DOMAIN = """
version: "3.1"
intents: [greet, report_complaint, nlu_fallback]
entities: [language]
slots:
  language:
    type: text
    influence_conversation: false
    mappings: [{type: from_entity, entity: language}]
  place:
    type: text
    influence_conversation: false
    mappings: [{type: custom, conditions: [{active_loop: complaint_form}]}]
forms:
  complaint_form: {required_slots: [place]}
actions: [action_file]
responses:
  utter_greet:
    - text: नमस्ते
    - text: Hello
      condition: [{type: slot, name: language, value: en}]
  utter_ask_place:
    - text: कहाँ?
  utter_too_long:
    - text: चुनें
      buttons: [{title: A title that is much too long for a button, payload: /greet}]
  utter_technical_trouble:
    - text: गड़बड़ हो गई
    - text: Something went wrong
      condition: [{type: slot, name: language, value: en}]
session_config:
  session_expiration_time: 60
  carry_over_slots_to_new_session: false
"""
LISTEN = "action_listen"


def table_agent(
    monkeypatch: Any,
    tracker_store: TrackerStore,
    actions_url: str,
    answers: dict[str, str],
    more_actions: tuple[str, ...] = (),
) -> Agent:
    """Return an agent that answers an intent with the action in `answers`, then listens.

    It takes a text for the intent that is its first word, else for `nlu_fallback`.
    """
    actions = sorted({"action_file", *more_actions})
    domain = Domain.from_yaml(DOMAIN.replace("[action_file]", str(actions)))
    metadata = SimpleNamespace(
        domain=domain,
        assistant_id="test",
        model_id="table-model",
        training_type=TrainingType.BOTH,
        core_target="core",
        nlu_target="nlu",
    )
    model = "table", metadata, _Table(domain, answers)
    monkeypatch.setattr(MessageProcessor, "_load_model", staticmethod(lambda _path: model))
    agent = Agent(tracker_store=tracker_store, action_endpoint=EndpointConfig(actions_url))
    agent.load_model("table")
    return agent


class _Table:
    """Stands for the graph of a trained model."""

    def __init__(self, domain: Domain, answers: dict[str, str]):
        self._domain = domain
        self._answers = answers

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        if targets == ["nlu"]:
            (message,) = inputs["__message__"]
            return {"nlu": [self._understand(message.text)]}
        return {"core": self._decide(inputs["__tracker__"])}

    def _understand(self, text: str) -> Message:
        word = text.split()[0]
        intent = word if word in self._domain.intents else "nlu_fallback"
        found = {"name": intent, "confidence": 0.9}
        data = {"text": text, "intent": found, "intent_ranking": [found], "entities": []}
        return Message(data=data, output_properties=set(data))

    def _decide(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        heard = tracker.latest_action_name == LISTEN
        action = self._answers[tracker.latest_message.intent_name] if heard else LISTEN
        return PolicyPrediction.for_action_name(self._domain, action)
