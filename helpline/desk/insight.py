"""Insight: where citizens are misheard, what they ask that nobody foresaw, where they give up."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from helpline import clock
from helpline.desk import meanings
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.domain import labels, roles
from helpline.services.reference import all_district_names
from helpline.workbench import insight

SCRIPTS = {
    **meanings.SCRIPTS,
    "digits": lazy_gettext("Only digits"),
    "other": lazy_gettext("Another script, or signs"),
}
QUESTIONS = {
    "complaint_text": lazy_gettext("What the problem is"),
    "place": lazy_gettext("Where it is"),
    "district": lazy_gettext("Which district"),
    "category": lazy_gettext("What it is about"),
    "confirmed": lazy_gettext("Whether the summary is right"),
}

blueprint = Blueprint("insight", __name__)


@blueprint.app_template_filter()
def teachable(words: str) -> str:
    """Return a citizen's words as an example may have them."""
    return labels.plain(labels.annotated(words, []))


@blueprint.get("/insight")
@only_for(roles.HELPDESK, roles.TRAINER)
def index() -> str:
    """Show the figures of the last weeks."""
    now = clock.now()
    intents = meanings.known().intents
    with unit_of_work() as session:
        counted = insight.heard_and_meant(session, now)
        parts = {
            "by_day": insight.shares_by_day(session, now),
            "by_script": insight.shares_by_script(session, now),
            "by_district": insight.shares_by_district(session, now),
            "unused": insight.unused_intents(session, intents, now),
            "new_topics": insight.new_topics(session, now),
            "drop_off": insight.drop_off(session, now),
            "districts": all_district_names(session, language()),
        }
    return render_template(
        "insight/index.html",
        matrix=insight.matrix_of(counted),
        confirmed=counted.total(),
        scripts=SCRIPTS,
        questions=QUESTIONS,
        may_change=me().role == roles.TRAINER,
        **parts,
    )
