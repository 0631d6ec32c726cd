"""A life is in danger: the number that helps, at once, and the help desk is told."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, inbox_id, latest_message
from actions.database import database
from helpline.clock import now
from helpline.services import emergencies
from helpline.text.emergencies import kind_of_emergency

ANSWER = "utter_emergency_"


class AnswerEmergency(Action):
    """Gives the number to call, and brings the message before the help desk."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_emergency"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Choose the number by the words; where they do not tell, it is 112."""
        kind = kind_of_emergency(latest_message(tracker).text)
        with database() as session:
            emergencies.raise_alarm(session, tracker.sender_id, inbox_id(tracker), kind, now())
        dispatcher.utter_message(response=f"{ANSWER}{kind}")
        return []


class TakeBackEmergency(Action):
    """Hears that there is no danger, and asks what the message was about instead."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_back_emergency"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note it for the help desk; in the middle of filing the form asks its question anew."""
        with database() as session:
            emergencies.take_back(session, tracker.sender_id, now())
        filing = bool(tracker.active_loop.get("name"))
        dispatcher.utter_message(
            response="utter_no_emergency_goes_on" if filing else "utter_no_emergency"
        )
        return []


def was_warned(tracker: Tracker) -> bool:
    """Tell whether the message before the latest was answered as an emergency."""
    return any(name.startswith(ANSWER) for name in answers_before(tracker))
