"""Postings: who comes to a post, who goes, who is away and who stands in meanwhile.

Complaints stay with the post whatever happens here. An officer's regular posting ends with the
next one; an additional charge is held beside it.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain import lifecycle, roles
from helpline.domain.authority import Person, is_below
from helpline.services import audit
from helpline.services.offices import in_area_of, lasting, manned, office_of
from helpline.services.paging import Page, page_of
from helpline.store.accounts import Account, Leave, Posting
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

LONGEST_REASON = 200
_ONE_DAY = timedelta(days=1)


class NotVisible(LookupError):
    """There is no such post, or this person may not know of it: the same to the outside."""


class NotAnOfficer(Exception):
    """Only an officer with an open account can hold a post."""


class HoldsItAlready(Exception):
    """The officer holds this post on that day."""


class WrongDays(Exception):
    """The days do not fit: an end before its beginning, or before what is there already began."""


class NoSubstitute(Exception):
    """Somebody cannot stand in for themselves, and a substitute must be there on all the days."""


@dataclass(frozen=True)
class Filter:
    """Which posts to list; an empty wish narrows nothing."""

    department: str = ""
    level: int | None = None
    district: int | None = None
    empty: bool = False


@dataclass(frozen=True)
class Line:
    """A post in the list, who holds it on the day, and whether nobody is there."""

    post: Post
    postings: list[Posting]
    is_empty: bool


# --- who may know and do what -----------------------------------------------------------------


def known_to(person: Person) -> ColumnElement[bool]:
    """Return the condition that a post in a query may be shown to this person.

    Administrators know all, a District Magistrate those of the district, an officer the own
    ones and those below.
    """
    if person.role == roles.CM_OFFICE:
        return false()  # It has no page of posts.
    return in_area_of(person)


def may_record_leave(person: Person, post: Post) -> bool:
    """Tell whether a person may send the holder of a post on leave: who holds one above it."""
    if person.role == roles.ADMINISTRATOR:
        return True
    return any(is_below(office_of(post), office) for office in person.offices)


def find_post(session: Session, post_id: int, person: Person) -> Post:
    """Return a post that a person may know of. Raises NotVisible."""
    post = session.execute(
        select(Post).where(Post.id == post_id, known_to(person)).options(*_NAMES)
    ).scalar_one_or_none()
    if post is None:
        raise NotVisible(post_id)
    return post


# --- reading ----------------------------------------------------------------------------------

_NAMES = (joinedload(Post.department), joinedload(Post.district), joinedload(Post.block))


def posts_page(
    session: Session, person: Person, wanted: Filter, page: int, day: date
) -> Page[Line]:
    """Return one page of the posts that a person may know of, with their holders on this day."""
    query = (
        select(Post, manned(day).label("is_manned"))
        .where(known_to(person), *_narrowed(wanted, day))
        .options(*_NAMES)
        .order_by(Post.department_code, Post.level, Post.district_code, Post.block_code, Post.id)
    )
    found = page_of(session, query, page, tuple)
    held: dict[int, list[Posting]] = {post.id: [] for post, _ in found.lines}
    for posting in _held(session, held, day):
        held[posting.post_id].append(posting)
    lines = [Line(post, held[post.id], not is_manned) for post, is_manned in found.lines]
    return replace(found, lines=lines)


def history(session: Session, post_id: int) -> list[Posting]:
    """Return who held a post from when until when, the newest first."""
    return _postings(session, Posting.post_id == post_id)


def postings_of(session: Session, account_id: int) -> list[Posting]:
    """Return which posts somebody held from when until when, the newest first."""
    return _postings(session, Posting.account_id == account_id)


def leaves_of(session: Session, account_ids: list[int], day: date) -> list[Leave]:
    """Return the leaves of these people that are not over on this day, the next one first."""
    return list(
        session.execute(
            select(Leave)
            .where(Leave.account_id.in_(account_ids), Leave.until >= day)
            .options(joinedload(Leave.account))
            .order_by(Leave.since, Leave.id)
        ).scalars()
    )


def count_open(session: Session, post_id: int) -> int:
    """Return how many open complaints a post has."""
    return session.execute(
        select(func.count(Complaint.id)).where(
            Complaint.post_id == post_id, Complaint.state.in_(lifecycle.OPEN)
        )
    ).scalar_one()


def hand_over(session: Session, post_id: int) -> list[Complaint]:
    """Return the open complaints of a post, which pass to its next holder, the most urgent first."""
    return list(
        session.execute(
            select(Complaint)
            .where(Complaint.post_id == post_id, Complaint.state.in_(lifecycle.OPEN))
            .options(
                joinedload(Complaint.category),
                joinedload(Complaint.block),
                joinedload(Complaint.district),
            )
            .order_by(Complaint.due_at, Complaint.id)
        ).scalars()
    )


def _narrowed(wanted: Filter, day: date) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.department:
        conditions.append(Post.department_code == wanted.department)
    if wanted.level:
        conditions.append(Post.level == wanted.level)
    if wanted.district:
        conditions.append(Post.district_code == wanted.district)
    if wanted.empty:
        conditions.append(~manned(day))
    return conditions


def _held(session: Session, post_ids: dict[int, list[Posting]], day: date) -> list[Posting]:
    return list(
        session.execute(
            select(Posting)
            .where(Posting.post_id.in_(post_ids), lasting(Posting, day))
            .options(joinedload(Posting.account))
            .order_by(Posting.is_acting, Posting.since)
        ).scalars()
    )


def _postings(session: Session, condition: ColumnElement[bool]) -> list[Posting]:
    return list(
        session.execute(
            select(Posting)
            .where(condition)
            .options(joinedload(Posting.account), joinedload(Posting.post))
            .order_by(Posting.since.desc(), Posting.id.desc())
        ).scalars()
    )


# --- coming and going -------------------------------------------------------------------------


def transfer(
    session: Session, account: Account, post: Post, since: date, by: str, now: datetime
) -> Posting:
    """Give an officer a post from a day on, in place of the post held until then.

    1. Whoever holds the post, also as a substitute, holds it until the day before.
    2. The officer's own posts end the day before, additional charges too.
    3. The new posting begins.

    Raises NotAnOfficer, HoldsItAlready, WrongDays.
    """
    _check_officer(account)
    _lock(session, post)
    regular = and_(Posting.account_id == account.id, Posting.is_acting.is_(False))
    if _overlapping(session, and_(regular, Posting.post_id == post.id), since, None):
        raise HoldsItAlready(account.login)
    mine_or_theirs = or_(Posting.post_id == post.id, Posting.account_id == account.id)
    for posting in _overlapping(session, mine_or_theirs, since, None):
        _end(session, posting, since - _ONE_DAY)
    return _begin(session, account, post, since, None, False, by, now)


def give_charge(
    session: Session,
    account: Account,
    post: Post,
    since: date,
    until: date | None,
    by: str,
    now: datetime,
) -> Posting:
    """Let an officer look after a post beside the own one, as a substitute or in addition.

    Raises NotAnOfficer, HoldsItAlready, WrongDays.
    """
    _check_officer(account)
    _check_days(since, until)
    _lock(session, post)
    same = and_(Posting.account_id == account.id, Posting.post_id == post.id)
    if _overlapping(session, same, since, until):
        raise HoldsItAlready(account.login)
    return _begin(session, account, post, since, until, True, by, now)


def end_posting(session: Session, posting: Posting, last_day: date, by: str, now: datetime) -> None:
    """Let a posting end with this day. The post is empty then, unless somebody else holds it.

    Raises WrongDays where the posting began later or is over already.
    """
    is_over = posting.until is not None and posting.until < last_day
    if last_day < posting.since or is_over:
        raise WrongDays(posting.id)
    if posting.until == last_day:
        return
    posting.until = last_day
    _record(session, by, "end_posting", posting, now, until=last_day.isoformat())


def _lock(session: Session, post: Post) -> None:
    """Let two who give the post away at the same time do it one after the other."""
    session.execute(select(Post.id).where(Post.id == post.id).with_for_update())


def _begin(
    session: Session,
    account: Account,
    post: Post,
    since: date,
    until: date | None,
    is_acting: bool,
    by: str,
    now: datetime,
) -> Posting:
    posting = Posting(post=post, account=account, since=since, until=until, is_acting=is_acting)
    session.add(posting)
    session.flush()
    act = "give_charge" if is_acting else "transfer_officer"
    _record(session, by, act, posting, now, since=since.isoformat())
    return posting


def _end(session: Session, posting: Posting, last_day: date) -> None:
    """Cut a posting off after a day; a substitute's that would begin later never does."""
    if posting.since <= last_day:
        posting.until = last_day
    elif posting.is_acting:
        session.delete(posting)
    else:
        raise WrongDays(posting.id)


