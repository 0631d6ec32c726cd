"""What a citizen may know and decide about their own data: what is kept, and that it be erased."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.clock import INDIA
from helpline.domain import complaint_number
from helpline.services import audit
from helpline.services.citizens import by_key
from helpline.store.complaints import IS_OPEN, Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import Citizen, Inbox

SHOWN_DIGITS = 3
# In place of the digits of who hides the number from us too.
HIDDEN = "•••"
# A message has room for more; whoever has filed more hears of the newest.
MOST_NUMBERS = 50


@dataclass(frozen=True)
class Kept:
    """What is kept about a citizen, in words for them; `numbers` are of the newest complaints."""

    phone: str
    since: str
    messages: int
    complaints: int
    files: int
    numbers: str
    erasure_asked: bool


def kept_about(session: Session, key: str, language: str) -> Kept:
    """Return what is kept about the citizen with this key."""
    citizen = by_key(session, key)
    numbers = _numbers(session, citizen, only_open=False)
    since = citizen.first_seen_at.astimezone(INDIA)
    return Kept(
        phone=(citizen.phone or HIDDEN)[-SHOWN_DIGITS:],
        since=format_date(since, "d MMMM y", locale=language),
        messages=_count(session, Inbox, citizen),
        complaints=_count(session, Complaint, citizen),
        files=_count(session, CitizenFile, citizen),
        numbers=", ".join(numbers[:MOST_NUMBERS]),
        erasure_asked=citizen.erasure_asked_at is not None,
    )


def open_numbers(session: Session, key: str) -> str:
    """Return the numbers of the complaints for which data must stay until they are solved."""
    return ", ".join(_numbers(session, by_key(session, key), only_open=True)[:MOST_NUMBERS])


def ask_erasure(session: Session, key: str, now: datetime) -> None:
    """Note that a citizen wants to be forgotten; the worker does it, see services.erasure."""
    citizen = by_key(session, key)
    if citizen.erasure_asked_at is not None:
        return
    citizen.erasure_asked_at = now
    audit.record(session, "citizen", "ask_erasure", f"citizen {citizen.id}", now)


def _count(session: Session, table: type, citizen: Citizen) -> int:
    counted = select(func.count(table.id)).where(table.citizen_id == citizen.id)
    return session.execute(counted).scalar_one()


def _numbers(session: Session, citizen: Citizen, only_open: bool) -> list[str]:
    wanted = select(Complaint.number).where(Complaint.citizen_id == citizen.id)
    if only_open:
        wanted = wanted.where(IS_OPEN)
    rows = session.execute(wanted.order_by(Complaint.id.desc())).scalars()
    return [complaint_number.spoken(number) for number in rows]
