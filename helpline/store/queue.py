"""The queue: claim a citizen's next row, so that order is kept per citizen and nobody works twice.

A row waits, is claimed under a lease, and ends done or failed. A claim is one conditional
update whose row count says who won, the same on SQLite and PostgreSQL; PostgreSQL also
skips rows that another process has locked. A process that dies leaves a lease that runs out.
"""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from helpline.store.messages import CLAIMED, DONE, FAILED, WAITING, Inbox, Outbox

Row = TypeVar("Row", Inbox, Outbox)


def claim_next(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the oldest row whose citizen has no earlier row unfinished; None where there is none.

    The lease ends at `now + lease`; `owner` names the claiming process and its task.
    """
    earlier = aliased(table)
    ready = or_(
        and_(table.state == WAITING, table.not_before <= now),
        and_(table.state == CLAIMED, table.lease_until <= now),
    )
    has_earlier = (
        select(earlier.id)
        .where(
            earlier.citizen_id == table.citizen_id,
            earlier.id < table.id,
            earlier.state.in_((WAITING, CLAIMED)),
        )
        .exists()
    )
    oldest = (
        select(table.id)
        .where(ready, ~has_earlier)
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
            lease_owner=owner,
            lease_until=now + lease,
            attempts=table.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )
    return session.get(table, row_id, populate_existing=True) if won.rowcount else None


def renew(session: Session, row: Row, now: datetime, lease: timedelta) -> bool:
    """Prolong the lease; False when it is no longer ours and the work must be dropped."""
    return _if_ours(session, row, lease_until=now + lease)


def finish(session: Session, row: Row, **values: object) -> bool:
    """Mark the row done and set `values`; False when the lease was lost and nothing is changed."""
    return _if_ours(
        session, row, state=DONE, lease_owner=None, lease_until=None, error=None, **values
    )


def postpone(session: Session, row: Row, until: datetime, error: str) -> bool:
    """Give the row back for a later try, with the reason; False when the lease was lost."""
    return _if_ours(
        session,
        row,
        state=WAITING,
        not_before=until,
        lease_owner=None,
        lease_until=None,
        error=error,
    )


def fail(session: Session, row: Row, error: str) -> bool:
    """Give the row up, with the reason, for people to see; False when the lease was lost."""
    return _if_ours(session, row, state=FAILED, lease_owner=None, lease_until=None, error=error)


def _if_ours(session: Session, row: Row, **values: object) -> bool:
    table = type(row)
    result = session.execute(
        update(table)
        .where(table.id == row.id, table.state == CLAIMED, table.lease_owner == row.lease_owner)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1
