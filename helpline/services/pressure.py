"""Pressure: what a citizen tells in confidence about somebody who wanted to hear a yes.

The office it is about never sees it. The offices above that one do, and the CM office.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, or_, select, true
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain import complaint_number, roles
from helpline.domain.authority import Person
from helpline.services.moves import LONGEST_WORDS
from helpline.services.offices import below
from helpline.services.reference import subject_of, title_of
from helpline.store.casework import PressureReport
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.reference import Post
from helpline.store.upsert import insert_if_new

MOST_SHOWN = 50


@dataclass(frozen=True)
class Told:
    """What a citizen told, for those who may read it."""

    number: str
    spoken_number: str
    category: str
    office: str
    level: int
    words: str
    at: datetime


def tell(session: Session, complaint: Complaint, words: str, inbox_id: int, now: datetime) -> None:
    """Keep what a citizen tells, once per message, with the office that said that it was solved."""
    insert_if_new(
        session,
        PressureReport,
        complaint_id=complaint.id,
        post_id=_reporting_office(session, complaint),
        inbox_id=inbox_id,
        words=words.strip()[:LONGEST_WORDS],
        at=now,
    )


def told_to(session: Session, person: Person, language: str) -> list[Told]:
    """Return what citizens told that this person may read, the newest first."""
    rows = session.execute(
        select(PressureReport)
        .join(Post, PressureReport.post_id == Post.id)
        .where(_may_read(person))
        .options(joinedload(PressureReport.post))
        .options(joinedload(PressureReport.complaint).joinedload(Complaint.category))
        .order_by(PressureReport.id.desc())
        .limit(MOST_SHOWN)
    ).scalars()
    return [_told(row, language) for row in rows]


def may_read_any(person: Person) -> bool:
    """Tell whether anything of this kind can be meant for a person at all."""
    if person.role == roles.OFFICER:
        return any(office.level > 1 for office in person.offices)
    return person.role == roles.CM_OFFICE


def _may_read(person: Person) -> ColumnElement[bool]:
    if person.role == roles.CM_OFFICE:
        return true()
    if person.role != roles.OFFICER:
        return false()
    own = [office.id for office in person.offices]
    # Whoever also holds the office in question reads nothing about it.
    return or_(false(), *(below(office) for office in person.offices)) & Post.id.not_in(own)


def _reporting_office(session: Session, complaint: Complaint) -> int:
    reported = (
        select(ComplaintEvent.post_id)
        .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.act == "report_solution")
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    )
    return session.execute(reported).scalar_one_or_none() or complaint.post_id


def _told(row: PressureReport, language: str) -> Told:
    return Told(
        row.complaint.number,
        complaint_number.spoken(row.complaint.number),
        subject_of(row.complaint, language),
        title_of(row.post, language),
        row.post.level,
        row.words,
        row.at,
    )
