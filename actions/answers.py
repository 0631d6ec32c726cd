"""Questions about the helpline itself, and hard words."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.after_filing import heard_hurry, heard_since_when
from actions.complaints import say_status
from actions.conversation import answers_before, language, latest_message, times_in_a_row
from actions.database import database
from actions.handover import ask_for_person, asks_for_person_again, tell_place
from actions.talk import MORE, Turn
from helpline import clock
from helpline.domain.draft import OTHER_CATEGORY, WOMEN_SAFETY, Draft
from helpline.services.complaints import describe, own_complaints, words_of_citizen
from helpline.services.contacts import office_for
from helpline.services.filing import FIRST_LEVEL, first_office
from helpline.services.reference import title_of
from helpline.services.status import spoken_day
from helpline.services.time_limits import due_date
from helpline.services.worklist import ON_A_DATE
from helpline.text.talk.about_filed import OFFICE, REPLY, asked_about
from helpline.text.talk.about_us import (
    CHANGE,
    COMPENSATION,
    COST,
    FILES,
    GOES_TO,
    NEWS,
    NEXT,
    OFFICIAL,
    PAPERS,
    PRIVATE,
    WORTH,
    question_about,
    questions_in,
    speaks_of_compensation,
)
from helpline.text.talk.by_phone import complained_by_phone
from helpline.text.talk.questions import asks_how_long

# A question for an office names its work in a word or two: less is needed than for a complaint.
LIKELY = 0.55
# Whom to call comes before who answers for it.
_HELPLINES = {
    WOMEN_SAFETY: "utter_womens_helpline",
    "health/ambulance": "utter_contact_ambulance",
}
_ANSWERS = {
    COST: "utter_free",
    OFFICIAL: "utter_official",
    PRIVATE: "utter_never_asked",
    FILES: "utter_may_send_files",
    PAPERS: "utter_no_papers_needed",
    NEWS: "utter_how_told",
    NEXT: "utter_how_told",
    CHANGE: "utter_may_change",
    WORTH: "utter_no_promise",
    COMPENSATION: "utter_compensation",
}
# Asked again, these are believed no more: a voice on the phone is.
_TRUST = frozenset({COST, OFFICIAL, PRIVATE})


class AnswerContact(Action):
    """Names the office that answers for the matter in question, with its number where it has one."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_contact"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say whom to call: for what is named, else for the complaint spoken of, else 1905."""
        facts = latest_message(tracker).facts
        category, district = facts.category, facts.district
        with database() as session:
            if category in (None, OTHER_CATEGORY) or facts.category_confidence < LIKELY:
                complaint = Turn(session, dispatcher, tracker).spoken_of()
                if complaint is None:
                    dispatcher.utter_message(response="utter_contact")
                    return []
                category, district = complaint.category_code, complaint.district.name_en
            if category in _HELPLINES:
                dispatcher.utter_message(response=_HELPLINES[category])
                return []
            contact = office_for(session, category, district, language(tracker))
        known = "utter_contact_office" if contact.phone is None else "utter_contact_phone"
        dispatcher.utter_message(response=known, office=contact.office, phone=contact.phone)
        return []


class AnswerTimeline(Action):
    """Says how long it takes, with the date of the citizen's own complaint where one is open."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_timeline"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer for what is being filed, else for the latest complaint if an office has it under a date.

        "5 din ho gaye hai", soon after filing, says since when; who waits for a person means that one.
        """
        if asks_for_person_again(tracker):
            tell_place(dispatcher, tracker, ask_for_person(tracker))
            return []
        if tracker.active_loop_name:
            _say_time(dispatcher, tracker, Draft.from_slots(tracker.slots))
            return []
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            added = heard_since_when(turn) or heard_hurry(turn)
            if added is not None:
                return added
            latest = own_complaints(session, tracker.sender_id, 1)
            if latest and latest[0].state in ON_A_DATE:
                said = describe(latest[0], language(tracker))
                dispatcher.utter_message(response="utter_timeline_yours", **vars(said))
                return []
        dispatcher.utter_message(response="utter_timeline")
        return []


class AnswerQuestion(Action):
    """Says what can be done here; whether it costs something or is genuine, where that is asked."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer shortly what was asked; with everything, where nothing in particular was."""
        topic = question_about(latest_message(tracker).text)
        if topic == NEWS and asks_for_person_again(tracker):
            tell_place(dispatcher, tracker, ask_for_person(tracker))
            return []
        if topic == GOES_TO:
            return _say_who_gets_it(dispatcher, tracker, Draft.from_slots(tracker.slots))
        if topic == COMPENSATION and not tracker.active_loop_name:
            return _say_who_decides(dispatcher, tracker)
        answer = _ANSWERS.get(topic, "utter_help")
        if topic in _TRUST and answer in answers_before(tracker):
            answer = "utter_trust_1905"
        dispatcher.utter_message(response=answer)
        return []


