"""A complaint's history: each step is a row for everybody who reads it, and one in the audit log."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.services import audit
from helpline.store.complaints import Complaint, ComplaintEvent


def write(
    session: Session,
    complaint: Complaint,
    act: str,
    actor: str,
    words: str,
    now: datetime,
    inbox_id: int | None = None,
) -> None:
    """Add a step, with the state and the office in which it leaves the complaint."""
    session.add(
        ComplaintEvent(
            complaint=complaint,
            act=act,
            actor=actor,
            words=words,
            state=complaint.state,
            post_id=complaint.post_id,
            inbox_id=inbox_id,
            at=now,
        )
    )
    subject = f"complaint {complaint.number}"
    audit.record(session, actor, act, subject, now, state=complaint.state, post=complaint.post_id)


def is_written(session: Session, complaint: Complaint, inbox_id: int) -> bool:
    """Tell whether a citizen's message has left its step already: its turn may be repeated."""
    step = select(ComplaintEvent.id).where(
        ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.inbox_id == inbox_id
    )
    return session.execute(step).first() is not None
