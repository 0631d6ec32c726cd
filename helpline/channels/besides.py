"""What goes before the answer to a message without being part of it.

At first contact the citizen is told what happens with their words; whoever sends a private number
is told that it was hidden. Neither is in Rasa's conversation: it holds what the assistant decided.
"""

import logging
from datetime import datetime

from rasa.core.nlg.generator import NaturalLanguageGenerator
from sqlalchemy.orm import Session

from helpline.channels.replies import CHANNEL, BotMessage
from helpline.domain.review import PRIVACY_NOTICE, PRIVATE_NUMBERS
from helpline.store.messages import Citizen, Inbox

log = logging.getLogger(__name__)


def before_the_answer(nlg: NaturalLanguageGenerator, row: Inbox, language: str) -> list[BotMessage]:
    """Return what the citizen has to be told before the answer to this message."""
    names = []
    if row.citizen.privacy_told_at is None:
        names.append(PRIVACY_NOTICE)
    if row.masked:
        names.append(PRIVATE_NUMBERS)
    return [message for name in names if (message := _message(nlg, name, language))]


def note_told(session: Session, citizen_id: int, told: list[BotMessage], now: datetime) -> None:
    """Note that the citizen was told what happens with their words, so that it is said once."""
    if any(message.get("utter_action") == PRIVACY_NOTICE for message in told):
        session.get(Citizen, citizen_id).privacy_told_at = now


def _message(nlg: NaturalLanguageGenerator, name: str, language: str) -> BotMessage | None:
    message = nlg.generate_from_slots(name, {"language": language}, CHANNEL)
    if message is None:
        log.error("The model has no response %s.", name)
        return None
    return {**message, "utter_action": name}
