"""The worker's loop: sign of life, next message, and a rest until the bell rings when there is none.

Messages are claimed one after the other and sent side by side, so that one answer of WhatsApp's
that comes late holds up nobody else.
"""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import heartbeat
from helpline.services.bell import Bell
from helpline.store.base import transaction
from helpline.store.messages import Outbox
from helpline.worker.sender import Sender

SIDE_BY_SIDE = 8
# How long what nobody rang for waits: postponed, or put into the outbox by the desk or the clock.
IDLE_SECONDS = 0.05
# The database is down or locked: no use to ask again at once.
TROUBLE_SECONDS = 2.0

log = logging.getLogger(__name__)


def run(sender: Sender, sessions: sessionmaker, stop: threading.Event, bell: Bell) -> None:
    """Send until `stop` is set; the messages at hand are finished first."""
    log.info("The worker sends.")
    beat_at = None
    places = threading.Semaphore(SIDE_BY_SIDE)
    with ThreadPoolExecutor(SIDE_BY_SIDE, "sender") as pool:
        while not stop.is_set():
            try:
                beat_at = _beat_if_due(sessions, beat_at)
                begun = _begin_next(sender, pool, places, bell)
            except SQLAlchemyError as error:
                log.error("The database failed: %s.", type(error).__name__)
                stop.wait(TROUBLE_SECONDS)
                continue
            if not begun:
                bell.wait(IDLE_SECONDS)
    log.info("The worker stops.")


def _begin_next(
    sender: Sender, pool: ThreadPoolExecutor, places: threading.Semaphore, bell: Bell
) -> bool:
    """Claim a message once there is a place to send it from; False when none is due."""
    if not places.acquire(timeout=IDLE_SECONDS):
        return False
    row = None
    try:
        row = sender.claim_next()
    finally:
        if row is None:
            places.release()
    if row is None:
        return False
    pool.submit(_send, sender, row, places, bell)
    return True


def _send(sender: Sender, row: Outbox, places: threading.Semaphore, bell: Bell) -> None:
    try:
        sender.send(row)
    except Exception as error:  # noqa: BLE001 - nobody looks at what a thread of the pool raises
        # Its lease runs out, and it is tried again.
        log.error("Outbox message %s broke off: %s.", row.id, type(error).__name__)
    finally:
        places.release()
        # The next message to the same person may go now.
        bell.ring()


def _beat_if_due(sessions: sessionmaker, last: datetime | None) -> datetime:
    now = clock.now()
    if last is not None and now - last < heartbeat.BEAT_EVERY:
        return last
    with transaction(sessions) as session:
        heartbeat.beat(session, heartbeat.WORKER, now)
    return now
