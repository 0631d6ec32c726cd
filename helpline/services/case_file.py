"""One complaint as the desk shows it: the facts, who has it, what happened, what was done nearby."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.clock import day_in_india
from helpline.domain import complaint_number, lifecycle
from helpline.domain.authority import KEEPS_CONFIDENCE, Person
from helpline.domain.lifecycle import Move, Need, NotAllowed
from helpline.domain.private_numbers import HIDDEN, SHOWN_OF_A_PHONE
from helpline.services import audit, moves, offices, proposals
from helpline.services.calls import may_call
from helpline.services.moves import Actor
from helpline.services.reference import name_of, title_of
from helpline.services.visibility import visible_to
from helpline.services.worklist import NAMES, Line, line_of
from helpline.store.accounts import Account
from helpline.store.casework import Proposal
from helpline.store.complaints import Complaint, ComplaintEvent

INDIAN_LENGTH = len("91") + 10
MOST_SIMILAR = 5
MOST_JOINED = 25


@dataclass(frozen=True)
class Step:
    """One step in a complaint's history, and the office that had it afterwards."""

    act: str
    actor: str  # citizen, assistant, or somebody's name
    words: str
    state: str
    office: str
    at: datetime


@dataclass(frozen=True)
class Wish:
    """A proposal that waits for a decision."""

    wish: str
    words: str
    proposer: str
    at: datetime
    office: str | None  # where a transfer would go


@dataclass(frozen=True)
class Similar:
    """A case that a citizen nearby called solved, with what was done."""

    spoken_number: str
    number: str
    place: str
    words: str
    solved_at: datetime


@dataclass(frozen=True)
class CaseFile:
    """Everything the desk shows of one complaint to one person. `phone` is masked."""

    line: Line
    words: str
    block: str | None
    latitude: float | None
    longitude: float | None
    budget_year: int | None
    phone: str | None
    in_confidence: bool
    is_of_violence: bool
    may_call: bool
    may_see_phone: bool
    state_since: datetime
    days_left: int  # below zero when the date is over
    holders: list[str]
    is_manned: bool
    history: list[Step]
    wish: Wish | None
    parent: Line | None
    joined: list[Line]
    similar: list[Similar]
    moves: list[Move]


def case_file(
    session: Session, complaint: Complaint, person: Person, language: str, now: datetime
) -> CaseFile:
    """Return all about a complaint that this person may see."""
    day = day_in_india(now)
    by = moves.at_the_desk(session, person, complaint, now)
    due_day = day_in_india(complaint.due_at)
    return CaseFile(
        line=line_of(complaint, language, now),
        words=complaint.text,
        block=name_of(complaint.block, language) if complaint.block else None,
        latitude=complaint.latitude,
        longitude=complaint.longitude,
        budget_year=complaint.budget_year,
        phone=masked_phone(complaint.citizen.phone),
        in_confidence=complaint.in_confidence,
        is_of_violence=complaint.is_of_violence,
        may_call=may_call(by),
        may_see_phone=may_see_phone(complaint, by),
        state_since=complaint.state_since,
        days_left=(due_day - day).days,
        holders=[one.name for one in offices.holders(session, complaint.post_id, day)],
        is_manned=offices.is_manned(session, complaint.post_id, day),
        history=_history(session, complaint, language),
        wish=_wish(session, complaint, language),
        parent=_parent(session, complaint, person, language, now),
        joined=_joined(session, complaint, person, language, now),
        similar=_similar(session, complaint, person),
        # What the citizen said in a call is written down together with the call.
        moves=[
            move for move in possible_moves(session, complaint, by) if Need.CALL not in move.needs
        ],
    )


def possible_moves(session: Session, complaint: Complaint, by: Actor) -> list[Move]:
    """Return the moves somebody may make now, each act once: in the way that needs least."""
    found: dict[str, Move] = {}
    for move in moves.allowed(session, complaint, by):
        known = found.get(move.act)
        if known is None or len(move.needs) < len(known.needs):
            found[move.act] = move
    return list(found.values())


def show_phone(session: Session, complaint: Complaint, by: Actor, now: datetime) -> str | None:
    """Write down that somebody sees the citizen's numbers in full; return the own one, if known.

    Raises NotAllowed.
    """
    if not may_see_phone(complaint, by):
        raise NotAllowed(f"show the phone of {complaint.number}")
    audit.record(session, by.name, "show_phone", f"complaint {complaint.number}", now)
    return complaint.citizen.phone


