"""What a message holds: a tapped button, words, a location, a file. Never fails on a strange one."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpline.whatsapp.inbound import storable

# Our own: the words of a voice note or a picture, written down and heard like typed ones.
TRANSCRIPT = "transcript"
VOICE = "voice"
# Our own as well: the help desk tells the conversation what it has done. No citizen wrote it.
FROM_DESK = "desk"
EDIT, CONTACTS, UNSUPPORTED = "edit", "contacts", "unsupported"
_FILES = frozenset({"image", "audio", "video", "document", "sticker"})
# As long as the columns that hold them.
_MEDIA_ID_LENGTH, _NAME_LENGTH = 80, 200
# Where a citizen's own words stand in a message.
_WORDS = {
    "text": ("body",),
    TRANSCRIPT: ("body",),
    "location": ("name", "address"),
    "document": ("caption", "filename"),
    "image": ("caption",),
    "video": ("caption",),
}
# Of a form that was filled in: which form it was, and which reply it is to. Nobody typed it.
_FORM_TOKEN = "flow_token"  # noqa: S105 - the field's name
_TOO_LARGE = 131052


@dataclass(frozen=True)
class Tap:
    """A tapped button or list row: its id, which only we gave out, and the title the citizen saw."""

    id: str
    title: str


@dataclass(frozen=True)
class Location:
    """A point on the earth in degrees, with the name or address that WhatsApp gave it, if any."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True)
class Media:
    """A file that WhatsApp keeps for us under `id`; a voice note is of the kind `voice`."""

    id: str
    kind: str
    name: str


def tap(kind: str, payload: dict[str, Any]) -> Tap | None:
    """Return the button or list row that the citizen tapped; None for any other message."""
    if kind == "button":
        part = _part(payload, "button")
        return _tap(part.get("payload"), part.get("text"))
    interactive = _part(payload, "interactive") if kind == "interactive" else {}
    if interactive.get("type") not in ("button_reply", "list_reply"):
        return None
    reply = _part(interactive, interactive["type"])
    return _tap(reply.get("id"), reply.get("title"))


def words(kind: str, payload: dict[str, Any]) -> str:
    """Return what the citizen wrote: a text, a file's caption, what was filled into a form.

    An edited message has its new words. Empty where there are none.
    """
    if kind == EDIT:
        return words(*_edited(payload))
    if kind == "interactive":
        return "\n".join(text for name, text in _filled_in(payload).items() if name != _FORM_TOKEN)
    if kind == CONTACTS:
        return "\n".join(_cards(payload))
    name = {"text": "body", TRANSCRIPT: "body", "reaction": "emoji"}.get(kind, "caption")
    return _string(_part(payload, kind).get(name))


def words_or_title(kind: str, payload: dict[str, Any]) -> str:
    """Return what the citizen wrote, or the title of the button or list row they tapped."""
    tapped = tap(kind, payload)
    return tapped.title if tapped else words(kind, payload)


def media(kind: str, payload: dict[str, Any]) -> Media | None:
    """Return the file that came with a message; None where there is none."""
    part = _part(payload, kind) if kind in _FILES else {}
    media_id, name = part.get("id"), part.get("filename")
    if not isinstance(media_id, str) or not 0 < len(media_id) <= _MEDIA_ID_LENGTH:
        return None
    is_voice = kind == "audio" and part.get("voice") is True
    name = name[-_NAME_LENGTH:] if isinstance(name, str) else ""
    return Media(media_id, VOICE if is_voice else kind, name)


def with_words(kind: str, payload: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return the message with everything in it that the citizen wrote changed."""
    part = _part(payload, kind)
    if kind == EDIT:
        inner_kind, inner = _edited(payload)
        changed = with_words(inner_kind, inner, change)
        return {**payload, EDIT: {**part, "message": changed}} if changed is not inner else payload
    if kind == "interactive":
        return _with_filled_in(payload, change)
    written = {name: part[name] for name in _WORDS.get(kind, ()) if isinstance(part.get(name), str)}
    if not written:
        return payload
    changed = {name: change(words) for name, words in written.items()}
    return {**payload, kind: {**part, **changed}}


def location(kind: str, payload: dict[str, Any]) -> Location | None:
    """Return the location the citizen sent; None for any other message."""
    if kind != "location":
        return None
    part = _part(payload, "location")
    latitude, longitude = _degrees(part.get("latitude"), 90), _degrees(part.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    labels = [part.get(name) for name in ("name", "address")]
    return Location(latitude, longitude, ", ".join(x for x in labels if isinstance(x, str) and x))


def replied_to(payload: dict[str, Any]) -> str | None:
    """Return the id of the message to which this one is a reply; None where it is none."""
    return _string(_part(payload, "context").get("id")) or None


def taken_back(payload: dict[str, Any]) -> str | None:
    """Return the id of the message that the citizen deleted for everybody."""
    return _string(_part(payload, "revoke").get("original_message_id")) or None


def why_unreadable(payload: dict[str, Any]) -> str:
    """Return what WhatsApp could not pass on to us: `edit`, `poll_creation`, `too_large`, else empty."""
    codes = {error.get("code") for error in _dicts(payload.get("errors"))}
    if _TOO_LARGE in codes:
        return "too_large"
    return _string(_part(payload, UNSUPPORTED).get("type"))


def _part(payload: dict[str, Any], name: str) -> dict[str, Any]:
    part = payload.get(name)
    return part if isinstance(part, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _tap(identifier: Any, title: Any) -> Tap | None:
    if not isinstance(identifier, str) or not isinstance(title, str):
        return None
    return Tap(identifier, title)


def _edited(payload: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return kind and content of an edited message as it is now; an edit of an edit there is not."""
    inner = _part(_part(payload, EDIT), "message")
    kind = _string(inner.get("type"))
    return ("", inner) if kind == EDIT else (kind, inner)


def _cards(payload: dict[str, Any]) -> list[str]:
    """Return name and number on each contact card."""
    cards = []
    for card in _dicts(payload.get(CONTACTS)):
        name = _string(_part(card, "name").get("formatted_name"))
        phones = [_string(phone.get("phone")) for phone in _dicts(card.get("phones"))]
        cards.append(", ".join(filter(None, [name, *phones])))
    return [card for card in cards if card]


def _filled_in(payload: dict[str, Any]) -> dict[str, str]:
    """Return the texts in a form that was filled in, by the names of its fields."""
    answers = _answers(payload)
    return {name: text for name, text in answers.items() if isinstance(text, str) and text.strip()}


def _with_filled_in(payload: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    written = _filled_in(payload)
    if not written:
        return payload
    changed = {name: change(text) for name, text in written.items() if name != _FORM_TOKEN}
    response = json.dumps({**_answers(payload), **changed}, ensure_ascii=False)
    interactive = _part(payload, "interactive")
    reply = {**_part(interactive, "nfm_reply"), "response_json": response}
    return {**payload, "interactive": {**interactive, "nfm_reply": reply}}


def _answers(payload: dict[str, Any]) -> dict[str, Any]:
    """Return what a form sent back, which is JSON inside a string."""
    reply = _part(_part(payload, "interactive"), "nfm_reply")
    try:
        answers = json.loads(_string(reply.get("response_json")) or "{}")
    except (ValueError, RecursionError):
        return {}
    return storable(answers) if isinstance(answers, dict) else {}


def _degrees(value: Any, most: int) -> float | None:
    try:
        degrees = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None
