"""Rasa's REST channel through the helpline's inbox: for tests, and the smallest example of a door.

    POST /webhooks/rest/webhook?token=… {"sender": "sita", "message": "pani nahi aa raha"}
    [{"recipient_id": "sita", "text": "…", "buttons": [{"title": "…", "payload": "…"}]}]

It speaks as Rasa's own, with the turn of the message in between. A message that is the payload of
a button offered last is a tap; any other is text, whatever it looks like. Whoever has the rasa
server's token can be anybody here, but nobody who writes on WhatsApp.
"""

import hmac
import json
import uuid
from collections.abc import Iterator
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.orm import Session

from helpline import clock
from helpline.channels.door import Door, citizen_of
from helpline.services import outbox
from helpline.whatsapp.inbound import InboundMessage, storable
from helpline.whatsapp.outbound import Choice, Payload, offered_in

NAME = "rest"
LONGEST_SENDER = 100
# A turn that fails at first is tried again for some minutes; nobody waits that long for a test.
ANSWER_SECONDS = 60


class RestChannel(Door):
    """Takes one text or tap in a request and answers with all that is said to it."""

    @classmethod
    def name(cls) -> str:
        """Return the name, which is also the path under /webhooks/."""
        return NAME

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the webhook."""

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            token = request.token or request.args.get("token", "")
            if not hmac.compare_digest(token.encode(), self.settings.rasa_token.encode()):
                return response.text("wrong token", status=401)
            written = _written(request.body)
            if written is None:
                return response.text('wanted: {"sender": "…", "message": "…"}', status=400)
            return await self._answer(*written)

    async def _answer(self, sender: str, text: str) -> HTTPResponse:
        wamid = await self.in_database(self._take, sender, text)
        self.wake()
        if not await self.until_answered(wamid, ANSWER_SECONDS):
            return response.text("no answer yet; it comes with the next one", status=504)
        payloads = await self.in_database(self.pick_up, wamid)
        return response.json([{"recipient_id": sender, **_said(payload)} for payload in payloads])

    def _take(self, session: Session, sender: str, text: str) -> str:
        user_id = f"{NAME}:{sender}"
        citizen_id = citizen_of(session, user_id)
        offered = outbox.offered_last(session, citizen_id) if citizen_id else []
        tapped = next((choice for choice in offered if choice.id == text), None)
        payload = _tap(tapped) if tapped else {"type": "text", "text": {"body": text}}
        wamid = f"{NAME}.{uuid.uuid4()}"
        message = InboundMessage(wamid, None, user_id, payload["type"], clock.now(), payload)
        self.let_in(session, [message])
        return wamid


def _written(body: bytes) -> tuple[str, str] | None:
    try:
        asked = storable(json.loads(body))
        sender, text = asked["sender"], asked["message"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(sender, str) or not isinstance(text, str) or not sender or not text:
        return None
    return (sender, text) if len(sender) <= LONGEST_SENDER else None


def _tap(choice: Choice) -> dict[str, Any]:
    reply = {"id": choice.id, "title": choice.title}
    return {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": reply},
    }


def _said(payload: Payload) -> dict[str, Any]:
    """Put a message into the form of Rasa's REST channel."""
    return dict(_parts(payload))


def _parts(payload: Payload) -> Iterator[tuple[str, Any]]:
    part = payload[payload["type"]]
    if payload["type"] == "text":
        yield "text", part["body"]
    elif payload["type"] == "interactive":
        yield "text", part["body"]["text"]
        buttons = [{"title": one.title, "payload": one.id} for one in offered_in(payload)]
        if buttons:
            yield "buttons", buttons
    elif payload["type"] == "image":
        yield "image", part["link"]
    else:
        yield "custom", payload
