"""What goes beside the answer to a message without being part of it.

Whoever sends a private number is told first that it was hidden. At first contact the citizen is
told behind the answer what happens with their words: they came with a problem, not to read that.
Neither is in Rasa's conversation: it holds what the assistant decided.
"""

import logging
from datetime import datetime

from rasa.core.nlg.generator import NaturalLanguageGenerator
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.channels.replies import CHANNEL, BotMessage
from helpline.domain.review import PRIVACY_NOTICE, PRIVATE_NUMBERS
from helpline.store.messages import Citizen, Inbox, Turn

log = logging.getLogger(__name__)


def before_the_answer(nlg: NaturalLanguageGenerator, row: Inbox, language: str) -> list[BotMessage]:
    """Return what the citizen has to be told before the answer to this message."""
    return _messages(nlg, PRIVATE_NUMBERS, language) if row.masked else []


def behind_the_answer(nlg: NaturalLanguageGenerator, row: Inbox, language: str) -> list[BotMessage]:
    """Return what the citizen has to be told once, at the first occasion."""
    told = row.citizen.privacy_told_at is not None
    return [] if told else _messages(nlg, PRIVACY_NOTICE, language)


def note_told(session: Session, citizen_id: int, told: list[BotMessage], now: datetime) -> None:
    """Note that the citizen was told what happens with their words, so that it is said once."""
    if any(message.get("utter_action") == PRIVACY_NOTICE for message in told):
        session.get(Citizen, citizen_id).privacy_told_at = now


def note_untold(session: Session, citizen: Citizen) -> None:
    """Note that the citizen has to be told anew, where it was taken back with the last answer."""
    last = session.execute(
        select(Turn).where(Turn.citizen_id == citizen.id).order_by(Turn.id.desc()).limit(1)
    ).scalar_one_or_none()
    if last is not None and any(reply["response"] == PRIVACY_NOTICE for reply in last.replies):
        citizen.privacy_told_at = None


def _messages(nlg: NaturalLanguageGenerator, name: str, language: str) -> list[BotMessage]:
    message = nlg.generate_from_slots(name, {"language": language}, CHANNEL)
    if message is None:
        log.error("The model has no response %s.", name)
        return []
    return [{**message, "utter_action": name}]
