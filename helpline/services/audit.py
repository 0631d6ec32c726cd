"""The audit log: every act at the desk, in a chain of hashes that shows any later change."""

import hashlib
import json
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpline.store.audit import AuditEntry

BEGINNING = "0" * 64
_ROWS_AT_ONCE = 1000
_LOCK = 1905_01  # any number, as long as all who write to the log take the same


def record(
    session: Session, actor: str, act: str, subject: str, now: datetime, **details: Any
) -> None:
    """Add an entry. Details hold codes and counts, never a citizen's words, name or number."""
    _wait_for_other_writers(session)
    last = session.execute(
        select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).scalar_one_or_none()
    entry = AuditEntry(
        at=now, actor=actor, act=act, subject=subject, details=details, previous=last or BEGINNING
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()


def first_broken(session: Session) -> AuditEntry | None:
    """Return the first entry that was changed, or before which one is missing; None if all is well.

    Entries cut off at the end leave no trace in the chain itself: compare `head` with a copy
    kept elsewhere.
    """
    previous, last_id = BEGINNING, 0
    while True:
        entries = session.execute(
            select(AuditEntry)
            .where(AuditEntry.id > last_id)
            .order_by(AuditEntry.id)
            .limit(_ROWS_AT_ONCE)
        ).scalars()
        seen = 0
        for entry in entries:
            if entry.previous != previous or entry.hash != _hash(entry):
                return entry
            previous, last_id, seen = entry.hash, entry.id, seen + 1
        if not seen:
            return None
        session.expunge_all()


def head(session: Session) -> tuple[int, str]:
    """Return the id and hash of the newest entry; `(0, BEGINNING)` while there is none."""
    row = session.execute(
        select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    return tuple(row) if row else (0, BEGINNING)


def _hash(entry: AuditEntry) -> str:
    moment = entry.at.astimezone(timezone.utc).isoformat()
    written = [moment, entry.actor, entry.act, entry.subject, entry.details, entry.previous]
    return hashlib.sha256(
        json.dumps(written, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def _wait_for_other_writers(session: Session) -> None:
    # SQLite has one writer at a time by itself.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
