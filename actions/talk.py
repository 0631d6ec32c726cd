"""What the citizen and the assistant are talking about, from one message to the next.

The slot `talk` holds the complaint spoken of last and what was asked about it; the slot
`listening` tells the rules that the next words may be an answer, whatever else they look like.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.conversation import entity, heard, inbox_id, language, was_tapped
from helpline import clock
from helpline.services.complaints import just_filed, own_complaint
from helpline.services.status import standing
from helpline.store.complaints import Complaint

# What may have been asked about a complaint.
MORE, STARS, PRESSED, WHO_PRESSED = "more", "stars", "pressed", "who_pressed"
SURE_SOLVED, SURE_WITHDRAW = "sure_confirm_resolved", "sure_withdraw_complaint"
IS_IT_SOLVED = "is_it_solved"
ADD_OR_NEW, RIGHT_PLACE = "add_or_new", "right_place"
ADDED = "added"
REASON, ANOTHER = "reason", "another"

# What was said has been added for the officer, and may be a new problem all the same.
FOR_OFFICER = (
    "utter_noted_for_officer",
    "utter_noted_hurry",
    "utter_noted_no_advice",
    "utter_noted_no_advice_danger",
)

# A photo or a reminder after this long may well be about something else.
TALK_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Talk:
    """The complaint spoken of last, what was asked about it, in answer to which message and when."""

    number: str
    asked: str | None
    inbox_id: int
    at: str


@dataclass(frozen=True)
class Said:
    """Something the citizen wrote or sent: the words, the message, and what the model made of it."""

    words: str
    inbox_id: int
    intent: str


class Turn:
    """One message of a citizen about filed complaints, and the answer to it."""

    def __init__(
        self, session: Session, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> None:
        self.session = session
        self.tracker = tracker
        self.citizen = tracker.sender_id
        self.language = language(tracker)
        self.inbox_id = inbox_id(tracker)
        self.now = clock.now()
        self._dispatcher = dispatcher

    def say(
        self,
        response: str,
        complaint: Complaint | None = None,
        asked: str | None = None,
        **facts: Any,
    ) -> list[EventType]:
        """Say a response, with how the complaint stands; return that it is spoken of, and what was asked."""
        if complaint is not None:
            told = standing(self.session, complaint, self.language, self.now)
            facts = {**vars(told), **facts}
        self._dispatcher.utter_message(response=response, **facts)
        return [] if complaint is None else speaking_of(complaint, self.inbox_id, self.now, asked)

    def said(self) -> Said:
        """Return what the citizen said; where only a complaint was chosen, what was said before it."""
        if entity(self.tracker, "words") == "previous":
            untapped = [parsed for parsed in heard(self.tracker) if not parsed.get("tapped")]
            return _said(untapped[-1] if untapped else self.tracker.latest_message)
        return _said(self.tracker.latest_message)

    def said_before(self) -> Said | None:
        """Return what the citizen wrote before the latest message."""
        earlier = [parsed for parsed in heard(self.tracker)[:-1] if not parsed.get("tapped")]
        return _said(earlier[-1]) if earlier else None

    def spoken_of(self) -> Complaint | None:
        """Return the citizen's complaint of which they spoke with us last, unless that is long ago."""
        talk = _talk(self.tracker)
        if talk is None or self.now - datetime.fromisoformat(talk.at) > TALK_LASTS:
            return None
        return own_complaint(self.session, self.citizen, talk.number)

    def just_filed(self) -> Complaint | None:
        """Return the complaint that the citizen filed a short while ago."""
        return just_filed(self.session, self.citizen, self.now)

    def asked(self) -> tuple[str | None, Complaint | None]:
        """Return what our last answer asked, and about which complaint; None where it asked nothing."""
        talk, messages = _talk(self.tracker), heard(self.tracker)
        if talk is None or talk.asked is None or len(messages) < 2:
            return None, None
        if messages[-2]["metadata"]["inbox_id"] != talk.inbox_id:
            return None, None
        return talk.asked, own_complaint(self.session, self.citizen, talk.number)

    @property
    def was_tapped(self) -> bool:
        """Whether the message is a tapped button."""
        return was_tapped(self.tracker)


def speaking_of(
    complaint: Complaint, inbox_id: int, at: datetime, asked: str | None = None
) -> list[EventType]:
    """Return the slots that remember which complaint was spoken of, and what was asked about it."""
    talk = Talk(complaint.number, asked, inbox_id, at.isoformat())
    # Not False, because to the rules a slot that says no is another one than an empty slot.
    listening = True if asked is not None else None
    return [SlotSet("talk", asdict(talk)), SlotSet("listening", listening)]


def _talk(tracker: Tracker) -> Talk | None:
    kept = tracker.get_slot("talk")
    return Talk(**kept) if kept else None


def _said(parsed: dict[str, Any]) -> Said:
    return Said(
        parsed.get("text") or "",
        parsed["metadata"]["inbox_id"],
        parsed["intent"].get("name") or "",
    )