def _overlapping(
    session: Session, condition: ColumnElement[bool], since: date, until: date | None
) -> list[Posting]:
    begins_in_time = true() if until is None else Posting.since <= until
    lasts_long_enough = or_(Posting.until.is_(None), Posting.until >= since)
    return list(
        session.execute(
            select(Posting).where(condition, begins_in_time, lasts_long_enough)
        ).scalars()
    )


def _check_officer(account: Account) -> None:
    if account.role != roles.OFFICER or account.is_closed:
        raise NotAnOfficer(account.login)


def _check_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise WrongDays(since)


# --- leave ------------------------------------------------------------------------------------


def record_leave(
    session: Session,
    account: Account,
    since: date,
    until: date,
    reason: str,
    substitute: Account | None,
    by: str,
    now: datetime,
) -> Leave:
    """Note that somebody is away from one day to another, both included.

    A substitute looks after all posts that the person holds meanwhile. The same leave noted
    again changes nothing. Raises WrongDays, NotAnOfficer, NoSubstitute.
    """
    _check_days(since, until)
    there = _leaves(session, account, since, until)
    if any((leave.since, leave.until) == (since, until) for leave in there):
        return there[0]
    if there:
        raise WrongDays(since)
    leave = Leave(account=account, since=since, until=until, reason=reason[:LONGEST_REASON])
    session.add(leave)
    session.flush()
    details = {"since": since.isoformat(), "until": until.isoformat()}
    audit.record(session, by, "record_leave", f"account {account.login}", now, **details)
    if substitute is not None:
        _substitute(session, leave, substitute, by, now)
    return leave


