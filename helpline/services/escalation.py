"""The clock: which complaints are past their date, which soon will be, and what follows."""

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.domain import lifecycle
from helpline.domain.authority import HIGHEST_LEVEL
from helpline.services import moves
from helpline.services.time_limits import calendar
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

# Somebody warned today still has tomorrow.
WARNING_DAYS = 2


def due_soon(session: Session, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a complaint's date is today or within the next two working days."""
    last = calendar(session).due(now, WARNING_DAYS)
    return and_(_on_the_clock(), Complaint.due_at >= now, Complaint.due_at <= last)


def overdue(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an office has let a complaint's date go by."""
    return and_(_on_the_clock(), Complaint.due_at < now)


def to_escalate(session: Session, now: datetime) -> list[int]:
    """Return the ids of the overdue complaints that have an office above, the oldest date first."""
    wanted = select(Complaint.id).where(_goes_up(now)).order_by(Complaint.due_at, Complaint.id)
    return list(session.execute(wanted).scalars())


def escalate(session: Session, complaint_id: int, now: datetime) -> str | None:
    """Send a complaint one level up, if it is still overdue; return its number, else None.

    Whatever somebody else is doing to it at this moment comes first: the next look at the
    tables finds it again, if it is still overdue then. Raises NoSuchOffice, NoTimeLimit.
    """
    complaint = session.execute(
        select(Complaint)
        .where(Complaint.id == complaint_id, _goes_up(now))
        .with_for_update(skip_locked=True, of=Complaint)
    ).scalar_one_or_none()
    if complaint is None:
        return None
    moves.perform(session, complaint, "escalate", moves.ASSISTANT, now)
    return complaint.number


def _on_the_clock() -> ColumnElement[bool]:
    return Complaint.state.in_(sorted(lifecycle.ON_THE_CLOCK))


def _goes_up(now: datetime) -> ColumnElement[bool]:
    has_one_above = Complaint.post.has(Post.level < HIGHEST_LEVEL)
    return and_(overdue(now), has_one_above)
