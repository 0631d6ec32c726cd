"""Messages to citizens in the form the Cloud API takes, without the recipient.

WhatsApp refuses a message whole when one part is too long, so every limit is checked here.
Its "characters" are not defined; the larger of the likely counts is used: UTF-16 units of the
composed text. In Devanagari every vowel sign counts: क्षि is 4. Texts are split where a limit is
passed; titles are refused, because a cut title misleads.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TEXT = 4096
BODY = 1024
BUTTONS = 3
BUTTON_TITLE = 20
BUTTON_ID = 256
LIST_BUTTON = 20
ROWS = 10
ROW_TITLE = 24
ROW_DESCRIPTION = 72
ROW_ID = 200
CAPTION = 1024
# Meta names no limit; a longer one is no name.
FILENAME = 240
# One emoji may be a family of four with joiners, or a flag.
EMOJI = 25
TEMPLATE_NAME = 512
TEMPLATE_BUTTONS = 3
TEMPLATE_BUTTON_TITLE = 25

Payload = dict[str, Any]

# Meta refuses a parameter with one of these.
_UNRULY = re.compile(r"[\n\r\t]| {5}")
_SENTENCE_END = re.compile(r"[।॥.?!](?=\s)|\n")
_VIRAMA = "\u094d"
_JOINER = "\u200d"


class PayloadError(ValueError):
    """A message cannot be sent as it is; the text says which part breaks which limit."""


@dataclass(frozen=True)
class Choice:
    """One thing to tap: the id that comes back, and what the citizen reads."""

    id: str
    title: str
    description: str | None = None


def length(text: str) -> int:
    """Return how long WhatsApp may find this text."""
    return len(unicodedata.normalize("NFC", text).encode("utf-16-le", "surrogatepass")) // 2


def texts(body: str) -> list[Payload]:
    """Build text messages: one, or several where the body is too long for one."""
    return [
        {"type": "text", "text": {"body": part}} for part in _split(_filled("text", body), TEXT)
    ]


def choices(body: str, offered: Sequence[Choice], list_button: str | None = None) -> list[Payload]:
    """Build a message with things to tap: reply buttons where they fit, else a list.

    Only a list shows descriptions, so choices with descriptions become one when it has a
    `list_button`, the text that opens it. What the body has too much goes ahead as text.
    Raises PayloadError.
    """
    ahead, body = _texts_ahead(body)
    described = list_button is not None and any(choice.description for choice in offered)
    if _are_buttons(offered) and not described:
        return [*ahead, reply_buttons(body, offered)]
    return [*ahead, option_list(body, offered, list_button)]


def reply_buttons(body: str, offered: Sequence[Choice]) -> Payload:
    """Build a message with one to three buttons. Raises PayloadError."""
    _check_ids(offered, "button", BUTTONS, BUTTON_ID)
    titles = [_within(f"title of button {c.id}", c.title, BUTTON_TITLE) for c in offered]
    if len(set(titles)) < len(titles):
        raise PayloadError(f"two buttons have the same title: {titles}")
    buttons = [
        {"type": "reply", "reply": {"id": choice.id, "title": title}}
        for choice, title in zip(offered, titles, strict=True)
    ]
    return _interactive("button", body, {"buttons": buttons})


def option_list(body: str, offered: Sequence[Choice], list_button: str | None) -> Payload:
    """Build a message with a list of one to ten rows. Raises PayloadError."""
    if list_button is None:
        titles = [choice.title for choice in offered]
        raise PayloadError(f"these are no reply buttons, and a list needs a list_button: {titles}")
    _check_ids(offered, "row", ROWS, ROW_ID)
    action = {
        "button": _within("list button", list_button, LIST_BUTTON),
        "sections": [{"rows": [_row(choice) for choice in offered]}],
    }
    return _interactive("list", body, action)


def location_request(body: str) -> list[Payload]:
    """Build a message with a button that sends the citizen's location. Raises PayloadError."""
    ahead, body = _texts_ahead(body)
    return [*ahead, _interactive("location_request_message", body, {"name": "send_location"})]


def contact_request(body: str) -> list[Payload]:
    """Build a message with a button that sends the citizen's phone number. Raises PayloadError."""
    ahead, body = _texts_ahead(body)
    return [*ahead, _interactive("request_contact_info", body, {"name": "request_contact_info"})]


def image(link: str, caption: str = "") -> Payload:
    """Build a message with the picture behind a public https address. Raises PayloadError."""
    return {"type": "image", "image": {"link": _https(link), **_captioned(caption)}}


def document(link: str, filename: str, caption: str = "") -> Payload:
    """Build a message with the document behind a public https address. Raises PayloadError.

    `filename` is what the citizen sees; its ending tells the phone what it is.
    """
    name = _within("name of a document", filename, FILENAME)
    return {
        "type": "document",
        "document": {"link": _https(link), "filename": name, **_captioned(caption)},
    }


def reaction(wamid: str, emoji: str) -> Payload:
    """Build an emoji on a message of the citizen's; an empty one takes it away."""
    if not wamid:
        raise PayloadError("a reaction needs the message it is to")
    if length(emoji) > EMOJI:
        raise PayloadError(f"a reaction is one emoji, not {emoji!r}")
    return {"type": "reaction", "reaction": {"message_id": wamid, "emoji": emoji}}


def reading(wamid: str) -> Payload:
    """Build the two blue ticks on a citizen's message, and the sign that an answer is written."""
    return {"status": "read", "message_id": wamid, "typing_indicator": {"type": "text"}}


