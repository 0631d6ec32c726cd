"""Files of a citizen: a photo, a voice note, a document without words."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.conversation import inbox_id, language
from actions.database import database
from helpline.services import media
from helpline.services.complaints import describe
from helpline.store.media import CitizenFile
from helpline.whatsapp.content import VOICE

# What is heard or read by people, whatever complaint it belongs to; only they can tell.
_SAID_OF = {
    VOICE: "utter_file_voice",
    "audio": "utter_file_voice",
    "image": "utter_file_image",
    "document": "utter_file_document",
    "video": "utter_file_video",
    "sticker": "utter_file_sticker",
}


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
            file = media.of_message(session, inbox_id(tracker))
            _answer(session, dispatcher, tracker, file)
        return []


def _answer(
    session: Session, dispatcher: CollectingDispatcher, tracker: Tracker, file: CitizenFile | None
) -> None:
    if file is None:
        dispatcher.utter_message(response="utter_file_unknown")
        return
    shows_something = file.kind in media.SHOWING
    if shows_something and tracker.active_loop_name:
        dispatcher.utter_message(response="utter_file_in_filing")
        return
    complaint = media.only_open_complaint(session, file) if shows_something else None
    if complaint is None:
        dispatcher.utter_message(response=_SAID_OF[file.kind])
        return
    media.attach(session, file.inbox_id, complaint)
    said = describe(complaint, language(tracker))
    dispatcher.utter_message(response="utter_file_added", **vars(said))
