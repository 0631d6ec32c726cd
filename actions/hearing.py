"""Answers to what the helpline asked: in words or by a button, at once or days later."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionReverted, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.after_filing import add_or_new, heard_after_filing, new_after_all
from actions.complaints import (
    add_words,
    ask_which,
    end_surely,
    hear,
    note_reason,
    note_said,
    rate,
    tell_pressure,
    told_status,
)
from actions.conversation import answers_before, entity, latest_message
from actions.database import database
from actions.emergency import HearOfEmergency, TakeBackEmergency, was_helped, was_warned
from actions.fallback import AskHowToHelp
from actions.filing import FORM, IS_IT_A_COMPLAINT
from actions.privacy import answer_sure, was_asked_whether_sure
from actions.right_place import heard_where
from actions.talk import (
    ADD_OR_NEW,
    ADDED,
    ANOTHER,
    IS_IT_SOLVED,
    MORE,
    PRESSED,
    REASON,
    RIGHT_PLACE,
    STARS,
    SURE_SOLVED,
    SURE_WITHDRAW,
    WHO_PRESSED,
    Said,
    Turn,
)
from actions.violence import was_stood_by
from helpline.domain.citizens_word import ADD, NOT_SOLVED, SOLVED, WITHDRAW
from helpline.domain.draft import SURE
from helpline.services import pressure
from helpline.services.complaints import (
    asked_last,
    put_on_map,
    replied_to,
    waiting_for_answer,
)
from helpline.services.said import answer, says_done, was_pressed
from helpline.store.complaints import Complaint
from helpline.text.numbers import number_of
from helpline.text.talk.reasons import gives_reason
from helpline.text.talk.remarks import said_beside_yes, says_file_it
from helpline.text.tokens import tokenise

AFFIRM, DENY, THANK, REPORT = "affirm", "deny", "thank", "report_complaint"
# To "what would you like to add?" these say: nothing.
_NO = frozenset({DENY, "cancel", "skip"})
# Nobody says by these what they would like to add.
_NO_WORDS = frozenset({AFFIRM, THANK, "goodbye", "greet"}) | _NO
_LONGEST_RATING = 3
_LONGEST_YES = 4  # words
# "The work is not done yet" looks like a complaint too, but less so than a new problem does.
_SURELY_SAID = 0.9
_STARS = range(1, 6)


class HearYesOrNo(Action):
    """Takes a yes or no outside any form for the answer to what was asked last."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_yes_or_no"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Hear the answer; where nothing was asked just now, ask what is still open, or how to help."""
        if was_stood_by(tracker):
            return _what_she_wants(dispatcher, latest_message(tracker).intent)
        if latest_message(tracker).intent == DENY and was_warned(tracker):
            return TakeBackEmergency().run(dispatcher, tracker, domain)
        if latest_message(tracker).intent == AFFIRM and IS_IT_A_COMPLAINT in answers_before(
            tracker
        ):
            return [FollowupAction(FORM)]
        wants_it_filed = says_file_it(latest_message(tracker).text)
        if was_helped(tracker) and not wants_it_filed:
            return HearOfEmergency().run(dispatcher, tracker, domain)
        if was_asked_whether_sure(tracker):
            answer_sure(dispatcher, tracker, latest_message(tracker).intent == AFFIRM)
            return []
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            events = _heard_answer(turn)
            if events is None:
                events = _asked_gently(turn, "utter_ask_is_it_solved")
        if events is None and wants_it_filed:
            # What was told before an emergency's or another answer.
            return [FollowupAction(FORM)]
        return AskHowToHelp().run(dispatcher, tracker, domain) if events is None else events


def _what_she_wants(dispatcher: CollectingDispatcher, intent: str) -> list[EventType]:
    """Hear whether it is to be filed, of who told of violence at home."""
    if intent == AFFIRM:
        return [FollowupAction(FORM)]
    dispatcher.utter_message(response="utter_not_safe_now")
    return []


class HearThanks(Action):
    """Answers thanks; asks what only the citizen can tell, if that is still open."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_thanks"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Take thanks that say so for a yes; bare thanks close nothing."""
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            events = _heard_answer(turn)
            if events is None:
                events = _asked_gently(turn, "utter_thank_is_it_solved")
            return turn.say("utter_thank") if events is None else events


class AnswerBareFact(Action):
    """Answers a message that is only a number or a place, outside any question."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_bare_fact"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Give the status for a complaint number, put a pin on the map; else ask what it is about."""
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            if entity(tracker, "complaint_number"):
                return told_status(turn)
            complaint = turn.spoken_of() or turn.just_filed()
            if entity(tracker, "latitude") is not None and complaint is not None:
                return _add_place(turn, complaint)
            events = _heard_answer(turn)
        if events is None and latest_message(tracker).facts.locates:
            # Who says a place first is about to say what is wrong there.
            return [FollowupAction("complaint_form")]
        return AskHowToHelp().run(dispatcher, tracker, domain) if events is None else events


class HearAnswer(Action):
    """Takes what comes right after a question for its answer, whatever else it looks like."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Hear the answer; where it is none, step back, and the rule for such a message follows."""
        with database() as session:
            events = _heard_answer(Turn(session, dispatcher, tracker))
        if events is None:
            return [ActionReverted(), SlotSet("listening", None)]
        if any(event["event"] == "followup" for event in events):
            return events
        # The rule that led here no longer fits where the slot has changed.
        return [*events, FollowupAction("action_listen")]


