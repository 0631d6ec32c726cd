"""Complaints that are filed: how they stand, and what their citizen adds."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.conversation import entity, inbox_id, language, latest_message
from actions.database import database
from helpline.clock import now
from helpline.domain.complaint_number import WrongComplaintNumber, parse
from helpline.services.complaints import add_words, describe, own_complaint, own_complaints
from helpline.store.complaints import Complaint
from helpline.whatsapp.outbound import ROWS


class CheckStatus(Action):
    """Tells how a complaint stands: the one asked for, the only one, or a list to choose from."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_check_status"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer from the citizen's own complaints only."""
        with database() as session:
            complaint = _meant(session, dispatcher, tracker, "check_status")
            if complaint is not None:
                said = describe(complaint, language(tracker))
                dispatcher.utter_message(response=f"utter_status_{said.state}", **vars(said))
        return []


class NoteOnComplaint(Action):
    """Writes a reminder, an objection, thanks or further words into the complaint's history."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_note_on_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note the citizen's words under the intent as the act, and say so."""
        act = latest_message(tracker).intent
        with database() as session:
            complaint = _meant(session, dispatcher, tracker, act)
            if complaint is not None:
                words = tracker.latest_message.get("text") or ""
                add_words(session, complaint, act, words, inbox_id(tracker), now())
                said = describe(complaint, language(tracker))
                dispatcher.utter_message(response=f"utter_noted_{act}", **vars(said))
        return []


class AnswerBareFact(Action):
    """Answers a message that is only a number or a place, outside any question."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_bare_fact"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Give the status for a complaint number; else ask what it is about."""
        if entity(tracker, "complaint_number"):
            return CheckStatus().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_ask_how_to_help")
        return []


def _meant(
    session: Session, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str
) -> Complaint | None:
    """Find the complaint the citizen means; where that is not clear, say so and return None."""
    given = entity(tracker, "complaint_number")
    if given:
        return _by_number(session, dispatcher, tracker, str(given))
    own = own_complaints(session, tracker.sender_id, ROWS)
    if len(own) == 1:
        return own[0]
    if not own:
        dispatcher.utter_message(response="utter_no_complaints")
        return None
    listed = [describe(complaint, language(tracker)) for complaint in own]
    dispatcher.utter_message(
        response="utter_which_complaint",
        buttons=[
            {
                "title": said.number,
                "description": f"{said.category}, {said.filed}",
                "payload": f'/{intent}{{"complaint_number": "{said.number}"}}',
            }
            for said in listed
        ],
    )
    return None


def _by_number(
    session: Session, dispatcher: CollectingDispatcher, tracker: Tracker, given: str
) -> Complaint | None:
    try:
        number = parse(given)
    except WrongComplaintNumber:
        dispatcher.utter_message(response="utter_number_wrong", number=given)
        return None
    complaint = own_complaint(session, tracker.sender_id, number)
    if complaint is None:
        dispatcher.utter_message(response="utter_number_not_yours", number=given)
    return complaint
