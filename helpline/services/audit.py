"""The audit log: every act at the desk, in a chain of hashes that shows any later change."""

import hashlib
import json
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from helpline.store.audit import AuditEntry

BEGINNING = "0" * 64
_ROWS_AT_ONCE = 1000
_HASHED = ("at", "actor", "act", "subject", "details", "previous")
_LOCK = 1905_01  # any number, as long as all who write to the log take the same


def record(
    session: Session, actor: str, act: str, subject: str, now: datetime, **details: Any
) -> None:
    """Add an entry. Details hold codes and counts, never a citizen's words, name or number."""
    _wait_for_other_writers(session)
    last = session.execute(
        select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).scalar_one_or_none()
    values = chained(last or BEGINNING, actor, act, subject, now, details)
    session.add(AuditEntry(**values))
    session.flush()


def chained(
    previous: str, actor: str, act: str, subject: str, now: datetime, details: dict[str, Any]
) -> dict[str, Any]:
    """Return the columns of the entry that follows the one with the hash `previous`."""
    entry = {
        "at": now,
        "actor": actor,
        "act": act,
        "subject": subject,
        "details": details,
        "previous": previous,
    }
    return {**entry, "hash": _hash(**entry)}


def first_broken(session: Session) -> AuditEntry | None:
    """Return the first entry that was changed, or before which one is missing; None if all is well.

    Entries cut off at the end leave no trace in the chain itself: compare `head` with a copy
    kept elsewhere.
    """
    columns = AuditEntry.__table__.c
    previous, last_id = BEGINNING, 0
    while True:
        rows = session.execute(
            select(AuditEntry.__table__)
            .where(columns.id > last_id)
            .order_by(columns.id)
            .limit(_ROWS_AT_ONCE)
        ).all()
        if not rows:
            return None
        for row in rows:
            if row.previous != previous or row.hash != _hash(*(row[name] for name in _HASHED)):
                return session.get(AuditEntry, row.id)
            previous, last_id = row.hash, row.id


def count(session: Session) -> int:
    """Return how many entries the log has."""
    return session.execute(select(func.count(AuditEntry.id))).scalar_one()


def head(session: Session) -> tuple[int, str]:
    """Return the id and hash of the newest entry; `(0, BEGINNING)` while there is none."""
    row = session.execute(
        select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    return tuple(row) if row else (0, BEGINNING)


def _hash(
    at: datetime, actor: str, act: str, subject: str, details: dict[str, Any], previous: str
) -> str:
    moment = at.astimezone(timezone.utc).isoformat()
    written = [moment, actor, act, subject, details, previous]
    return hashlib.sha256(
        json.dumps(written, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def _wait_for_other_writers(session: Session) -> None:
    # SQLite has one writer at a time by itself.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