def cut_leave(session: Session, leave: Leave, last_day: date, by: str, now: datetime) -> None:
    """Let a leave, and with it the substitute's postings, end with this day.

    A leave that has not begun by then is taken back. Raises WrongDays where it is over already.
    """
    if leave.until <= last_day:
        raise WrongDays(leave.id)
    for posting in _substitutes(session, leave):
        _end(session, posting, last_day)
    details = {"since": leave.since.isoformat(), "until": last_day.isoformat()}
    audit.record(session, by, "cut_leave", f"account {leave.account.login}", now, **details)
    if leave.since > last_day:
        session.delete(leave)
    else:
        leave.until = last_day


def _substitute(
    session: Session, leave: Leave, substitute: Account, by: str, now: datetime
) -> None:
    is_away = _leaves(session, substitute, leave.since, leave.until)
    if substitute.id == leave.account_id or is_away:
        raise NoSubstitute(substitute.login)
    for posting in _held_during(session, leave):
        since = max(posting.since, leave.since)
        until = min(posting.until or leave.until, leave.until)
        with suppress(HoldsItAlready):  # Two people may hold a post; one of them is still there.
            give_charge(session, substitute, posting.post, since, until, by, now)


def _substitutes(session: Session, leave: Leave) -> list[Posting]:
    """Return the postings that stand in for somebody on leave: acting, and on the very days."""
    posts = {posting.post_id for posting in _held_during(session, leave)}
    stands_in = and_(
        Posting.post_id.in_(posts),
        Posting.is_acting.is_(True),
        Posting.since >= leave.since,
        Posting.until <= leave.until,
    )
    return list(session.execute(select(Posting).where(stands_in)).scalars())


def _held_during(session: Session, leave: Leave) -> list[Posting]:
    return _overlapping(session, Posting.account_id == leave.account_id, leave.since, leave.until)


def _leaves(session: Session, account: Account, since: date, until: date) -> list[Leave]:
    return list(
        session.execute(
            select(Leave).where(
                Leave.account_id == account.id, Leave.since <= until, Leave.until >= since
            )
        ).scalars()
    )


def _record(
    session: Session, by: str, act: str, posting: Posting, now: datetime, **details: str
) -> None:
    who = posting.account.login
    audit.record(session, by, act, f"post {posting.post_id}", now, account=who, **details)
