"""The worker's loop: sign of life, next message, and a short rest when there is none."""

import logging
import threading
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import heartbeat
from helpline.store.base import transaction
from helpline.worker.sender import Sender

IDLE_SECONDS = 0.2
# The database is down or locked: no use to ask again at once.
TROUBLE_SECONDS = 2.0

log = logging.getLogger(__name__)


def run(sender: Sender, sessions: sessionmaker, stop: threading.Event) -> None:
    """Send until `stop` is set; the message at hand is finished first."""
    log.info("The worker sends.")
    beat_at: datetime | None = None
    while not stop.is_set():
        try:
            beat_at = _beat_if_due(sessions, beat_at)
            sent = sender.send_next()
        except SQLAlchemyError as error:
            log.error("The database failed: %s.", type(error).__name__)
            stop.wait(TROUBLE_SECONDS)
            continue
        if not sent:
            stop.wait(IDLE_SECONDS)
    log.info("The worker stops.")


def _beat_if_due(sessions: sessionmaker, last: datetime | None) -> datetime:
    now = clock.now()
    if last is not None and now - last < heartbeat.BEAT_EVERY:
        return last
    with transaction(sessions) as session:
        heartbeat.beat(session, heartbeat.WORKER, now)
    return now
