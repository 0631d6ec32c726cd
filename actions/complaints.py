"""Complaints that are filed: how they stand, and what their citizen says about them."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.conversation import entity, latest_message
from actions.database import database, reading_if_possible
from actions.right_place import heard_right_place, note_wrong_place
from actions.talk import (
    ADDED,
    IS_IT_SOLVED,
    MORE,
    PRESSED,
    REASON,
    RIGHT_PLACE,
    STARS,
    SURE_SOLVED,
    WHO_PRESSED,
    Turn,
)
from helpline.domain import complaint_number
from helpline.domain.citizens_word import (
    ADD,
    ANSWERS,
    BETWEEN_REMINDERS,
    MISROUTED,
    NOT_SOLVED,
    NOTED_AS,
    REMIND,
    SOLVED,
    WITHDRAW,
    comes_too_late,
    makes_sense,
    move_for,
    must_be_sure,
    way_up,
)
from helpline.domain.complaint_number import WrongComplaintNumber, looks_like_ours, parse
from helpline.domain.draft import SURE
from helpline.domain.lifecycle import CONFIRMED, ENDED, OPEN, SOLUTION_REPORTED
from helpline.services import media, pressure
from helpline.services.complaints import (
    asked_last,
    note,
    own_complaint,
    own_complaints,
    replied_to,
    waiting_for_answer,
    was_noted_since,
)
from helpline.services.moves import Given, citizen, perform
from helpline.services.reference import name_of_department
from helpline.services.said import answer, says_done, verdict, wants_it_higher
from helpline.services.status import row_description
from helpline.store.complaints import Complaint
from helpline.text.talk.about_filed import asks_for_all
from helpline.text.talk.additions import is_polite
from helpline.text.talk.departments import named_department
from helpline.text.talk.reasons import gives_reason, was_mistake
from helpline.whatsapp.outbound import ROWS

CHECK_STATUS = "check_status"
SHARE_MEDIA = "share_media"
# What our answer to a citizen's move asks.
_ASKED_AFTER = {
    "confirm_resolved": STARS,
    "partly_solved": MORE,
    "not_solved": MORE,
    "reopen_complaint": MORE,
    "appeal": MORE,
    "withdraw_complaint": REASON,
}
# Who asks what to do about these may need help before any officer reads it.
_CALL_TODAY = {
    "energy/dangerous_power_line": "utter_call_in_danger",
    "forest/wild_animal": "utter_call_in_danger",
    "health/ambulance": "utter_call_ambulance",
    "health/doctor_absent": "utter_call_ambulance",
    "health/medicine_shortage": "utter_call_ambulance",
}


class CheckStatus(Action):
    """Tells how a complaint stands: the one asked for, the only one, or a list to choose from."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_check_status"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer from the citizen's own complaints only."""

        def tell(session: Session) -> list[EventType]:
            dispatcher.messages.clear()  # What a first attempt said that could not be ended.
            return told_status(Turn(session, dispatcher, tracker))

        return reading_if_possible(tell)


class HearAboutComplaint(Action):
    """Takes the citizen's word about a filed complaint: solved or not, a reminder, more to say."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_about_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Do what the word asks for, or note it; ask once more before an end nobody asked about."""
        wish = latest_message(tracker).intent
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            events = _heard_otherwise(turn, wish)
            if events is not None:
                return events
            if wish == NOT_SOLVED and latest_message(tracker).only_asks and not turn.was_tapped:
                return told_status(turn)  # "so it is closed, is it?" opens nothing
            complaint, events = meant(turn, wish)
            return hear(turn, complaint, wish) if complaint is not None else events


def told_status(turn: Turn) -> list[EventType]:
    """Say how the complaint stands that is meant; ask at the same time what only its citizen knows.

    A number of another kind, a ration card's, is something to add.
    """
    added_to = _says_number_for(turn)
    if added_to is not None:
        return add_words(turn, added_to)
    if not turn.was_tapped and asks_for_all(turn.said().words):
        own = own_complaints(turn.session, turn.citizen, ROWS)
        if len(own) > 1:
            return ask_which(turn, "utter_own_complaints", own, CHECK_STATUS)
    complaint, events = meant(turn, CHECK_STATUS)
    if complaint is None:
        return events
    return say_status(turn, complaint)


