"""A filed complaint whose citizen says that its place is another one."""

from dataclasses import replace

from rasa_sdk.events import EventType

from actions.conversation import latest_message
from actions.talk import Turn
from helpline.domain.citizens_word import MISROUTED
from helpline.domain.draft import Draft
from helpline.domain.hearing import hear
from helpline.domain.lifecycle import NotAllowed
from helpline.domain.setting_right import place_set_right
from helpline.services import filing, misheard
from helpline.services.complaints import note
from helpline.store.complaints import Complaint


def heard_right_place(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Move the complaint where the message says that it is instead; None where it sets no place right."""
    message = latest_message(turn.tracker)
    if message.names_department or (message.is_misrouted and not message.is_misplaced):
        return None  # "Wrong office, it is the Nagar Nigam's" leaves the place where it is
    right = place_set_right(filing.as_draft(complaint), message)
    return None if right is None else _moved(turn, complaint, right)


def heard_where(turn: Turn, complaint: Complaint) -> list[EventType] | None:
    """Move the complaint to the place that answers "where, then?"; None where it is no place."""
    filed = filing.as_draft(complaint)
    without = replace(filed, place=None, block=None, latitude=None, longitude=None)
    right = hear(without, "place", latest_message(turn.tracker))
    if right is None or not right.place:
        return None
    return _moved(turn, complaint, replace(right, district=right.district or filed.district))


def note_wrong_place(turn: Turn, complaint: Complaint) -> None:
    """Write into the complaint, and onto the review list, that its citizen finds it at the wrong place."""
    said = turn.said()
    note(turn.session, complaint, MISROUTED, said.words, said.inbox_id, turn.now)
    misheard.note_misrouted(turn.session, complaint, turn.now)


def _moved(turn: Turn, complaint: Complaint, right: Draft) -> list[EventType]:
    """Put the place right; where an office has begun, leave it to the office and the help desk."""
    said = turn.said()
    try:
        filing.put_place_right(turn.session, complaint, right, said.inbox_id, said.words, turn.now)
    except NotAllowed:
        note_wrong_place(turn, complaint)
        return turn.say("utter_noted_right_place", complaint)
    return turn.say("utter_place_put_right", complaint)
