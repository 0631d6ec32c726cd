"""The worker's loop: sign of life, next message, and a rest until the bell rings when there is none.

As many messages are claimed as there are places to send from, each to somebody else, and sent side
by side, so that one answer of WhatsApp's that comes late holds up nobody else.
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
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
    # As if it had rung: something may have come while nobody was here.
    beat_at, is_news = None, True
    sending: set[Future[bool]] = set()
    with ThreadPoolExecutor(SIDE_BY_SIDE, "sender") as pool:
        while not stop.is_set():
            sending = {one for one in sending if not one.done()}
            try:
                beat_at = _beat_if_due(sessions, beat_at)
                due = sender.claim_due(SIDE_BY_SIDE - len(sending), is_news)
            except SQLAlchemyError as error:
                log.error("The database failed: %s.", type(error).__name__)
                stop.wait(TROUBLE_SECONDS)
                continue
            for row in due:
                one = pool.submit(_send, sender, row)
                sending.add(one)
                # Only then is its place free.
                one.add_done_callback(lambda done: done.result() and bell.ring())
            is_news = bell.wait(IDLE_SECONDS)
    log.info("The worker stops.")


def _send(sender: Sender, row: Outbox) -> bool:
    """Send a message; tell whether another one may go now."""
    try:
        return sender.send(row)
    except Exception as error:  # noqa: BLE001 - nobody looks at what a thread of the pool raises
        # Its lease runs out, and it is tried again.
        log.error("Outbox message %s broke off: %s.", row.id, type(error).__name__)
        return True


def _beat_if_due(sessions: sessionmaker, last: datetime | None) -> datetime:
    now = clock.now()
    if last is not None and now - last < heartbeat.BEAT_EVERY:
        return last
    with transaction(sessions) as session:
        heartbeat.beat(session, heartbeat.WORKER, now)
    return now
