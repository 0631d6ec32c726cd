"""Offices and the people in them: who holds which post today, and what that makes of a complaint."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain import roles
from helpline.domain.authority import HIGHEST_LEVEL, Matter, Office, Person
from helpline.store.accounts import Account, Leave, Posting
from helpline.store.complaints import Complaint
from helpline.store.reference import Post


class NoSuchOffice(LookupError):
    """No post answers there, or the one named cannot get this complaint."""


def office_of(post: Post) -> Office:
    """Return a post as the rules see it."""
    return Office(post.id, post.department_code, post.level, post.district_code, post.block_code)


def person_of(session: Session, account: Account, day: date) -> Person:
    """Return somebody with the offices held on this day, on leave or not."""
    posts = session.execute(
        select(Post).join(Posting).where(Posting.account_id == account.id, lasting(Posting, day))
    ).scalars()
    offices = tuple(office_of(post) for post in posts)
    return Person(account.id, account.login, account.role, offices, account.district_code)


def matter_of(session: Session, complaint: Complaint, day: date) -> Matter:
    """Return what of a complaint decides who may do what."""
    return Matter(
        complaint.department_code,
        complaint.district_code,
        complaint.block_code,
        office_of(complaint.post),
        is_manned(session, complaint.post_id, day),
    )


def is_manned(session: Session, post_id: int, day: date) -> bool:
    """Tell whether somebody who is there holds the post on this day."""
    return session.execute(select(exists().where(Post.id == post_id, manned(day)))).scalar_one()


def manned(day: date) -> ColumnElement[bool]:
    """Return the condition that a post in a query has a holder with an open account, not on leave."""
    return exists().where(
        Posting.post_id == Post.id,
        lasting(Posting, day),
        Account.id == Posting.account_id,
        is_there(day),
    )


def is_there(day: date) -> ColumnElement[bool]:
    """Return the condition that an account in a query is open, and nobody on leave on this day."""
    away = exists().where(Leave.account_id == Account.id, lasting(Leave, day))
    return and_(Account.is_closed.is_(False), ~away)


def holders(session: Session, post_id: int, day: date) -> list[Account]:
    """Return who holds a post on this day, the substitute last; nobody for an empty one."""
    return list(
        session.execute(
            select(Account)
            .join(Posting)
            .where(Posting.post_id == post_id, lasting(Posting, day), Account.is_closed.is_(False))
            .order_by(Posting.is_acting, Posting.since)
        ).scalars()
    )


def empty_posts(session: Session, posts: Collection[int], day: date) -> list[Post]:
    """Return those of these posts that nobody mans on this day."""
    return list(
        session.execute(
            select(Post)
            .where(Post.id.in_(posts), ~manned(day))
            .options(joinedload(Post.department))
            .order_by(Post.department_code, Post.level, Post.id)
        ).scalars()
    )


def acted_for(session: Session, person: Person, day: date) -> list[int]:
    """Return the posts for which a person acts on this day: those held, and empty ones below them."""
    held = Post.id.in_([office.id for office in person.offices])
    lower = or_(false(), *(below(office) for office in person.offices))
    acted_for = or_(held, and_(lower, ~manned(day)))
    return list(session.execute(select(Post.id).where(acted_for)).scalars())


def post_above(session: Session, complaint: Complaint) -> Post:
    """Return the post one level up from where a complaint is; the highest has none above itself.

    Raises NoSuchOffice where the reference tables have a gap.
    """
    if complaint.post.level == HIGHEST_LEVEL:
        return complaint.post
    return post_over(session, complaint.post, complaint.district_code)


def post_over(session: Session, post: Post, district_code: int) -> Post:
    """Return the post one level up from another one, in a district. Raises NoSuchOffice."""
    level = post.level + 1
    area = Post.district_code == district_code if level == 2 else True
    above = session.execute(
        select(Post).where(Post.department_code == post.department_code, Post.level == level, area)
    ).scalar_one_or_none()
    if above is None:
        raise NoSuchOffice(f"{post.department_code} has no post at level {level}")
    return above


def in_area_of(person: Person) -> ColumnElement[bool]:
    """Return the condition that a post in a query is somebody's to look after.

    An officer's are the own ones and those below, never one above or beside; a District
    Magistrate's are the district's, the CM office's and an administrator's all.
    """
    if person.role in (roles.CM_OFFICE, roles.ADMINISTRATOR):
        return true()
    if person.role == roles.DISTRICT_MAGISTRATE:
        return Post.district_code == person.district
    if person.role == roles.OFFICER:
        return or_(false(), *(at_or_below(office) for office in person.offices))
    return false()


def at_or_below(office: Office) -> ColumnElement[bool]:
    """Return the condition that a post in a query is an office itself, or one below it."""
    return or_(Post.id == office.id, below(office))


def below(office: Office) -> ColumnElement[bool]:
    """Return the condition that a post in a query is lower in an office's department and area.

    The same rule as `domain.authority.is_below`.
    """
    inside = Post.district_code == office.district if office.district is not None else true()
    return and_(Post.department_code == office.department, Post.level < office.level, inside)


def lasting(table: type[Posting] | type[Leave], day: date) -> ColumnElement[bool]:
    """Return the condition that a row of the table covers this day."""
    return and_(table.since <= day, or_(table.until.is_(None), table.until >= day))