def _heard_answer(turn: Turn) -> list[EventType] | None:
    """Take the message for the answer to what was asked last; None where it does not answer it.

    A notice of the helpline that came after our last answer asked last.
    """
    told = asked_last(turn.session, turn.citizen, turn.inbox_id)
    asked, complaint = (IS_IT_SOLVED, told) if told is not None else turn.asked()
    events = _ANSWERS[asked](turn, complaint) if asked in _ANSWERS else None
    if events is None and turn.said().intent == ADD:
        return None
    if events is None:
        events = _solved_or_not(turn, complaint if asked == IS_IT_SOLVED else None, told)
    return heard_after_filing(turn) if events is None else events


def _asked_gently(turn: Turn, response: str) -> list[EventType] | None:
    """Ask whether it is solved, where an office says so and the citizen has not answered."""
    waiting = waiting_for_answer(turn.session, turn.citizen)
    if not waiting:
        return None
    if len(waiting) == 1:
        return turn.say(response, waiting[0], IS_IT_SOLVED)
    return ask_which(turn, "utter_which_is_solved", waiting, "check_status")


def _solved_or_not(
    turn: Turn, just_asked: Complaint | None, told: Complaint | None
) -> list[EventType] | None:
    """Hear "is it solved?" answered: a bare yes only right after the question, clear words any time.

    Of several that wait, a notice alone does not say which one is meant, but a reply to it does.
    """
    waiting = waiting_for_answer(turn.session, turn.citizen)
    if just_asked is None and not waiting:
        return None
    said = turn.said()
    meanings = {AFFIRM: SOLVED, DENY: NOT_SOLVED} if just_asked is not None else {}
    found = answer(meanings.get(_intent(said)), said.words)
    if found is None or _is_another_problem(turn, just_asked or waiting[0]):
        return None
    is_clear = replied_to(turn.session, turn.inbox_id) is not None
    by_notice = (just_asked is None or just_asked is told) and told in (None, *waiting)
    if len(waiting) > 1 and by_notice and not is_clear:
        return ask_which(turn, "utter_which_is_solved", waiting, found)
    return hear(turn, just_asked or waiting[0], found)


