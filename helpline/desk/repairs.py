"""Putting right for the citizen what was misunderstood, from the page of a review case."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk import review
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.domain import complaint_number, roles
from helpline.domain.complaint_number import WrongComplaintNumber
from helpline.domain.draft import Draft
from helpline.domain.labels import KINDS
from helpline.domain.private_numbers import in_full
from helpline.services import handover, repair
from helpline.services import review as review_service
from helpline.services.filing import CannotFile
from helpline.services.outbox import WindowClosed
from helpline.services.repair import NotTheirs
from helpline.services.written import NothingToSay, TooLong, checked
from helpline.store.messages import Turn

LONGEST_WORDS = 2000

blueprint = Blueprint("repairs", __name__)


@blueprint.post("/review/<int:case_id>/file")
@only_for(roles.HELPDESK)
def file(case_id: int) -> ResponseReturnValue:
    """File the complaint that was told and not understood; the citizen gets the number."""
    login = me().login
    try:
        draft = _read_draft()
        with unit_of_work() as session:
            turn = _turn_or_404(session, case_id)
            words = in_full(draft.complaint_text, turn.text)
            draft = replace(draft, complaint_text=words)
            ends_draft = "ends_draft" in request.form
            complaint = repair.file_for(session, turn, draft, login, clock.now(), ends_draft)
            spoken = complaint_number.spoken(complaint.number)
    except (CannotFile, NothingToSay, TooLong):
        wrong = _("Please give words, subject and district; an office has to be in charge there.")
        return review.page(case_id, file_wrong=wrong)
    flash(_("Filed: %(number)s. The citizen is told.", number=spoken), "success")
    return _back_to(case_id)


@blueprint.post("/review/<int:case_id>/add")
@only_for(roles.HELPDESK)
def add(case_id: int) -> ResponseReturnValue:
    """Add the message to a complaint of the citizen, who is told."""
    login = me().login
    try:
        number = complaint_number.parse(request.form.get("number", ""))
        with unit_of_work() as session:
            turn = _turn_or_404(session, case_id)
            repair.add_to(session, turn, number, login, clock.now())
    except (WrongComplaintNumber, NotTheirs):
        wrong = _("Please choose an open complaint of this citizen.")
        return review.page(case_id, add_wrong=wrong)
    flash(_("Added. The citizen is told."), "success")
    return _back_to(case_id)


@blueprint.post("/review/<int:case_id>/answer")
@only_for(roles.HELPDESK)
def answer(case_id: int) -> ResponseReturnValue:
    """Send the citizen an answer; the assistant keeps the conversation."""
    person, words = me(), request.form.get("answer", "")
    try:
        with unit_of_work() as session:
            turn = _turn_or_404(session, case_id)
            handover.answer_once(
                *(session, turn.citizen_id, person.account_id, person.login, words, clock.now())
            )
    except handover.NotYours:
        wrong = _("Somebody else is writing with this citizen.")
    except WindowClosed:
        wrong = _("WhatsApp takes no message now. Please call the citizen.")
    except NothingToSay:
        wrong = _("Please write a message.")
    except TooLong:
        wrong = _("This is too long.")
    else:
        flash(_("The answer goes out."), "success")
        return _back_to(case_id)
    return review.page(case_id, answer_wrong=wrong)


def _read_draft() -> Draft:
    asked = request.form
    kind = asked.get("kind")
    return Draft(
        complaint_text=checked(asked.get("words", ""), LONGEST_WORDS),
        category=asked.get("category") or None,
        kind=kind if kind in KINDS else KINDS[0],
        place=asked.get("place", "").strip()[:200],
        district=asked.get("district") or None,
        questions=0,
    )


def _turn_or_404(session: Session, case_id: int) -> Turn:
    """Return the turn of the case that the form is about."""
    asked = whole_number(request.form.get("turn"))
    if asked is None:
        abort(HTTPStatus.BAD_REQUEST)
    for turn in review_service.turns_of(session, case_id):
        if turn.id == asked:
            return turn
    abort(HTTPStatus.NOT_FOUND)


def _back_to(case_id: int) -> ResponseReturnValue:
    turn = whole_number(request.form.get("turn"))
    return redirect(url_for("review.show", case_id=case_id, turn=turn))
