"""What is said to a human being before the next question: that we feel with them, what cannot wait."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before
from actions.emergency import was_helped
from helpline.domain.draft import WOMEN_SAFETY, Draft
from helpline.text.talk.first_advice import BITE, advice_before
from helpline.text.talk.sorrow import VIOLENCE, sorrow_in

# Set once it was said: twice in a conversation it would sound like a machine.
CONSOLED = "consoled"


def console(
    dispatcher: CollectingDispatcher, tracker: Tracker, words: str | None
) -> list[EventType]:
    """Say that we feel with who tells something sad, once in a conversation."""
    sorrow = None if tracker.get_slot(CONSOLED) else sorrow_in(words or "")
    if sorrow is None or (sorrow == VIOLENCE and advice_before(words) == BITE):
        # "Bitten" sounds like "beaten"; of a bite the advice speaks.
        return []
    dispatcher.utter_message(response=f"utter_sorry_{sorrow}")
    return [SlotSet(CONSOLED, True)]


def name_womens_helpline(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Draft, heard: Draft
) -> None:
    """Name whom a woman can talk to beside the police, when her complaint first tells of it."""
    if tracker.get_slot(CONSOLED) == VIOLENCE:
        return
    is_told = heard.complaint_text is not None and heard.best_category == WOMEN_SAFETY
    was_told = before.complaint_text is not None and before.best_category == WOMEN_SAFETY
    if is_told and not was_told:
        dispatcher.utter_message(response="utter_womens_helpline")


def advise(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: str | None, words: str | None
) -> None:
    """Say what to do at once about a bite or a hanging wire, when the complaint first tells of it."""
    advice = advice_before(words or "")
    if advice is None or advice_before(before or "") is not None or was_helped(tracker):
        return
    response = f"utter_advice_{advice}"
    if response not in answers_before(tracker):
        dispatcher.utter_message(response=response)
