"""A life is in danger: the number that helps, at once, and the help desk is told.

Then what follows is heard: no call gets through, what to do meanwhile, where it is, it is over.
The help desk reads all of it under the emergency, see services.emergencies.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, entity, inbox_id, language, latest_message
from actions.database import database
from actions.opening import opening
from helpline.clock import now
from helpline.domain.draft import SURE, Message
from helpline.services import emergencies, texts
from helpline.services.citizens import by_key
from helpline.text.emergencies import UNCLEAR
from helpline.text.talk.after_danger import COMING, OVER, STANDS, WHAT_TO_DO
from helpline.text.talk.help_by_phone import HOME, MEDICAL, NUMBERS, kind_of_danger

ANSWER, FOLLOWING = "utter_emergency_", "utter_danger_"
# There somebody helps by phone, and nobody is sent.
_BY_VOICE = frozenset({"cyber", "despair"})
DISASTER = "disaster"
# Who speaks of these calmly and is in danger all the same, has the ground moving under the house.
_OF_A_DISASTER = frozenset(
    {"irrigation/flood_protection", "public_works/retaining_wall", "revenue/disaster_relief"}
)


class AnswerEmergency(Action):
    """Gives the number to call, and brings the message before the help desk."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_emergency"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Choose the number by the words; where they do not tell, it is 112.

        Who has been given it already hears what helps to get the call through.
        """
        kind = _kind_of(latest_message(tracker))
        known, state = going_on(tracker)
        if state == emergencies.OPEN and kind in (UNCLEAR, known):
            _say_next(dispatcher, tracker, STANDS, known)
            return []
        with database() as session:
            emergencies.raise_alarm(session, tracker.sender_id, inbox_id(tracker), kind, now())
        dispatcher.utter_message(response=f"{ANSWER}{kind}", desk=_what_the_desk_does(tracker))
        return []


class HearOfEmergency(Action):
    """Answers what is said after an emergency: how it stands, or that no call gets through."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hear_of_emergency"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note that it is over; else say what helps now."""
        news = entity(tracker, "news")
        if news == OVER:
            _hear_that_it_is_over(dispatcher, tracker)
            return []
        told = kind_of_danger(latest_message(tracker).text)
        kind, _ = going_on(tracker)
        if news == COMING and told != UNCLEAR:
            kind = told
        if news == COMING and kind in _BY_VOICE:
            news = STANDS
        if told == MEDICAL or (news == WHAT_TO_DO and kind == UNCLEAR):
            # Who asks what to do for somebody is told it at the ambulance's number.
            kind = MEDICAL
        _say_next(dispatcher, tracker, news or STANDS, kind)
        return []


class TakeBackEmergency(Action):
    """Hears that there is no danger, and asks what the message was about instead."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_back_emergency"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Note it for the help desk; in the middle of filing the form asks its question anew."""
        with database() as session:
            emergencies.take_back(session, tracker.sender_id, now())
        filing = bool(tracker.active_loop.get("name"))
        dispatcher.utter_message(
            response="utter_no_emergency_goes_on" if filing else "utter_no_emergency"
        )
        return []


def _kind_of(message: Message) -> str:
    """Return which emergency it is by its words; where these do not tell, by its subject."""
    kind, facts = kind_of_danger(message.text), message.facts
    if kind != UNCLEAR or facts.category_confidence < SURE:
        return kind
    return DISASTER if facts.category in _OF_A_DISASTER else UNCLEAR


def _hear_that_it_is_over(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Note it for the help desk; where somebody was beaten at home nothing is left to be mended."""
    kind, _ = going_on(tracker)
    with database() as session:
        emergencies.note_over(session, tracker.sender_id, now())
    more = "_goes_on" if tracker.active_loop.get("name") else ""
    if kind == HOME:
        more = "_home"
    dispatcher.utter_message(response=f"{FOLLOWING}{OVER}{more}")


def going_on(tracker: Tracker) -> tuple[str, str | None]:
    """Return which emergency goes on, and what the help desk has done about it; None where none does."""
    with database() as session:
        citizen = by_key(session, tracker.sender_id)
        found = emergencies.going_on(session, citizen.id, now())
        # A turn that is run again has raised its own alarm already.
        if found is None or found.inbox_id == inbox_id(tracker):
            return UNCLEAR, None
        return found.kind, found.state


def _say_next(dispatcher: CollectingDispatcher, tracker: Tracker, what: str, kind: str) -> None:
    """Say what helps now; in other words where the same was said just before."""
    number, other = NUMBERS[kind]
    response = f"{FOLLOWING}{what}"
    if response in answers_before(tracker):
        response = f"{response}_again"
    dispatcher.utter_message(
        response=response,
        number=number,
        other=other,
        desk=_what_the_desk_does(tracker, again="_again"),
    )


def _what_the_desk_does(tracker: Tracker, again: str = "") -> str:
    """Return what can be hoped for from the help desk at this hour, in words for the citizen."""
    spoken = language(tracker)
    if again and going_on(tracker)[1] == emergencies.CALLED:
        return texts.text("utter_desk_has_seen", spoken)
    opens = opening(spoken)
    if opens is None:
        return texts.text(f"utter_desk_is_there{again}", spoken)
    return texts.text(f"utter_desk_is_closed{again}", spoken, opens=opens)


def was_warned(tracker: Tracker) -> bool:
    """Tell whether the message before the latest was answered as an emergency."""
    return any(name.startswith(ANSWER) for name in answers_before(tracker))


def was_helped(tracker: Tracker) -> bool:
    """Tell whether the message before the latest was answered with what helps in an emergency."""
    return was_warned(tracker) or any(
        name.startswith(FOLLOWING) and OVER not in name for name in answers_before(tracker)
    )
