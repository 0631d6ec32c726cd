"""Proposals that wait for a person's decision: the law of moves, as a condition."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.sql import ColumnElement, Select

from helpline.domain import lifecycle, roles
from helpline.domain.authority import APPROVING_LEVELS, Office, Person
from helpline.services.case_file import Wish, wish_of
from helpline.services.paging import Page, page_of
from helpline.services.visibility import answered_by, visible_to
from helpline.services.worklist import MOST_COUNTED, NAMES, Line, line_of
from helpline.store.casework import Proposal
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

FIRST_DECIDING_LEVEL = 2
TRANSFER, CANNOT_BE_DONE, AS_DEMAND = "transfer", "cannot_be_done", "as_demand"


@dataclass(frozen=True)
class Waiting:
    """A proposal with the complaint it is about."""

    line: Line
    wish: Wish
    days: int


def decides(person: Person) -> bool:
    """Tell whether proposals can come to this person at all."""
    if person.role == roles.OFFICER:
        return any(office.level >= FIRST_DECIDING_LEVEL for office in person.offices)
    return person.role in (roles.DISTRICT_MAGISTRATE, roles.CM_OFFICE)


def waiting_for(
    session: Session, person: Person, page: int, language: str, now: datetime
) -> Page[Waiting]:
    """Return one page of the proposals that this person may decide, the longest waiting first."""
    query = (
        _wanted(select(Proposal), person)
        .options(
            contains_eager(Proposal.complaint).options(*NAMES),
            joinedload(Proposal.proposer),
            joinedload(Proposal.post),
        )
        .order_by(Proposal.at, Proposal.id)
    )
    return page_of(session, query, page, lambda row: _waiting(row[0], language, now))


def count_for(session: Session, person: Person) -> int:
    """Count the proposals that this person may decide, but never on beyond MOST_COUNTED."""
    first = _wanted(select(Proposal.id), person).limit(MOST_COUNTED).subquery()
    return session.execute(select(func.count()).select_from(first)).scalar_one()


def waits_for(person: Person) -> ColumnElement[bool]:
    """Return the condition that a complaint in a query has a proposal this person may decide."""
    return Complaint.id.in_(_wanted(select(Proposal.complaint_id), person))


def _wanted(query: Select, person: Person) -> Select:
    return (
        query.join(Proposal.complaint)
        .join(Post, Complaint.post_id == Post.id)
        .where(
            Proposal.decision.is_(None),
            Proposal.account_id != person.account_id,
            Complaint.state.in_(lifecycle.WITH_OFFICE),
            visible_to(person),
            _may_decide(person),
        )
    )


def _may_decide(person: Person) -> ColumnElement[bool]:
    if person.role == roles.DISTRICT_MAGISTRATE:
        return Proposal.wish == TRANSFER
    if person.role == roles.CM_OFFICE:
        return Proposal.wish.in_((TRANSFER, AS_DEMAND))
    if person.role == roles.OFFICER:
        return or_(false(), *(_decided_by(office) for office in person.offices))
    return false()


def _decided_by(office: Office) -> ColumnElement[bool]:
    as_superior = and_(Proposal.wish.in_((TRANSFER, AS_DEMAND)), Post.level < office.level)
    if office.level not in APPROVING_LEVELS:
        return and_(answered_by(office), as_superior)
    return and_(answered_by(office), or_(as_superior, Proposal.wish == CANNOT_BE_DONE))


def _waiting(row: Proposal, language: str, now: datetime) -> Waiting:
    line = line_of(row.complaint, language, now)
    return Waiting(line, wish_of(row, language), (now - row.at).days)
