"""How the helpline runs, for its administrator: queues, programs, troubles, and what got stuck."""

import shutil

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.domain import roles
from helpline.services import heartbeat, inbox, operation, outbox, troubles
from helpline.services.operation import UnknownAct
from helpline.store.queue import LEFT_BEHIND
from helpline.whatsapp.client import ACCOUNT_CODES, PAIR_RATE_CODES, RATE_CODES

# Below that a day's messages and files may find no room.
LEAST_FREE_BYTES = 1024**3

QUEUES = {
    "inbox": lazy_gettext("Messages without an answer"),
    "outbox": lazy_gettext("Answers not sent"),
    "files": lazy_gettext("Files not fetched"),
}
PROGRAMS = {
    heartbeat.RASA: lazy_gettext("Assistant (rasa server)"),
    heartbeat.WORKER: lazy_gettext("Sending (worker)"),
}
PLACES = {
    troubles.SENDING: lazy_gettext("Sending messages"),
    troubles.TURNS: lazy_gettext("Answering"),
    troubles.FETCHING: lazy_gettext("Fetching files"),
    troubles.WEBHOOK: lazy_gettext("Receiving"),
}
_REFUSED = lazy_gettext("WhatsApp refuses our access: renew the token or look at the account")
REASONS = {
    **{str(code): _REFUSED for code in ACCOUNT_CODES},
    **{str(code): lazy_gettext("Too many messages from our number") for code in RATE_CODES},
    **{str(code): lazy_gettext("Too many messages to one person") for code in PAIR_RATE_CODES},
    "131000": lazy_gettext("WhatsApp has trouble"),
    "131016": lazy_gettext("WhatsApp has trouble"),
    "131026": lazy_gettext("The number has no WhatsApp, or cannot be reached"),
    "131047": lazy_gettext("The citizen has not written for a day"),
    outbox.WINDOW_CLOSED: lazy_gettext("The citizen has not written for a day"),
    troubles.FORGED: lazy_gettext("Not from WhatsApp: the signature is missing or wrong"),
    troubles.FOREIGN: lazy_gettext("For another number: is WHATSAPP_PHONE_NUMBER_ID right?"),
    troubles.UNREADABLE: lazy_gettext("Without what every message has; not kept"),
    "no_answer": lazy_gettext("WhatsApp gave no answer; the message may have arrived"),
    "unreachable": lazy_gettext("WhatsApp cannot be reached"),
    outbox.PACED: lazy_gettext("Waits, so as not to send too fast"),
    inbox.USED_UP: lazy_gettext("Each attempt ended with the program"),
    LEFT_BEHIND: lazy_gettext("A program ended in the middle of it"),
}

blueprint = Blueprint("operation", __name__)


@blueprint.get("/operation")
@only_for(roles.ADMINISTRATOR)
def index() -> str:
    """Show how everything runs at this moment."""
    now = clock.now()
    with unit_of_work() as session:
        overview = operation.overview(session, now)
    free = shutil.disk_usage(current_app.config["DATA_DIR"]).free
    return render_template(
        "operation/index.html",
        overview=overview,
        queues=QUEUES,
        programs=PROGRAMS,
        places=PLACES,
        reason=_reason,
        free_gigabytes=free / 1024**3,
        is_full=free < LEAST_FREE_BYTES,
        is_refused=any(_is_refusal(trouble, now) for trouble in overview.troubles),
    )


@blueprint.post("/operation/<queue>/<int:row_id>")
@only_for(roles.ADMINISTRATOR)
def act(queue: str, row_id: int) -> Response:
    """Try a message again, or give it up."""
    person = me()
    try:
        with unit_of_work() as session:
            what = request.form.get("act", "")
            done = operation.act(session, queue, row_id, what, person.login, clock.now())
    except UnknownAct:
        abort(400)
    if not done:
        flash(_("This message needs nothing any more."))
    return redirect(url_for("operation.index"))


def _reason(code: str) -> str:
    return REASONS.get(code, code)


def _is_refusal(trouble: operation.Trouble, now: object) -> bool:
    """Whether WhatsApp has refused our access a moment ago: it is asked every minute."""
    is_account = trouble.code.isdigit() and int(trouble.code) in ACCOUNT_CODES
    return is_account and now - trouble.last_at < operation.A_MOMENT
