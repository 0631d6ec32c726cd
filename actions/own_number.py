"""A phone number of their own that somebody gives: kept in the words of the complaint, where the officer reads it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints import note_said
from actions.conversation import entity
from actions.database import database
from actions.talk import MORE, Turn
from helpline.domain.citizens_word import ADD
from helpline.domain.lifecycle import OPEN
from helpline.services.case_file import masked_phone
from helpline.services.complaints import own_complaints

INDIA = "91"


class TakeNumber(Action):
    """Keeps the number that somebody wants to be reached at, or says that we write to this one."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_number"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Write it into the complaint spoken of, else the newest open one; the draft keeps it as its words."""
        told = entity(tracker, "phone")
        phone = told and masked_phone(f"{INDIA}{told}")
        if tracker.active_loop_name:
            is_kept = phone and tracker.get_slot("complaint_text")
            response = "utter_number_with_draft" if is_kept else "utter_reached_here"
            dispatcher.utter_message(response=response, phone=phone)
            return []
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            newest = own_complaints(session, turn.citizen, 1)
            complaint = turn.spoken_of() or next(iter(newest), None)
            if complaint is None or complaint.state not in OPEN:
                return turn.say("utter_reached_here")
            if phone is None:
                return turn.say("utter_reached_here_or_add", complaint, MORE)
            note_said(turn, complaint, ADD)
            return turn.say("utter_noted_number", complaint, phone=phone)
