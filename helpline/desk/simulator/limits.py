"""What the Cloud API refuses: a payload over a limit is refused whole, as at Meta.

Lengths are counted in code points after NFC, the reading of Meta's "characters" that the
helpline relies on.
"""

import unicodedata
from typing import Any

from helpline.whatsapp.templates import as_seen, templates

INVALID_PARAMETER = 100
MISSING_PARAMETER = 131008
WRONG_VALUE = 131009
UNSUPPORTED_TYPE = 131051
WRONG_PARAMETERS = 132000
NO_SUCH_TEMPLATE = 132001

TEXT_BODY = 4096
INTERACTIVE_BODY = 1024
HEADER_OR_FOOTER = 60
BUTTONS = 3
BUTTON_TITLE = 20
BUTTON_ID = 256
LIST_BUTTON = 20
SECTIONS = 10
ROWS = 10
SECTION_TITLE = 24
ROW_TITLE = 24
ROW_DESCRIPTION = 72
ROW_ID = 200
CALLBACK_DATA = 512
CAPTION = 1024
LINK = 2048
WAMID = 160
TEMPLATE_NAME = 512


class Refused(Exception):
    """Meta would refuse this; `code` is Meta's, `details` says which part and why."""

    def __init__(self, code: int, details: str) -> None:
        super().__init__(details)
        self.code = code
        self.details = details


def check(payload: Any) -> None:
    """Check a Graph payload of any type that the helpline sends. Raises Refused."""
    if not isinstance(payload, dict) or payload.get("messaging_product") != "whatsapp":
        raise Refused(INVALID_PARAMETER, "The parameter messaging_product is required.")
    _text(payload, "to", 64)
    if "biz_opaque_callback_data" in payload:
        _text(payload, "biz_opaque_callback_data", CALLBACK_DATA)
    kind = payload.get("type", "text")
    if kind == "text":
        _text(_part(payload, "text"), "body", TEXT_BODY)
    elif kind == "interactive":
        _check_interactive(_part(payload, "interactive"))
    elif kind == "template":
        _check_template(payload)
    elif kind in ("image", "document"):
        _check_file(_part(payload, kind))
    elif kind == "reaction":
        _check_reaction(_part(payload, kind))
    else:
        raise Refused(UNSUPPORTED_TYPE, f"Message type {kind!r} is not played by the simulator.")


def _check_interactive(interactive: dict[str, Any]) -> None:
    _text(_part(interactive, "body"), "text", INTERACTIVE_BODY)
    for name in ("header", "footer"):
        if name in interactive:
            _text(_part(interactive, name), "text", HEADER_OR_FOOTER)
    action = _part(interactive, "action")
    match interactive.get("type"):
        case "button":
            _check_buttons(_items(action, "buttons", BUTTONS))
        case "list":
            _text(action, "button", LIST_BUTTON)
            _check_sections(_items(action, "sections", SECTIONS))
        case "location_request_message":
            if action.get("name") != "send_location":
                raise Refused(WRONG_VALUE, "action.name must be 'send_location'.")
        case "request_contact_info":
            if action.get("name") != "request_contact_info":
                raise Refused(WRONG_VALUE, "action.name must be 'request_contact_info'.")
        case other:
            raise Refused(WRONG_VALUE, f"Interactive type {other!r} is not valid.")


def _check_template(payload: dict[str, Any]) -> None:
    """The simulator's Meta has approved the templates of the helpline, and no others."""
    part = _part(payload, "template")
    template = templates().get(_text(part, "name", TEMPLATE_NAME))
    if template is None or _part(part, "language").get("code") not in template.wordings:
        raise Refused(NO_SUCH_TEMPLATE, "Template name does not exist in the translation.")
    body, *buttons = _items(part, "components", 1 + BUTTONS)
    values = body.get("parameters", [])
    if (len(values), len(buttons)) != (len(template.parameters), len(template.payloads)):
        raise Refused(WRONG_PARAMETERS, "Number of parameters does not match the expected number.")
    for value in values:
        _text(value, "text", INTERACTIVE_BODY)
    _text({"body": as_seen(payload)[0]}, "body", INTERACTIVE_BODY)


def _check_file(file: dict[str, Any]) -> None:
    if not _text(file, "link", LINK).startswith("https://"):
        raise Refused(WRONG_VALUE, "link must begin with https://.")
    if "caption" in file:
        _text(file, "caption", CAPTION)


def _check_reaction(reaction: dict[str, Any]) -> None:
    _text(reaction, "message_id", WAMID)
    if not isinstance(reaction.get("emoji"), str):
        raise Refused(MISSING_PARAMETER, "Required parameter 'emoji' is missing.")


def _check_buttons(buttons: list[dict[str, Any]]) -> None:
    replies = [_part(button, "reply") for button in buttons]
    for reply in replies:
        _text(reply, "title", BUTTON_TITLE)
        if _text(reply, "id", BUTTON_ID) != reply["id"].strip():
            raise Refused(WRONG_VALUE, "Button id must not begin or end with a space.")
    _distinct(replies, "id", "Button ids")
    _distinct(replies, "title", "Button titles")


def _check_sections(sections: list[dict[str, Any]]) -> None:
    rows: list[dict[str, Any]] = []
    for section in sections:
        if len(sections) > 1 or "title" in section:
            _text(section, "title", SECTION_TITLE)
        rows += _items(section, "rows", ROWS)
    if len(rows) > ROWS:
        raise Refused(WRONG_VALUE, f"Total row count exceeds {ROWS}.")
    for row in rows:
        _text(row, "title", ROW_TITLE)
        _text(row, "id", ROW_ID)
        if "description" in row:
            _text(row, "description", ROW_DESCRIPTION)
    _distinct(rows, "id", "Row ids")


def _part(parent: dict[str, Any], name: str) -> dict[str, Any]:
    part = parent.get(name)
    if not isinstance(part, dict):
        raise Refused(MISSING_PARAMETER, f"Required parameter {name!r} is missing.")
    return part


def _items(parent: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    items = parent.get(name)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Refused(MISSING_PARAMETER, f"Required parameter {name!r} is missing.")
    if not 1 <= len(items) <= most:
        raise Refused(WRONG_VALUE, f"Invalid {name} count. Min: 1, max: {most}.")
    return items


def _text(parent: dict[str, Any], name: str, most: int) -> str:
    text = parent.get(name)
    if not isinstance(text, str):
        raise Refused(MISSING_PARAMETER, f"Required parameter {name!r} is missing.")
    length = len(unicodedata.normalize("NFC", text))
    if not text.strip() or length > most:
        raise Refused(
            WRONG_VALUE, f"{name} length invalid. Min length: 1, max length: {most}, is: {length}."
        )
    return text


def _distinct(items: list[dict[str, Any]], name: str, what: str) -> None:
    if len({item[name] for item in items}) < len(items):
        raise Refused(WRONG_VALUE, f"{what} must be unique.")
