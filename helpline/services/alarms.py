"""Alarms: what is stuck in a person's area and needs somebody higher."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import roles
from helpline.domain.authority import HIGHEST_LEVEL, Person
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
    in_area = select(Post.id).where(offices.in_area_of(person))
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
