"""What a webhook brings: messages of citizens, reports about our messages, errors of the account.

One notification may hold a thousand of them, for several numbers, of kinds that do not exist
yet. What cannot be read is counted and left out: refusing it would make WhatsApp send the
whole notification again for days.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

# As long as the columns that hold them.
WAMID_LENGTH = 160
PHONE_LENGTH = 20
USER_ID_LENGTH = 160
KIND_LENGTH = 40
STATUS_LENGTH = 20
MARK_LENGTH = 512
# What arrives without the citizen saying something to us: it is kept, and nobody answers it.
REACTION, REVOKE, SYSTEM = "reaction", "revoke", "system"
SILENT_KINDS = frozenset({REACTION, REVOKE, SYSTEM, "request_welcome"})


class MalformedNotification(Exception):
    """The body is no notification at all. The message does not quote it."""


class _Unreadable(Exception):
    """One part of a notification lacks what every part of its kind has."""


@dataclass(frozen=True)
class InboundMessage:
    """One message of a citizen. `phone` or `user_id` is there, often both.

    `kind` is WhatsApp's message type, `payload` the whole message object, with the message it
    replies to, the advertisement it came by and whatever else stands in it.
    """

    wamid: str
    phone: str | None
    user_id: str | None
    kind: str
    sent_at: datetime | None
    payload: dict[str, Any]

    @property
    def is_silent(self) -> bool:
        """Whether it asks nothing of us: an emoji on a message, a message taken back, a new number."""
        return self.kind in SILENT_KINDS


@dataclass(frozen=True)
class StatusReport:
    """How one of our messages fared: `sent`, `delivered`, `read`, `failed` or another word.

    `mark` is what we sent along with it to know it by.
    """

    wamid: str
    status: str
    reported_at: datetime | None
    errors: list[dict[str, Any]] | None
    mark: str | None = None
    pricing: dict[str, Any] | None = None


@dataclass
class Notification:
    """The readable parts of a webhook's body, each list in the order sent.

    `foreign` are the phone number ids of parts that are not for our number, `other_fields` the
    names of what we did not subscribe to; `unreadable` counts parts that lack what they need.
    """

    messages: list[InboundMessage] = field(default_factory=list)
    statuses: list[StatusReport] = field(default_factory=list)
    account_errors: list[dict[str, Any]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    other_fields: list[str] = field(default_factory=list)
    unreadable: int = 0


def parse(body: bytes, phone_number_id: str) -> Notification:
    """Read a webhook's body, keeping what is meant for our number. Raises MalformedNotification."""
    notification = Notification()
    for change in _changes(_document(body)):
        value = _dict(change.get("value"))
        number = _dict(value.get("metadata")).get("phone_number_id")
        if change.get("field") != "messages":
            notification.other_fields.append(str(change.get("field")))
        elif number != phone_number_id:
            notification.foreign.append(str(number))
        else:
            _read_value(value, notification)
    return notification


def new_identity(payload: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the new number and user id of which a `system` message tells; None where unchanged."""
    part = _dict(payload.get(SYSTEM))
    if part.get("type") not in ("user_changed_number", "user_changed_user_id"):
        return None, None
    return _phone(part.get("wa_id")), _text(part.get("user_id"), USER_ID_LENGTH)


def own_phone(payload: dict[str, Any]) -> str | None:
    """Return the number that a citizen gave when asked for it; None for any other contact card."""
    for card in _dicts(payload.get("contacts")):
        if "contact_request" in (card.get("origin"), payload.get("origin")):
            numbers = (_phone(phone.get("wa_id")) for phone in _dicts(card.get("phones")))
            return next(filter(None, numbers), None)
    return None


def storable(value: Any) -> Any:
    """Replace what no database stores as text: NUL, and halves of characters from broken escapes."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", errors="replace").decode()
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    return value


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedNotification(f"no JSON: {type(error).__name__}") from None
    if not isinstance(document, dict) or not isinstance(document.get("entry"), list):
        raise MalformedNotification("no list of entries")
    return storable(document)


def _refuse_constant(name: str) -> None:
    """Python reads NaN and Infinity as JSON; databases do not."""
    raise ValueError(name)


def _changes(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in document["entry"]:
        yield from _dicts(_dict(entry).get("changes"))


def _read_value(value: dict[str, Any], notification: Notification) -> None:
    user_ids = {
        _phone(contact.get("wa_id")): contact.get("user_id")
        for contact in _dicts(value.get("contacts"))
    }
    for part in _dicts(value.get("messages")):
        try:
            notification.messages.append(_message(part, user_ids))
        except _Unreadable:
            notification.unreadable += 1
    for part in _dicts(value.get("statuses")):
        try:
            notification.statuses.append(_status(part))
        except _Unreadable:
            notification.unreadable += 1
    notification.account_errors.extend(_dicts(value.get("errors")))


def _message(part: dict[str, Any], user_ids: dict[str | None, Any]) -> InboundMessage:
    phone = _phone(part.get("from"))
    # Who tells of a new user id is known by the one before.
    before = _dict(part.get(SYSTEM)).get("previous_user_id")
    given = before or part.get("from_user_id") or user_ids.get(phone)
    user_id = _text(given, USER_ID_LENGTH)
    if phone is None and user_id is None:
        raise _Unreadable
    return InboundMessage(
        wamid=_required(part.get("id"), WAMID_LENGTH),
        phone=phone,
        user_id=user_id,
        kind=_text(part.get("type"), KIND_LENGTH) or "unknown",
        sent_at=_moment(part.get("timestamp")),
        payload=part,
    )


def _status(part: dict[str, Any]) -> StatusReport:
    return StatusReport(
        wamid=_required(part.get("id"), WAMID_LENGTH),
        status=_required(part.get("status"), STATUS_LENGTH),
        reported_at=_moment(part.get("timestamp")),
        errors=_dicts(part.get("errors")) or None,
        mark=_text(part.get("biz_opaque_callback_data"), MARK_LENGTH),
        pricing=_dict(part.get("pricing")) or None,
    )


def _phone(value: Any) -> str | None:
    digits = _text(value, PHONE_LENGTH)
    return digits if digits and digits.isascii() and digits.isdigit() else None


def _required(value: Any, length: int) -> str:
    text = _text(value, length)
    if text is None:
        raise _Unreadable
    return text


def _text(value: Any, length: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= length else None


def _moment(value: Any) -> datetime | None:
    """Read WhatsApp's time, seconds since 1970 in a string."""
    try:
        return datetime.fromtimestamp(int(value), timezone.utc)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
