"""Notices: what a citizen is told when something happens to the complaint without their asking."""

from datetime import datetime
from functools import cache
from typing import Any

import yaml
from sqlalchemy.orm import Session

from helpline.services import outbox
from helpline.services.complaints import describe
from helpline.settings import PROJECT_ROOT
from helpline.store.complaints import Complaint
from helpline.whatsapp import templates
from helpline.whatsapp.outbound import Choice, Payload, choices, texts

_TEXTS = PROJECT_ROOT / "data" / "responses" / "notices.yml"
_PREFIX = "utter_notice_"


def tell(
    session: Session, complaint: Complaint, act: str, words: str, asked_in_chat: bool, now: datetime
) -> None:
    """Queue the notice of an act, in the citizen's language; most acts of the citizen have none.

    Whatever is done in the chat is answered there. Where the citizen has not written for long,
    the template that fits goes in its place.
    """
    notice = _notices().get(_PREFIX + act)
    if notice is None or asked_in_chat:
        return
    language = complaint.citizen.language
    facts = {**vars(describe(complaint, language)), "words": words}
    payloads = _payloads(notice[language], facts)
    fitting = templates.instead_of(act)
    template = fitting.filled(language, facts) if fitting else None
    outbox.enqueue(
        session, complaint.citizen_id, payloads, now, complaint_id=complaint.id, template=template
    )


def text_of(notice: str, language: str, facts: dict[str, str]) -> str:
    """Return the text of a notice that has no buttons, in the language of its reader."""
    return _notices()[_PREFIX + notice][language]["text"].format(**facts)


def payloads_of(notice: str, language: str, facts: dict[str, str]) -> list[Payload]:
    """Return a notice as WhatsApp takes it, in the language of its reader."""
    return _payloads(_notices()[_PREFIX + notice][language], facts)


def tells_words(act: str) -> bool:
    """Tell whether the citizen gets the words that somebody gives with an act."""
    notice = _notices().get(_PREFIX + act)
    return notice is not None and "{words}" in notice["hi"]["text"]


def _payloads(variation: dict[str, Any], facts: dict[str, str]) -> list[Payload]:
    text = variation["text"].format(**facts)
    offered = [
        Choice(button["payload"].format(**facts), button["title"])
        for button in variation.get("buttons", ())
    ]
    return choices(text, offered) if offered else texts(text)


@cache
def _notices() -> dict[str, dict[str, Any]]:
    """Read the notices once a process: the first variation is Hindi, the second English."""
    read = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["responses"]
    return {name: {"hi": hindi, "en": english} for name, (hindi, english) in read.items()}
