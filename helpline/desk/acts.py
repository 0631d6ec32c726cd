"""Acting on a complaint: the form of each act, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline import clock
from helpline.clock import INDIA
from helpline.desk import words
from helpline.desk.access import me
from helpline.desk.addresses import local_address
from helpline.desk.complaints import find_or_404
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.desk.language import language
from helpline.domain import complaint_number
from helpline.domain.complaint_number import WrongComplaintNumber
from helpline.domain.lifecycle import Need, NotAllowed
from helpline.services import moves, notices
from helpline.services.case_file import possible_moves
from helpline.services.moves import REACHED, Given, Incomplete, Overtaken
from helpline.services.narrowing import Choice, all_departments, all_districts
from helpline.services.office_choice import REASSIGN, fitting_offices
from helpline.services.offices import NoSuchOffice
from helpline.services.reference import title_of
from helpline.services.visibility import NotVisible, find_visible
from helpline.services.worklist import Line, line_of
from helpline.store.casework import Call
from helpline.store.complaints import Complaint, ComplaintEvent

FIRST_MONTH_OF_BUDGET = 4
BUDGET_YEARS_AHEAD = 3
MOST_CALLS = 5

blueprint = Blueprint("acts", __name__)


@dataclass(frozen=True)
class Form:
    """What the page of an act shows beside what was typed."""

    act: str
    line: Line
    needs: frozenset[Need]
    is_allowed: bool
    tells_words: bool
    offices: list[Choice]
    departments: list[Choice]  # to choose an office in two steps, where there are too many
    districts: list[Choice]
    district: str
    budget_years: list[int]
    calls: list[Call]
    last_step: ComplaintEvent


@blueprint.get("/complaints/<number>/moves/<act>")
def ask(number: str, act: str) -> ResponseReturnValue:
    """Show the form of an act, or that it is not possible now."""
    return _page(number, act)


@blueprint.post("/complaints/<number>/moves/<act>")
def perform(number: str, act: str) -> ResponseReturnValue:
    """Act on a complaint. What went wrong is said above the form, with all that was typed."""
    if "narrow" in request.form:
        return _page(number, act)
    try:
        return _act(number, act)
    except NotAllowed:
        return _page(number, act, 403)
    except Incomplete as error:
        return _page(number, act, 400, missing=error.need)
    except Overtaken:
        return _page(number, act, 409, is_overtaken=True)
    except NoSuchOffice:
        return _page(number, act, 409, lacks_office=True)


def _act(number: str, act: str) -> Response:
    version = whole_number(request.form.get("version"))
    if act not in words.DEEDS:
        abort(404)
    with unit_of_work() as session:
        complaint = find_or_404(session, number)
        if version is None:
            abort(400)
        now = clock.now()
        by = moves.at_the_desk(session, me(), complaint, now)
        given = _given(session, now)
        moves.perform(session, complaint, act, by, now, given, seen_version=version)
        number, office = complaint.number, title_of(complaint.post, language())
    flash(_said(act, number, office), "success")
    return redirect(_next_page(number))


def _said(act: str, number: str, office: str) -> str:
    return _(
        "%(number)s: %(step)s. The complaint is with: %(office)s.",
        number=complaint_number.spoken(number),
        step=words.STEPS[act],
        office=office,
    )


def _next_page(number: str) -> str:
    """Return to the list the act was begun from; else to the complaint, if it is still theirs."""
    if "next" in request.args:
        return local_address(request.args["next"])
    with unit_of_work() as session:
        try:
            find_visible(session, number, me())
        except NotVisible:
            return url_for("complaints.index")
    return url_for("complaints.show", number=number)


# --- what is given ----------------------------------------------------------------------------


def _given(session: Session, now: datetime) -> Given:
    year = whole_number(request.form.get("budget_year"))
    return Given(
        words=request.form.get("words", ""),
        post_id=whole_number(request.form.get("post")),
        parent_id=_parent_id(session),
        budget_year=year if year in budget_years(now) else None,
        call_id=whole_number(request.form.get("call")),
    )


def _parent_id(session: Session) -> int | None:
    """A complaint of which the person may not know is not there to join to."""
    try:
        digits = complaint_number.parse(request.form.get("parent", ""))
        return find_visible(session, digits, me()).id
    except (WrongComplaintNumber, NotVisible):
        return None


def budget_years(now: datetime) -> list[int]:
    """Return the years that can be named: this budget year and some after, by their first year."""
    today = now.astimezone(INDIA)
    this_year = today.year if today.month >= FIRST_MONTH_OF_BUDGET else today.year - 1
    return list(range(this_year, this_year + BUDGET_YEARS_AHEAD + 1))


# --- the form ---------------------------------------------------------------------------------


def _page(number: str, act: str, status: int = 200, **trouble: object) -> ResponseReturnValue:
    if act not in words.DEEDS:
        abort(404)
    with unit_of_work() as session:
        complaint = find_or_404(session, number)
        form = _form(session, complaint, act, clock.now())
    if not form.is_allowed:
        status = 403
    page = render_template("complaints/act.html", form=form, given=request.form, **trouble)
    return page, status


def _form(session: Session, complaint: Complaint, act: str, now: datetime) -> Form:
    by = moves.at_the_desk(session, me(), complaint, now)
    found = [move for move in possible_moves(session, complaint, by) if move.act == act]
    needs = found[0].needs if found else frozenset()
    in_two_steps = Need.OFFICE in needs and act != REASSIGN
    return Form(
        act=act,
        line=line_of(complaint, language(), now),
        needs=needs,
        is_allowed=bool(found),
        tells_words=notices.tells_words(act),
        offices=_offices(session, complaint, act) if Need.OFFICE in needs else [],
        departments=all_departments(session, language()) if in_two_steps else [],
        districts=all_districts(session, language()) if in_two_steps else [],
        district=str(complaint.district_code),
        budget_years=budget_years(now),
        calls=_calls(session, complaint) if Need.CALL in needs else [],
        last_step=_last_step(session, complaint),
    )


def _offices(session: Session, complaint: Complaint, act: str) -> list[Choice]:
    """A transfer can go to thousands of offices: only those of one department and district."""
    department, district = None, None
    if act != REASSIGN:
        department = request.form.get("department")
        district = whole_number(request.form.get("district"))
        if not department or district is None:
            return []
    posts = fitting_offices(session, complaint, act, department, district)
    return [Choice(str(post.id), title_of(post, language())) for post in posts]


def _calls(session: Session, complaint: Complaint) -> list[Call]:
    return list(
        session.execute(
            select(Call)
            .where(Call.complaint_id == complaint.id, Call.outcome == REACHED)
            .order_by(Call.id.desc())
            .limit(MOST_CALLS)
        ).scalars()
    )


def _last_step(session: Session, complaint: Complaint) -> ComplaintEvent:
    return session.execute(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    ).scalar_one()
