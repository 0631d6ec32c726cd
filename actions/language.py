"""The language of the replies."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, latest_message
from actions.database import database
from helpline.services.citizens import choose_language
from helpline.text.talk.wished_language import ROMAN, named_language


class ChangeLanguage(Action):
    """Switches the language a citizen asked for, and remembers it."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_change_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Switch, or ask which language where none is named; in Roman letters there is no Hindi."""
        message = latest_message(tracker)
        wanted = message.chosen.get("language") or named_language(message.text)
        if wanted is None:
            dispatcher.utter_message(response="utter_ask_language")
            return []
        return choose(dispatcher, tracker, wanted)


def choose(dispatcher: CollectingDispatcher, tracker: Tracker, wanted: str) -> list[EventType]:
    """Answer in this language from now on; of Hindi in Roman letters say honestly that there is none."""
    if wanted == ROMAN:
        again = "_again" if "utter_language_roman" in answers_before(tracker) else ""
        dispatcher.utter_message(response=f"utter_language_roman{again}")
        return []
    with database() as session:
        choose_language(session, tracker.sender_id, wanted)
    dispatcher.utter_message(response=f"utter_language_{wanted}")
    return [SlotSet("language", wanted)]
