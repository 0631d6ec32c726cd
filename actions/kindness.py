"""One human sentence for who tells of a death, violence, hunger, illness or old age."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from helpline.text.talk.sorrow import sorrow_in

# Set once it was said: twice in a conversation it would sound like a machine.
CONSOLED = "consoled"


def console(
    dispatcher: CollectingDispatcher, tracker: Tracker, words: str | None
) -> list[EventType]:
    """Say that we feel with who tells something sad, once in a conversation."""
    sorrow = None if tracker.get_slot(CONSOLED) else sorrow_in(words or "")
    if sorrow is None:
        return []
    dispatcher.utter_message(response=f"utter_sorry_{sorrow}")
    return [SlotSet(CONSOLED, True)]
