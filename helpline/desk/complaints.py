"""The pages of complaints: the list and one complaint."""

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext

from helpline import clock
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.domain import complaint_number
from helpline.domain.complaint_number import WrongComplaintNumber
from helpline.services import worklist

blueprint = Blueprint("complaints", __name__)

STATES = {"assigned": lazy_gettext("With the office")}
KINDS = {"grievance": lazy_gettext("Grievance"), "demand": lazy_gettext("Demand")}
ACTS = {
    "filed": lazy_gettext("Complaint filed"),
    "assign": lazy_gettext("Given to an office"),
    "add_information": lazy_gettext("More information from the citizen"),
    "send_reminder": lazy_gettext("The citizen presses for action"),
    "reopen_complaint": lazy_gettext("The citizen says: not solved"),
    "confirm_resolved": lazy_gettext("The citizen says: solved"),
    "message": lazy_gettext("Message to the citizen"),
    "add_proof": lazy_gettext("Proof added"),
    "withdraw_complaint": lazy_gettext("The citizen wants to withdraw it"),
}
ACTORS = {
    "citizen": lazy_gettext("Citizen"),
    "assistant": lazy_gettext("Assistant"),
}


@blueprint.get("/")
def index() -> str:
    """Show a page of complaints, newest first, of one district or department if asked."""
    district = request.args.get("district", type=int)
    department = request.args.get("department") or None
    with unit_of_work() as session:
        page = worklist.complaints_page(
            session, language(), request.args.get("page", 1, type=int), district, department
        )
        districts = worklist.district_choices(session, language())
        departments = worklist.department_choices(session, language())
    return render_template(
        "complaints/index.html",
        page=page,
        districts=districts,
        departments=departments,
        district=str(district or ""),
        department=department or "",
        now=clock.now(),
    )


@blueprint.get("/complaints/<number>")
def show(number: str) -> str:
    """Show one complaint; its number may be written in any way (`1000-0016`)."""
    try:
        digits = complaint_number.parse(number)
    except WrongComplaintNumber:
        abort(404)
    with unit_of_work() as session:
        case = worklist.case_file(session, digits, language())
    if case is None:
        abort(404)
    return render_template("complaints/show.html", case=case, now=clock.now())


@blueprint.context_processor
def _names() -> dict[str, object]:
    return {"states": STATES, "kinds": KINDS, "acts": ACTS, "actors": ACTORS}
