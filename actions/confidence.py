"""The wish that one's name be kept from others, and who can see it at all."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, latest_message, was_tapped
from actions.database import database
from helpline.services.complaints import any_of_violence, is_in_confidence, keep_in_confidence
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
        """Answer a question by what is kept already; keep a wish with what is being filed, else with the open complaints."""
        text = latest_message(tracker).text
        if _is_kept(tracker):
            return _say_who_sees(dispatcher, tracker, "utter_who_sees_in_confidence")
        if not was_tapped(tracker) and asks_who_knows(text) and not wants_secrecy(text):
            return _say_who_sees(dispatcher, tracker, "utter_who_sees_name")
        if tracker.active_loop_name:
            dispatcher.utter_message(response="utter_in_confidence_from_now")
            return [SlotSet(IN_CONFIDENCE, True)]
        with database() as session:
            numbers = keep_in_confidence(session, tracker.sender_id)
            is_of_violence = any_of_violence(session, tracker.sender_id)
        if numbers:
            dispatcher.utter_message(response="utter_in_confidence_filed", numbers=numbers)
            if is_of_violence:
                dispatcher.utter_message(response="utter_nothing_unasked")
            return []
        dispatcher.utter_message(response="utter_in_confidence_from_now")
        return [SlotSet(IN_CONFIDENCE, True)]


def _is_kept(tracker: Tracker) -> bool:
    """Whether the wish is kept with what is being told, else with the newest complaint that is open."""
    if tracker.get_slot(IN_CONFIDENCE) or tracker.active_loop_name:
        return bool(tracker.get_slot(IN_CONFIDENCE))
    with database() as session:
        return is_in_confidence(session, tracker.sender_id)


def _say_who_sees(
    dispatcher: CollectingDispatcher, tracker: Tracker, response: str
) -> list[EventType]:
    """Say who sees the name and the number; the same shortly to who asks once more."""
    said = answers_before(tracker)
    was_said = response in said or "utter_in_confidence_from_now" in said
    dispatcher.utter_message(response=f"{response}_again" if was_said else response)
    return []
