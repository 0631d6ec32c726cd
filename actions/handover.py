"""A person instead of the assistant."""

from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date, format_time
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import inbox_id, language
from actions.database import database
from helpline import settings
from helpline.clock import INDIA, day_in_india, now
from helpline.services import handover
from helpline.services.handover import Place


class HandOver(Action):
    """Puts the citizen into the help desk's queue."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_hand_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Tell the place in the queue, and outside office hours when somebody will write."""
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
        """End the conversation with the person and offer to help."""
        with database() as session:
            handover.leave(session, tracker.sender_id, now())
        dispatcher.utter_message(response="utter_back_to_assistant")
        return []


def ask_for_person(tracker: Tracker) -> Place:
    """Put the citizen into the queue, where they are not in it yet, and return their place."""
    desk = settings.help_desk()
    with database() as session:
        return handover.ask(session, tracker.sender_id, inbox_id(tracker), desk, now())


def place_in_queue(tracker: Tracker) -> int:
    """Return the citizen's place in the queue, 0 for who does not wait."""
    with database() as session:
        return handover.place_of(session, tracker.sender_id)


def tell_place(dispatcher: CollectingDispatcher, tracker: Tracker, place: Place) -> None:
    """Say when somebody will write: after those before in the queue, or when the desk opens."""
    if place.opens_at is not None:
        dispatcher.utter_message(**_closed(place.opens_at, language(tracker)))
    elif place.is_new:
        dispatcher.utter_message(response="utter_human_waiting", place=place.number)
    else:
        dispatcher.utter_message(response="utter_human_still_waiting", place=place.number)


def _closed(opens_at: datetime, spoken: str) -> dict[str, str]:
    """Say when somebody will write: today, tomorrow, or on which day, and from which hour."""
    opens, today = opens_at.astimezone(INDIA), day_in_india(now())
    names = {today: "today", today + timedelta(days=1): "tomorrow"}
    hour = ("B h:mm" if opens.minute else "B h") if spoken == "hi" else "h:mm a"
    return {
        "response": f"utter_human_closed_{names.get(opens.date(), 'later')}",
        "day": format_date(opens.date(), "EEEE, d MMMM", locale=spoken),
        "time": format_time(opens.time(), hour, locale=spoken),
    }
