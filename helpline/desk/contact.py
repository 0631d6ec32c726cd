"""Talking with the citizen: calls, messages, the citizen's word by phone; who keeps in touch."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import DateField, IntegerField, RadioField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from helpline import clock
from helpline.desk.access import complaint_or_404, me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.domain import roles
from helpline.domain.lifecycle import NotAllowed
from helpline.services import calls, messages, moves, outbox, regularity
from helpline.services.moves import Actor, Overtaken
from helpline.services.outbox import WantsSilence, WindowClosed
from helpline.services.written import NothingToSay, TooLong
from helpline.store.casework import Call
from helpline.store.complaints import Complaint

blueprint = Blueprint("contact", __name__)

SEE_REGULARITY = (roles.OFFICER, roles.DISTRICT_MAGISTRATE, roles.CM_OFFICE)
OUTCOMES = {
    moves.REACHED: lazy_gettext("Reached"),
    calls.NO_ANSWER: lazy_gettext("No answer"),
    calls.CALL_AGAIN: lazy_gettext("Asked to call again"),
    calls.WRONG_NUMBER: lazy_gettext("Wrong number"),
}
WORDS = {
    "confirm_resolved": lazy_gettext("The problem is solved"),
    "partly_solved": lazy_gettext("It is solved only in part"),
    "not_solved": lazy_gettext("It is not solved"),
    "reopen_complaint": lazy_gettext("It is not solved after all: open the complaint again"),
    "appeal": lazy_gettext("The citizen does not agree and appeals"),
    "withdraw_complaint": lazy_gettext("The citizen takes the complaint back"),
}
MAY_ENDANGER = lazy_gettext(
    "Somebody else may be holding her phone: the helpline sends nothing to it unasked, and nobody "
    "should call or write. She is told how it stands when she asks."
)
_FILL_IN = lazy_gettext("Please write down what was said.")
_CHOOSE = lazy_gettext("Please choose one.")
_SHORT_ENOUGH = Length(max=calls.LONGEST_WORDS, message=lazy_gettext("This is too long."))


class DayField(DateField):
    """A day, with an error in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Please choose a day.")) from error


class CallForm(FlaskForm):
    """A call to the citizen."""

    outcome = RadioField(
        lazy_gettext("How did it end?"),
        [InputRequired(_CHOOSE), AnyOf(OUTCOMES, _CHOOSE)],
        choices=list(OUTCOMES.items()),
        validate_choice=False,
    )
    words = TextAreaField(lazy_gettext("What was said?"), [_SHORT_ENOUGH])
    promised_for = DayField(lazy_gettext("Next step promised for (if any)"), [Optional()])


class MessageForm(FlaskForm):
    """A message to the citizen. Its length is checked by the service, which counts as it sends."""

    words = TextAreaField(
        lazy_gettext("Message"), render_kw={"maxlength": messages.LONGEST_MESSAGE}
    )


class WordForm(FlaskForm):
    """What the citizen said in a call; the choices are the moves allowed now."""

    act = RadioField(
        lazy_gettext("What did the citizen say?"),
        [InputRequired(_CHOOSE), AnyOf(WORDS, _CHOOSE)],
        choices=list(WORDS.items()),
        validate_choice=False,
    )
    words = TextAreaField(
        lazy_gettext("In the citizen's words"), [InputRequired(_FILL_IN), _SHORT_ENOUGH]
    )
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


@dataclass
class Contact:
    """What the case page shows of the contact with the citizen. Forms are None for whom they are not."""

    number: str
    calls: list[Call]
    window_is_open: bool
    wants_silence: bool
    may_endanger: bool
    templates: dict[str, str]
    template: str
    today: date
    call_form: CallForm | None = None
    message_form: MessageForm | None = None
    word_form: WordForm | None = None


@blueprint.post("/complaints/<number>/calls")
def record_call(number: str) -> Response | tuple[str, int]:
    """Write down a call to the citizen."""
    form, person, now = CallForm(prefix="call-"), me(), clock.now()
    if form.validate():
        try:
            with unit_of_work() as session:
                complaint = complaint_or_404(session, number, person)
                by = moves.at_the_desk(session, person, complaint, now)
                calls.record(
                    session,
                    complaint,
                    by,
                    form.outcome.data,
                    form.words.data,
                    now,
                    form.promised_for.data,
                )
            return _done(number, _("The call is written down."))
        except NotAllowed:
            abort(404)
        except calls.NothingSaid:
            form.words.errors = [_FILL_IN]
        except calls.PromiseInThePast:
            form.promised_for.errors = [_("This day is over already.")]
    return _again(number, call_form=form)


