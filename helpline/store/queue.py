"""The queue: claim somebody's next row, so that order is kept for each and nobody works twice.

A row waits, is claimed under a lease, and ends done or failed. Rows are locked and then claimed:
on SQLite whoever writes is alone, on PostgreSQL rows that another process has locked are skipped.
A process that dies leaves a lease that runs out.

Every message passes here several times, so each statement is put together once.
"""

import os
import secrets
import socket
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import and_, bindparam, case, func, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql import ColumnElement, Select
from sqlalchemy.sql.expression import Update

from helpline.store.media import CitizenFile
from helpline.store.messages import CLAIMED, DONE, FAILED, WAITING, Inbox, Outbox

# With the mark of the claim behind it, as long as the column.
OWNER_LENGTH = 60

# More than processes that claim in the same instant, so that each finds a row that is not locked.
MOST_CLAIMING = 32

# The error of a row whose claim ran out: whoever had it died in the middle.
LEFT_BEHIND = "left_behind"

Row = TypeVar("Row", Inbox, Outbox, CitizenFile)


def this_process() -> str:
    """Return the name under which this process claims rows, for people."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim_some(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta, most: int
) -> list[Row]:
    """Claim at most so many of the oldest rows in whose line no earlier one is unfinished.

    Each is of another line. What is urgent goes before all others, also in its line. Rows come
    with their citizens. The lease ends at `now + lease`; `owner` names the claiming process, for
    people.
    """
    return _claim(session, table, _first_in_line(table), owner, now, lease, most)


def anything_ready(session: Session | Connection, table: type[Row], now: datetime) -> bool:
    """Whether any row may be ready to be claimed."""
    return session.execute(_any_ready(table), {"now": now}).first() is not None


def claim_any(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the oldest row that is ready, whatever else of its citizen's is unfinished."""
    oldest = _claim(session, table, _oldest_ready(table), owner, now, lease, most=1)
    return next(iter(oldest), None)


def _claim(
    session: Session,
    table: type[Row],
    wanted: Select,
    owner: str,
    now: datetime,
    lease: timedelta,
    most: int,
) -> list[Row]:
    """Claim the first of the wanted rows that nobody else is claiming."""
    rows = session.execute(_locking(table, wanted), {"now": now, "most": most}).scalars().all()
    if not rows:
        return []
    claim = {"owner": _lease_name(owner), "until": now + lease}
    session.execute(_taking(table), {**claim, "locked": [row.id for row in rows]})
    for row in rows:
        _note_claim(row, **claim)
    return rows


def _note_claim(row: Row, owner: str, until: datetime) -> None:
    """Let a row that was claimed past the mapping say so."""
    if row.state == CLAIMED:
        set_committed_value(row, "error", LEFT_BEHIND)
    set_committed_value(row, "state", CLAIMED)
    set_committed_value(row, "attempts", row.attempts + 1)
    set_committed_value(row, "lease_owner", owner)
    set_committed_value(row, "lease_until", until)


def renew(session: Session, row: Row, now: datetime, lease: timedelta) -> bool:
    """Prolong the lease; False when it is no longer ours and the work must be dropped."""
    return _if_ours(session, row, lease_until=now + lease)


def finish(session: Session, row: Row, **values: object) -> bool:
    """Mark the row done and set `values`; False when the lease was lost and nothing is changed."""
    return _if_ours(
        session, row, state=DONE, lease_owner=None, lease_until=None, error=None, **values
    )


def postpone(session: Session, row: Row, until: datetime, error: str, counted: bool = True) -> bool:
    """Give the row back for a later try, with the reason; False when the lease was lost.

    An attempt that is not `counted` does not bring the row nearer to its last one.
    """
    return _if_ours(
        session,
        row,
        state=WAITING,
        not_before=until,
        lease_owner=None,
        lease_until=None,
        error=error,
        attempts=row.attempts if counted else row.attempts - 1,
    )


