"""What a citizen can send: what was asked for in the browser becomes Meta's message object."""

import math
import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from helpline.desk.simulator import notifications
from helpline.desk.simulator.chats import HELPLINE, Media
from helpline.desk.simulator.platform import Platform
from helpline.domain.media_types import media_type_of

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_PLACE_NAME = 200
LARGEST_FILE = 5 * 1024 * 1024
LONGEST_FILE_NAME = 200
_PHOTOS = ("image/jpeg", "image/png")
_CLIENT_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class CannotSend(Exception):
    """WhatsApp would not let a citizen send this; the message says why, for people."""


def compose(platform: Platform, phone: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message object for what the citizen does. Raises CannotSend.

    `asked` holds `type` (text, button, list, location), the fields of that type, and
    perhaps `client_id` (32 hexadecimal digits): repeating a request with the same one
    sends nothing twice.
    """
    wamid = _wamid(asked.get("client_id"))
    match asked.get("type"):
        case "text":
            return notifications.text_message(phone, wamid, _text(asked.get("body"), LONGEST_TEXT))
        case "button":
            return _reply(platform, phone, wamid, asked, "button_reply")
        case "list":
            return _reply(platform, phone, wamid, asked, "list_reply")
        case "location":
            return _location(phone, wamid, asked)
    raise CannotSend(_("This cannot be sent."))


def compose_file(
    platform: Platform, phone: str, file: FileStorage | None, asked: Mapping[str, str]
) -> dict[str, Any]:
    """Keep a file and return the message object for it. Raises CannotSend.

    `asked` holds perhaps `kind` (image, voice, document), `caption`, and `client_id` as in
    `compose`.
    """
    wamid = _wamid(asked.get("client_id"))
    kind = asked.get("kind", "image")
    content = file.read() if file else b""
    mime_type = _mime_type(kind, content)
    if len(content) > LARGEST_FILE:
        raise CannotSend(_("The file is larger than 5 MB."))
    caption = asked.get("caption", "").strip()[:LONGEST_CAPTION]
    media = Media(notifications.new_media_id(), mime_type, content)
    platform.chats.keep_media(media)
    named = {"filename": file.filename[-LONGEST_FILE_NAME:]} if kind == "document" else {}
    captioned = {"caption": caption} if caption else {}
    spoken = {"voice": True} if kind == "voice" else {}
    return notifications.file_message(
        platform.business,
        phone,
        wamid,
        media,
        "audio" if kind == "voice" else kind,
        {**named, **captioned, **spoken},
    )


def _mime_type(kind: str, content: bytes) -> str:
    found = media_type_of(content) or ""
    if kind == "image" and found not in _PHOTOS:
        raise CannotSend(_("Only photos (JPEG or PNG) can be sent."))
    if kind == "voice" and not found.startswith("audio/"):
        raise CannotSend(_("Please choose a sound file, for example an OGG or MP3 file."))
    if kind not in ("image", "voice", "document") or not found:
        raise CannotSend(_("This cannot be sent."))
    return found


def _wamid(client_id: object) -> str:
    if client_id is None:
        return notifications.new_wamid()
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise CannotSend(_("This cannot be sent."))
    return notifications.new_wamid(client_id)


def _text(body: object, longest: int) -> str:
    if not isinstance(body, str) or not body.strip():
        raise CannotSend(_("The message is empty."))
    if len(body) > longest:
        raise CannotSend(_("The message is too long."))
    return body.strip()


def _reply(
    platform: Platform, phone: str, wamid: str, asked: Mapping[str, Any], kind: str
) -> dict[str, Any]:
    """Only what the helpline offered in this chat can be tapped."""
    reply_to = str(asked.get("reply_to"))
    question = platform.chats.message(phone, reply_to)
    if question is None or question.sender != HELPLINE:
        raise CannotSend(_("This cannot be sent."))
    offered = _offered(question.body, kind)
    chosen = next((option for option in offered if option["id"] == asked.get("id")), None)
    if chosen is None:
        raise CannotSend(_("This cannot be sent."))
    if "seen" in question.body:
        return notifications.quick_reply_message(phone, wamid, reply_to, chosen)
    return notifications.reply_message(phone, wamid, reply_to, kind, chosen)


def _offered(question: dict[str, Any], kind: str) -> list[dict[str, str]]:
    if "seen" in question:
        return question["seen"]["buttons"]
    action = question.get("interactive", {}).get("action", {})
    if kind == "button_reply":
        return [button["reply"] for button in action.get("buttons", [])]
    return [row for section in action.get("sections", []) for row in section["rows"]]


def _location(phone: str, wamid: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    latitude = _degrees(asked.get("latitude"), 90)
    longitude = _degrees(asked.get("longitude"), 180)
    given = {name: str(asked.get(name) or "").strip() for name in ("name", "address")}
    place = {name: text[:LONGEST_PLACE_NAME] for name, text in given.items() if text}
    return notifications.location_message(phone, wamid, latitude, longitude, place)


def _degrees(value: object, most: float) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > most:
        raise CannotSend(_("These are not coordinates."))
    return float(value)
