"""The help desk writes with citizens: the queue, a conversation, and what citizens suggest."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import TextAreaField

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.discretion import discreet
from helpline.desk.filters import whole_number
from helpline.domain import roles
from helpline.services import canned_replies, conversations, handover
from helpline.services.conversations import Conversation
from helpline.services.outbox import WindowClosed
from helpline.services.written import NothingToSay, TooLong
from helpline.store.accounts import Account
from helpline.store.helpdesk import CannedReply
from helpline.store.messages import Citizen

# Files without words, as they stand in a conversation.
FILES = {
    "image": lazy_gettext("Photo"),
    "audio": lazy_gettext("Voice note"),
    "voice": lazy_gettext("Voice note"),
    "video": lazy_gettext("Video"),
    "document": lazy_gettext("Document"),
    "sticker": lazy_gettext("Sticker"),
    "location": lazy_gettext("Location"),
    "contacts": lazy_gettext("Contact card"),
    "reaction": lazy_gettext("Took an emoji away"),
    "revoke": lazy_gettext("Deleted a message"),
    "system": lazy_gettext("Has a new number"),
    "unsupported": lazy_gettext("Something WhatsApp does not pass on"),
}
SPEAKERS = {
    conversations.CITIZEN: lazy_gettext("Citizen"),
    conversations.ASSISTANT: lazy_gettext("Assistant"),
    conversations.PERSON: lazy_gettext("Help desk"),
    conversations.NOTE: lazy_gettext("Note"),
}

blueprint = Blueprint("conversations", __name__)


class WordsForm(FlaskForm):
    """What somebody writes to the citizen. Its length is checked by the service."""

    words = TextAreaField(
        lazy_gettext("Message"), render_kw={"maxlength": handover.LONGEST_WORDS, "rows": 4}
    )


class NoteForm(WordsForm):
    """What only the help desk reads."""

    words = TextAreaField(
        lazy_gettext("Note"), render_kw={"maxlength": handover.LONGEST_WORDS, "rows": 3}
    )


@blueprint.get("/conversations")
@only_for(roles.HELPDESK)
def index() -> str:
    """Show who waits for a person, and who is being written with."""
    with unit_of_work() as session:
        lines = conversations.going_on(session, clock.now())
    return render_template("conversations/index.html", lines=lines)


@blueprint.get("/conversations/<int:citizen_id>")
@only_for(roles.HELPDESK)
def show(citizen_id: int) -> ResponseReturnValue:
    """Show a citizen's conversation."""
    return _page(citizen_id)


@blueprint.post("/conversations/<int:citizen_id>/take")
@only_for(roles.HELPDESK)
def take(citizen_id: int) -> Response:
    """Take the conversation over; the assistant is silent from now on."""
    person = me()
    with unit_of_work() as session:
        taken = handover.take(session, citizen_id, person.account_id, person.login, clock.now())
        if taken is None:
            abort(404)
    flash(_("You have the conversation. The assistant is silent."), "success")
    return _back_to(citizen_id)


@blueprint.post("/conversations/<int:citizen_id>/messages")
@only_for(roles.HELPDESK)
def write(citizen_id: int) -> ResponseReturnValue:
    """Send the citizen a message."""
    form, person = WordsForm(prefix="message-"), me()
    try:
        with unit_of_work() as session:
            _must_exist(session, citizen_id)
            words, now = form.words.data or "", clock.now()
            handover.write(session, citizen_id, person.account_id, person.login, words, now)
        return _back_to(citizen_id)
    except handover.NotYours:
        form.words.errors = [_("You do not have this conversation. Please take it over first.")]
    except WindowClosed:
        form.words.errors = [_("WhatsApp takes no message now. Please call the citizen.")]
    except NothingToSay:
        form.words.errors = [_("Please write a message.")]
    except TooLong:
        form.words.errors = [_("This is too long.")]
    return _page(citizen_id, message_form=form)


