"""Claiming one row of a queue, as a server or a worker does."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from helpline.store import queue
from helpline.store.queue import Row


def claim_next(
    session: Session, table: type[Row], owner: str, now: datetime, lease: timedelta
) -> Row | None:
    """Claim the next row; None where none is ready."""
    return next(iter(queue.claim_some(session, table, owner, now, lease, most=1)), None)
