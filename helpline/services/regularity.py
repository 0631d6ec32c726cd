"""How regularly offices keep in touch with citizens: calls, messages, and complaints gone quiet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, literal_column, select, union
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, CompoundSelect, Select

from helpline.clock import day_in_india
from helpline.domain import lifecycle
from helpline.domain.authority import Person
from helpline.services.moves import REACHED
from helpline.services.offices import in_area_of, lasting
from helpline.services.paging import PAGE_LENGTH, Page, placed
from helpline.services.reference import title_of
from helpline.store.accounts import Account, Posting
from helpline.store.casework import Call
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.reference import Post

COUNTED_DAYS = 30
# An office that has had a complaint for so long should have spoken with the citizen.
QUIET_DAYS = 14

# Written out, so that both databases see that the index of messages fits.
_IS_MESSAGE = ComplaintEvent.act == literal_column("'message'")


@dataclass(frozen=True)
class Line:
    """One officer: what they did in the last `COUNTED_DAYS`, and how their complaints stand.

    `quiet` are those without contact for `QUIET_DAYS`.
    """

    name: str
    posts: list[str]
    calls: int
    reached: int
    messages: int
    complaints: int
    quiet: int


def regularity_page(
    session: Session, person: Person, language: str, page: int, now: datetime
) -> Page[Line]:
    """Return the officers of somebody's area: themselves, and whoever holds an office below.

    Those with most quiet complaints come first. A page past the end gives the last one.
    """
    day = day_in_india(now)
    area = in_area_of(person)
    posted = and_(lasting(Posting, day), area)
    total = session.execute(
        select(func.count(Posting.account_id.distinct())).join(Post).where(posted)
    ).scalar_one()
    number, has_more = placed(page, total)
    officers = _officers(posted, area, now).offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)
    rows = session.execute(officers).all()
    accounts = {row.id: row.login for row in rows}
    posts = _posts(session, accounts, posted, language)
    calls = _calls(session, accounts, now)
    messages = _messages(session, accounts, now)
    lines = [
        Line(
            row.name,
            posts[row.id],
            *calls.get(row.id, (0, 0)),
            messages.get(row.login, 0),
            row.complaints,
            row.quiet,
        )
        for row in rows
    ]
    return Page(lines, number, has_more, total)


def _officers(posted: ColumnElement[bool], area: ColumnElement[bool], now: datetime) -> Select:
    """Select officers with the complaints their offices have to act on, and the quiet ones of these.

    Counted for each office first: an index knows all that this asks of a complaint.
    """
    since = now - timedelta(days=QUIET_DAYS)
    is_quiet = and_(Complaint.post_since < since, Complaint.id.not_in(_contacted(since)))
    with_office = (
        select(
            Complaint.post_id,
            func.count().label("complaints"),
            func.count(case((is_quiet, 1))).label("quiet"),
        )
        .where(
            Complaint.post_id.in_(select(Post.id).where(area)),
            Complaint.state.in_(sorted(lifecycle.WITH_OFFICE)),
        )
        .group_by(Complaint.post_id)
        .subquery("with_office")
    ).c
    quiet = func.coalesce(func.sum(with_office.quiet), 0)
    return (
        select(
            Account.id,
            Account.login,
            Account.name,
            func.coalesce(func.sum(with_office.complaints), 0).label("complaints"),
            quiet.label("quiet"),
        )
        .select_from(Posting)
        .join(Account)
        .join(Post, Post.id == Posting.post_id)
        .outerjoin(with_office.post_id.table, with_office.post_id == Post.id)
        .where(posted)
        .group_by(Account.id)
        .order_by(quiet.desc(), Account.name, Account.id)
    )


def _contacted(since: datetime) -> CompoundSelect:
    """Select the complaints whose citizens were reached or written to since then."""
    called = select(Call.complaint_id).where(Call.at >= since, Call.outcome == REACHED)
    written_to = select(ComplaintEvent.complaint_id).where(ComplaintEvent.at >= since, _IS_MESSAGE)
    return union(called, written_to)


def _posts(
    session: Session, accounts: dict[int, str], posted: ColumnElement[bool], language: str
) -> dict[int, list[str]]:
    rows = session.execute(
        select(Posting.account_id, Post)
        .join(Post)
        .where(Posting.account_id.in_(accounts), posted)
        .order_by(Post.level, Post.id)
    )
    titles: dict[int, list[str]] = {account_id: [] for account_id in accounts}
    for account_id, post in rows:
        titles[account_id].append(title_of(post, language))
    return titles


def _calls(session: Session, accounts: dict[int, str], now: datetime) -> dict[int, tuple[int, int]]:
    since = now - timedelta(days=COUNTED_DAYS)
    reached = func.count(case((Call.outcome == REACHED, Call.id)))
    rows = session.execute(
        select(Call.account_id, func.count(Call.id), reached)
        .where(Call.account_id.in_(accounts), Call.at >= since)
        .group_by(Call.account_id)
    )
    return {account_id: (all_of_them, answered) for account_id, all_of_them, answered in rows}


def _messages(session: Session, accounts: dict[int, str], now: datetime) -> dict[str, int]:
    since = now - timedelta(days=COUNTED_DAYS)
    rows = session.execute(
        select(ComplaintEvent.actor, func.count())
        .where(
            _IS_MESSAGE,
            ComplaintEvent.actor.in_(accounts.values()),
            ComplaintEvent.at >= since,
        )
        .group_by(ComplaintEvent.actor)
    )
    return dict(rows.all())
