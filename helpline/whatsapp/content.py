"""What a message holds: a tapped button, words, a location, a file. Never fails on a strange one."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Our own: the words of a voice note or a picture, written down and heard like typed ones.
TRANSCRIPT = "transcript"
VOICE = "voice"
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
    """Return what the citizen wrote: the text, or the caption of a file; empty where there is none."""
    written = _part(payload, kind).get("body" if kind in ("text", TRANSCRIPT) else "caption")
    return written if isinstance(written, str) else ""


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


def _part(payload: dict[str, Any], name: str) -> dict[str, Any]:
    part = payload.get(name)
    return part if isinstance(part, dict) else {}


def _tap(identifier: Any, title: Any) -> Tap | None:
    if not isinstance(identifier, str) or not isinstance(title, str):
        return None
    return Tap(identifier, title)


def _degrees(value: Any, most: int) -> float | None:
    try:
        degrees = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None