@blueprint.post("/complaints/<number>/messages")
def send_message(number: str) -> Response | tuple[str, int]:
    """Send the citizen a message."""
    form, person = MessageForm(prefix="message-"), me()
    try:
        with unit_of_work() as session:
            complaint = complaint_or_404(session, number, person)
            messages.send(session, complaint, person, form.words.data or "", clock.now())
        return _done(number, _("The message is on its way."))
    except NotAllowed:
        abort(404)
    except messages.MayEndanger:
        form.words.errors = [MAY_ENDANGER]
    except WantsSilence:
        form.words.errors = [_("The citizen wants no messages. Please call.")]
    except WindowClosed:
        form.words.errors = [_("WhatsApp takes no message now. Please call the citizen.")]
    except NothingToSay:
        form.words.errors = [_("Please write a message.")]
    except TooLong:
        form.words.errors = [_("This is too long.")]
    except messages.BlanksLeft:
        form.words.errors = [_("Please fill in the gaps: ____")]
    return _again(number, message_form=form)


@blueprint.post("/complaints/<number>/word")
def take_word(number: str) -> Response | tuple[str, int]:
    """Write down what the citizen said in a call, and do with the complaint what follows from it."""
    form, person, now = WordForm(prefix="word-"), me(), clock.now()
    if not form.validate():
        return _again(number, word_form=form)
    try:
        with unit_of_work() as session:
            complaint = complaint_or_404(session, number, person)
            by = moves.at_the_desk(session, person, complaint, now)
            if not calls.words_to_take(session, complaint, by):
                abort(404)
            act, words, version = form.act.data, form.words.data, form.version.data
            calls.take_word(session, complaint, by, act, words, now, version)
        return _done(number, _("The citizen's word is written down."))
    except (NotAllowed, Overtaken):
        flash(_("The complaint has changed meanwhile. Please look at it again."))
        return _back_to(number)


@blueprint.get("/contact")
@only_for(*SEE_REGULARITY)
def regularity_list() -> str:
    """Show how regularly the officers of one's area keep in touch with citizens."""
    person, number = me(), request.args.get("page", 1, type=int)
    with unit_of_work() as session:
        page = regularity.regularity_page(session, person, language(), number, clock.now())
    return render_template(
        "complaints/regularity.html",
        page=page,
        counted_days=regularity.COUNTED_DAYS,
        quiet_days=regularity.QUIET_DAYS,
    )


def contact_with_citizen(number: str) -> Contact:
    """Return what the case page shows of the contact with a complaint's citizen."""
    person = me()
    with unit_of_work() as session:
        complaint = complaint_or_404(session, number, person)
        by = moves.at_the_desk(session, person, complaint, clock.now())
        return _contact(session, complaint, by, clock.now())


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    return {
        "contact_with_citizen": contact_with_citizen,
        "call_outcomes": OUTCOMES,
        "may_endanger": MAY_ENDANGER,
    }


def _contact(session: Session, complaint: Complaint, by: Actor, now: datetime) -> Contact:
    may_write = messages.may_write(by)
    template = request.args.get("template", "") if may_write else ""
    contact = Contact(
        number=complaint.number,
        calls=calls.calls_about(session, complaint),
        window_is_open=outbox.window_is_open(complaint.citizen, now),
        wants_silence=complaint.citizen.wants_silence_since is not None,
        may_endanger=complaint.is_of_violence,
        templates=messages.template_names(session, language()) if may_write else {},
        template=template,
        today=clock.day_in_india(now),
    )
    if calls.may_call(by):
        contact.call_form = CallForm(formdata=None, prefix="call-")
    if may_write:
        words = messages.filled_template(session, template, complaint)
        contact.message_form = MessageForm(formdata=None, prefix="message-", data={"words": words})
    contact.word_form = _word_form(session, complaint, by)
    return contact


def _word_form(session: Session, complaint: Complaint, by: Actor) -> WordForm | None:
    acts = calls.words_to_take(session, complaint, by)
    if not acts:
        return None
    form = WordForm(formdata=None, prefix="word-", data={"version": complaint.version})
    form.act.choices = [(act, WORDS[act]) for act in acts]
    return form


def _done(number: str, message: str) -> Response:
    flash(message, "success")
    return _back_to(number)


def _back_to(number: str) -> Response:
    return redirect(url_for("complaints.show", number=number, _anchor="contact"))


def _again(number: str, **forms: FlaskForm) -> tuple[str, int]:
    """Show the forms once more, with what was written and what is wrong with it.

    Whose form it never was learns nothing.
    """
    contact = contact_with_citizen(number)
    for name, form in forms.items():
        offered = getattr(contact, name)
        if offered is None:
            abort(404)
        if isinstance(form, WordForm):
            form.act.choices = offered.act.choices
        setattr(contact, name, form)
    page = render_template("complaints/contact_page.html", contact=contact)
    return page, HTTPStatus.BAD_REQUEST
