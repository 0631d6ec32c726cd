"""Replies that the help desk has at hand: written once in both languages, sent with one tap."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain.topics import NotATopic, checked_reply, facts_in
from helpline.services import audit
from helpline.store.helpdesk import CannedReply

# Who writes, and the citizen's latest complaint.
HELPER, NUMBER = "helper", "number"
FACTS = frozenset({HELPER, NUMBER})
LONGEST_NAME = 60


def at_hand(session: Session) -> list[CannedReply]:
    """Return the replies in use, by name."""
    rows = select(CannedReply).where(CannedReply.retired_at.is_(None)).order_by(CannedReply.name)
    return list(session.execute(rows).scalars())


def find(session: Session, reply_id: int) -> CannedReply | None:
    """Return a reply in use; None where there is none."""
    reply = session.get(CannedReply, reply_id)
    return reply if reply is not None and reply.retired_at is None else None


def put(
    session: Session,
    reply: CannedReply | None,
    name: str,
    hi: str,
    en: str,
    account_id: int,
    login: str,
    now: datetime,
) -> CannedReply:
    """Keep a new reply, or other words for one that is there. Raises NotATopic."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise NotATopic("name", "too_long" if name else "missing")
    facts = facts_in(hi)
    if not facts <= FACTS:
        raise NotATopic("hi", "unknown_fact")
    texts = checked_reply(hi, en, facts)
    if reply is None:
        reply = CannedReply()
        session.add(reply)
    reply.name, reply.text_hi, reply.text_en = name, texts["hi"], texts["en"]
    reply.account_id, reply.at = account_id, now
    session.flush()
    audit.record(session, login, "put_canned_reply", f"canned reply {reply.id}", now)
    return reply


def retire(session: Session, reply: CannedReply, login: str, now: datetime) -> None:
    """Offer a reply no more."""
    reply.retired_at = now
    audit.record(session, login, "retire_canned_reply", f"canned reply {reply.id}", now)


def filled(reply: CannedReply, language: str, helper: str, number: str | None) -> str | None:
    """Return a reply as it can be sent; None where it tells a number and there is no complaint."""
    text = reply.text_en if language == "en" else reply.text_hi
    if NUMBER in facts_in(text) and number is None:
        return None
    return text.format(helper=helper, number=number)