@blueprint.post("/conversations/<int:citizen_id>/notes")
@only_for(roles.HELPDESK)
def add_note(citizen_id: int) -> ResponseReturnValue:
    """Keep a note that only the help desk sees."""
    form, person = NoteForm(prefix="note-"), me()
    try:
        with unit_of_work() as session:
            _must_exist(session, citizen_id)
            words, now = form.words.data or "", clock.now()
            handover.add_note(session, citizen_id, person.account_id, person.login, words, now)
        return _back_to(citizen_id)
    except NothingToSay:
        form.words.errors = [_("Please write a note.")]
    except TooLong:
        form.words.errors = [_("This is too long.")]
    return _page(citizen_id, note_form=form)


@blueprint.post("/conversations/<int:citizen_id>/back")
@only_for(roles.HELPDESK)
def hand_back(citizen_id: int) -> Response:
    """Let the assistant answer again."""
    person = me()
    try:
        with unit_of_work() as session:
            _must_exist(session, citizen_id)
            handover.hand_back(session, citizen_id, person.account_id, person.login, clock.now())
    except handover.NotYours:
        flash(_("You do not have this conversation any more."), "danger")
        return _back_to(citizen_id)
    flash(_("The assistant answers again."), "success")
    return redirect(url_for("conversations.index"))


@blueprint.post("/conversations/<int:citizen_id>/phone")
@only_for(roles.HELPDESK)
def phone(citizen_id: int) -> ResponseReturnValue:
    """Show the conversation with the citizen's numbers in full; who saw them is written down."""
    with unit_of_work() as session:
        _must_exist(session, citizen_id)
        full_phone = conversations.show_phone(session, citizen_id, me().login, clock.now())
    return _page(citizen_id, full_phone, shows_numbers=True)


@blueprint.get("/suggestions")
@only_for(roles.HELPDESK)
def suggestions() -> str:
    """Show what citizens suggest or praise."""
    number = whole_number(request.args.get("page")) or 1
    with unit_of_work() as session:
        page = conversations.suggestions(session, number)
    return render_template("conversations/suggestions.html", page=page)


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    return {"file_names": FILES, "speakers": SPEAKERS}


def _page(
    citizen_id: int, full_phone: str | None = None, shows_numbers: bool = False, **forms: WordsForm
) -> tuple[str, int]:
    """Show the conversation; forms that were refused come with what was written and why."""
    with unit_of_work() as session:
        conversation = conversations.conversation(session, citizen_id, clock.now())
        if conversation is None:
            abort(404)
        at_hand = _at_hand(session, conversation)
    own = conversation.handover and conversation.handover.account_id == me().account_id
    page = render_template(
        "conversations/show.html",
        conversation=conversation,
        is_mine=bool(own),
        full_phone=full_phone,
        shows_numbers=shows_numbers,
        hides_numbers=any(word.words != discreet(word.words) for word in conversation.words),
        at_hand=at_hand,
        message_form=forms.get("message_form") or _message_form(at_hand),
        note_form=forms.get("note_form") or NoteForm(formdata=None, prefix="note-"),
    )
    return page, HTTPStatus.BAD_REQUEST if forms else HTTPStatus.OK


def _at_hand(session: Session, conversation: Conversation) -> list[tuple[CannedReply, str]]:
    """The replies at hand as this citizen can be sent them."""
    account = session.get(Account, me().account_id)
    number = conversation.complaints[0][1] if conversation.complaints else None
    filled = (
        (reply, canned_replies.filled(reply, conversation.language, account.name, number))
        for reply in canned_replies.at_hand(session)
    )
    return [(reply, words) for reply, words in filled if words is not None]


def _message_form(at_hand: list[tuple[CannedReply, str]]) -> WordsForm:
    """An empty form, or with the reply at hand that was tapped where no script runs."""
    asked = whole_number(request.args.get("reply"))
    words = next((words for reply, words in at_hand if reply.id == asked), None)
    return WordsForm(formdata=None, prefix="message-", words=words)


def _must_exist(session: Session, citizen_id: int) -> None:
    if session.get(Citizen, citizen_id) is None:
        abort(404)


def _back_to(citizen_id: int) -> Response:
    return redirect(url_for("conversations.show", citizen_id=citizen_id, _anchor="answer"))
