"""The worklist: which complaints a person sees in which order, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.clock import day_in_india
from helpline.domain import complaint_number, lifecycle, roles
from helpline.domain.authority import APPROVING_LEVELS, Person
from helpline.services import offices, search
from helpline.services.paging import PAGE_LENGTH, Page, placed
from helpline.services.reference import name_of, subject_of, title_of
from helpline.services.visibility import visible_to
from helpline.store.complaints import HAS_ENDED, IS_OPEN, Complaint
from helpline.store.reference import Post

# Beyond it nobody counts on: "1000+" says enough, and counting all would cost more than the page.
MOST_COUNTED = 1000
LAST_PAGE = 10_000

MINE, OPEN, WAITING, DEMANDS, ENDED = "mine", "open", "waiting", "demands", "ended"
GROUPS = (MINE, OPEN, WAITING, DEMANDS, ENDED)
OVERDUE, OLD, VERY_OLD = "overdue", "36", "180"
LATE = (OVERDUE, OLD, VERY_OLD)
DAYS_OLD, DAYS_VERY_OLD = 36, 180

# Somebody has to act by the due date; while the citizen is asked no date runs.
ON_A_DATE = lifecycle.ON_THE_CLOCK | {lifecycle.DEMAND_SANCTIONED}
# A proposed demand waits for the approvers, not for the office that proposed it.
_WITH_HOLDER = ON_A_DATE - {lifecycle.DEMAND_PROPOSED}
_IN_GROUP = {
    OPEN: IS_OPEN,
    WAITING: and_(IS_OPEN, Complaint.state == lifecycle.SOLUTION_REPORTED),
    DEMANDS: and_(IS_OPEN, Complaint.state.in_(lifecycle.DEMAND_LANE)),
    ENDED: HAS_ENDED,
}
BY_DUE_DATE = (Complaint.due_at, Complaint.id)
LAST_ENDED_FIRST = (Complaint.state_since.desc(), Complaint.id.desc())


@dataclass(frozen=True)
class Filters:
    """What narrows the worklist. Each one holds beside the others."""

    group: str = OPEN
    level: int | None = None
    department: str | None = None
    district: int | None = None
    block: int | None = None
    category: str | None = None
    kind: str | None = None
    late: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """A complaint as one line of a list."""

    number: str
    spoken_number: str
    version: int
    category: str
    department: str
    district: str
    place: str
    kind: str
    state: str
    office: str
    level: int
    filed_at: datetime
    due_at: datetime
    is_overdue: bool
    urgent: bool
    days_open: int  # since it was filed, until today or until it ended


def groups_of(person: Person) -> tuple[str, ...]:
    """Return the groups of the worklist for a person, the first one to begin with.

    Who holds no office has nothing to solve.
    """
    return GROUPS if person.role == roles.OFFICER else GROUPS[1:]


def page_of(
    session: Session, person: Person, filters: Filters, number: int, language: str, now: datetime
) -> Page[Line]:
    """Return one page of what a person may see, by due date; of ended ones the last first.

    A page past the end gives the last one.
    """
    wanted = condition(session, person, filters, now)
    count = count_of(session, wanted)
    is_counted = count <= MOST_COUNTED
    number, _ = placed(number, count if is_counted else LAST_PAGE * PAGE_LENGTH)
    order = LAST_ENDED_FIRST if filters.group == ENDED else BY_DUE_DATE
    lines = lines_of(session, wanted, order, language, now, (number - 1) * PAGE_LENGTH)
    more = len(lines) > PAGE_LENGTH
    return Page(lines[:PAGE_LENGTH], number, more, min(count, MOST_COUNTED), is_counted)


def count_of(session: Session, wanted: ColumnElement[bool]) -> int:
    """Count complaints, but never on beyond MOST_COUNTED + 1."""
    first = select(Complaint.id).where(wanted).limit(MOST_COUNTED + 1).subquery()
    return session.execute(select(func.count()).select_from(first)).scalar_one()


def lines_of(
    session: Session,
    wanted: ColumnElement[bool],
    order: Collection[ColumnElement],
    language: str,
    now: datetime,
    after: int = 0,
    most: int = PAGE_LENGTH + 1,
) -> list[Line]:
    """Return complaints as lines, in two queries: an index knows which, their rows know the rest."""
    found = select(Complaint.id).where(wanted).order_by(*order).offset(after).limit(most)
    ids = session.execute(found).scalars().all()
    rows = session.execute(
        select(Complaint).where(Complaint.id.in_(ids)).options(*NAMES).order_by(*order)
    ).scalars()
    return [line_of(row, language, now) for row in rows]


def line_of(complaint: Complaint, language: str, now: datetime) -> Line:
    """Return a complaint as a line, in the reader's language."""
    until = complaint.state_since if complaint.state in lifecycle.ENDED else now
    return Line(
        number=complaint.number,
        spoken_number=complaint_number.spoken(complaint.number),
        version=complaint.version,
        category=subject_of(complaint, language),
        department=name_of(complaint.department, language),
        district=name_of(complaint.district, language),
        place=complaint.place,
        kind=complaint.kind,
        state=complaint.state,
        office=title_of(complaint.post, language),
        level=complaint.post.level,
        filed_at=complaint.filed_at,
        due_at=complaint.due_at,
        is_overdue=complaint.state in ON_A_DATE and complaint.due_at < now,
        urgent=complaint.urgent,
        days_open=(until - complaint.filed_at).days,
    )


NAMES = (
    joinedload(Complaint.category),
    joinedload(Complaint.department),
    joinedload(Complaint.district),
    joinedload(Complaint.post),
)


# --- what is wanted ---------------------------------------------------------------------------


def condition(
    session: Session, person: Person, filters: Filters, now: datetime
) -> ColumnElement[bool]:
    """Return the condition that a complaint in a query stands in somebody's list."""
    asked = {
        Complaint.department_code: filters.department,
        Complaint.district_code: filters.district,
        Complaint.block_code: filters.block,
        Complaint.category_code: filters.category,
        Complaint.kind: filters.kind,
    }
    conditions = [column == value for column, value in asked.items() if value is not None]
    if filters.level is not None:
        at_level = select(Post.id).where(Post.level == filters.level)
        conditions.append(Complaint.post_id.in_(at_level))
    if filters.late is not None:
        conditions.append(is_late(filters.late, now))
    if filters.words:
        conditions.append(search.condition(filters.words))
    return and_(visible_to(person), _in_group(session, person, filters.group, now), *conditions)


def is_late(late: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a complaint is past its date, or open for so many days."""
    if late == OVERDUE:
        return and_(Complaint.state.in_(ON_A_DATE), Complaint.due_at < now)
    days = DAYS_OLD if late == OLD else DAYS_VERY_OLD
    return and_(IS_OPEN, Complaint.filed_at < now - timedelta(days=days))


def _in_group(session: Session, person: Person, group: str, now: datetime) -> ColumnElement[bool]:
    if group != MINE:
        return _IN_GROUP[group]
    posts = offices.acted_for(session, person, day_in_india(now))
    own = and_(Complaint.post_id.in_(posts), Complaint.state.in_(_WITH_HOLDER))
    approving = {one.department for one in person.offices if one.level in APPROVING_LEVELS}
    if not approving:
        return own
    proposed = and_(
        Complaint.state == lifecycle.DEMAND_PROPOSED, Complaint.department_code.in_(approving)
    )
    return or_(own, proposed)
