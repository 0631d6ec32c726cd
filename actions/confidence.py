"""The wish that one's name be kept from others, and who can see it at all."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import latest_message, was_tapped
from actions.database import database
from helpline.services.complaints import keep_in_confidence
from helpline.text.talk.secrecy import asks_who_knows, wants_secrecy

IN_CONFIDENCE = "in_confidence"


class KeepInConfidence(Action):
    """Says who sees the citizen's name and number, and keeps the wish that others do not."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_keep_in_confidence"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer a question; keep a wish with what is being filed, else with the open complaints."""
        text = latest_message(tracker).text
        if not was_tapped(tracker) and asks_who_knows(text) and not wants_secrecy(text):
            dispatcher.utter_message(response="utter_who_sees_name")
            return []
        if tracker.active_loop_name:
            dispatcher.utter_message(response="utter_in_confidence_from_now")
            return [SlotSet(IN_CONFIDENCE, True)]
        with database() as session:
            numbers = keep_in_confidence(session, tracker.sender_id)
        if numbers:
            dispatcher.utter_message(response="utter_in_confidence_filed", numbers=numbers)
            return []
        dispatcher.utter_message(response="utter_in_confidence_from_now")
        return [SlotSet(IN_CONFIDENCE, True)]
