"""The language of the replies."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import latest_message
from actions.database import database
from helpline.services.citizens import choose_language
from helpline.text.language import named_language


class ChangeLanguage(Action):
    """Switches the language a citizen asked for, and remembers it."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_change_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Switch, or ask which language where none is named."""
        message = latest_message(tracker)
        wanted = message.chosen.get("language") or named_language(message.text)
        if wanted is None:
            dispatcher.utter_message(response="utter_ask_language")
            return []
        with database() as session:
            choose_language(session, tracker.sender_id, wanted)
        dispatcher.utter_message(response=f"utter_language_{wanted}")
        return [SlotSet("language", wanted)]
