"""The review list: what the assistant did not understand, for people to look at."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.domain import review as rules
from helpline.domain import roles
from helpline.services import review
from helpline.services.review import UnknownState

REASONS = {
    rules.FALLBACK: lazy_gettext("Not understood"),
    rules.LOW_CONFIDENCE: lazy_gettext("Not sure"),
    rules.ASKED_THRICE: lazy_gettext("Same question three times"),
    rules.DENIED: lazy_gettext("Citizen: no, wrong"),
    rules.WANTS_PERSON: lazy_gettext("Asked for a person"),
    rules.MEDIA: lazy_gettext("File without words"),
    rules.TAKEN_BACK: lazy_gettext("No emergency after all"),
}
STATES = {
    rules.OPEN: lazy_gettext("Open"),
    rules.DONE: lazy_gettext("Done"),
    rules.SKIPPED: lazy_gettext("Skipped"),
}

blueprint = Blueprint("review", __name__)


@blueprint.get("/review")
@only_for(roles.HELPDESK)
def index() -> str:
    """Show the items of one state, the latest first."""
    state = _state(request.args.get("state"))
    number = whole_number(request.args.get("page")) or 1
    with unit_of_work() as session:
        page = review.items(session, state, number)
    return render_template(
        "review/index.html", page=page, state=state, states=STATES, reasons=REASONS
    )


@blueprint.post("/review/<int:item_id>")
@only_for(roles.HELPDESK)
def decide(item_id: int) -> Response:
    """Mark an item as done or skipped, or open it again."""
    person, state = me(), request.form.get("state", "")
    try:
        with unit_of_work() as session:
            found = review.decide(
                session, item_id, state, person.account_id, person.login, clock.now()
            )
    except UnknownState:
        abort(400)
    if not found:
        abort(404)
    return redirect(url_for("review.index", state=_state(request.form.get("from"))))


def _state(asked: str | None) -> str:
    return asked if asked in STATES else rules.OPEN
