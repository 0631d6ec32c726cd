"""What comes soon after filing: more of the same, a word of courtesy, or something new."""

from rasa_sdk.events import EventType, FollowupAction

from actions.complaints import add_for_officer, add_words, hear
from actions.conversation import latest_message
from actions.right_place import heard_right_place
from actions.talk import ADD_OR_NEW, Turn
from helpline.domain.citizens_word import ADD, MISROUTED, REMIND
from helpline.domain.draft import SURE, Message
from helpline.domain.several_problems import ANOTHER_PROBLEM
from helpline.services.complaints import note
from helpline.services.worklist import ON_A_DATE
from helpline.store.complaints import Complaint
from helpline.text.talk.additions import (
    adds_more,
    is_for_officer,
    is_polite,
    says_new_or_same,
)
from helpline.text.talk.first_advice import advice_before
from helpline.text.talk.harm import tells_of_harm
from helpline.text.talk.hurry import names_deadline, wants_hurry
from helpline.text.talk.questions import asks_how_long
from helpline.text.talk.remarks import says_file_it

_FORM = "complaint_form"
# These may carry more of what was just filed, even where they look like something new.
_MAY_BELONG = frozenset({"report_complaint", "inform", "nlu_fallback", "out_of_scope", REMIND, ADD})
# With so many words or fewer, "3 din ho gaye" says nothing but since when.
_MOST_WORDS_OF_A_FACT = 6
_SURELY_SAID = 0.9
_COURTESY = {
    "affirm": "utter_all_right_filed",
    "deny": "utter_all_right_filed",
    "skip": "utter_all_right_filed",
    "thank": "utter_thank_filed",
    "cancel": "utter_cancel_filed",
}


def heard_after_filing(turn: Turn) -> list[EventType] | None:
    """Take the message for what was just filed; None where it is something else."""
    complaint = turn.just_filed()
    if complaint is None or turn.was_tapped:
        return None
    message = latest_message(turn.tracker)
    if message.is_misplaced and message.intent in _COURTESY:
        return hear(turn, complaint, MISROUTED)
    moved = heard_right_place(turn, complaint)
    if moved is not None:
        return moved
    if says_file_it(message.text):
        return turn.say("utter_filed_already", complaint)
    if message.intent in _COURTESY:
        return turn.say(_COURTESY[message.intent], complaint)
    if message.intent not in _MAY_BELONG or not message.has_words or message.is_remark:
        return None
    if is_polite(message.text):
        return turn.say("utter_thank_filed", complaint)
    return _add_or_ask(turn, complaint, message)


def heard_since_when(turn: Turn) -> list[EventType] | None:
    """Add it to what was just filed where a short message only says since when; else None."""
    complaint = turn.just_filed()
    if complaint is None or not _says_since_when(latest_message(turn.tracker)):
        return None
    return add_words(turn, complaint)


def heard_hurry(turn: Turn) -> list[EventType] | None:
    """Pass on why it must be done before its date; None where the message gives no reason."""
    complaint = turn.just_filed()
    if complaint is None or not names_deadline(latest_message(turn.tracker).text):
        return None
    return add_for_officer(turn, complaint, "utter_noted_hurry")