def _say_who_gets_it(
    dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft
) -> list[EventType]:
    """Name the office for what is being filed, else who has the complaint spoken of, else how it is chosen."""
    with database() as session:
        turn = Turn(session, dispatcher, tracker)
        is_filing = tracker.active_loop_name or draft.complaint_text
        complaint = None if is_filing else turn.spoken_of() or turn.just_filed()
        if complaint is not None:
            return say_status(turn, complaint)
        if draft.category is None or draft.district is None:
            return turn.say("utter_goes_to_right_office")
        return turn.say("utter_goes_to", post=title_of(first_office(session, draft), turn.language))


def _say_who_decides(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that the office decides on compensation, and whether the complaint asks for it."""
    with database() as session:
        turn = Turn(session, dispatcher, tracker)
        complaint = turn.spoken_of() or turn.just_filed()
        if complaint is None:
            return turn.say("utter_compensation")
        if speaks_of_compensation(words_of_citizen(complaint)):
            return turn.say("utter_compensation_asked", complaint)
        return turn.say("utter_compensation_unasked", complaint, MORE)


def answer_beside(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft) -> None:
    """Answer what a message asks beside its complaint; of one by phone say that it is not to be seen."""
    text = latest_message(tracker).text
    for topic in questions_in(text):
        if topic == GOES_TO:
            _say_who_gets_it(dispatcher, tracker, draft)
        else:
            dispatcher.utter_message(response=_ANSWERS[topic])
    if asks_how_long(text):
        _say_time(dispatcher, tracker, draft)
    if complained_by_phone(text):
        dispatcher.utter_message(response="utter_phone_not_seen")


def answer_questions(dispatcher: CollectingDispatcher, text: str) -> None:
    """Answer what a text asks about the helpline itself; who gets the complaint was just told."""
    for topic in questions_in(text):
        if topic in _ANSWERS:
            dispatcher.utter_message(response=_ANSWERS[topic])


def is_answered(text: str) -> bool:
    """Tell whether what a text asks is answered here, or by what is said when a complaint is filed."""
    is_told = asks_how_long(text) or asked_about(text) in (OFFICE, REPLY)
    return is_told or bool(questions_in(text))


def _say_time(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft) -> None:
    """Say until when it should be solved if it is filed now; in general, where it is not clear what it is."""
    if draft.category is None:
        dispatcher.utter_message(response="utter_timeline")
        return
    with database() as session:
        due = due_date(session, draft.category, FIRST_LEVEL, clock.now())
        day = spoken_day(due, language(tracker), clock.now())
    dispatcher.utter_message(response="utter_timeline_if_filed", due=day)


class AnswerAbuse(Action):
    """Stays calm, says once more firmly that this does not help, and is calm again."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_abuse"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask what the problem is; the second time in a row ask for respect as well."""
        firmly = times_in_a_row(tracker, "abuse") % 2 == 0
        dispatcher.utter_message(response="utter_abuse_firm" if firmly else "utter_abuse")
        return []