def fail(session: Session, row: Row, error: str) -> bool:
    """Give the row up, with the reason, for people to see; False when the lease was lost."""
    return _if_ours(session, row, state=FAILED, lease_owner=None, lease_until=None, error=error)


@cache
def _first_in_line(table: type[Row]) -> Select:
    """Select some ids of rows that are ready and the first unfinished one of their line.

    One pass over the unfinished rows. A join of the table with itself takes PostgreSQL minutes at
    some thousand rows: its statistics lag behind a queue.
    """
    rows = _columns(table)
    names = "id", "state", "not_before", "lease_until", "is_urgent"
    line = [rows[name] for name in table.LINE]
    # What is being worked on comes first: not even what is urgent runs beside it.
    order = (case((rows.state == CLAIMED, 0), else_=1), *_order(rows))
    place = func.row_number().over(partition_by=line, order_by=order).label("place")
    unfinished = (
        select(*(rows[name] for name in names), place)
        .where(rows.state.in_((WAITING, CLAIMED)))
        .subquery("unfinished")
    ).c
    return (
        select(unfinished.id)
        .where(unfinished.place == 1, _is_ready(unfinished))
        .order_by(*_order(unfinished))
        .limit(MOST_CLAIMING)
    )


@cache
def _oldest_ready(table: type[Row]) -> Select:
    """Select some ids of the oldest rows that are ready."""
    rows = _columns(table)
    return select(rows.id).where(_is_ready(rows)).order_by(rows.id).limit(MOST_CLAIMING)


@cache
def _any_ready(table: type[Row]) -> Select:
    rows = _columns(table)
    return select(rows.id).where(_is_ready(rows)).limit(1)


@cache
def _locking(table: type[Row], wanted: Select) -> Select:
    """Select the first of the wanted rows that nobody else is claiming, and keep others from them."""
    return (
        select(table)
        .where(table.id.in_(wanted), _is_ready(table))
        .order_by(*_order(table))
        .limit(bindparam("most"))
        .options(joinedload(table.citizen))
        .with_for_update(of=table, skip_locked=True)
        .execution_options(populate_existing=True)
    )


@cache
def _taking(table: type[Row]) -> Update:
    rows = _columns(table)
    return (
        update(table.__table__)
        .where(rows.id.in_(bindparam("locked", expanding=True)))
        .values(
            state=CLAIMED,
            lease_owner=bindparam("owner"),
            lease_until=bindparam("until"),
            attempts=rows.attempts + 1,
            error=case((rows.state == CLAIMED, LEFT_BEHIND), else_=rows.error),
        )
    )


@cache
def _change(table: type[Row], names: tuple[str, ...]) -> Update:
    rows = _columns(table)
    return (
        update(table.__table__)
        .where(
            rows.id == bindparam("row_id"),
            rows.state == CLAIMED,
            rows.lease_owner == bindparam("owner"),
        )
        .values({name: bindparam(f"new_{name}") for name in names})
    )


def _columns(table: type[Row]) -> Any:
    """Return the columns past the mapping, for statements that give no objects: they take half the time."""
    return table.__table__.c


def _order(columns: Any) -> list[ColumnElement]:
    urgent = [columns.is_urgent.desc()] if hasattr(columns, "is_urgent") else []
    return [*urgent, columns.id]


def _is_ready(columns: Any) -> ColumnElement:
    now = bindparam("now")
    return or_(
        and_(columns.state == WAITING, columns.not_before <= now),
        and_(columns.state == CLAIMED, columns.lease_until <= now),
    )


def _lease_name(owner: str) -> str:
    # New for each claim: a process that comes back late to a row it has meanwhile claimed
    # anew must not finish it twice.
    return f"{owner[:OWNER_LENGTH]}#{secrets.token_hex(8)}"


def _if_ours(session: Session, row: Row, **values: object) -> bool:
    changes = {f"new_{name}": value for name, value in values.items()}
    ours = {"row_id": row.id, "owner": row.lease_owner, **changes}
    return session.execute(_change(type(row), tuple(values)), ours).rowcount == 1
