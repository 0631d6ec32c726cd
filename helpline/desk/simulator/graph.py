"""The Cloud API's side of the simulator: what the helpline calls to send and to fetch media."""

import functools
import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, request

from helpline.desk.simulator import limits
from helpline.desk.simulator.chats import CITIZEN, Message
from helpline.desk.simulator.phones import WrongPhone, recipient
from helpline.desk.simulator.platform import Platform
from helpline.settings import SIMULATOR_TOKEN

WRONG_TOKEN = 190
_TITLES = {
    limits.INVALID_PARAMETER: "Invalid parameter",
    limits.MISSING_PARAMETER: "Required parameter is missing",
    limits.WRONG_VALUE: "Parameter value is not valid",
    limits.UNSUPPORTED_TYPE: "Message type is not currently supported",
    limits.WRONG_PARAMETERS: "Number of parameters does not match the expected number of params",
    limits.NO_SUCH_TEMPLATE: "Template name does not exist in the translation",
}

blueprint = Blueprint("graph", __name__, url_prefix="/simulator/graph")

View = Callable[..., Any]


def _bearer_required(view: View) -> View:
    @functools.wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        shown = request.headers.get("Authorization", "")
        if not hmac.compare_digest(shown.encode(), f"Bearer {SIMULATOR_TOKEN}".encode()):
            return _error(WRONG_TOKEN, "Invalid OAuth access token.", status=401)
        return view(*args, **kwargs)

    return checked


@blueprint.post("/<phone_number_id>/messages")
@_bearer_required
def send(phone_number_id: str) -> Any:
    """Take a message for a citizen, or a mark that the helpline has read one."""
    if phone_number_id != _platform().business.phone_number_id:
        return _refused(limits.INVALID_PARAMETER, "There is no such phone number id.")
    payload = request.get_json(silent=True)
    try:
        if isinstance(payload, dict) and payload.get("status") == "read":
            return _mark_read(payload)
        limits.check(payload)
        phone = recipient(payload["to"])
        if payload.get("type") == "reaction":
            return _taken(payload, phone, _react(payload["reaction"]))
    except limits.Refused as refused:
        return _refused(refused.code, refused.details)
    except WrongPhone:
        return _refused(limits.INVALID_PARAMETER, "Parameter to is not a phone number.")
    return _taken(payload, phone, _platform().send_to_citizen(phone, payload))


@blueprint.get("/<media_id>")
@_bearer_required
def describe_media(media_id: str) -> Any:
    """Say where a file is and what it is."""
    media = _platform().chats.media(media_id)
    if media is None:
        return _refused(limits.INVALID_PARAMETER, "There is no such media.")
    return {
        "messaging_product": "whatsapp",
        "url": _platform().business.media_url(media.id),
        "mime_type": media.mime_type,
        "sha256": hashlib.sha256(media.content).hexdigest(),
        "file_size": len(media.content),
        "id": media.id,
    }


@blueprint.get("/media/<media_id>")
@_bearer_required
def download_media(media_id: str) -> Any:
    """Hand out a file."""
    media = _platform().chats.media(media_id)
    if media is None:
        return Response(status=404)
    return Response(media.content, mimetype=media.mime_type)


def _mark_read(payload: dict[str, Any]) -> Any:
    message = _citizens_message(payload)
    _platform().mark_read_by_helpline(message, typing="typing_indicator" in payload)
    return {"success": True}


def _react(reaction: dict[str, Any]) -> str:
    return _platform().react_to_citizen(_citizens_message(reaction), reaction["emoji"])


def _citizens_message(named: dict[str, Any]) -> Message:
    message = _platform().chats.find(str(named.get("message_id")))
    if message is None or message.sender != CITIZEN:
        raise limits.Refused(limits.INVALID_PARAMETER, "There is no such message.")
    return message


def _taken(payload: dict[str, Any], phone: str, wamid: str) -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "contacts": [{"input": payload["to"], "wa_id": phone}],
        "messages": [{"id": wamid}],
    }


def _refused(code: int, details: str) -> Any:
    return _error(code, f"(#{code}) {_TITLES[code]}", details=details, status=400)


def _error(code: int, message: str, status: int, details: str | None = None) -> Any:
    error: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code}
    if details is not None:
        error["error_data"] = {"messaging_product": "whatsapp", "details": details}
    error["fbtrace_id"] = f"SIM{secrets.token_hex(8)}"
    return {"error": error}, status


def _platform() -> Platform:
    return current_app.extensions["simulator"]
