"""The queue: claim somebody's next row, so that order is kept for each and nobody works twice.

A row waits, is claimed under a lease, and ends done or failed. A claim is one conditional
update whose row count says who won, the same on SQLite and PostgreSQL; PostgreSQL also
skips rows that another process has locked. A process that dies leaves a lease that runs out.
"""

import os
import secrets
import socket
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

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


def claim_next(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the oldest row in whose line no earlier one is unfinished; None where there is none.

    What is urgent goes before all others, also in its line. The row comes with its citizen. The
    lease ends at `now + lease`; `owner` names the claiming process, for people.
    """
    first_in_line = _first_in_line(session, table, now)
    if not first_in_line:
        return None
    wanted, order = table.id.in_(first_in_line), (table.is_urgent.desc(), table.id)
    return _claim(session, table, wanted, order, owner, now, lease)


def anything_ready(session: Session, table: type[Row], now: datetime) -> bool:
    """Whether any row may be ready to be claimed."""
    return (
        session.execute(select(table.id).where(_is_ready(table, now)).limit(1)).first() is not None
    )


def claim_any(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the oldest row that is ready, whatever else of its citizen's is unfinished."""
    is_open = table.state.in_((WAITING, CLAIMED))
    return _claim(session, table, is_open, (table.id,), owner, now, lease)


def _claim(
    session: Session,
    table: type[Row],
    wanted: ColumnElement,
    order: tuple[ColumnElement, ...],
    owner: str,
    now: datetime,
    lease: timedelta,
) -> Row | None:
    ready = _is_ready(table, now)
    row_id = session.execute(
        select(table.id)
        .where(wanted, ready)
        .order_by(*order)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row_id is None:
        return None
    won = session.execute(
        update(table)
        .where(table.id == row_id, ready)
        .values(
            state=CLAIMED,
            lease_owner=_lease_name(owner),
            lease_until=now + lease,
            attempts=table.attempts + 1,
            error=case((table.state == CLAIMED, LEFT_BEHIND), else_=table.error),
        )
        .execution_options(synchronize_session=False)
    )
    if won.rowcount == 0:
        return None
    return session.get(table, row_id, populate_existing=True, options=[joinedload(table.citizen)])


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


def _first_in_line(session: Session, table: type[Row], now: datetime) -> list[int]:
    """Return some ids of rows that are ready and the first unfinished one of their line.

    One pass over the unfinished rows. A join of the table with itself would be one statement
    less, but takes PostgreSQL minutes at some thousand rows: its statistics lag behind a queue.
    """
    columns = table.id, table.state, table.not_before, table.lease_until, table.is_urgent
    line = [getattr(table, name) for name in table.LINE]
    # What is being worked on comes first: not even what is urgent runs beside it.
    order = (case((table.state == CLAIMED, 0), else_=1), table.is_urgent.desc(), table.id)
    place = func.row_number().over(partition_by=line, order_by=order).label("place")
    unfinished = (
        select(*columns, place).where(table.state.in_((WAITING, CLAIMED))).subquery("unfinished")
    ).c
    first = (
        select(unfinished.id)
        .where(unfinished.place == 1, _is_ready(unfinished, now))
        .order_by(unfinished.is_urgent.desc(), unfinished.id)
        .limit(MOST_CLAIMING)
    )
    return session.execute(first).scalars().all()


def _is_ready(columns: Any, now: datetime) -> ColumnElement:
    return or_(
        and_(columns.state == WAITING, columns.not_before <= now),
        and_(columns.state == CLAIMED, columns.lease_until <= now),
    )


def _lease_name(owner: str) -> str:
    # New for each claim: a process that comes back late to a row it has meanwhile claimed
    # anew must not finish it twice.
    return f"{owner[:OWNER_LENGTH]}#{secrets.token_hex(8)}"


def _if_ours(session: Session, row: Row, **values: object) -> bool:
    table = type(row)
    result = session.execute(
        update(table)
        .where(table.id == row.id, table.state == CLAIMED, table.lease_owner == row.lease_owner)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1
