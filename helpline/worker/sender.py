"""Sending: takes one message after the other out of the outbox and hands it to WhatsApp."""

import logging
from datetime import datetime

from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import outbox
from helpline.services.outbox import NotSendable
from helpline.store import queue
from helpline.store.base import transaction
from helpline.store.messages import Outbox
from helpline.whatsapp.client import Recipient, WhatsAppClient, WhatsAppError

log = logging.getLogger(__name__)


class Sender:
    """Sends what is due. Several of them may work on one outbox."""

    def __init__(self, sessions: sessionmaker, client: WhatsAppClient) -> None:
        self._sessions = sessions
        self._client = client
        self._owner = queue.this_process()
        self._paused_until: datetime | None = None

    def send_next(self) -> bool:
        """Send the next message that is due; False when there is none, or nothing may go now."""
        now = clock.now()
        if self._paused_until is not None and now < self._paused_until:
            return False
        with transaction(self._sessions) as session:
            row = outbox.claim_due(session, self._owner, now)
        if row is None:
            return False
        self._send(row)
        return True

    def _send(self, row: Outbox) -> None:
        try:
            payload = outbox.sendable(row, clock.now())
        except NotSendable as reason:
            self._leave_out(row, reason.code)
            return
        try:
            wamid = self._client.send(_recipient(row), payload)
        except WhatsAppError as error:
            self._failed(row, error)
            return
        except Exception as error:  # noqa: BLE001 - one strange message must not stop all others
            self._refuse(row, type(error).__name__)
            return
        with transaction(self._sessions) as session:
            outbox.sent(session, row, wamid, clock.now())

    def _failed(self, row: Outbox, error: WhatsAppError) -> None:
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
        log.error("Nothing is sent for %s seconds: %s.", error.pause.total_seconds(), error.code)
        self._paused_until = clock.now() + error.pause
        with transaction(self._sessions) as session:
            outbox.hold(session, row, error.code, self._paused_until)

    def _retry(self, row: Outbox, error: WhatsAppError) -> None:
        log.warning("Outbox message %s: attempt %s failed: %s.", row.id, row.attempts, error.code)
        with transaction(self._sessions) as session:
            outbox.retry_later(session, row, error.code, error.backoff, clock.now())


def _recipient(row: Outbox) -> Recipient:
    if row.account is not None:
        return Recipient(row.account.phone, None)
    return Recipient(row.citizen.phone, row.citizen.whatsapp_user_id)
