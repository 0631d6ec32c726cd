"""How a session begins: short ones keep every turn fast, and the citizen notices nothing."""

from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.database import database
from actions.filing import COME_BACK, FORM
from helpline import clock, settings
from helpline.clock import day_in_india
from helpline.domain.draft import Draft
from helpline.services import drafts

# What is under way beside the filing, and for how long it counts after the last message.
CARRIED = ("consoled", "in_confidence", "listening", "talk")
SAME_TALK = timedelta(hours=24)


class StartSession(Action):
    """Begins a session with the complaint that the citizen has not finished telling, if any."""

    def name(self) -> str:
        """Return the name that Rasa runs at every beginning."""
        return "action_session_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return an empty session, or one in the middle of the filing."""
        now, kept_for = clock.now(), settings.draft_kept()
        with database() as session:
            # Before a new complaint takes the place of an old one that the clock has not left yet.
            drafts.leave_old(session, now, kept_for)
            kept = drafts.kept(session, tracker.sender_id, now - kept_for)
        begun = [] if kept is None else _gone_on_with(kept)
        return [SessionStarted(), *_carried(tracker), *begun, ActionExecuted("action_listen")]


def _carried(tracker: Tracker) -> list[EventType]:
    """Keep what filed complaints were talked about, as long as it is still the same talk."""
    heard = [event["timestamp"] for event in tracker.events if event["event"] == "user"]
    if not heard or clock.now().timestamp() - heard[-1] > SAME_TALK.total_seconds():
        return []
    return [SlotSet(name, tracker.get_slot(name)) for name in CARRIED if tracker.get_slot(name)]


def _gone_on_with(kept: drafts.Kept) -> list[EventType]:
    slots = {
        **kept.draft.changes_from(Draft()),
        "requested_slot": kept.draft.missing,
        COME_BACK: _how_long_ago(kept.changed_at),
    }
    return [*(SlotSet(name, value) for name, value in slots.items()), ActiveLoop(FORM)]


def _how_long_ago(last: datetime) -> str | None:
    """Name the text that welcomes a citizen back; None on the same day."""
    days = (day_in_india(clock.now()) - day_in_india(last)).days
    return {0: None, 1: "yesterday"}.get(days, "earlier")
