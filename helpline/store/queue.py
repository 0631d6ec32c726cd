"""The queue: claim a citizen's next row, so that order is kept per citizen and nobody works twice.

A row waits, is claimed under a lease, and ends done or failed. A claim is one conditional
update whose row count says who won, the same on SQLite and PostgreSQL; PostgreSQL also
skips rows that another process has locked. A process that dies leaves a lease that runs out.
"""

import secrets
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from helpline.store.messages import CLAIMED, DONE, FAILED, WAITING, Inbox, Outbox

# With the mark of the claim behind it, as long as the column.
OWNER_LENGTH = 60

Row = TypeVar("Row", Inbox, Outbox)


def claim_next(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the oldest row whose citizen has no earlier row unfinished; None where there is none.

    The row comes with its citizen. The lease ends at `now + lease`; `owner` names the claiming
    process, for people.
    """
    ready = or_(
        and_(table.state == WAITING, table.not_before <= now),
        and_(table.state == CLAIMED, table.lease_until <= now),
    )
    # Gathered first and as a whole: asking row by row whether an earlier one exists takes
    # PostgreSQL minutes once some thousand rows wait, because its statistics lag behind a queue.
    queued = aliased(table)
    first_of_each_citizen = (
        select(func.min(queued.id))
        .where(queued.state.in_((WAITING, CLAIMED)))
        .group_by(queued.citizen_id)
    )
    oldest = (
        select(table.id)
        .where(ready, table.id.in_(first_of_each_citizen))
        .order_by(table.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row_id = session.execute(oldest).scalar_one_or_none()
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
