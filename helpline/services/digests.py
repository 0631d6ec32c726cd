"""Digests: what tells an officer each working day what waits. No citizen's words are in it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, delete, exists, false, func, or_, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement, Select

from helpline.clock import INDIA, day_in_india
from helpline.domain import complaint_number, lifecycle, roles
from helpline.domain.authority import Office
from helpline.services import approvals, escalation, outbox
from helpline.services.offices import below, is_there, lasting, manned, person_of
from helpline.services.reference import name_of, subject_of, title_of
from helpline.services.time_limits import calendar
from helpline.store.accounts import Account, Digest, Posting
from helpline.store.complaints import Complaint
from helpline.store.reference import Post
from helpline.store.upsert import insert_if_new
from helpline.whatsapp.templates import templates

HOUR = time(9, 0)
EMAIL, WHATSAPP = "email", "whatsapp"
TEMPLATE = "officer_summary"
_COUNTED = ("overdue", "due_soon", "new", "approvals")
_REACHED = {
    EMAIL: Account.email.is_not(None),
    WHATSAPP: and_(Account.phone.is_not(None), Account.whatsapp_language.is_not(None)),
}
# The desk shows the rest: nobody reads a list of hundreds in an e-mail.
MOST_LINES = 15


@dataclass(frozen=True)
class Line:
    """A complaint in a digest: its number, and the names in the reader's language."""

    number: str
    category: str
    place: str
    due_at: datetime


@dataclass(frozen=True)
class Section:
    """Complaints of one kind: how many there are, and the first of them."""

    total: int
    lines: list[Line]


@dataclass(frozen=True)
class Summary:
    """What waits for somebody, in one language."""

    name: str
    day: date
    new: Section
    due_soon: Section
    overdue: Section
    approvals: Section
    empty_posts: int
    empty_post_names: list[str]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell."""
        sections = (self.new, self.due_soon, self.overdue, self.approvals)
        return bool(self.empty_posts or any(section.total for section in sections))


def is_time(session: Session, now: datetime) -> bool:
    """Tell whether this is a working day, and its digests may go."""
    local = now.astimezone(INDIA)
    return local.time() >= HOUR and calendar(session).is_open(local.date())


def readers(session: Session, channel: str, now: datetime) -> list[int]:
    """Return the accounts that get a digest today and have not got it: officers who are there."""
    day = day_in_india(now)
    has_office = exists().where(Posting.account_id == Account.id, lasting(Posting, day))
    has_digest = exists().where(
        Digest.account_id == Account.id, Digest.channel == channel, Digest.day == day
    )
    wanted = select(Account.id).where(
        Account.role == roles.OFFICER, is_there(day), _REACHED[channel], has_office, ~has_digest
    )
    return list(session.execute(wanted.order_by(Account.id)).scalars())


def claim(session: Session, account_id: int, channel: str, now: datetime) -> bool:
    """Take an account's digest of the day upon oneself; False when somebody else has."""
    return insert_if_new(
        session, Digest, account_id=account_id, channel=channel, day=day_in_india(now)
    )


def give_back(session: Session, account_id: int, now: datetime) -> None:
    """Let an e-mail that was certainly not sent be tried again."""
    session.execute(delete(Digest).where(*_of_the_day(account_id, EMAIL, now)))


def sent(session: Session, account_id: int, channel: str, now: datetime) -> None:
    """Note that the digest of the day has gone, as of this moment."""
    of_the_day = _of_the_day(account_id, channel, now)
    session.execute(update(Digest).where(*of_the_day).values(sent_at=now))


def failed(session: Session, account_id: int, error: str, now: datetime) -> None:
    """Note why the e-mail of the day may not have arrived; it is not sent twice."""
    session.execute(update(Digest).where(*_of_the_day(account_id, EMAIL, now)).values(error=error))


def summary(
    session: Session, account: Account, language: str, now: datetime, channel: str = EMAIL
) -> Summary:
    """Return what waits for an account today; new is what the last digest did not tell."""
    day = day_in_india(now)
    person = person_of(session, account, day)
    mine = Complaint.post_id.in_([office.id for office in person.offices])
    working = Complaint.state.in_(sorted(lifecycle.ON_THE_CLOCK))
    since = _previous(session, account.id, channel, day)
    empty = _empty_below(session, person.offices, day)
    return Summary(
        name=account.name,
        day=day,
        new=_section(session, language, mine, working, Complaint.post_since > since),
        due_soon=_section(session, language, mine, escalation.due_soon(session, now)),
        overdue=_section(session, language, mine, escalation.overdue(now)),
        approvals=_section(session, language, approvals.waits_for(person)),
        empty_posts=len(empty),
        empty_post_names=[title_of(post, language) for post in empty[:MOST_LINES]],
    )


def queue_on_whatsapp(session: Session, account_id: int, now: datetime) -> bool:
    """Queue an officer's digest of the day as a WhatsApp message: numbers only.

    False where somebody else has, or nothing waits.
    """
    if not claim(session, account_id, WHATSAPP, now):
        return False
    account = session.get(Account, account_id)
    found = summary(session, account, account.whatsapp_language, now, WHATSAPP)
    counts = {name: str(getattr(found, name).total) for name in _COUNTED}
    if set(counts.values()) == {"0"}:
        return False
    message = templates()[TEMPLATE].filled(
        account.whatsapp_language, {"name": account.name, **counts}
    )
    outbox.enqueue_for_officer(session, account_id, message, now)
    sent(session, account_id, WHATSAPP, now)
    return True


def _of_the_day(account_id: int, channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Digest.account_id == account_id,
        Digest.channel == channel,
        Digest.day == day_in_india(now),
    )


def _previous(session: Session, account_id: int, channel: str, day: date) -> datetime:
    """Return after which moment a complaint is new: that of the last digest, or yesterday's."""
    last = session.execute(
        select(Digest)
        .where(Digest.account_id == account_id, Digest.channel == channel, Digest.day < day)
        .order_by(Digest.day.desc())
        .limit(1)
    ).scalar_one_or_none()
    if last is not None and last.sent_at is not None:
        return last.sent_at
    last_day = last.day if last else day - timedelta(days=1)
    return datetime.combine(last_day, HOUR, tzinfo=INDIA)


def _section(session: Session, language: str, *conditions: ColumnElement[bool]) -> Section:
    total = session.execute(select(func.count(Complaint.id)).where(*conditions)).scalar_one()
    rows = session.execute(_first(conditions)).scalars() if total else ()
    return Section(total, [_line(row, language) for row in rows])


def _first(conditions: tuple[ColumnElement[bool], ...]) -> Select:
    return (
        select(Complaint)
        .where(*conditions)
        .options(joinedload(Complaint.category), joinedload(Complaint.district))
        .options(joinedload(Complaint.block))
        .order_by(Complaint.due_at, Complaint.id)
        .limit(MOST_LINES)
    )


def _line(complaint: Complaint, language: str) -> Line:
    """The place is the block, for what the citizen called it may be a name or an address."""
    return Line(
        complaint_number.spoken(complaint.number),
        subject_of(complaint, language),
        name_of(complaint.block or complaint.district, language),
        complaint.due_at.astimezone(INDIA),
    )


def _empty_below(session: Session, offices: tuple[Office, ...], day: date) -> list[Post]:
    wanted = (
        select(Post)
        .where(or_(false(), *(below(office) for office in offices)), ~manned(day))
        .order_by(Post.level.desc(), Post.id)
    )
    return list(session.execute(wanted).scalars())
