"""Builders of what WhatsApp delivers, with everything filled in that a test does not care about."""

import itertools
import json
from datetime import datetime, timezone
from typing import Any

from helpline.whatsapp.inbound import InboundMessage

SENT_AT = datetime(2026, 11, 24, 6, 0, tzinfo=timezone.utc)
SECRET = "citizen-key-secret"
PHONE_NUMBER_ID = "1905"

_numbers = itertools.count(1)


def inbound_message(
    text: str = "नमस्ते",
    wamid: str | None = None,
    phone: str | None = "919876543210",
    user_id: str | None = None,
    sent_at: datetime | None = SENT_AT,
    **parts: Any,
) -> InboundMessage:
    """Return a text, or what `parts` say: `type="image", image={…}`."""
    payload = {"type": "text", "text": {"body": text}, **parts}
    wamid = wamid or f"wamid.test-{next(_numbers)}"
    return InboundMessage(wamid, phone, user_id, payload["type"], sent_at, payload)


def webhook_body(*messages: dict[str, Any], number: str = PHONE_NUMBER_ID, **value: Any) -> bytes:
    """Return a notification's body with these message objects."""
    value = {"metadata": {"phone_number_id": number}, "messages": list(messages), **value}
    change = {"field": "messages", "value": value}
    return json.dumps({"entry": [{"id": "1", "changes": [change]}]}).encode()


def message_object(
    text: str = "नमस्ते", wamid: str | None = None, phone: str = "919876543210", **parts: Any
) -> dict[str, Any]:
    """Return a message as it stands in a notification."""
    return {
        "from": phone,
        "id": wamid or f"wamid.test-{next(_numbers)}",
        "timestamp": str(int(SENT_AT.timestamp())),
        "type": "text",
        "text": {"body": text},
        **parts,
    }
