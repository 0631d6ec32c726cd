"""What to say when a message was not understood."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher


class AskMeaning(Action):
    """Asks what an unclear message means; the second time in a row, in other words and with a way out."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_meaning"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer to file the words as a complaint, so that they are never lost."""
        again = _previous_intent(tracker) == "nlu_fallback"
        dispatcher.utter_message(response="utter_unclear_again" if again else "utter_unclear")
        return []


def _previous_intent(tracker: Tracker) -> str | None:
    said = [event for event in tracker.events if event["event"] == "user"]
    return said[-2]["parse_data"]["intent"].get("name") if len(said) > 1 else None
