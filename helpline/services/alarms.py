"""Alarms: what is stuck in a person's area and needs somebody higher."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import false, func, or_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.clock import day_in_india
from helpline.domain import roles
from helpline.domain.authority import HIGHEST_LEVEL, Office, Person
from helpline.services import offices
from helpline.services.paging import Page
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


def alarms_for(session: Session, person: Person, language: str, now: datetime) -> Alarms:
    """Return what is stuck in a person's area."""
    return Alarms(
        _empty_posts(session, person, language, day_in_india(now)),
        page_of(session, person, AT_THE_TOP, 1, language, now),
        page_of(session, person, TOO_OLD, 1, language, now),
    )


def gets_alarms(person: Person) -> bool:
    """Tell whether somebody can do anything about what is stuck."""
    if person.role == roles.OFFICER:
        return any(office.level >= FIRST_ALARMED_LEVEL for office in person.offices)
    return person.role in (roles.DISTRICT_MAGISTRATE, roles.CM_OFFICE, roles.ADMINISTRATOR)


def _empty_posts(session: Session, person: Person, language: str, day: date) -> list[EmptyPost]:
    in_area = select(Post.id).where(_in_area(person))
    counts = dict(
        session.execute(
            select(Complaint.post_id, func.count())
            .where(IS_OPEN, Complaint.post_id.in_(in_area))
            .group_by(Complaint.post_id)
        ).all()
    )
    empty = [
        EmptyPost(title_of(post, language), post.level, counts[post.id])
        for post in offices.empty_posts(session, list(counts), day)
    ]
    return sorted(empty, key=lambda post: (-post.level, -post.open_complaints, post.title))


def _in_area(person: Person) -> ColumnElement[bool]:
    if person.role == roles.DISTRICT_MAGISTRATE:
        return Post.district_code == person.district
    if person.role == roles.OFFICER:
        return or_(false(), *(_under(office) for office in person.offices))
    return true()


def _under(office: Office) -> ColumnElement[bool]:
    department = Post.department_code == office.department
    if office.district is None:
        return department
    if office.level == FIRST_ALARMED_LEVEL:
        return department & (Post.district_code == office.district)
    return Post.id == office.id
