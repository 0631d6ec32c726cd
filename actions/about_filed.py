"""Questions about what was just filed, or about the photo for it: answered, or honestly not."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints import add_for_officer, say_status
from actions.conversation import latest_message
from actions.database import database
from actions.talk import MORE, Turn
from helpline.domain.lifecycle import ENDED
from helpline.services import media
from helpline.services.complaints import phone_told
from helpline.store.complaints import Complaint
from helpline.text.talk.about_filed import (
    MEANWHILE,
    OFFICE,
    PHONE,
    PHOTO,
    REPLY,
    UNDONE,
    asked_about,
    speaks_of_danger,
)


class AnswerAboutFiled(Action):
    """Answers whether the photo came, who has it, who will answer, what follows if nobody comes."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_about_filed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer about the complaint spoken of; while one is being told, about its photos."""
        topic = asked_about(latest_message(tracker).text)
        with database() as session:
            turn = Turn(session, dispatcher, tracker)
            complaint = turn.spoken_of() or turn.just_filed()
            if complaint is None or (tracker.active_loop_name and topic == PHOTO):
                return _photos_of_draft(turn)
            return _ANSWERS[topic](turn, complaint)


def _photos_of_draft(turn: Turn) -> list[EventType]:
    _, files = media.with_draft(turn.session, turn.citizen, turn.now)
    return turn.say("utter_files_with_draft" if files else "utter_no_files_with_draft", files=files)


def _photos(turn: Turn, complaint: Complaint) -> list[EventType]:
    files = len(media.files_of(turn.session, complaint))
    if files:
        return turn.say("utter_files_there", complaint, files=files)
    return turn.say("utter_no_files_there", complaint)


def _phone(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Say which number stands in the complaint; what follows a no is added to it."""
    phone = phone_told(complaint)
    if phone is not None:
        return turn.say("utter_phone_there", complaint, phone=phone)
    return turn.say("utter_no_phone_there", complaint, MORE)


def _meanwhile(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Pass on what nobody here can advise on."""
    advice = "utter_noted_no_advice"
    danger = speaks_of_danger(turn.said().words)
    return add_for_officer(turn, complaint, f"{advice}_danger" if danger else advice)


def _reply(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Say who answers, until when and where."""
    return turn.say("utter_ended" if complaint.state in ENDED else "utter_who_answers", complaint)


def _undone(turn: Turn, complaint: Complaint) -> list[EventType]:
    """Say when it goes higher by itself, and what the citizen can do."""
    if complaint.state in ENDED:
        return turn.say("utter_ended", complaint)
    return turn.say("utter_if_undone", complaint)


_ANSWERS: dict[str, Callable[[Turn, Complaint], list[EventType]]] = {
    PHOTO: _photos,
    PHONE: _phone,
    OFFICE: say_status,
    MEANWHILE: _meanwhile,
    REPLY: _reply,
    UNDONE: _undone,
}