def template_message(
    name: str, language: str, parameters: Sequence[str], taps: Sequence[str] = ()
) -> Payload:
    """Build a message from a template that Meta approved in this language.

    `parameters` stand for {{1}}, {{2}} … of its body; `taps` are what its quick replies bring
    back, in their order. Raises PayloadError.
    """
    for number, value in enumerate(parameters, start=1):
        _within(f"parameter {number} of {name}", value, BODY)
        if _UNRULY.search(value):
            raise PayloadError(f"parameter {number} of {name} has more than one line: {value!r}")
    if len(taps) > TEMPLATE_BUTTONS:
        raise PayloadError(f"{len(taps)} buttons of {name}, at most {TEMPLATE_BUTTONS} go")
    values = [{"type": "text", "text": value} for value in parameters]
    buttons = [
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": str(index),
            "parameters": [
                {"type": "payload", "payload": _within(f"id of a button of {name}", tap, BUTTON_ID)}
            ],
        }
        for index, tap in enumerate(taps)
    ]
    return {
        "type": "template",
        "template": {
            "name": _within("name of a template", name, TEMPLATE_NAME),
            "language": {"code": language},
            "components": [{"type": "body", "parameters": values}, *buttons],
        },
    }


def offered_in(payload: Payload) -> list[Choice]:
    """Return what there is to tap in a message that was built here."""
    action = payload.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    rows += [button["reply"] for button in action.get("buttons", ())]
    return [Choice(row["id"], row["title"], row.get("description")) for row in rows]


def one_line(text: str, most: int) -> str:
    """Return a text on one line, cut with … where it is longer than `most`."""
    line = " ".join(text.split())
    if length(line) <= most:
        return line
    return line[: _cut(line, most - 1)].rstrip() + "…"


def _https(link: str) -> str:
    if not link.startswith("https://"):
        raise PayloadError(f"WhatsApp fetches files from https addresses only, not {link}")
    return link


def _captioned(caption: str) -> dict[str, str]:
    return {"caption": _within("caption", caption, CAPTION)} if caption.strip() else {}


def _texts_ahead(body: str) -> tuple[list[Payload], str]:
    """Turn what is too much beside buttons into texts; return them and the rest of the body."""
    body = _filled("text", body)
    *ahead, last = _split(body, BODY)
    return (texts(body.removesuffix(last)) if ahead else []), last


def _interactive(kind: str, body: str, action: dict[str, Any]) -> Payload:
    text = _within("text beside buttons", body, BODY)
    return {
        "type": "interactive",
        "interactive": {"type": kind, "body": {"text": text}, "action": action},
    }


def _row(choice: Choice) -> dict[str, str]:
    row = {"id": choice.id, "title": _within(f"title of row {choice.id}", choice.title, ROW_TITLE)}
    if choice.description:
        name = f"description of row {choice.id}"
        row["description"] = _within(name, choice.description, ROW_DESCRIPTION)
    return row


def _are_buttons(offered: Sequence[Choice]) -> bool:
    return len(offered) <= BUTTONS and all(length(c.title) <= BUTTON_TITLE for c in offered)


def _check_ids(offered: Sequence[Choice], what: str, most: int, longest: int) -> None:
    ids = [choice.id for choice in offered]
    for identifier in ids:
        _within(f"id of {what}", identifier, longest)
    if not 1 <= len(ids) <= most:
        raise PayloadError(f"{len(ids)} {what}s, but there must be 1 to {most}")
    if len(set(ids)) < len(ids):
        raise PayloadError(f"two {what}s have the same id: {ids}")
    if any(identifier != identifier.strip() for identifier in ids):
        raise PayloadError(f"the id of a {what} begins or ends with a space: {ids}")


def _within(what: str, text: str, most: int) -> str:
    filled = _filled(what, text)
    if length(filled) > most:
        raise PayloadError(f"{what} has {length(filled)} characters, at most {most} go: {filled!r}")
    return filled


def _filled(what: str, text: str) -> str:
    if not text.strip():
        raise PayloadError(f"{what} is empty")
    return text.strip()


def _split(text: str, most: int) -> list[str]:
    """Split a stripped text into parts of at most `most`, if possible at the end of a sentence."""
    parts, rest = [], text
    while length(rest) > most:
        cut = _cut(rest, most)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest]


def _cut(text: str, most: int) -> int:
    """Return where to cut: after a sentence, else at a space, else between two letters."""
    end = _fitting(text, most)
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, end // 2, end + 1)]
    fitting = [index for index in sentences if index <= end]
    if fitting:
        return fitting[-1]
    space = max(text.rfind(char, end // 2, end) for char in " \n\t")
    if space > 0:
        return space
    return next((index for index in range(end, 0, -1) if _is_boundary(text, index)), end)


def _fitting(text: str, most: int) -> int:
    """Return how many characters at the beginning are surely not longer than `most`."""
    total = 0
    for index, char in enumerate(text):
        total += length(char)
        if total > most:
            return index
    return len(text)


def _is_boundary(text: str, index: int) -> bool:
    """Whether no letter is torn: no mark after the cut, no half letter or joiner before it."""
    before, after = text[index - 1], text[index]
    tears = unicodedata.category(after).startswith("M") or unicodedata.category(after) in (
        "Sk",
        "Cf",
    )
    return not tears and before not in (_VIRAMA, _JOINER)
