"""Putting right for a citizen what the assistant misunderstood: by the same services, told by us."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain.draft import Draft
from helpline.services import audit, complaints, drafts, filing, inbox, media, notices, outbox
from helpline.services.complaints import describe
from helpline.store.complaints import IS_OPEN, Complaint, ComplaintEvent
from helpline.store.messages import Citizen, Turn
from helpline.whatsapp import templates
from helpline.whatsapp.content import FROM_DESK

FILED, ADDED = "filed_for_you", "added_for_you"
_ADD = "add_information"


class NotTheirs(Exception):
    """There is no such open complaint of this citizen."""


@dataclass(frozen=True)
class Served:
    """What a message has led to: the complaint it filed, and the one it was added to."""

    filed: str | None = None
    added: str | None = None


def served(session: Session, turn: Turn) -> Served:
    """Return what a turn's message has led to."""
    filed = select(Complaint.number).where(Complaint.inbox_id == turn.inbox_id)
    added = (
        select(Complaint.number)
        .join(ComplaintEvent, ComplaintEvent.complaint_id == Complaint.id)
        .where(ComplaintEvent.inbox_id == turn.inbox_id, ComplaintEvent.act == _ADD)
    )
    return Served(session.execute(filed).scalar(), session.execute(added).scalar())


def open_complaints(session: Session, citizen_id: int) -> list[Complaint]:
    """Return the citizen's open complaints, to which a message may belong, the newest first."""
    return list(
        session.execute(
            select(Complaint)
            .where(Complaint.citizen_id == citizen_id, IS_OPEN)
            .order_by(Complaint.id.desc())
        ).scalars()
    )


def file_for(
    session: Session,
    turn: Turn,
    draft: Draft,
    login: str,
    now: datetime,
    ends_draft: bool = True,
) -> Complaint:
    """File what a message told, and tell the citizen the number; once for each message.

    What the citizen is telling in the chat meanwhile is taken for the same and ends there, unless
    it is something else. Raises CannotFile.
    """
    before = served(session, turn)
    complaint = filing.file_complaint(session, turn.inbox_id, replace(draft, confirmed=True), now)
    if before.filed is None:
        if ends_draft:
            _end_draft(session, complaint.citizen, turn, now)
        audit.record(session, login, "file_for_citizen", f"complaint {complaint.number}", now)
        _tell(session, complaint, FILED, now)
    return complaint


def add_to(session: Session, turn: Turn, number: str, login: str, now: datetime) -> Complaint:
    """Write a message into the history of a complaint of its citizen, and tell the citizen; once.

    Raises NotTheirs.
    """
    complaint = session.execute(
        select(Complaint).where(
            Complaint.number == number, Complaint.citizen_id == turn.citizen_id, IS_OPEN
        )
    ).scalar_one_or_none()
    if complaint is None:
        raise NotTheirs(number)
    if served(session, turn).added is None:
        complaints.note(session, complaint, _ADD, turn.text, turn.inbox_id, now)
        media.attach(session, turn.inbox_id, complaint)
        audit.record(session, login, "add_for_citizen", f"complaint {number}", now)
        _tell(session, complaint, ADDED, now)
    return complaint


def _end_draft(session: Session, citizen: Citizen, turn: Turn, now: datetime) -> None:
    """Let the conversation forget what is filed now, in a turn of its own."""
    if drafts.words(session, citizen.key) is None:
        return
    drafts.forget(session, citizen.key)
    payload = {"type": FROM_DESK}
    inbox.put(session, citizen.id, f"desk.filed.{turn.inbox_id}", FROM_DESK, payload, now)


def _tell(session: Session, complaint: Complaint, notice: str, now: datetime) -> None:
    """Tell the citizen, where WhatsApp takes no free words by a template."""
    citizen: Citizen = complaint.citizen
    facts = vars(describe(complaint, citizen.language))
    template = templates.instead_of(notice)
    outbox.enqueue(
        session,
        citizen.id,
        notices.payloads_of(notice, citizen.language, facts),
        now,
        complaint_id=complaint.id,
        template=template.filled(citizen.language, facts) if template else None,
    )
