"""How the helpline itself runs: what waits, who works, what went wrong, and what may be done about it.

Nothing here shows a citizen's words, name or number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from helpline.services import audit, heartbeat, outbox, troubles
from helpline.store.accounts import Heartbeat
from helpline.store.media import CitizenFile
from helpline.store.messages import CLAIMED, FAILED, GIVEN_UP, WAITING, Inbox, Outbox
from helpline.store.operations import Trouble

AGAIN, GIVE_UP = "again", "give_up"
ACTS = (AGAIN, GIVE_UP)
QUEUES = {"inbox": Inbox, "outbox": Outbox, "files": CitizenFile}
# Those in which people can do something about a row.
TABLES = {"inbox": Inbox, "outbox": Outbox}
MOST_SHOWN = 50
# Longer than between two attempts while WhatsApp takes nothing from us.
A_MOMENT = timedelta(minutes=3)
# Left out on purpose: nobody has to do anything.
_AS_WANTED = (outbox.TEMPLATE_INSTEAD, outbox.NOT_WANTED)
# After so many failed attempts a row that waits is worth a look.
_WORTH_A_LOOK = 4


class UnknownAct(ValueError):
    """A row can be tried again or given up."""


@dataclass(frozen=True)
class Queue:
    """What waits in one place, and since when the oldest does."""

    name: str
    waiting: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Sign:
    """When a program last said that it is alive; None for never."""

    process: str
    at: datetime | None
    is_alive: bool


@dataclass(frozen=True)
class Stuck:
    """A message that failed, or fails again and again. `is_unsure`: it may have arrived."""

    queue: str
    id: int
    at: datetime
    code: str
    attempts: int
    is_unsure: bool
    is_failed: bool


@dataclass(frozen=True)
class Overview:
    """Everything of the page."""

    queues: Sequence[Queue]
    signs: Sequence[Sign]
    stuck: Sequence[Stuck]
    troubles: Sequence[Trouble]


def overview(session: Session, now: datetime) -> Overview:
    """Return how everything runs at this moment."""
    return Overview(
        queues=[_queue(session, name) for name in QUEUES],
        signs=[_sign(session, name, now) for name in (heartbeat.RASA, heartbeat.WORKER)],
        stuck=_stuck(session),
        troubles=troubles.lately(session, now),
    )


def count_failed(session: Session) -> int:
    """Return how many messages failed for good and nobody has dealt with."""
    return sum(
        session.execute(select(func.count(table.id)).where(_is_failed(table))).scalar_one()
        for table in TABLES.values()
    )


def act(session: Session, queue: str, row_id: int, what: str, login: str, now: datetime) -> bool:
    """Try a message again or give it up; False where there is none that needs it.

    Raises UnknownAct.
    """
    if what not in ACTS or queue not in TABLES:
        raise UnknownAct(what)
    table = TABLES[queue]
    values = {"state": GIVEN_UP} if what == GIVE_UP else _afresh(now)
    done = session.execute(
        update(table)
        .where(table.id == row_id, _needs_a_look(table))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount == 0:
        return False
    audit.record(session, login, f"message_{what}", f"{queue} {row_id}", now)
    return True


def _afresh(now: datetime) -> dict[str, object]:
    return {"state": WAITING, "attempts": 0, "not_before": now}


def _queue(session: Session, name: str) -> Queue:
    table = QUEUES[name]
    since = table.created_at if table is Outbox else table.received_at
    waiting, oldest_at = session.execute(
        select(func.count(table.id), func.min(since)).where(table.state.in_((WAITING, CLAIMED)))
    ).one()
    return Queue(name, waiting, oldest_at)


def _sign(session: Session, process: str, now: datetime) -> Sign:
    row = session.get(Heartbeat, process)
    return Sign(process, row and row.at, heartbeat.alive(session, process, now))


def _is_failed(table: type) -> object:
    return (table.state == FAILED) & or_(table.error.is_(None), table.error.not_in(_AS_WANTED))


def _needs_a_look(table: type) -> object:
    return or_(_is_failed(table), (table.state == WAITING) & (table.attempts >= _WORTH_A_LOOK))


def _stuck(session: Session) -> list[Stuck]:
    found = []
    for name, table in TABLES.items():
        rows = session.execute(
            select(table).where(_needs_a_look(table)).order_by(table.id.desc()).limit(MOST_SHOWN)
        ).scalars()
        found += [_as_stuck(name, row) for row in rows]
    return sorted(found, key=lambda stuck: stuck.at, reverse=True)


def _as_stuck(queue: str, row: Inbox | Outbox) -> Stuck:
    is_outgoing = isinstance(row, Outbox)
    return Stuck(
        queue=queue,
        id=row.id,
        at=row.created_at if is_outgoing else row.received_at,
        code=row.error or "",
        attempts=row.attempts,
        is_unsure=is_outgoing and row.unsure_attempts > 0,
        is_failed=row.state == FAILED,
    )
