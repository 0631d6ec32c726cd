"""Emergencies: at the top of every page of the help desk, and as a list."""

from flask import Blueprint, Flask, Response, abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.addresses import local_address
from helpline.desk.database import unit_of_work
from helpline.domain import roles
from helpline.services import emergencies
from helpline.services.emergencies import Alarm, UnknownAct
from helpline.text.talk.help_by_phone import HOME

KINDS = {
    "fire": lazy_gettext("Fire: 101"),
    "medical": lazy_gettext("Ambulance: 108"),
    "disaster": lazy_gettext("Disaster: 1070"),
    HOME: lazy_gettext("Violence at home: 181, 112"),
    "women": lazy_gettext("Woman in danger: 112, 1090, 181"),
    "child": lazy_gettext("Child in danger: 1098"),
    "wire": lazy_gettext("Wire or pole: 1912"),
    "missing": lazy_gettext("Missing person: 112"),
    "cyber": lazy_gettext("Cyber fraud: 1930"),
    "police": lazy_gettext("Police: 112"),
    "despair": lazy_gettext("Despair: 14416"),
    "unclear": lazy_gettext("Unclear: 112"),
}
STATES = {
    emergencies.OPEN: lazy_gettext("Nobody has called yet"),
    emergencies.CALLED: lazy_gettext("Called"),
    emergencies.HANDLED: lazy_gettext("Handled"),
    emergencies.TAKEN_BACK: lazy_gettext("Citizen: no danger"),
}

blueprint = Blueprint("emergencies", __name__)


def init_app(app: Flask) -> None:
    """Give the layout the alarms that wait; others than the help desk have none."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["waiting_emergencies"] = _waiting


@blueprint.get("/emergencies")
@only_for(roles.HELPDESK)
def index() -> str:
    """Show the latest emergencies and what became of them."""
    with unit_of_work() as session:
        alarms = emergencies.all_alarms(session)
    return render_template("emergencies/index.html", alarms=alarms)


@blueprint.post("/emergencies/<int:emergency_id>")
@only_for(roles.HELPDESK)
def act(emergency_id: int) -> Response:
    """Note that somebody called, or that it is handled."""
    person = me()
    try:
        with unit_of_work() as session:
            what, now = request.form.get("act", ""), clock.now()
            done = emergencies.act(
                session, emergency_id, what, person.account_id, person.login, now
            )
    except UnknownAct:
        abort(400)
    if not done:
        flash(_("Somebody else has dealt with this emergency."))
    return redirect(local_address(request.form.get("next")))


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    return {"emergency_kinds": KINDS, "emergency_states": STATES}


def _waiting() -> list[Alarm]:
    if not current_user.is_authenticated or current_user.role != roles.HELPDESK:
        return []
    with unit_of_work() as session:
        return emergencies.waiting(session)
