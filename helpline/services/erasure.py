"""Forgetting a citizen who asked for it: step by step, as their complaints end.

What is erased: the words, files and calls of complaints that have ended, all messages both ways,
and, once no complaint is open, the number and WhatsApp's id. What stays: that there was a complaint,
of which kind, in which district, with which office, and when; statistics need no more.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from helpline.domain import review
from helpline.services import audit
from helpline.store import attachment_files
from helpline.store.casework import Call, PressureReport
from helpline.store.complaints import HAS_ENDED, IS_OPEN, Complaint, ComplaintEvent, ComplaintWord
from helpline.store.drafts import UnfinishedComplaint
from helpline.store.helpdesk import HandoverWord
from helpline.store.media import CitizenFile
from helpline.store.messages import (
    CLAIMED,
    DONE,
    HELD,
    NEVER_SENT,
    WAITING,
    Citizen,
    Inbox,
    Outbox,
    Turn,
)
from helpline.store.review import Label, ReviewCase, ReviewItem, ReviewWord

_MOST_AT_ONCE = 100
_FINISHED, _UNFINISHED = (DONE, HELD, *NEVER_SENT), (WAITING, CLAIMED)
# Steps whose words are the citizen's or speak to them; what an office did stays known.
_SPOKEN_WITH_CITIZEN = (
    *("message", "confirm_resolved", "partly_solved", "not_solved"),
    *("reopen_complaint", "appeal", "withdraw_complaint"),
)
_ERASED_KEY = "erased-"
# Whoever writes on is answered first.
QUIET = timedelta(minutes=2)


@dataclass(frozen=True)
class Forgotten:
    """Whose conversation with Rasa is to be erased as well, and up to when."""

    key: str
    until: datetime


def due(session: Session, now: datetime) -> list[int]:
    """Return the ids of some citizens who want to be forgotten and are still known."""
    waiting = (
        select(Citizen.id)
        .where(
            Citizen.erasure_asked_at.is_not(None),
            Citizen.last_message_at <= now - QUIET,
            Citizen.key.not_like(f"{_ERASED_KEY}%"),
        )
        .order_by(Citizen.id)
        .limit(_MOST_AT_ONCE)
    )
    return list(session.execute(waiting).scalars())


def erase(session: Session, folder: Path, citizen_id: int, now: datetime) -> Forgotten | None:
    """Erase what no open complaint needs, and the number once no complaint is open any more.

    None while messages are still under way: what they say has to arrive first.
    """
    citizen = session.get(Citizen, citizen_id)
    if _has_unfinished(session, citizen):
        return None
    forgotten = Forgotten(citizen.key, citizen.erasure_asked_at)
    for complaint in _ended_and_unerased(session, citizen):
        _erase_complaint(session, complaint, now)
    _erase_messages(session, citizen)
    _erase_from_review(session, citizen, now)
    _erase_files(session, folder, citizen)
    if _has_open(session, citizen):
        return forgotten
    citizen.phone = citizen.whatsapp_user_id = None
    citizen.key = f"{_ERASED_KEY}{secrets.token_hex(16)}"
    audit.record(session, "assistant", "erase_citizen", f"citizen {citizen.id}", now)
    return Forgotten(forgotten.key, now)


def _has_unfinished(session: Session, citizen: Citizen) -> bool:
    return any(
        session.execute(
            select(table.id)
            .where(table.citizen_id == citizen.id, table.state.in_(_UNFINISHED))
            .limit(1)
        ).first()
        for table in (Inbox, Outbox, CitizenFile)
    )


def _has_open(session: Session, citizen: Citizen) -> bool:
    one = select(Complaint.id).where(Complaint.citizen_id == citizen.id, IS_OPEN).limit(1)
    return session.execute(one).first() is not None


def _ended_and_unerased(session: Session, citizen: Citizen) -> list[Complaint]:
    wanted = select(Complaint).where(
        Complaint.citizen_id == citizen.id, HAS_ENDED, Complaint.text != ""
    )
    return list(session.execute(wanted).scalars())


def _erase_complaint(session: Session, complaint: Complaint, now: datetime) -> None:
    complaint.text = complaint.place = ""
    complaint.latitude = complaint.longitude = None
    theirs = ComplaintEvent.actor == "citizen"
    with_them = ComplaintEvent.act.in_(_SPOKEN_WITH_CITIZEN)
    _change(
        session,
        update(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id, or_(theirs, with_them))
        .values(words=""),
    )
    _change(session, update(Call).where(Call.complaint_id == complaint.id).values(words=""))
    told = update(PressureReport).where(PressureReport.complaint_id == complaint.id)
    _change(session, told.values(words=""))
    _change(session, delete(ComplaintWord).where(ComplaintWord.complaint_id == complaint.id))
    audit.record(session, "assistant", "erase_words", f"complaint {complaint.number}", now)


def _erase_messages(session: Session, citizen: Citizen) -> None:
    """Empty what was said both ways; the rows stay, because complaints name them."""
    for table, nothing in ((Inbox, {"payload": {}}), (Outbox, {"payload": {}, "template": None})):
        _change(
            session,
            update(table)
            .where(table.citizen_id == citizen.id, table.state.in_(_FINISHED))
            .values(nothing),
        )
    begun = delete(UnfinishedComplaint).where(UnfinishedComplaint.citizen_id == citizen.id)
    _change(session, begun)
    written = update(HandoverWord).where(HandoverWord.citizen_id == citizen.id)
    _change(session, written.values(words=""))
    _change(
        session,
        update(Turn)
        .where(Turn.citizen_id == citizen.id)
        .values(text="", entities=[], intent_ranking=[], replies=[]),
    )


def _erase_from_review(session: Session, citizen: Citizen, now: datetime) -> None:
    """End what was to be reviewed; a lesson has neither name nor number, and forgets whose it was.

    A case that others have told too goes on with their words.
    """
    own = select(Turn.id).where(Turn.citizen_id == citizen.id)
    waiting = select(ReviewCase.id).where(
        ReviewCase.last_turn_id.in_(own), ReviewCase.state.in_(review.WAITING)
    )
    others = (
        select(func.max(ReviewItem.turn_id))
        .where(ReviewItem.case_id == ReviewCase.id, ReviewItem.turn_id.not_in(own))
        .scalar_subquery()
    )
    told_by_others = ReviewCase.id.in_(waiting), others.is_not(None)
    _change(session, update(ReviewCase).where(*told_by_others).values(last_turn_id=others))
    _change(session, delete(ReviewWord).where(ReviewWord.case_id.in_(waiting)))
    _change(
        session,
        update(ReviewCase)
        .where(ReviewCase.id.in_(waiting))
        .values(state=review.SKIPPED, skip_reason="private", holder_id=None, decided_at=now),
    )
    _change(session, update(Label).where(Label.turn_id.in_(own)).values(turn_id=None))


def _erase_files(session: Session, folder: Path, citizen: Citizen) -> None:
    """Remove the files that belong to no open complaint; that there was one stays known."""
    complaint_is_open = exists().where(and_(Complaint.id == CitizenFile.complaint_id, IS_OPEN))
    rows = session.execute(
        select(CitizenFile).where(
            CitizenFile.citizen_id == citizen.id, CitizenFile.media_id != "", ~complaint_is_open
        )
    ).scalars()
    for row in rows:
        if row.token:
            attachment_files.remove(session, folder, row.token)
        row.token = row.sha256 = row.taken_at = row.latitude = row.longitude = None
        row.name, row.media_id = "", ""
        row.transcript = None if row.transcript is None else ""


def _change(session: Session, statement: object) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
