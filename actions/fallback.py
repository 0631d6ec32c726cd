"""What to say when a message was not understood: never the same sentence twice in a row."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import latest_message, times_in_a_row
from actions.handover import HandOver, ask_for_person
from helpline.text.elsewhere import matter_of

FALLBACK, OUT_OF_SCOPE = "nlu_fallback", "out_of_scope"


class AskMeaning(Action):
    """Asks what an unclear message means; then explains; then brings a person."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_meaning"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer to file the words as a complaint, so that they are never lost."""
        failures = times_in_a_row(tracker, FALLBACK, OUT_OF_SCOPE)
        if failures <= 1:
            dispatcher.utter_message(response="utter_unclear")
        elif failures == 2:
            dispatcher.utter_message(response="utter_unclear_again")
        else:
            self._bring_person(dispatcher, tracker, domain, failures)
        return []

    def _bring_person(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
        failures: int,
    ) -> None:
        if failures == 3:
            dispatcher.utter_message(response="utter_unclear_person")
            HandOver().run(dispatcher, tracker, domain)
            return
        place = ask_for_person(tracker)
        again = failures % 2 == 1
        dispatcher.utter_message(
            response="utter_kept_for_person_again" if again else "utter_kept_for_person",
            place=place.number,
        )


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
        if matter is not None:
            dispatcher.utter_message(response=f"utter_elsewhere_{matter}")
        elif failures <= 1:
            dispatcher.utter_message(response="utter_out_of_scope")
        elif failures % 2 == 0:
            dispatcher.utter_message(response="utter_unclear_again")
        else:
            dispatcher.utter_message(response="utter_offer_person")
        return []