def say_status(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Say how this complaint stands."""
    asked = IS_IT_SOLVED if complaint.state == SOLUTION_REPORTED else None
    return turn.say(f"utter_status_{complaint.state}", complaint, asked)


# --- which complaint --------------------------------------------------------------------------


def meant(turn: Turn, wish: str) -> tuple[Complaint | None, list[EventType]]:
    """Find the complaint that is meant; where that is not clear, ask, and return None with the events."""
    given = entity(turn.tracker, "complaint_number")
    own = own_complaints(turn.session, turn.citizen, ROWS)
    is_only_said = wish == ADD and own and _names_another_number(turn)
    if given and not is_only_said:
        return _by_number(turn, str(given))
    quoted = replied_to(turn.session, turn.inbox_id)
    if quoted is not None:
        return quoted, []
    if not own:
        return None, turn.say("utter_no_complaints")
    possible = _possible(turn, wish, own)
    spoken_of = turn.spoken_of() if wish != CHECK_STATUS else None
    if spoken_of in possible:
        return spoken_of, []
    if len(possible) == 1:
        return possible[0], []
    asked = all(complaint.state == SOLUTION_REPORTED for complaint in possible)
    response = "utter_which_is_solved" if asked and wish in ANSWERS else "utter_which_complaint"
    return None, ask_which(turn, response, possible, wish)


def ask_which(turn: Turn, response: str, possible: list[Complaint], wish: str) -> list[EventType]:
    """Let the citizen choose one of their complaints; what was said stays what is meant of it."""
    return turn.say(
        response,
        buttons=[
            {
                "title": complaint_number.spoken(complaint.number),
                "description": row_description(complaint, turn.language),
                "payload": f'/{wish}{{"complaint_number": '
                f'"{complaint_number.spoken(complaint.number)}", "words": "previous"}}',
            }
            for complaint in possible
        ],
    )


def open_complaints(turn: Turn) -> list[Complaint]:
    """Return the citizen's complaints on which somebody works, the newest first."""
    own = own_complaints(turn.session, turn.citizen, ROWS)
    return [complaint for complaint in own if complaint.state in OPEN]


def _possible(turn: Turn, wish: str, own: list[Complaint]) -> list[Complaint]:
    """Return those of the citizen's complaints of which they can sensibly say it; else all."""
    asked = waiting_for_answer(turn.session, turn.citizen) if wish in ANSWERS else []
    return asked or [one for one in own if makes_sense(wish, one.state)] or own


def _says_number_for(turn: Turn) -> Complaint | None:
    """Return the complaint to which a number of another kind is told: on being asked, or soon after filing."""
    if not _names_another_number(turn):
        return None
    asked, spoken_of = turn.asked()
    if asked == MORE:
        return spoken_of
    message = latest_message(turn.tracker)
    # Who asks for the status means a complaint, and has mistyped its number.
    is_told = message.has_words and message.intent != CHECK_STATUS
    return turn.just_filed() if is_told else None


def _names_another_number(turn: Turn) -> bool:
    """Tell whether the number in the message is none of the citizen's complaints: a ration card's."""
    given = entity(turn.tracker, "complaint_number")
    if given is None or turn.was_tapped:
        return False
    try:
        return own_complaint(turn.session, turn.citizen, parse(str(given))) is None
    except WrongComplaintNumber:
        return True


def _by_number(turn: Turn, given: str) -> tuple[Complaint | None, list[EventType]]:
    try:
        number = parse(given)
    except WrongComplaintNumber:
        response = "utter_number_wrong" if looks_like_ours(given) else "utter_number_not_ours"
        return None, turn.say(response, number=given)
    complaint = own_complaint(turn.session, turn.citizen, number)
    if complaint is None:
        return None, turn.say("utter_number_not_yours", number=complaint_number.spoken(number))
    return complaint, []


# --- what is said about it --------------------------------------------------------------------


def hear(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    """Do what the citizen wants with this complaint, and answer."""
    return _DEEDS.get(wish, _answer_or_end)(turn, complaint, wish)


def end_surely(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    """Do what the citizen was asked about once more and has now confirmed."""
    return _move(turn, complaint, move_for(wish, complaint.state))


def _answer_or_end(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    said = turn.said()
    if wish == WITHDRAW and not turn.was_tapped and says_done(said.words):
        wish = SOLVED
    if complaint.state not in ENDED and wish in ANSWERS and not turn.was_tapped:
        # "No, that is done, it is the dogs" looks like a no.
        wish = answer(wish, said.words)
        if wish is None:
            return _asked_plainly(turn, complaint)
    act = move_for(wish, complaint.state)
    if act is None:
        return _only_noted(turn, complaint, wish)
    if must_be_sure(act, complaint.state) and not _is_sure(turn, complaint, act):
        return turn.say(f"utter_sure_{act}", complaint, f"sure_{act}")
    return _move(turn, complaint, act)


def _asked_plainly(turn: Turn, complaint: Complaint) -> list[EventType]:
    if complaint.state == SOLUTION_REPORTED:
        return turn.say("utter_ask_is_it_solved", complaint, IS_IT_SOLVED)
    return turn.say(f"utter_{SURE_SOLVED}", complaint, SURE_SOLVED)


def _is_sure(turn: Turn, complaint: Complaint, act: str) -> bool:
    """Whether it was confirmed, by the button or by saying the same again when asked."""
    return entity(turn.tracker, "sure") == "yes" or turn.asked() == (f"sure_{act}", complaint)


def _move(turn: Turn, complaint: Complaint, act: str) -> list[EventType]:
    given = Given(words=_words_for(turn, complaint, act))
    perform(turn.session, complaint, act, citizen(turn.inbox_id), turn.now, given)
    return turn.say(f"utter_done_{act}", complaint, _ASKED_AFTER.get(act))


def _words_for(turn: Turn, complaint: Complaint, act: str) -> str:
    """Return what the citizen said for a move; what was asked about once more has its reason before the yes."""
    said, before = turn.said().words, turn.said_before()
    if before is None or not must_be_sure(act, complaint.state):
        return said
    return "\n".join(dict.fromkeys([before.words, said]))


def note_reason(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Keep with a complaint that was taken back why that was; None where the words do not say it."""
    words = turn.said().words
    is_done = says_done(words) or (turn.said().intent == SOLVED and not was_mistake(words))
    if not (is_done or gives_reason(words)):
        return None
    note_said(turn, complaint, NOTED_AS[SOLVED] if is_done else ADD)
    return turn.say("utter_noted_reason", complaint)


def _only_noted(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    is_glad = wish == SOLVED and complaint.state == CONFIRMED
    if comes_too_late(wish, complaint.state) and not is_glad:
        return turn.say("utter_ended", complaint)
    note_said(turn, complaint, NOTED_AS[wish])
    return turn.say(f"utter_noted_{wish}", complaint)


def _remind(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    if not turn.was_tapped and wants_it_higher(turn.said().words):
        return _ask_higher(turn, complaint, wish)
    if complaint.state in ENDED:
        return turn.say("utter_ended", complaint)
    if was_noted_since(turn.session, complaint, REMIND, turn.now - BETWEEN_REMINDERS):
        return turn.say("utter_reminded_already", complaint)
    note_said(turn, complaint, REMIND)
    if complaint.state == SOLUTION_REPORTED:
        return say_status(turn, complaint)
    return turn.say("utter_noted_send_reminder", complaint)


def _ask_higher(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    """Offer the way up that the law leaves to the citizen; else note the wish and say when it goes."""
    note_said(turn, complaint, "ask_higher")
    if complaint.state == SOLUTION_REPORTED:
        return turn.say("utter_higher_by_your_word", complaint, IS_IT_SOLVED)
    if way_up(complaint.state) is not None or complaint.state in ENDED:
        return turn.say("utter_ended", complaint)
    return turn.say("utter_noted_ask_higher", complaint)


def _heard_otherwise(turn: Turn, wish: str) -> list[EventType] | None:
    """Take "it is solved" that nobody asked about and no word says for what it is; else None.

    Thanks look like it, and so does "look at the state of this road".
    """
    said = turn.said()
    asked, complaint = turn.asked()
    if asked == REASON and wish in ANSWERS and not turn.was_tapped:
        return note_reason(turn, complaint)
    if wish != SOLVED or turn.was_tapped or verdict(said.words) is not None:
        return None
    if entity(turn.tracker, "complaint_number") or asked_or_waiting(turn):
        return None
    if is_polite(said.words):
        filed = turn.just_filed()
        return turn.say("utter_thank_filed", filed) if filed else turn.say("utter_thank")
    facts = latest_message(turn.tracker).facts
    if facts.category_confidence < SURE:
        return None
    same = [one for one in open_complaints(turn) if one.category_code == facts.category]
    return add_words(turn, same[0]) if same else [FollowupAction("complaint_form")]


def asked_or_waiting(turn: Turn) -> bool:
    """Tell whether it is open to the citizen whether a complaint is solved."""
    if asked_last(turn.session, turn.citizen, turn.inbox_id) is not None:
        return True
    return bool(waiting_for_answer(turn.session, turn.citizen))


def add_words(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Write what the citizen said into the complaint, with the photo that came with it."""
    media.attach(turn.session, turn.said().inbox_id, complaint)
    note_said(turn, complaint, ADD)
    return turn.say("utter_noted_add_information", complaint)


def add_for_officer(turn: Turn, complaint: Complaint, response: str) -> list[EventType]:
    """Write what nobody here can answer into the complaint, and say so by one of `FOR_OFFICER`."""
    note_said(turn, complaint, ADD)
    if complaint.state in ENDED:
        return turn.say("utter_ended", complaint)
    events = turn.say(response, complaint, ADDED)
    if latest_message(turn.tracker).is_question and complaint.category_code in _CALL_TODAY:
        turn.say(_CALL_TODAY[complaint.category_code])
    return events


def _add(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    said = turn.said()
    if turn.was_tapped and said.inbox_id == turn.inbox_id:
        return turn.say("utter_invite_words", complaint, MORE)
    if said.intent == SHARE_MEDIA:
        return add_file(turn, complaint)
    if complaint.state in OPEN:
        return add_words(turn, complaint)
    note_said(turn, complaint, ADD)
    return turn.say("utter_ended", complaint)


def add_file(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Let the photo or document that was sent belong to this complaint; more may follow."""
    media.attach(turn.session, turn.said().inbox_id, complaint)
    note_said(turn, complaint, "add_file")
    return turn.say("utter_file_added", complaint, MORE)


def note_said(turn: Turn, complaint: Complaint, act: str) -> None:
    """Write what the citizen said into the complaint's history."""
    said = turn.said()
    note(turn.session, complaint, act, said.words, said.inbox_id, turn.now)


def rate(turn: Turn, complaint: Complaint, stars: str) -> list[EventType]:
    """Keep how good the citizen found the work, and ask in confidence whether the yes was free."""
    note(turn.session, complaint, "rate_solution", stars, turn.inbox_id, turn.now)
    return turn.say("utter_noted_rate_solution", complaint, PRESSED)


def tell_pressure(turn: Turn, complaint: Complaint, words: str) -> list[EventType]:
    """Keep in confidence that somebody pressed the citizen."""
    pressure.tell(turn.session, complaint, words, turn.inbox_id, turn.now)
    open_still = complaint.state in OPEN
    response = "utter_noted_pressure_unended" if open_still else "utter_noted_pressure"
    return turn.say(response, complaint, WHO_PRESSED)


def _misrouted(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    """Move it to the place said instead; else note that the citizen finds it at the wrong office."""
    if complaint.state in ENDED:
        return turn.say("utter_ended", complaint)
    moved = heard_right_place(turn, complaint)
    if moved is not None:
        return moved
    note_wrong_place(turn, complaint)
    named = named_department(turn.said().words)
    if named is None or named.meant is None:
        return turn.say("utter_noted_say_misrouted", complaint, RIGHT_PLACE)
    name = name_of_department(turn.session, named.meant, turn.language)
    return turn.say("utter_noted_say_misrouted_to", complaint, MORE, department=name)


def _rate(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    return rate(turn, complaint, str(entity(turn.tracker, "stars")))


def _tell_pressure(turn: Turn, complaint: Complaint, wish: str) -> list[EventType]:
    if entity(turn.tracker, "pressed") == "no":
        return turn.say("utter_noted_no_pressure", complaint)
    return tell_pressure(turn, complaint, "")


_DEEDS: dict[str, Callable[[Turn, Complaint, str], list[EventType]]] = {
    REMIND: _remind,
    "ask_higher": _ask_higher,
    ADD: _add,
    MISROUTED: _misrouted,
    "rate_solution": _rate,
    "tell_pressure": _tell_pressure,
}
