"""Files of a citizen, and what else has no words: a photo, a voice note, a contact card."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints import add_file, ask_which, open_complaints
from actions.database import database
from actions.talk import Turn
from helpline.domain.citizens_word import ADD
from helpline.domain.lifecycle import OPEN
from helpline.services import inbox, media
from helpline.services.case_file import masked_phone
from helpline.store.complaints import Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import Inbox
from helpline.whatsapp.content import CONTACTS, VOICE, why_unreadable
from helpline.whatsapp.inbound import own_phone

# What is heard or read by people, whatever complaint it belongs to; only they can tell.
_SAID_OF = {
    VOICE: "utter_file_voice",
    "audio": "utter_file_voice",
    "image": "utter_file_image",
    "document": "utter_file_document",
    "video": "utter_file_video",
    "sticker": "utter_file_sticker",
}

_SAID_OF_UNREADABLE = {"edit": "utter_file_edited", "too_large": "utter_file_too_large"}


class ReceiveFile(Action):
    """Says that a file has arrived, where it goes, and what happens next."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_receive_file"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer by the kind of the file, and put it with the complaint it can only belong to."""
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            return _answer(turn, media.of_message(session, turn.inbox_id))


def _answer(turn: Turn, file: CitizenFile | None) -> list[EventType]:
    if file is None:
        return _answer_without_file(turn, inbox.by_id(turn.session, turn.inbox_id))
    if file.kind not in media.SHOWING:
        return turn.say(_SAID_OF[file.kind])
    if turn.tracker.active_loop_name:
        return turn.say("utter_file_in_filing")
    complaint = _belongs_to(turn, file)
    if complaint is not None:
        return add_file(turn, complaint)
    possible = open_complaints(turn)
    if possible:
        return ask_which(turn, "utter_which_for_file", possible, ADD)
    return turn.say(_SAID_OF[file.kind])


def _answer_without_file(turn: Turn, message: Inbox) -> list[EventType]:
    number = own_phone(message.payload) if message.kind == CONTACTS else None
    if number is not None:
        return turn.say("utter_number_arrived", phone=masked_phone(number))
    return turn.say(_unknown(message))


def _unknown(message: Inbox) -> str:
    """Name the text for what is no file: a contact card, or what WhatsApp itself cannot pass on."""
    if message.kind == CONTACTS:
        return "utter_file_contacts"
    return _SAID_OF_UNREADABLE.get(why_unreadable(message.payload), "utter_file_unknown")


def _belongs_to(turn: Turn, file: CitizenFile) -> Complaint | None:
    """Return the complaint just spoken of, else the only open one."""
    spoken_of = turn.spoken_of()
    if spoken_of is not None and spoken_of.state in OPEN:
        return spoken_of
    return media.only_open_complaint(turn.session, file)
