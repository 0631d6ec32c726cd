"""What waits for somebody: proposals to decide, citizens to call, alarms."""

from flask import Blueprint, abort, render_template, request

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import as_address, whole_number
from helpline.desk.language import language
from helpline.domain import roles
from helpline.services import alarms as alarms_service
from helpline.services import approvals as approvals_service
from helpline.services import call_list as call_list_service
from helpline.services import conversations, drafts
from helpline.services.alarms import AT_THE_TOP, TOO_OLD
from helpline.services.paging import PAGE_LENGTH
from helpline.services.worklist import LAST_PAGE

# Of more empty posts the first ones say enough.
MOST_POSTS = 50

blueprint = Blueprint("waiting", __name__)


@blueprint.get("/approvals")
def approvals() -> str:
    """Show the proposals that the person may decide, the longest waiting first."""
    if not approvals_service.decides(me()):
        abort(404)
    number = whole_number(request.args.get("page")) or 1
    with unit_of_work() as session:
        page = approvals_service.waiting_for(session, me(), number, language(), clock.now())
    return render_template("complaints/approvals.html", page=page)


@blueprint.get("/call-list")
@only_for(roles.HELPDESK)
def call_list() -> str:
    """Show whom to call, because they did not answer whether their problem is solved."""
    page = min(whole_number(request.args.get("page")) or 1, LAST_PAGE)
    with unit_of_work() as session:
        rows = call_list_service.to_call(session, page, language(), clock.now())
        wanting = conversations.to_call_back(session, clock.now())
    return render_template(
        "complaints/call_list.html",
        rows=rows[:PAGE_LENGTH],
        wanting=wanting,
        page={"number": page, "has_more": len(rows) > PAGE_LENGTH},
    )


@blueprint.get("/unfinished")
@only_for(roles.HELPDESK)
def unfinished() -> str:
    """Show what citizens began to tell and did not file."""
    number = whole_number(request.args.get("page")) or 1
    with unit_of_work() as session:
        page = drafts.left(session, number, language())
    return render_template("complaints/unfinished.html", page=page)


@blueprint.get("/alarms")
def alarms() -> str:
    """Show what is stuck in the person's area."""
    if not alarms_service.gets_alarms(me()):
        abort(404)
    with unit_of_work() as session:
        found = alarms_service.alarms_for(session, me(), language(), clock.now())
    return render_template(
        "complaints/alarms.html",
        alarms=found,
        most_posts=MOST_POSTS,
        sees_complaints=me().role != roles.ADMINISTRATOR,
        at_the_top=as_address(AT_THE_TOP),
        too_old=as_address(TOO_OLD),
    )
