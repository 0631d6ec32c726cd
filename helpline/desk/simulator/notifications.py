"""Webhook notifications, byte for byte as Meta writes them."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from helpline import clock
from helpline.desk.simulator.chats import Media

ACCOUNT_ID = "105190519051905"
DISPLAY_PHONE_NUMBER = "911905000000"


@dataclass(frozen=True)
class Business:
    """The helpline's number at Meta, and where its Graph API is reached."""

    phone_number_id: str
    graph_url: str

    @property
    def metadata(self) -> dict[str, str]:
        """How a notification names the number that it is about."""
        return {
            "display_phone_number": DISPLAY_PHONE_NUMBER,
            "phone_number_id": self.phone_number_id,
        }

    def media_url(self, media_id: str) -> str:
        """Return where a photo is fetched, with the bearer token."""
        return f"{self.graph_url}/media/{media_id}"


def message_notification(business: Business, message: dict[str, Any], name: str) -> bytes:
    """Return the notification of one message object from the citizen of this name."""
    sender = _contact(message["from"], name)
    return _notification(business, {"contacts": [sender], "messages": [message]})


def status_notification(
    business: Business, payload: dict[str, Any], wamid: str, phone: str, name: str, status: str
) -> bytes:
    """Return the notification that the helpline's message was sent, delivered or read."""
    report = {
        "id": wamid,
        "status": status,
        "timestamp": _timestamp(),
        "recipient_id": phone,
        "recipient_user_id": user_id(phone),
        "pricing": {
            "billable": False,
            "pricing_model": "PMP",
            "category": "service",
            "type": "free_customer_service",
        },
    }
    if "biz_opaque_callback_data" in payload:
        report["biz_opaque_callback_data"] = payload["biz_opaque_callback_data"]
    return _notification(business, {"contacts": [_contact(phone, name)], "statuses": [report]})


def text_message(phone: str, wamid: str, text: str) -> dict[str, Any]:
    """Return the message object of a typed text."""
    return _message(phone, wamid, "text", {"body": text})


def reply_message(
    phone: str, wamid: str, reply_to: str, kind: str, chosen: dict[str, str]
) -> dict[str, Any]:
    """Return the message object of a tapped button or list row.

    `kind` is `button_reply` or `list_reply`; `chosen` holds id, title and perhaps description.
    """
    message = _message(phone, wamid, "interactive", {"type": kind, kind: chosen})
    return {"context": {"from": DISPLAY_PHONE_NUMBER, "id": reply_to}, **message}


def quick_reply_message(
    phone: str, wamid: str, reply_to: str, chosen: dict[str, str]
) -> dict[str, Any]:
    """Return the message object of a tapped button of a template."""
    message = _message(phone, wamid, "button", {"payload": chosen["id"], "text": chosen["title"]})
    return {"context": {"from": DISPLAY_PHONE_NUMBER, "id": reply_to}, **message}


def location_message(
    phone: str, wamid: str, latitude: float, longitude: float, place: dict[str, str]
) -> dict[str, Any]:
    """Return the message object of a location; `place` holds name and address where known."""
    where = {"latitude": latitude, "longitude": longitude, **place}
    return _message(phone, wamid, "location", where)


def file_message(
    business: Business, phone: str, wamid: str, media: Media, kind: str, more: dict[str, Any]
) -> dict[str, Any]:
    """Return the message object of a file; `more` is what its kind has besides: caption, voice."""
    file = {
        "mime_type": media.mime_type,
        "sha256": base64.b64encode(hashlib.sha256(media.content).digest()).decode(),
        "id": media.id,
        "url": business.media_url(media.id),
    }
    return _message(phone, wamid, kind, {**file, **more})


def new_wamid(suffix: str | None = None) -> str:
    """Return a message id that no other message has, or the one that belongs to a suffix."""
    return f"wamid.SIM{(suffix or secrets.token_hex(16)).upper()}"


def new_media_id() -> str:
    """Return a media id as Meta gives them: many digits."""
    return str(10**15 + secrets.randbelow(9 * 10**15))


def user_id(phone: str) -> str:
    """Return the business-scoped id that this number always has here."""
    return f"IN.{int(hashlib.sha256(phone.encode()).hexdigest()[:13], 16)}"


def _message(phone: str, wamid: str, kind: str, part: dict[str, Any]) -> dict[str, Any]:
    return {
        "from": phone,
        "from_user_id": user_id(phone),
        "id": wamid,
        "timestamp": _timestamp(),
        "type": kind,
        kind: part,
    }


def _contact(phone: str, name: str) -> dict[str, Any]:
    return {"profile": {"name": name}, "wa_id": phone, "user_id": user_id(phone)}


def _notification(business: Business, what: dict[str, Any]) -> bytes:
    value = {"messaging_product": "whatsapp", "metadata": business.metadata, **what}
    entry = {"id": ACCOUNT_ID, "changes": [{"value": value, "field": "messages"}]}
    return _as_meta_writes({"object": "whatsapp_business_account", "entry": [entry]})


def _as_meta_writes(value: dict[str, Any]) -> bytes:
    """ASCII only, with slashes and at signs escaped too: the signature covers these bytes."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("/", "\\/").replace("@", "\\u0040").encode("ascii")


def _timestamp() -> str:
    return str(int(clock.now().timestamp()))