def may_see_phone(complaint: Complaint, by: Actor) -> bool:
    """Tell whether somebody may have the citizen's number in full.

    Who asked that their name be kept is called by the help desk or the CM office only; the
    offices write to them from the case.
    """
    if complaint.in_confidence and by.capacities.isdisjoint(KEEPS_CONFIDENCE):
        return False
    return may_call(by)


def masked_phone(phone: str | None) -> str | None:
    """Return a phone number with only its last three digits readable: `+91 ••••• ••123`."""
    if phone is None:
        return None
    hidden = HIDDEN * (len(phone) - SHOWN_OF_A_PHONE) + phone[-SHOWN_OF_A_PHONE:]
    if len(phone) != INDIAN_LENGTH or not phone.startswith("91"):
        return hidden
    return f"+91 {hidden[2:7]} {hidden[7:]}"


def _history(session: Session, complaint: Complaint, language: str) -> list[Step]:
    steps = session.execute(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .options(joinedload(ComplaintEvent.post))
        .order_by(ComplaintEvent.id)
    ).scalars()
    steps = list(steps)
    logins = {step.actor for step in steps}
    names = select(Account.login, Account.name).where(Account.login.in_(logins))
    name_by_login = dict(session.execute(names).all())
    return [
        Step(
            step.act,
            name_by_login.get(step.actor, step.actor),
            step.words,
            step.state,
            title_of(step.post, language),
            step.at,
        )
        for step in steps
    ]


def _wish(session: Session, complaint: Complaint, language: str) -> Wish | None:
    waiting = proposals.undecided(session, complaint)
    return wish_of(waiting, language) if waiting else None


def wish_of(waiting: Proposal, language: str) -> Wish:
    """Return a proposal in the reader's language."""
    office = title_of(waiting.post, language) if waiting.post else None
    return Wish(waiting.wish, waiting.words, waiting.proposer.name, waiting.at, office)


def _parent(
    session: Session, complaint: Complaint, person: Person, language: str, now: datetime
) -> Line | None:
    lines = _lines(session, Complaint.id == complaint.parent_id, person, language, now)
    return lines[0] if lines else None


def _joined(
    session: Session, complaint: Complaint, person: Person, language: str, now: datetime
) -> list[Line]:
    return _lines(session, Complaint.parent_id == complaint.id, person, language, now)


def _lines(
    session: Session, wanted: ColumnElement[bool], person: Person, language: str, now: datetime
) -> list[Line]:
    rows = session.execute(
        select(Complaint)
        .where(wanted, visible_to(person))
        .options(*NAMES)
        .order_by(Complaint.id)
        .limit(MOST_JOINED)
    ).scalars()
    return [line_of(row, language, now) for row in rows]


def _similar(session: Session, complaint: Complaint, person: Person) -> list[Similar]:
    """The newest cases of the category that were solved in the block, else in the district."""
    done = (
        select(ComplaintEvent.complaint_id, func.max(ComplaintEvent.id).label("id"))
        .where(ComplaintEvent.act == "report_solution")
        .group_by(ComplaintEvent.complaint_id)
    )
    nearby = [
        Complaint.state == lifecycle.CONFIRMED,
        Complaint.department_code == complaint.department_code,
        Complaint.district_code == complaint.district_code,
        Complaint.category_code == complaint.category_code,
        Complaint.id != complaint.id,
    ]
    if complaint.block_code is not None:
        nearby.append(Complaint.block_code == complaint.block_code)
    newest = (
        select(Complaint.id)
        .where(and_(visible_to(person), *nearby))
        .order_by(Complaint.state_since.desc(), Complaint.id.desc())
        .limit(MOST_SIMILAR)
    )
    ids = session.execute(newest).scalars().all()
    last = done.where(ComplaintEvent.complaint_id.in_(ids)).subquery()
    rows = session.execute(
        select(Complaint, ComplaintEvent.words)
        .outerjoin(last, last.c.complaint_id == Complaint.id)
        .outerjoin(ComplaintEvent, ComplaintEvent.id == last.c.id)
        .where(Complaint.id.in_(ids))
        .order_by(Complaint.state_since.desc(), Complaint.id.desc())
    ).all()
    return [
        Similar(
            complaint_number.spoken(row.number), row.number, row.place, words or "", row.state_since
        )
        for row, words in rows
    ]
