"""Filing a complaint: filling the draft, asking, showing the summary, filing."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import inbox_id, language, latest_message, words_before
from actions.database import database
from helpline.clock import now
from helpline.domain.draft import OTHER_CATEGORY, Draft, Message, hear
from helpline.services import media
from helpline.services.complaints import describe, joined_place
from helpline.services.filing import file_complaint
from helpline.services.reference import category_names, department_name, district_names

FORM = "complaint_form"


class ValidateComplaintForm(Action):
    """Lets the draft hear the latest message and names the next question."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form's."""
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the slots that changed; none but `requested_slot` when the filing is interrupted."""
        draft = Draft.from_slots(tracker.slots)
        asked = tracker.get_slot("requested_slot")
        heard = hear(draft, asked, _message(tracker, asked))
        if heard is None:
            return [SlotSet("requested_slot", draft.missing)]
        changes = heard.changes_from(draft)
        if asked and not changes:
            # Rasa takes a form that sets nothing for an interruption.
            changes = {asked: None}
        return [SlotSet(n, v) for n, v in changes.items()] + [
            SlotSet("requested_slot", heard.missing)
        ]


class AskDistrict(Action):
    """Asks for the district, offering those that have a place of the name."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_district"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        with database() as session:
            names = district_names(session, list(draft.district_options), language(tracker))
        buttons = [_button(names[d], "inform", "district", d) for d in draft.district_options]
        question = "utter_ask_which_district" if buttons else "utter_ask_district"
        dispatcher.utter_message(response=question, buttons=buttons, place=draft.place or "")
        return []


class AskCategory(Action):
    """Asks which of the likeliest categories it is, or something else."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_category"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        codes = [*draft.category_options, OTHER_CATEGORY]
        with database() as session:
            names = category_names(session, codes, language(tracker))
        buttons = [
            _button(names[code], "inform", "category", code) for code in dict.fromkeys(codes)
        ]
        dispatcher.utter_message(response="utter_ask_category", buttons=buttons)
        return []


class AskConfirmed(Action):
    """Shows the summary and asks whether to file it; asks what to change after a no."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the summary, or the choice of what to change."""
        if latest_message(tracker).intent == "deny":
            dispatcher.utter_message(response="utter_ask_change")
            return []
        draft = Draft.from_slots(tracker.slots)
        spoken = language(tracker)
        with database() as session:
            category = category_names(session, [draft.best_category], spoken)[draft.best_category]
            department = department_name(session, draft.best_category, spoken)
            district = district_names(session, [draft.district], spoken)[draft.district]
        dispatcher.utter_message(
            response=_summary(draft),
            category=category,
            department=department,
            place=joined_place(draft.place, district),
            since=draft.since,
            words=draft.complaint_text,
        )
        return []


class FileComplaint(Action):
    """Files the confirmed draft and tells the citizen its number."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_file_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """File, answer with number, office and date, and empty the draft."""
        draft = Draft.from_slots(tracker.slots)
        with database() as session:
            complaint = file_complaint(session, inbox_id(tracker), draft, now())
            said = describe(complaint, language(tracker))
        dispatcher.utter_message(
            response=f"utter_filed_{said.kind}", number=said.number, post=said.post, due=said.due
        )
        return _emptied(draft)


class DiscardDraft(Action):
    """Empties the draft after the citizen cancelled."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_discard_draft"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the slots of an empty draft; files that came with it go with no other complaint."""
        with database() as session:
            media.drop(session, tracker.sender_id)
        return _emptied(Draft.from_slots(tracker.slots))


def _message(tracker: Tracker, asked: str | None) -> Message:
    """The latest message; at the start, the words before it when the citizen says that they were the complaint."""
    message = latest_message(tracker)
    if asked is None and message.chosen.get("words") == "previous":
        return words_before(tracker) or message
    return message


def _summary(draft: Draft) -> str:
    if draft.kind == "demand":
        return "utter_confirm_demand"
    return "utter_confirm_grievance" if draft.since is None else "utter_confirm_grievance_since"


def _emptied(draft: Draft) -> list[EventType]:
    empty = Draft()
    return [SlotSet(name, None) for name in draft.changes_from(empty)]


def _button(title: str, intent: str, entity: str, value: str) -> dict[str, str]:
    return {"title": title, "payload": f'/{intent}{{"{entity}": "{value}"}}'}
