"""The citizen's own data and peace: what is kept, its erasure on request, no unasked messages."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import language, latest_message, was_tapped
from actions.database import database
from helpline.clock import now
from helpline.services import silence
from helpline.services.privacy import ask_erasure, kept_about, open_numbers

SURE_QUESTIONS = frozenset({"utter_erase_sure", "utter_erase_sure_open"})


class ShowMyData(Action):
    """Tells the citizen what is kept about them."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_show_my_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say it in one message; the numbers of the complaints, where there are any, before it."""
        with database() as session:
            kept = kept_about(session, tracker.sender_id, language(tracker))
        if kept.numbers:
            dispatcher.utter_message(response="utter_my_data_numbers", numbers=kept.numbers)
        if kept.erasure_asked:
            dispatcher.utter_message(response="utter_my_data_leaves")
        dispatcher.utter_message(response="utter_my_data", **vars(kept))
        return []


class EraseMyData(Action):
    """Erases a citizen's data on request, after asking whether they are sure."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_erase_my_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask, or do what the tapped button says; who only asks whether it can be done is answered."""
        message = latest_message(tracker)
        sure = message.chosen.get("sure")
        if sure is not None:
            answer_sure(dispatcher, tracker, sure == "yes")
        elif message.is_question and not was_tapped(tracker):
            dispatcher.utter_message(response="utter_can_be_erased")
        elif tracker.active_loop_name:
            # A yes would be taken for the complaint's.
            dispatcher.utter_message(response="utter_erase_after_filing")
        else:
            _ask_whether_sure(dispatcher, tracker)
        return []


class StopMessages(Action):
    """Lets the citizen get answers only, from now on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_stop_messages"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note it; in the middle of filing ask first what is to stop."""
        if tracker.active_loop_name and not was_tapped(tracker):
            dispatcher.utter_message(response="utter_stop_what")
            return []
        with database() as session:
            silence.begin(session, tracker.sender_id, now())
        dispatcher.utter_message(response="utter_messages_stopped")
        return []


class ResumeMessages(Action):
    """Lets the citizen get all messages again."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_resume_messages"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note it; a "start" of somebody who never stopped anything is a greeting."""
        with database() as session:
            was_silent = silence.end(session, tracker.sender_id, now())
        dispatcher.utter_message(response="utter_messages_resumed" if was_silent else "utter_greet")
        return []


def was_asked_whether_sure(tracker: Tracker) -> bool:
    """Tell whether the last thing said to the citizen was whether to erase their data."""
    said = [event for event in tracker.events if event["event"] == "bot"]
    metadata = (said[-1].get("metadata") or {}) if said else {}
    return metadata.get("utter_action") in SURE_QUESTIONS


def answer_sure(dispatcher: CollectingDispatcher, tracker: Tracker, yes: bool) -> None:
    """Do what a citizen answered to the question whether to erase their data."""
    if not yes:
        dispatcher.utter_message(response="utter_not_erased")
        return
    with database() as session:
        numbers = open_numbers(session, tracker.sender_id)
        ask_erasure(session, tracker.sender_id, now())
    if numbers:
        dispatcher.utter_message(response="utter_erased_open", numbers=numbers)
    else:
        dispatcher.utter_message(response="utter_erased")


def _ask_whether_sure(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    with database() as session:
        numbers = open_numbers(session, tracker.sender_id)
    if numbers:
        dispatcher.utter_message(response="utter_erase_sure_open", numbers=numbers)
    else:
        dispatcher.utter_message(response="utter_erase_sure")
