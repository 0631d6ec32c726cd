"""The browser's side of the simulator: WhatsApp on a citizen's phone."""

import json
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from helpline.desk.simulator.chats import CITIZEN, Chat, Message
from helpline.desk.simulator.composing import CannotSend, compose, compose_file
from helpline.desk.simulator.phones import WrongPhone, readable, wa_id
from helpline.desk.simulator.platform import Platform

FIRST_PHONE, FIRST_NAME = "919876543210", "राधा देवी"
_CHAT = "/simulator/chats/<phone>"
_TOO_LONG = lazy_gettext("This is too long.")

blueprint = Blueprint("simulator", __name__)
blueprint.add_app_template_filter(readable, "readable_phone")


class CitizenForm(FlaskForm):
    """A new citizen: mobile number and name."""

    phone = StringField(
        lazy_gettext("Mobile number"),
        [
            InputRequired(lazy_gettext("Please enter a mobile number.")),
            Length(max=20, message=_TOO_LONG),
        ],
    )
    name = StringField(lazy_gettext("Name"), [Length(max=60, message=_TOO_LONG)])

    def validate_phone(self, field: StringField) -> None:
        """Refuse what cannot be a phone number."""
        try:
            wa_id(field.data)
        except WrongPhone:
            raise ValidationError(_("This is not a valid mobile number.")) from None


@blueprint.get("/simulator")
def index() -> Response:
    """Open the latest chat."""
    return redirect(url_for("simulator.show", phone=_latest_chat().phone))


@blueprint.get(_CHAT)
def show(phone: str) -> str:
    """Show the phone of one citizen."""
    return _page(_chat_or_404(phone), CitizenForm(formdata=None))


@blueprint.post("/simulator/chats")
def add() -> Response | tuple[str, int]:
    """Add a citizen and open their chat; a known number gets the new name."""
    form = CitizenForm()
    if not form.validate():
        return _page(_latest_chat(), form), 400
    phone = wa_id(form.phone.data)
    _platform().chats.add_chat(phone, (form.name.data or "").strip() or readable(phone))
    return redirect(url_for("simulator.show", phone=phone))


@blueprint.post(f"{_CHAT}/clear")
def clear(phone: str) -> Response:
    """Empty the chat on the citizen's phone; the helpline knows nothing of it."""
    _chat_or_404(phone)
    _platform().chats.clear(phone)
    return redirect(url_for("simulator.show", phone=phone))


@blueprint.get(f"{_CHAT}/messages")
def changes(phone: str) -> dict[str, Any]:
    """Return what is new or changed in the chat since the version `after`."""
    chats = _platform().chats
    after = request.args.get("after", 0, type=int)
    # Asked before the messages: a message that comes in between is then told twice, not never.
    version = chats.version()
    chat = _chat_or_404(phone)
    answer: dict[str, Any] = {
        "version": version,
        "cleared_id": chat.cleared_id,
        "typing": chat.typing,
        "messages": [_shown(message) for message in chats.changes(phone, after)],
    }
    if version > after:
        answer["chats"] = [_line(other) for other in chats.all()]
    return answer


@blueprint.post(f"{_CHAT}/messages")
def send(phone: str) -> tuple[dict[str, Any], int]:
    """Send what the citizen typed, tapped or picked; see `composing` for the fields."""
    _chat_or_404(phone)
    try:
        if request.mimetype == "multipart/form-data":
            message = compose_file(_platform(), phone, request.files.get("file"), request.form)
        else:
            asked = request.get_json(silent=True)
            message = compose(_platform(), phone, asked if isinstance(asked, dict) else {})
    except CannotSend as error:
        return {"error": str(error)}, 400
    return _shown(_platform().send_to_helpline(message)), 201


@blueprint.post(f"{_CHAT}/messages/<wamid>/retry")
def retry(phone: str, wamid: str) -> tuple[str, int]:
    """Try once more to deliver a message that the helpline did not accept."""
    message = _message_or_404(phone, wamid)
    if message.sender != CITIZEN:
        abort(404)
    _platform().send_again(message)
    return "", 204


@blueprint.post(f"{_CHAT}/seen")
def seen(phone: str) -> tuple[str, int]:
    """The citizen has looked at the chat."""
    _chat_or_404(phone)
    _platform().mark_read_by_citizen(phone)
    return "", 204


@blueprint.get(f"{_CHAT}/messages/<wamid>/wire")
def wire(phone: str, wamid: str) -> Response:
    """Return what went over the wire for a message: our notification or the Graph payload."""
    message = _message_or_404(phone, wamid)
    value = message.body
    if message.sender == CITIZEN:
        value = json.loads(_platform().notification(message))
    return Response(json.dumps(value, ensure_ascii=False, indent=2), mimetype="application/json")


@blueprint.get("/simulator/media/<media_id>")
def media(media_id: str) -> Response:
    """Show or play what a citizen sent."""
    kept = _platform().chats.media(media_id)
    if kept is None:
        abort(404)
    return Response(kept.content, mimetype=kept.mime_type)


def _latest_chat() -> Chat:
    """At the very first visit there is one citizen to begin with."""
    chats = _platform().chats
    if not chats.all():
        chats.ensure_chat(FIRST_PHONE, FIRST_NAME)
    return chats.all()[0]


def _page(chat: Chat, form: CitizenForm) -> str:
    return render_template(
        "simulator/chat.html", chat=chat, chats=_platform().chats.all(), form=form
    )


def _shown(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "wamid": message.wamid,
        "sender": message.sender,
        "status": message.status,
        "answer": message.answer,
        "version": message.version,
        "at": message.at,
        "body": message.body,
    }


def _line(chat: Chat) -> dict[str, Any]:
    return {
        "phone": chat.phone,
        "unread": chat.unread,
        "last": _shown(chat.last) if chat.last else None,
    }


def _chat_or_404(phone: str) -> Chat:
    return _platform().chats.chat(phone) or abort(404)


def _message_or_404(phone: str, wamid: str) -> Message:
    return _platform().chats.message(phone, wamid) or abort(404)


def _platform() -> Platform:
    return current_app.extensions["simulator"]
