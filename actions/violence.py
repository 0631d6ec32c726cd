"""Violence at home: she is believed, told whom to call, and decides herself what follows.

The help desk sees it at once, as it sees an emergency. Nothing is asked that could endanger her.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, inbox_id, is_a_cry, language
from actions.database import database
from actions.emergency import going_on
from actions.kindness import CONSOLED
from actions.opening import opening
from helpline.clock import now
from helpline.services import emergencies, texts
from helpline.text.talk.help_by_phone import HOME
from helpline.text.talk.sorrow import VIOLENCE

STANDS_BY = "utter_violence_"


class StandBy(Action):
    """Stands by who tells of violence at home."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_stand_by"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Bring it before the help desk, and say whom to call; to who tells more, only what can be done."""
        if going_on(tracker)[0] != HOME:
            with database() as session:
                emergencies.raise_alarm(session, tracker.sender_id, inbox_id(tracker), HOME, now())
        response = f"{STANDS_BY}{_what_to_say(tracker)}"
        dispatcher.utter_message(response=response, desk=_what_the_desk_does(language(tracker)))
        return [SlotSet(CONSOLED, VIOLENCE), *_asked_no_further(tracker)]


def _asked_no_further(tracker: Tracker) -> list[EventType]:
    """End the question what the problem is: she has told it, and what follows she decides."""
    if tracker.active_loop_name is None or tracker.get_slot("complaint_text"):
        return []
    return [ActiveLoop(None), SlotSet("requested_slot", None)]


def was_stood_by(tracker: Tracker) -> bool:
    """Tell whether the message before the latest was answered as violence at home."""
    return any(name.startswith(STANDS_BY) for name in answers_before(tracker))


def _what_to_say(tracker: Tracker) -> str:
    if is_a_cry(tracker):
        return "now_again" if f"{STANDS_BY}now" in answers_before(tracker) else "now"
    return "again" if tracker.get_slot(CONSOLED) == VIOLENCE else "home"


def _what_the_desk_does(spoken: str) -> str:
    """Return whether somebody at the help desk can write to her at this hour."""
    opens = opening(spoken)
    if opens is None:
        return texts.text("utter_desk_can_write", spoken)
    return texts.text("utter_desk_can_write_later", spoken, opens=opens)
