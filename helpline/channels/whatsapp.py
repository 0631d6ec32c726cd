"""The WhatsApp channel of the rasa server: takes webhooks into the inbox and starts the turns.

A webhook is answered as soon as its messages stand in the database; the turns come after.
Bodies, numbers and texts stay out of the log.
"""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock, settings
from helpline.channels import rasa_patches
from helpline.channels.replies import CHANNEL
from helpline.channels.turns import Turns
from helpline.services import inbox, troubles
from helpline.settings import Settings, SettingsError
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.whatsapp import inbound, signature

# Meta sends at most so much; more is not from Meta.
MOST_BYTES = 3 * 1024 * 1024

log = logging.getLogger(__name__)


class WhatsAppChannel(InputChannel):
    """Receives WhatsApp's webhooks and answers them through the inbox and the outbox."""

    @classmethod
    def name(cls) -> str:
        """Return the name, which is also the path under /webhooks/."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WhatsAppChannel":
        """Create the channel from credentials.yml and the environment. Raises SettingsError."""
        confidence = (credentials or {}).get("fallback_confidence")
        if not isinstance(confidence, float) or not 0 <= confidence <= 1:
            raise SettingsError(
                "credentials.yml: fallback_confidence must be a number between 0.0 and 1.0, "
                f"not {confidence!r}."
            )
        rasa_patches.apply()
        read = settings.load()
        return cls(read, make_sessions(make_engine(read.database_url)), confidence)

    def __init__(
        self, read_settings: Settings, sessions: sessionmaker, fallback_confidence: float
    ) -> None:
        self._settings = read_settings
        self._sessions = sessions
        self._fallback_confidence = fallback_confidence

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes; the turns run while the server does.

        Rasa's `on_new_message` is not used: it would answer before the message is safe.
        """
        blueprint = Blueprint("whatsapp_webhook", __name__)

        @blueprint.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            return self._verify(request)

        @blueprint.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            body = await _read_body(request)
            return await self._receive(body, request.headers.get(signature.HEADER))

        blueprint.listener("after_server_start")(self._start_turns)
        blueprint.listener("before_server_stop")(self._stop_turns)
        return blueprint

    async def _start_turns(self, app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        # Asked anew for each turn, because a new model comes with a new agent.
        self._turns = Turns(self._sessions, lambda: app.ctx.agent, self._fallback_confidence)
        self._turns.start()

    async def _stop_turns(self, _app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        await self._turns.stop()

    def _verify(self, request: Request) -> HTTPResponse:
        """Answer WhatsApp's question whether this webhook is ours."""
        token = request.args.get("hub.verify_token", "").encode()
        ours = self._settings.whatsapp_verify_token.encode()
        subscribes = request.args.get("hub.mode") == "subscribe"
        if not subscribes or not hmac.compare_digest(token, ours):
            return response.text("wrong verify token", status=403)
        return response.text(request.args.get("hub.challenge", ""))

    async def _receive(self, body: bytes, signed: str | None) -> HTTPResponse:
        """Store what a webhook brings. WhatsApp repeats it until it gets 200."""
        if not signature.verify(self._settings.whatsapp_app_secret, body, signed):
            log.warning("A webhook without a right signature was refused.")
            return response.text("wrong signature", status=403)
        try:
            notification = inbound.parse(body, self._settings.whatsapp_phone_number_id)
        except inbound.MalformedNotification as error:
            log.error("A signed webhook was malformed: %s.", error)
            return response.text("malformed", status=400)
        _log_oddities(notification)
        try:
            received = await asyncio.to_thread(self._store, notification)
        except SQLAlchemyError as error:
            log.error("A webhook could not be stored: %s.", type(error).__name__)
            return response.text("try again", status=503)
        if received:
            self._turns.wake()
        return response.text("received")

    def _store(self, notification: inbound.Notification) -> int:
        """Store messages and reports in one transaction; return how many messages are new."""
        now = clock.now()
        with transaction(self._sessions) as session:
            for error in notification.account_errors:
                troubles.note(session, troubles.WEBHOOK, str(error.get("code")), now)
            inbox.record_statuses(session, notification.statuses, now)
            return inbox.receive(
                session, self._settings.citizen_key_secret, notification.messages, now
            )


async def _read_body(request: Request) -> bytes:
    # A handler that streams has no limit of its own; reading past this one raises PayloadTooLarge.
    request.stream.request_max_size = MOST_BYTES
    await request.receive_body()
    return request.body


def _log_oddities(notification: inbound.Notification) -> None:
    for error in notification.account_errors:
        log.error("WhatsApp reports error %s about our account.", error.get("code"))
    if notification.foreign:
        log.warning("%s changes were not for our number.", notification.foreign)
    if notification.unreadable:
        log.error("%s parts of a webhook were unreadable.", notification.unreadable)
