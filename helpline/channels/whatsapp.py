"""The WhatsApp channel of the rasa server: takes webhooks into the inbox and starts the turns.

A webhook is answered as soon as its messages stand in the database; the turns come after.
Bodies, numbers and texts stay out of the log.
"""

import hmac
import logging
from datetime import datetime, timedelta

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpline import clock
from helpline.channels.door import Door
from helpline.services import inbox, troubles
from helpline.store.messages import WHATSAPP
from helpline.whatsapp import inbound, signature

# Meta sends at most so much; more is not from Meta.
MOST_BYTES = 3 * 1024 * 1024
# What is forged is counted together for so long.
FORGED_EVERY = timedelta(seconds=10)
# Of what somebody else calls something.
_LOGGED = 40

log = logging.getLogger(__name__)


class WhatsAppChannel(Door):
    """Receives WhatsApp's webhooks; the answers are sent by the worker."""

    # Not noted yet, and when some were noted last.
    _forged = 0
    _forged_noted_at: datetime | None = None

    @classmethod
    def name(cls) -> str:
        """Return the name, which is also the path under /webhooks/."""
        return WHATSAPP

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add WhatsApp's question whether the webhook is ours, and the webhook."""

        @blueprint.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            return self._verify(request)

        @blueprint.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            body = await _read_body(request)
            return await self._receive(body, request.headers.get(signature.HEADER))

    def _verify(self, request: Request) -> HTTPResponse:
        """Answer WhatsApp's question whether this webhook is ours."""
        token = request.args.get("hub.verify_token", "").encode()
        ours = self.settings.whatsapp_verify_token.encode()
        subscribes = request.args.get("hub.mode") == "subscribe"
        if not subscribes or not hmac.compare_digest(token, ours):
            return response.text("wrong verify token", status=403)
        return response.text(request.args.get("hub.challenge", ""))

    async def _receive(self, body: bytes, signed: str | None) -> HTTPResponse:
        """Store what a webhook brings. WhatsApp repeats it until it gets 200."""
        if not signature.verify(self.settings.whatsapp_app_secret, body, signed):
            log.warning("A webhook without a right signature was refused.")
            await self._count_forged()
            return response.text("wrong signature", status=403)
        try:
            notification = inbound.parse(body, self.settings.whatsapp_phone_number_id)
        except inbound.MalformedNotification as error:
            log.error("A signed webhook was malformed: %s.", error)
            return response.text("malformed", status=400)
        _log_oddities(notification)
        try:
            received = await self.in_database(self._store, notification)
        except SQLAlchemyError as error:
            log.error("A webhook could not be stored: %s.", type(error).__name__)
            return response.text("try again", status=503)
        if received:
            self.wake()
        return response.text("received")

    async def _count_forged(self) -> None:
        """Count it for the operator, so seldom that no flood of them keeps the database busy."""
        now = clock.now()
        self._forged += 1
        if self._forged_noted_at is not None and now < self._forged_noted_at + FORGED_EVERY:
            return
        times, self._forged, self._forged_noted_at = self._forged, 0, now
        try:
            await self.in_database(troubles.note, troubles.WEBHOOK, troubles.FORGED, now, times)
        except SQLAlchemyError as error:
            self._forged += times
            log.error("Forged webhooks could not be counted: %s.", type(error).__name__)

    def _store(self, session: Session, notification: inbound.Notification) -> int:
        """Store messages and reports in one transaction; return how many messages are new."""
        for error in notification.account_errors:
            troubles.note(session, troubles.WEBHOOK, str(error.get("code")), clock.now())
        for code, times in (
            (troubles.FOREIGN, len(notification.foreign)),
            (troubles.UNREADABLE, notification.unreadable),
        ):
            if times:
                troubles.note(session, troubles.WEBHOOK, code, clock.now(), times)
        inbox.record_statuses(session, notification.statuses, clock.now())
        return self.let_in(session, notification.messages)


async def _read_body(request: Request) -> bytes:
    # A handler that streams has no limit of its own; reading past this one raises PayloadTooLarge.
    request.stream.request_max_size = MOST_BYTES
    await request.receive_body()
    return request.body


def _log_oddities(notification: inbound.Notification) -> None:
    for error in notification.account_errors:
        log.error("WhatsApp reports error %s about our account.", error.get("code"))
    if notification.foreign:
        # Not answered with an error: WhatsApp would repeat for days what is not meant for us.
        log.error(
            "%s parts of a webhook were not for our number but for %s: they are refused.",
            len(notification.foreign),
            _names(notification.foreign),
        )
    if notification.other_fields:
        log.warning(
            "A webhook brought fields we do not read: %s.", _names(notification.other_fields)
        )
    if notification.unreadable:
        log.error("%s parts of a webhook were unreadable.", notification.unreadable)


def _names(found: list[str]) -> str:
    return ", ".join(sorted({name[:_LOGGED] for name in found}))
