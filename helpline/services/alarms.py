"""Alarms: what is stuck in a person's area and needs somebody higher."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import roles
from helpline.domain.authority import HIGHEST_LEVEL, Person
from helpline.services import pressure
from helpline.services.offices import in_area_of, manned
from helpline.services.paging import Page
from helpline.services.pressure import Told
from helpline.services.reference import title_of
from helpline.services.worklist import OVERDUE, VERY_OLD, Filters, Line, page_of
from helpline.store.complaints import IS_OPEN, Complaint
from helpline.store.reference import Post

FIRST_ALARMED_LEVEL = 2
AT_THE_TOP = Filters(level=HIGHEST_LEVEL, late=OVERDUE)
TOO_OLD = Filters(late=VERY_OLD)


@dataclass(frozen=True)
class EmptyPost:
    """A post that nobody mans although complaints lie there."""

    title: str
    level: int
    open_complaints: int


@dataclass(frozen=True)
class Alarms:
    """What is stuck."""

    empty_posts: list[EmptyPost]
    at_the_top: Page[Line]  # with the highest level and past its date
    too_old: Page[Line]
    told: list[Told]  # in confidence, about an office below


def alarms_for(session: Session, person: Person, language: str, now: datetime) -> Alarms:
    """Return what is stuck in a person's area."""
    return Alarms(
        _empty_posts(session, person, language, day_in_india(now)),
        page_of(session, person, AT_THE_TOP, 1, language, now),
        page_of(session, person, TOO_OLD, 1, language, now),
        pressure.told_to(session, person, language),
    )


def gets_alarms(person: Person) -> bool:
    """Tell whether somebody can do anything about what is stuck."""
    if person.role == roles.OFFICER:
        return any(office.level >= FIRST_ALARMED_LEVEL for office in person.offices)
    return person.role in (roles.DISTRICT_MAGISTRATE, roles.CM_OFFICE, roles.ADMINISTRATOR)


def _empty_posts(session: Session, person: Person, language: str, day: date) -> list[EmptyPost]:
    """Look for the empty posts first: they are few, and complaints many."""
    is_empty = and_(in_area_of(person), ~manned(day))
    counts = (
        select(Complaint.post_id, func.count().label("open"))
        .where(IS_OPEN, Complaint.post_id.in_(select(Post.id).where(is_empty)))
        .group_by(Complaint.post_id)
        .subquery("counts")
    ).c
    rows = session.execute(
        select(Post, counts.open).join(counts.post_id.table, counts.post_id == Post.id)
    )
    empty = [EmptyPost(title_of(post, language), post.level, count) for post, count in rows]
    return sorted(empty, key=lambda post: (-post.level, -post.open_complaints, post.title))
