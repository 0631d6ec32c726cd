"""Try a sentence: what the live model makes of it, and what the newest one would."""

from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, render_template, request

from helpline.desk import meanings
from helpline.desk.access import me, only_for
from helpline.desk.database import only_reading
from helpline.desk.training import data_dir, fingerprint
from helpline.desk.tried_models import Candidate, Live, NoModel, Understood
from helpline.domain import roles
from helpline.domain.labels import LONGEST, Meaning
from helpline.domain.topics import is_taught
from helpline.settings import Settings
from helpline.workbench import models, topics
from helpline.workbench.dialogue_files import Reply

blueprint = Blueprint("trying", __name__)


@dataclass(frozen=True)
class Side:
    """One model's answer; without `heard` it could not be asked."""

    heard: Understood | None = None
    meaning: Meaning | None = None
    reply: tuple[str, ...] = ()


def init_app(app: Flask, settings: Settings) -> None:
    """Prepare the way to both models; the candidate is loaded with the first sentence."""
    app.extensions["live_model"] = Live(settings.rasa_url, settings.rasa_token)
    app.extensions["candidate_model"] = Candidate()


@blueprint.get("/topics/try")
@only_for(roles.HELPDESK, roles.TRAINER)
def show() -> str:
    """Show the form."""
    return _page("")


@blueprint.post("/topics/try")
@only_for(roles.HELPDESK, roles.TRAINER)
def answer() -> str:
    """Show what both make of a sentence; it stands in no address and no log."""
    text = " ".join(request.form.get("words", "").split())[:LONGEST]
    return _page(text) if not text else _page(text, live=_live(text), candidate=_candidate(text))


def _page(text: str, **sides: Side) -> str:
    return render_template(
        "topics/try.html",
        text=text,
        live=sides.get("live"),
        candidate=sides.get("candidate"),
        entities=meanings.ENTITIES,
        may_change=me().role == roles.TRAINER,
    )


def _live(text: str) -> Side:
    try:
        heard = current_app.extensions["live_model"].understand(text)
    except NoModel:
        return Side()
    return _side(heard)


def _candidate(text: str) -> Side:
    with only_reading() as session:
        newest = models.newest_file(session, data_dir(), fingerprint())
    try:
        heard = current_app.extensions["candidate_model"].understand(text, newest)
    except NoModel:
        return Side()
    return _side(heard)


def _side(heard: Understood) -> Side:
    with only_reading() as session:
        known = topics.answer_of(topics.replies(session), heard.intent)
    return Side(heard, Meaning(heard.intent, heard.category, heard.kind), _reply(heard, known))


def _reply(heard: Understood, known: Reply | None) -> tuple[str, ...]:
    """What the model's own files say; the live one is not asked for them."""
    if heard.reply and is_taught(heard.intent):
        return heard.reply
    return (known.hi, known.en) if known else ()
