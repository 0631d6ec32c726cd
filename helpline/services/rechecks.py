"""Is it truly fixed? Four weeks after a citizen's yes the helpline asks once more."""

from datetime import datetime, time, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.clock import INDIA
from helpline.domain import lifecycle
from helpline.services import history, notices
from helpline.services.complaints import ASK_AGAIN
from helpline.store.complaints import HAS_ENDED, Complaint, ComplaintEvent

AFTER = timedelta(weeks=4)
# Where the clock stood still for longer, the question would come out of the blue.
_AT_THE_LATEST = AFTER + timedelta(weeks=2)
# Nobody is woken by it.
_MORNING, _EVENING = time(9, 0), time(19, 0)


def is_time(now: datetime) -> bool:
    """Tell whether citizens may be asked at this time of day."""
    return _MORNING <= now.astimezone(INDIA).time() < _EVENING


def to_ask(session: Session, now: datetime) -> list[int]:
    """Return the ids of the complaints whose citizens are to be asked, the longest ended first."""
    wanted = select(Complaint.id).where(_is_due(now)).order_by(Complaint.state_since, Complaint.id)
    return list(session.execute(wanted).scalars())


def ask(session: Session, complaint_id: int, now: datetime) -> str | None:
    """Ask whether it is still fixed; return the complaint's number, None where it is no longer due."""
    complaint = session.execute(
        select(Complaint)
        .where(Complaint.id == complaint_id, _is_due(now))
        .with_for_update(skip_locked=True, of=Complaint)
    ).scalar_one_or_none()
    if complaint is None:
        return None
    history.write(session, complaint, ASK_AGAIN, "assistant", "", now)
    notices.tell(session, complaint, ASK_AGAIN, "", asked_in_chat=False, now=now)
    return complaint.number


def _is_due(now: datetime) -> ColumnElement[bool]:
    was_asked = exists().where(
        ComplaintEvent.complaint_id == Complaint.id,
        ComplaintEvent.act == ASK_AGAIN,
        ComplaintEvent.at > Complaint.state_since,
    )
    return (
        HAS_ENDED
        & (Complaint.state == lifecycle.CONFIRMED)
        # Of those who wanted to be forgotten nothing is left to ask about.
        & (Complaint.text != "")
        & ~Complaint.is_of_violence
        & Complaint.state_since.between(now - _AT_THE_LATEST, now - AFTER)
        & ~was_asked
    )
