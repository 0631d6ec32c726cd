"""Complaints that are filed: how they stand, and what their citizen adds."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.conversation import entity, inbox_id, language, latest_message, was_tapped
from actions.database import database
from actions.emergency import TakeBackEmergency, was_warned
from actions.fallback import AskHowToHelp
from actions.privacy import answer_sure, was_asked_whether_sure
from helpline.clock import now
from helpline.domain import citizens_word
from helpline.domain.citizens_word import comes_too_late, must_be_sure
from helpline.domain.complaint_number import WrongComplaintNumber, parse
from helpline.services.complaints import (
    add_words,
    asked_last,
    describe,
    own_complaint,
    own_complaints,
    waiting_for_answer,
)
from helpline.services.moves import Given, citizen, perform
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


class HearAboutComplaint(Action):
    """Takes the citizen's word about a filed complaint: solved or not, a reminder, more to say."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_about_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Do what the word asks for, or note it; ask once more before an end nobody asked about."""
        said = latest_message(tracker).intent
        with database() as session:
            complaint = _meant(session, dispatcher, tracker, said)
            if complaint is not None:
                _hear(session, dispatcher, tracker, complaint, said)
        return []


class HearYesOrNo(Action):
    """Takes a yes or no outside any form for the answer to "is it solved?", if that was asked last."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_yes_or_no"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Hear it as solved or not solved; where nothing was asked, ask how to help."""
        yes = latest_message(tracker).intent == "affirm"
        if not yes and was_warned(tracker):
            return TakeBackEmergency().run(dispatcher, tracker, domain)
        if was_asked_whether_sure(tracker):
            answer_sure(dispatcher, tracker, yes)
            return []
        with database() as session:
            complaint = asked_last(session, tracker.sender_id)
            if complaint is None:
                AskHowToHelp().run(dispatcher, tracker, domain)
            else:
                said = citizens_word.SOLVED if yes else citizens_word.NOT_SOLVED
                _hear(session, dispatcher, tracker, complaint, said)
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
        return AskHowToHelp().run(dispatcher, tracker, domain)


def _hear(
    session: Session,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    complaint: Complaint,
    said: str,
) -> None:
    act = citizens_word.move_for(said, complaint.state)
    words = tracker.latest_message.get("text") or ""
    if act is None:
        reply = "utter_ended" if comes_too_late(said, complaint.state) else f"utter_noted_{said}"
        add_words(session, complaint, said, words, inbox_id(tracker), now())
    elif must_be_sure(act, complaint.state) and not was_tapped(tracker):
        reply = f"utter_sure_{act}"
    else:
        reply = f"utter_done_{act}"
        perform(session, complaint, act, citizen(inbox_id(tracker)), now(), Given(words=words))
    dispatcher.utter_message(response=reply, **vars(describe(complaint, language(tracker))))


def _meant(
    session: Session, dispatcher: CollectingDispatcher, tracker: Tracker, intent: str
) -> Complaint | None:
    """Find the complaint the citizen means; where that is not clear, say so and return None."""
    given = entity(tracker, "complaint_number")
    if given:
        return _by_number(session, dispatcher, tracker, str(given))
    asked = waiting_for_answer(session, tracker.sender_id)
    if len(asked) == 1 and intent in citizens_word.ANSWERS:
        return asked[0]
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
