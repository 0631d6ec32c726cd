"""The worklist and the page of one complaint."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk import words
from helpline.desk.access import me
from helpline.desk.database import unit_of_work
from helpline.desk.filters import as_address, read_filters, whole_number
from helpline.desk.language import language
from helpline.domain import complaint_number, roles
from helpline.domain.authority import Person
from helpline.domain.complaint_number import WrongComplaintNumber
from helpline.domain.lifecycle import NotAllowed
from helpline.services import moves, saved_views, worklist
from helpline.services.case_file import case_file, show_phone
from helpline.services.narrowing import choices_for
from helpline.services.visibility import NotVisible, find_visible
from helpline.store.complaints import Complaint

SUPERVISING_LEVEL = 2

blueprint = Blueprint("complaints", __name__)
blueprint.app_context_processor(words.names)
blueprint.add_app_template_filter(words.budget_year)


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Show what the person has to do, or another part of what they may see, by due date."""
    if me().role == roles.ADMINISTRATOR:
        return redirect(url_for("waiting.alarms"))
    if me().role == roles.TRAINER:
        return redirect(url_for("review.index"))
    filters = read_filters(request.args, me())
    number = whole_number(request.args.get("page")) or 1
    now = clock.now()
    with unit_of_work() as session:
        page = worklist.page_of(session, me(), filters, number, language(), now)
        choices = choices_for(session, me(), filters, language())
        views = saved_views.views_of(session, me().account_id)
    return render_template(
        "complaints/index.html",
        page=page,
        filters=filters,
        address=as_address(filters),
        choices=choices,
        views=views,
        my_groups=worklist.groups_of(me()),
        may_reassign=may_reassign_many(me()),
    )


@blueprint.get("/complaints/<number>")
def show(number: str) -> str:
    """Show one complaint; its number may be written in any way (`1000-0016`)."""
    return _case_page(number)


@blueprint.post("/complaints/<number>/phone")
def phone(number: str) -> str:
    """Show one complaint with the citizen's numbers in full; who saw them is written down."""
    with unit_of_work() as session:
        complaint = find_or_404(session, number)
        by = moves.at_the_desk(session, me(), complaint, clock.now())
        try:
            full_phone = show_phone(session, complaint, by, clock.now())
        except NotAllowed:
            abort(403)
    return _case_page(number, full_phone, shows_numbers=True)


def find_or_404(session: Session, number: str) -> Complaint:
    """Return the complaint with this number, written in any way, if the person may see it."""
    try:
        return find_visible(session, complaint_number.parse(number), me())
    except (WrongComplaintNumber, NotVisible):
        abort(404)


def may_reassign_many(person: Person) -> bool:
    """Tell whether a person's list lets them give many complaints to another office at once."""
    if person.role == roles.DISTRICT_MAGISTRATE:
        return True
    return person.role == roles.OFFICER and any(
        office.level >= SUPERVISING_LEVEL for office in person.offices
    )


def _case_page(number: str, full_phone: str | None = None, shows_numbers: bool = False) -> str:
    with unit_of_work() as session:
        complaint = find_or_404(session, number)
        case = case_file(session, complaint, me(), language(), clock.now())
    return render_template(
        "complaints/show.html",
        case=case,
        full_phone=full_phone,
        shows_numbers=shows_numbers,
        clock_runs=worklist.ON_A_DATE,
    )