def new_after_all(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Hear in words that what was added for the officer is a new problem."""
    is_new = says_new_or_same(latest_message(turn.tracker).text) == "new"
    return [FollowupAction(_FORM)] if is_new else None


def add_or_new(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Hear in words whether what was said belongs to the complaint or is a new problem."""
    message = latest_message(turn.tracker)
    meant = says_new_or_same(message.text)
    if meant == "new":
        return [FollowupAction(_FORM)]
    if meant == "same" or message.intent == "affirm" or is_for_officer(message.text):
        return _add_what_was_said(turn, complaint)
    return turn.say("utter_nothing_added", complaint) if message.intent == "deny" else None


def _add_or_ask(turn: Turn, complaint: Complaint, message: Message) -> list[EventType] | None:
    stated = turn.tracker.latest_message["intent"].get("confidence") or 0.0
    if _is_another(message, complaint, stated):
        return None
    hurries = _hurries(message)
    if message.intent == REMIND and not (hurries or _says_since_when(message)):
        return None
    was_asked = turn.asked()[0] == ADD_OR_NEW
    if _is_harm_beside(message, complaint):
        advice = advice_before(message.text)
        if advice is not None:
            turn.say(f"utter_advice_{advice}")
        return turn.say("utter_ask_add_or_new", complaint, ADD_OR_NEW)
    if was_asked:
        # Who writes on instead of answering has more to say about the same.
        _note_what_was_said(turn, complaint)
    if hurries:
        return add_for_officer(turn, complaint, "utter_noted_hurry")
    if _asks_something(message):
        return _passed_on(turn, complaint, message)
    if was_asked or _is_more_of(message, complaint):
        return add_words(turn, complaint)
    if _may_be_another(message, complaint):
        return turn.say("utter_ask_add_or_new", complaint, ADD_OR_NEW)
    return add_for_officer(turn, complaint, "utter_noted_for_officer")


def _passed_on(turn: Turn, complaint: Complaint, message: Message) -> list[EventType]:
    """Answer until when, where only that is asked; all else that nobody here can answer is the officer's."""
    if asks_how_long(message.text) and complaint.state in ON_A_DATE:
        return turn.say("utter_timeline_yours", complaint)
    return add_for_officer(turn, complaint, "utter_noted_for_officer")


def _hurries(message: Message) -> bool:
    """Tell whether it gives a reason to hurry, or asks for it; a mere "quickly" is a reminder."""
    asks = message.is_question and message.intent != REMIND
    return names_deadline(message.text) or (asks and wants_hurry(message.text))


def _is_another(message: Message, complaint: Complaint, stated: float) -> bool:
    """Tell whether it is clearly the business of another office, or of another district.

    "I am very afraid at night" is of no office by itself: the model says less surely that it complains.
    """
    facts = message.facts
    if facts.district is not None and facts.district != complaint.district.name_en:
        return True
    if message.intent != "report_complaint" or stated < _SURELY_SAID:
        return False
    if facts.category_confidence < ANOTHER_PROBLEM:
        return False
    return not facts.is_of_department(complaint.category_code)


def _may_be_another(message: Message, complaint: Complaint) -> bool:
    """Tell whether it tells of a trouble that may be another one, of the same office or elsewhere."""
    facts = message.facts
    is_other = facts.names_subject and facts.category != complaint.category_code
    return message.intent == "report_complaint" and (is_other or facts.locates)


def _asks_something(message: Message) -> bool:
    """Tell whether it asks what nobody here can answer, rather than tell of something."""
    tells = message.intent == "report_complaint" and message.facts.category_confidence >= SURE
    return message.is_question and not tells and message.intent not in ("inform", ADD, REMIND)


def _is_harm_beside(message: Message, complaint: Complaint) -> bool:
    """Tell whether somebody came to harm by something else: that is never added unasked."""
    facts = message.facts
    is_other = facts.category_confidence >= SURE and facts.category != complaint.category_code
    return is_other and tells_of_harm(message.text)


def _is_more_of(message: Message, complaint: Complaint) -> bool:
    """Tell whether it plainly belongs to the complaint: an afterthought, a fact, the same again."""
    facts = message.facts
    if adds_more(message.text) or message.is_bare_fact or message.intent in ("inform", ADD):
        return True
    if _says_since_when(message):
        return True
    return facts.category == complaint.category_code and not facts.locates


def _says_since_when(message: Message) -> bool:
    return bool(message.facts.since) and len(message.text.split()) <= _MOST_WORDS_OF_A_FACT


def _add_what_was_said(turn: Turn, complaint: Complaint) -> list[EventType]:
    _note_what_was_said(turn, complaint)
    return turn.say("utter_noted_add_information", complaint)


def _note_what_was_said(turn: Turn, complaint: Complaint) -> None:
    """Write the words before the latest into the complaint."""
    said = turn.said_before()
    if said is not None:
        note(turn.session, complaint, ADD, said.words, said.inbox_id, turn.now)
