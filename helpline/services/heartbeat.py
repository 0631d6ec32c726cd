"""Signs of life of the background processes, so that the desk can tell when one is dead."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from helpline.store.accounts import Heartbeat
from helpline.store.upsert import insert_if_new

WORKER = "worker"
RASA = "rasa"
BEAT_EVERY = timedelta(seconds=5)
# Longer than the longest a worker waits for one answer of WhatsApp's.
DEAD_AFTER = timedelta(seconds=60)


def beat(session: Session, process: str, now: datetime) -> None:
    """Note that a process of this name is alive; several of one name count as one."""
    if not insert_if_new(session, Heartbeat, process=process, at=now):
        session.execute(
            update(Heartbeat)
            .where(Heartbeat.process == process, Heartbeat.at < now)
            .values(at=now)
            .execution_options(synchronize_session=False)
        )


def alive(session: Session, process: str, now: datetime) -> bool:
    """Whether a process of this name has lately said that it is alive."""
    row = session.get(Heartbeat, process)
    return row is not None and now - row.at < DEAD_AFTER