def _is_another_problem(turn: Turn, complaint: Complaint) -> bool:
    """Tell whether the message surely describes a problem of another department."""
    message = latest_message(turn.tracker)
    stated = turn.tracker.latest_message["intent"].get("confidence") or 0.0
    if message.intent != REPORT or stated < _SURELY_SAID:
        return False
    if message.facts.category_confidence < SURE:
        return False
    return not str(message.facts.category).startswith(f"{complaint.department_code}/")


def _intent(said: Said) -> str:
    """Return what was meant; "yes, thank you" is a yes, though thanks are more of its words."""
    return AFFIRM if said_beside_yes(said.words) == "" else said.intent


def _more(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    said = turn.said()
    if _intent(said) == AFFIRM:
        return turn.say("utter_invite_words", complaint, MORE)
    if said.intent in _NO:
        return turn.say("utter_nothing_added", complaint)
    if said.intent in _NO_WORDS or _is_another_problem(turn, complaint):
        return None
    return add_words(turn, complaint)


def _right_place(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    return heard_where(turn, complaint) or _more(turn, complaint)


def _add_place(turn: Turn, complaint: Complaint) -> list[EventType]:
    latitude, longitude = (entity(turn.tracker, name) for name in ("latitude", "longitude"))
    put_on_map(complaint, latitude, longitude)
    note_said(turn, complaint, "add_place")
    return turn.say("utter_noted_add_place", complaint)


def _sure_solved(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    said = turn.said()
    meaning = {AFFIRM: SOLVED, **dict.fromkeys(_NO, NOT_SOLVED)}.get(_intent(said))
    found = answer(meaning, said.words)
    if found == SOLVED:
        return end_surely(turn, complaint, SOLVED)
    return None if found is None else hear(turn, complaint, found)


def _sure_withdraw(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    said = turn.said()
    if was_pressed(said.words):
        return tell_pressure(turn, complaint, said.words)
    if says_done(said.words):
        return hear(turn, complaint, SOLVED)
    if _intent(said) == AFFIRM or gives_reason(said_beside_yes(said.words) or ""):
        return end_surely(turn, complaint, WITHDRAW)
    if gives_reason(said.words):
        return turn.say("utter_sure_withdraw_complaint_again", complaint, SURE_WITHDRAW)
    return turn.say("utter_left_as_it_is", complaint) if said.intent in _NO else None


def _another(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Take what was announced beside the complaint for a problem of its own."""
    return [FollowupAction(FORM)] if turn.said().intent == REPORT else None


def _stars(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    words = [token.normal for token in tokenise(turn.said().words)]
    given = [number_of(word) for word in words]
    found = [int(value) for value in given if value in _STARS]
    if len(words) > _LONGEST_RATING or len(found) != 1:
        return None
    return rate(turn, complaint, str(found[0]))


def _pressed(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    said = turn.said()
    pressed = was_pressed(said.words)
    if pressed is None:
        pressed = {AFFIRM: True, DENY: False}.get(said.intent)
    if pressed is None:
        return None
    if pressed:
        return tell_pressure(turn, complaint, said.words)
    return turn.say("utter_noted_no_pressure", complaint)


def _who_pressed(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    said = turn.said()
    # "He rang and told me: say yes" looks like a yes.
    is_told = said.intent == AFFIRM and len(said.words.split()) > _LONGEST_YES
    if said.intent in _NO_WORDS and not is_told:
        return None
    pressure.tell(turn.session, complaint, said.words, turn.inbox_id, turn.now)
    return turn.say("utter_noted_pressure_words", complaint)


_ANSWERS: dict[str | None, Callable[[Turn, Complaint], list[EventType] | None]] = {
    ADDED: new_after_all,
    ADD_OR_NEW: add_or_new,
    ANOTHER: _another,
    REASON: note_reason,
    MORE: _more,
    RIGHT_PLACE: _right_place,
    STARS: _stars,
    PRESSED: _pressed,
    WHO_PRESSED: _who_pressed,
    SURE_SOLVED: _sure_solved,
    SURE_WITHDRAW: _sure_withdraw,
}
