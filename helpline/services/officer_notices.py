"""What officers are told on WhatsApp at once, if they wish: that a complaint has come up to them.

No citizen's words, names or addresses are in it: the messages lie on private phones.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.clock import INDIA, day_in_india
from helpline.services import outbox
from helpline.services.complaints import describe
from helpline.services.offices import is_there, lasting
from helpline.services.reference import name_of
from helpline.store.accounts import Account, Posting
from helpline.store.complaints import Complaint
from helpline.store.messages import Outbox
from helpline.whatsapp.templates import templates

COME_UP = "officer_come_up"
# A high office gets hundreds on some days: after so many the next digest says enough.
MOST_A_DAY = 5
WAKING, RESTING = time(8, 0), time(20, 0)


def tell_come_up(session: Session, complaint: Complaint, now: datetime) -> None:
    """Tell those who hold the office to which a complaint has come up; at night, in the morning."""
    for account in _listening(session, complaint.post_id, day_in_india(now)):
        if _told_today(session, account.id, now) < MOST_A_DAY:
            message = _come_up(complaint, account.whatsapp_language)
            outbox.enqueue_for_officer(
                session, account.id, message, now, _next_waking(now), complaint.id
            )


def _come_up(complaint: Complaint, language: str) -> dict[str, object]:
    area = name_of(complaint.block or complaint.district, language)
    facts = {**vars(describe(complaint, language)), "place": area}
    return templates()[COME_UP].filled(language, facts)


def _listening(session: Session, post_id: int, day: date) -> list[Account]:
    wanted = (
        select(Account)
        .join(Posting)
        .where(Posting.post_id == post_id, lasting(Posting, day), is_there(day))
        .where(Account.phone.is_not(None), Account.whatsapp_language.is_not(None))
    )
    return list(session.execute(wanted.order_by(Account.id)).scalars())


def _told_today(session: Session, account_id: int, now: datetime) -> int:
    session.flush()
    midnight = datetime.combine(day_in_india(now), time(0), tzinfo=INDIA)
    told = select(func.count(Outbox.id)).where(
        Outbox.account_id == account_id,
        Outbox.complaint_id.is_not(None),
        Outbox.created_at >= midnight,
    )
    return session.execute(told).scalar_one()


def _next_waking(now: datetime) -> datetime:
    local = now.astimezone(INDIA)
    if WAKING <= local.time() < RESTING:
        return now
    day = local.date() + timedelta(days=local.time() >= RESTING)
    return datetime.combine(day, WAKING, tzinfo=INDIA)
