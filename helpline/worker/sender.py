"""Sending: takes one message after the other out of the outbox and hands it to WhatsApp."""

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import outbox, troubles
from helpline.services.outbox import NotSendable
from helpline.store import queue
from helpline.store.base import reading_connection, transaction
from helpline.store.messages import Outbox
from helpline.whatsapp.client import Recipient, WhatsAppClient, WhatsAppError
from helpline.worker.tempo import Tempo

log = logging.getLogger(__name__)


class Sender:
    """Sends what is due. Several threads may send with it, and several of them on one outbox."""

    def __init__(
        self, sessions: sessionmaker, client: WhatsAppClient, tempo: Tempo | None = None
    ) -> None:
        self._sessions = sessions
        self._client = client
        self._owner = queue.this_process()
        self._tempo = tempo or Tempo()

    def send_next(self) -> bool:
        """Send the next message that is due; False when there is none, or nothing may go now."""
        due = self.claim_due(most=1)
        for row in due:
            self.send(row)
        return bool(due)

    def claim_due(self, most: int, is_news: bool = False) -> list[Outbox]:
        """Claim at most so many messages that are due, and no more than may go now.

        Where it `is_news` that there is something, nothing is asked first.
        """
        now = clock.now()
        most = min(most, self._tempo.room(now))
        if most < 1 or not (is_news or self._anything_ready(now)):
            return []
        with transaction(self._sessions) as session:
            rows = outbox.claim_due(session, self._owner, now, most)
        for _ in rows:
            self._tempo.count(now)
        return rows

    def _anything_ready(self, now: datetime) -> bool:
        """Ask, often in vain, without holding up anybody who writes."""
        with reading_connection(self._sessions) as connection:
            return outbox.anything_ready(connection, now)

    def send(self, row: Outbox) -> bool:
        """Send a claimed message, or note why it did not go; tell whether another one may go now."""
        try:
            payload = outbox.sendable(row, clock.now())
        except NotSendable as reason:
            self._leave_out(row, reason.code)
            return True
        try:
            wamid = self._client.send(_recipient(row), payload, outbox.mark(row))
        except WhatsAppError as error:
            self._failed(row, error)
        except Exception as error:  # noqa: BLE001 - one strange message must not stop all others
            self._refuse(row, type(error).__name__)
        else:
            self._tempo.went_well()
            return self._note_sent(row, wamid)
        return True

    def _note_sent(self, row: Outbox, wamid: str) -> bool:
        """Note it, if need be at the second try: what is not noted would be sent again."""
        try:
            return self._sent(row, wamid)
        except SQLAlchemyError as error:
            log.error("Outbox message %s is sent, not noted: %s.", row.id, type(error).__name__)
            return self._sent(row, wamid)

    def _sent(self, row: Outbox, wamid: str) -> bool:
        now = clock.now()
        with transaction(self._sessions) as session:
            outbox.sent(session, row, wamid, now)
            return outbox.anything_ready(session, now)

    def _failed(self, row: Outbox, error: WhatsAppError) -> None:
        with transaction(self._sessions) as session:
            troubles.note(session, troubles.SENDING, error.code, clock.now())
        if not error.retry:
            self._refuse(row, error.code)
        elif error.pause is not None:
            self._pause(row, error)
        else:
            self._retry(row, error)

    def _leave_out(self, row: Outbox, code: str) -> None:
        log.info("Outbox message %s is left out: %s.", row.id, code)
        with transaction(self._sessions) as session:
            outbox.refuse(session, row, code)

    def _refuse(self, row: Outbox, code: str) -> None:
        log.error("Outbox message %s is refused: %s.", row.id, code)
        with transaction(self._sessions) as session:
            outbox.refuse(session, row, code)

    def _pause(self, row: Outbox, error: WhatsAppError) -> None:
        """Stop for everybody: the next message would fare no better, and none is at fault."""
        now = clock.now()
        if error.too_fast:
            until = self._tempo.too_fast(error.pause, now)
        else:
            until = now + error.pause
            self._tempo.pause(until)
        log.error("Nothing is sent for %s seconds: %s.", (until - now).total_seconds(), error.code)
        with transaction(self._sessions) as session:
            outbox.hold(session, row, error.code, until)

    def _retry(self, row: Outbox, error: WhatsAppError) -> None:
        log.warning("Outbox message %s: attempt %s failed: %s.", row.id, row.attempts, error.code)
        with transaction(self._sessions) as session:
            outbox.retry_later(
                *(session, row, error.code, error.backoff, clock.now()), unsure=error.unsure
            )


def _recipient(row: Outbox) -> Recipient:
    if row.account is not None:
        return Recipient(row.account.phone, None)
    return Recipient(row.citizen.phone, row.citizen.whatsapp_user_id)
