"""What the desk's pages show of complaints: plain reads, each in one or two queries."""

import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.sql import Select

from helpline.domain import complaint_number
from helpline.services.reference import name_of, title_of
from helpline.store.complaints import Complaint
from helpline.store.reference import Department, District

PAGE_LENGTH = 25
SHOWN_DIGITS = 3
INDIAN_LENGTH = len("91") + 10


@dataclass(frozen=True)
class Choice:
    """One entry of a filter: its code and its name in the reader's language."""

    code: str
    name: str


@dataclass(frozen=True)
class Line:
    """A complaint as one line of a list."""

    number: str
    spoken_number: str
    category: str
    department: str
    district: str
    place: str
    kind: str
    state: str
    filed_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Page:
    """One page of a list of complaints; pages count from 1."""

    lines: list[Line]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Step:
    """One step in a complaint's history."""

    act: str
    actor: str
    words: str
    at: datetime


@dataclass(frozen=True)
class CaseFile:
    """Everything the desk shows of one complaint. `phone` is masked."""

    line: Line
    words: str
    block: str | None
    latitude: float | None
    longitude: float | None
    since_days: int | None
    post: str
    phone: str | None
    history: list[Step]


def complaints_page(
    session: Session,
    language: str,
    page: int,
    district_code: int | None = None,
    department_code: str | None = None,
) -> Page:
    """Return one page of complaints, newest first, of one district or department if asked.

    A page past the end gives the last one.
    """
    wanted = _filtered(select(Complaint), district_code, department_code)
    total = session.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    pages = max(1, math.ceil(total / PAGE_LENGTH))
    number = min(max(1, page), pages)
    rows = session.execute(
        wanted.options(*_NAMES)
        .order_by(Complaint.id.desc())
        .offset((number - 1) * PAGE_LENGTH)
        .limit(PAGE_LENGTH)
    ).scalars()
    return Page([_line(row, language) for row in rows], number, pages, total)


def case_file(session: Session, number: str, language: str) -> CaseFile | None:
    """Return the complaint with this eight-digit number; None where there is none."""
    complaint = session.execute(
        select(Complaint)
        .where(Complaint.number == number)
        .join(Complaint.citizen)
        .options(*_NAMES, contains_eager(Complaint.citizen), selectinload(Complaint.history))
        .options(joinedload(Complaint.block), joinedload(Complaint.post))
    ).scalar_one_or_none()
    if complaint is None:
        return None
    return CaseFile(
        line=_line(complaint, language),
        words=complaint.text,
        block=name_of(complaint.block, language) if complaint.block else None,
        latitude=complaint.latitude,
        longitude=complaint.longitude,
        since_days=complaint.since_days,
        post=title_of(complaint.post, language),
        phone=masked_phone(complaint.citizen.phone),
        history=[Step(step.act, step.actor, step.words, step.at) for step in complaint.history],
    )


def district_choices(session: Session, language: str) -> list[Choice]:
    """Return every district, by name."""
    return _choices(session, District, language)


def department_choices(session: Session, language: str) -> list[Choice]:
    """Return every department, by name."""
    return _choices(session, Department, language)


def masked_phone(phone: str | None) -> str | None:
    """Return a phone number with only its last three digits readable: `+91 ••••• ••123`."""
    if phone is None:
        return None
    hidden = "•" * (len(phone) - SHOWN_DIGITS) + phone[-SHOWN_DIGITS:]
    if len(phone) != INDIAN_LENGTH or not phone.startswith("91"):
        return hidden
    return f"+91 {hidden[2:7]} {hidden[7:]}"


_NAMES = (
    joinedload(Complaint.category),
    joinedload(Complaint.department),
    joinedload(Complaint.district),
)


def _filtered(query: Select, district_code: int | None, department_code: str | None) -> Select:
    if district_code is not None:
        query = query.where(Complaint.district_code == district_code)
    if department_code is not None:
        query = query.where(Complaint.department_code == department_code)
    return query


def _line(complaint: Complaint, language: str) -> Line:
    return Line(
        number=complaint.number,
        spoken_number=complaint_number.spoken(complaint.number),
        category=name_of(complaint.category, language),
        department=name_of(complaint.department, language),
        district=name_of(complaint.district, language),
        place=complaint.place,
        kind=complaint.kind,
        state=complaint.state,
        filed_at=complaint.filed_at,
        due_at=complaint.due_at,
    )


def _choices(session: Session, table: type, language: str) -> list[Choice]:
    rows = session.execute(select(table)).scalars()
    choices = [Choice(str(row.code), name_of(row, language)) for row in rows]
    return sorted(choices, key=lambda choice: choice.name)
