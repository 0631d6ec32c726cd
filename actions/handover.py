"""A person instead of the assistant."""

from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, inbox_id, language, latest_message
from actions.database import database
from actions.opening import hour, in_words
from helpline import settings
from helpline.clock import day_in_india, now
from helpline.services import handover
from helpline.services.handover import Place
from helpline.text.talk.coming import asks_who_comes
from helpline.text.talk.person_wanted import wants_call, wants_no_person, wished_call

# So begin the names of the answers about a person who will write or call.
_OF_A_PERSON = ("utter_human_", "utter_call_", "utter_kept_for_person")


class HandOver(Action):
    """Puts the citizen into the help desk's queue."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hand_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Tell the place in the queue and the hours, or which number will be called."""
        tell_place(dispatcher, tracker, ask_for_person(tracker))
        return []


class BackToAssistant(Action):
    """Gives the word back to the assistant, or takes the citizen out of the queue."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_back_to_assistant"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """End the conversation with the person and offer to help; who only waited needs no offer."""
        waited = place_in_queue(tracker) > 0
        with database() as session:
            had_person = handover.leave(session, tracker.sender_id, now())
        response = "utter_person_not_needed" if waited else "utter_back_to_assistant"
        if not had_person and wants_no_person(latest_message(tracker).text):
            response = "utter_not_in_queue"
        dispatcher.utter_message(response=response)
        return []


def ask_for_person(tracker: Tracker) -> Place:
    """Put the citizen into the queue, where they are not in it yet, and return their place."""
    desk = settings.help_desk()
    wants_it = wants_call(latest_message(tracker).text)
    with database() as session:
        return handover.ask(
            session, tracker.sender_id, inbox_id(tracker), desk, now(), wants_call=wants_it
        )


def place_in_queue(tracker: Tracker) -> int:
    """Return the citizen's place in the queue, 0 for who does not wait."""
    with database() as session:
        return handover.place_of(session, tracker.sender_id)


def asks_for_person_again(tracker: Tracker) -> bool:
    """Tell whether somebody who waits for a person asks when that one comes."""
    spoke_of_person = any(name.startswith(_OF_A_PERSON) for name in answers_before(tracker))
    is_meant = spoke_of_person or asks_who_comes(latest_message(tracker).text)
    return is_meant and place_in_queue(tracker) > 0


def tell_place(dispatcher: CollectingDispatcher, tracker: Tracker, place: Place) -> None:
    """Say who will write or call and when: after those before in the queue, or when the desk opens."""
    spoken = language(tracker)
    wished = wished_call(latest_message(tracker).text)
    facts = {"place": place.number, "wished": wished, **_hours(spoken)}
    if place.opens_at is not None:
        facts["opens"] = in_words(place.opens_at, spoken)
    dispatcher.utter_message(response=_promise(tracker, place), phone=place.phone, **facts)


def _promise(tracker: Tracker, place: Place) -> str:
    closed = "" if place.opens_at is None else "_closed"
    text = latest_message(tracker).text
    if wants_call(text):
        if wished_call(text):
            return f"utter_call_noted{closed}"
        return f"utter_call_promised{closed}" if place.phone else "utter_ask_number_to_call"
    if place.is_new:
        return "utter_human_closed" if closed else "utter_human_waiting"
    still = "utter_human_still_closed" if closed else "utter_human_still_waiting"
    return f"{still}_again" if still in answers_before(tracker) else still


def _hours(spoken: str) -> dict[str, str]:
    desk, today = settings.help_desk(), day_in_india(now())
    return {
        name: hour(datetime.combine(today, moment), spoken)
        for name, moment in (("from_hour", desk.opens), ("until_hour", desk.closes))
    }
