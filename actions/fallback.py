"""What to say when a message was not understood: never the same sentence twice in a row."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, latest_message, times_in_a_row
from actions.handover import ask_for_person, place_in_queue, tell_place
from helpline.text.elsewhere import matter_of
from helpline.text.talk.strange import strangeness

FALLBACK, OUT_OF_SCOPE = "nlu_fallback", "out_of_scope"
EXPLAIN, OFFER_PERSON = "utter_unclear_again", "utter_offer_person"
HOW_TO_HELP = ("utter_ask_how_to_help", EXPLAIN, OFFER_PERSON)
KEPT, KEPT_AGAIN = "utter_kept_for_person", "utter_kept_for_person_again"


class AskMeaning(Action):
    """Asks what an unclear message means; then explains; then brings a person."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_meaning"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer to file the words as a complaint; for who waits for a person, keep them."""
        failures = times_in_a_row(tracker, FALLBACK, OUT_OF_SCOPE)
        place = place_in_queue(tracker)
        if place:
            answer = KEPT_AGAIN if KEPT in answers_before(tracker) else KEPT
            dispatcher.utter_message(response=answer, place=place)
        elif failures <= 1:
            strange = strangeness(latest_message(tracker).text)
            dispatcher.utter_message(response=f"utter_{strange or 'unclear'}")
        elif failures == 2:
            dispatcher.utter_message(response=EXPLAIN)
        else:
            dispatcher.utter_message(response="utter_unclear_person")
            tell_place(dispatcher, tracker, ask_for_person(tracker))
        return []


class AskHowToHelp(Action):
    """Asks what is wanted by a message that answers no question, each time in other words."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_how_to_help"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask; explain where that was asked just now; then offer a person."""
        said = answers_before(tracker)
        following = zip(HOW_TO_HELP, (*HOW_TO_HELP[1:], HOW_TO_HELP[0]), strict=True)
        answer = next((after for before, after in following if before in said), HOW_TO_HELP[0])
        dispatcher.utter_message(response=answer)
        return []


class AnswerOutOfScope(Action):
    """Says whom to ask instead, where the words tell; the second time in a row it explains."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_out_of_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Name the right place for banks, telephones, railways and the like."""
        matter = matter_of(latest_message(tracker).text)
        failures = times_in_a_row(tracker, FALLBACK, OUT_OF_SCOPE)
        elsewhere = f"utter_elsewhere_{matter}"
        if matter is not None and elsewhere not in answers_before(tracker):
            dispatcher.utter_message(response=elsewhere)
        elif failures <= 1:
            dispatcher.utter_message(response="utter_out_of_scope")
        elif failures % 2 == 0:
            dispatcher.utter_message(response=EXPLAIN)
        else:
            dispatcher.utter_message(response=OFFER_PERSON)
        return []
