"""Notices: what a citizen is told when something happens to the complaint without their asking."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from helpline.services import outbox, texts
from helpline.services.complaints import describe
from helpline.store.complaints import Complaint
from helpline.whatsapp import templates
from helpline.whatsapp.outbound import Choice, Payload, choices
from helpline.whatsapp.outbound import texts as text_messages

_PREFIX = "utter_notice_"


def tell(
    session: Session, complaint: Complaint, act: str, words: str, asked_in_chat: bool, now: datetime
) -> None:
    """Queue the notice of an act, in the citizen's language; most acts of the citizen have none.

    Whatever is done in the chat is answered there. Where the citizen has not written for long,
    the template that fits goes in its place. Of violence nothing goes to a phone that somebody
    else may be holding: she is told how it stands when she asks.
    """
    if complaint.is_of_violence:
        return
    language = complaint.citizen.language
    notice = texts.variation(_PREFIX + act, language)
    if notice is None or asked_in_chat:
        return
    facts = {**vars(describe(complaint, language)), "words": words}
    payloads = _payloads(notice, facts)
    fitting = templates.instead_of(act)
    template = fitting.filled(language, facts) if fitting else None
    outbox.enqueue(
        session, complaint.citizen_id, payloads, now, complaint_id=complaint.id, template=template
    )


def text_of(notice: str, language: str, facts: dict[str, str]) -> str:
    """Return the text of a notice that has no buttons, in the language of its reader."""
    return texts.text(_PREFIX + notice, language, **facts)


def payloads_of(notice: str, language: str, facts: dict[str, str]) -> list[Payload]:
    """Return a notice as WhatsApp takes it, in the language of its reader."""
    return _payloads(texts.variation(_PREFIX + notice, language), facts)


def tells_words(act: str) -> bool:
    """Tell whether the citizen gets the words that somebody gives with an act."""
    notice = texts.variation(_PREFIX + act, "hi")
    return notice is not None and "{words}" in notice["text"]


def _payloads(notice: dict[str, Any], facts: dict[str, str]) -> list[Payload]:
    text = notice["text"].format(**facts)
    offered = [
        Choice(button["payload"].format(**facts), button["title"])
        for button in notice.get("buttons", ())
    ]
    return choices(text, offered) if offered else text_messages(text)
