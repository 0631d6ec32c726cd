"""The replies that the help desk has at hand: listed, added, changed and retired."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.topic_forms import WRONG
from helpline.domain import roles
from helpline.domain.topics import LONGEST_REPLY, NotATopic
from helpline.services import canned_replies
from helpline.store.helpdesk import CannedReply

_WRONG = {
    **WRONG,
    "unknown_fact": lazy_gettext("In braces { } only helper and number can stand."),
    "other_facts": lazy_gettext("Both languages need the same in braces { }."),
}

blueprint = Blueprint("canned_replies", __name__)


@blueprint.get("/conversations/replies")
@only_for(roles.HELPDESK)
def index() -> str:
    """Show the replies at hand, and the form for a new one."""
    return _page({}, {})


@blueprint.post("/conversations/replies")
@only_for(roles.HELPDESK)
def add() -> ResponseReturnValue:
    """Keep a new reply."""
    try:
        _put(None)
    except NotATopic as error:
        return _page(request.form, _wrong(error)), HTTPStatus.BAD_REQUEST
    flash(_("Kept."), "success")
    return redirect(url_for("canned_replies.index"))


@blueprint.get("/conversations/replies/<int:reply_id>")
@only_for(roles.HELPDESK)
def show(reply_id: int) -> str:
    """Show a reply to change it."""
    return _reply_page(reply_id, {})


@blueprint.post("/conversations/replies/<int:reply_id>")
@only_for(roles.HELPDESK)
def change(reply_id: int) -> ResponseReturnValue:
    """Keep other words for a reply."""
    try:
        _put(reply_id)
    except NotATopic as error:
        return _reply_page(reply_id, _wrong(error)), HTTPStatus.BAD_REQUEST
    flash(_("Kept."), "success")
    return redirect(url_for("canned_replies.index"))


@blueprint.post("/conversations/replies/<int:reply_id>/retire")
@only_for(roles.HELPDESK)
def retire(reply_id: int) -> Response:
    """Offer a reply no more."""
    with unit_of_work() as session:
        reply = canned_replies.find(session, reply_id)
        if reply is not None:
            canned_replies.retire(session, reply, me().login, clock.now())
    return redirect(url_for("canned_replies.index"))


def _put(reply_id: int | None) -> None:
    form, person = request.form, me()
    with unit_of_work() as session:
        reply = canned_replies.find(session, reply_id) if reply_id else None
        if reply_id and reply is None:
            abort(HTTPStatus.NOT_FOUND)
        words = (form.get(name, "") for name in ("name", "hi", "en"))
        canned_replies.put(session, reply, *words, person.account_id, person.login, clock.now())


def _page(form: Mapping[str, str], wrong: dict[str, str]) -> str:
    with unit_of_work() as session:
        replies = canned_replies.at_hand(session)
    return render_template(
        "conversations/replies.html", replies=replies, form=form, wrong=wrong, longest=LONGEST_REPLY
    )


def _reply_page(reply_id: int, wrong: dict[str, str]) -> str:
    with unit_of_work() as session:
        reply = canned_replies.find(session, reply_id)
    if reply is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "conversations/reply.html",
        reply=reply,
        form=request.form if wrong else _as_form(reply),
        wrong=wrong,
        longest=LONGEST_REPLY,
    )


def _as_form(reply: CannedReply) -> dict[str, str]:
    return {"name": reply.name, "hi": reply.text_hi, "en": reply.text_en}


def _wrong(error: NotATopic) -> dict[str, str]:
    return {error.part: str(_WRONG[error.reason])}
