"""Training at the desk: new models, what they do better and worse, and which one answers."""

import re
from functools import cache
from http import HTTPStatus
from pathlib import Path

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
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from helpline import clock
from helpline.desk import meanings
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.desk.language import language
from helpline.domain import roles
from helpline.store.training import TrainingRun
from helpline.workbench import effect, models, training
from helpline.workbench import model_files as files
from helpline.workbench.labels import Author
from helpline.workbench.models import NotDeployable
from helpline.workbench.training import AlreadyAtWork, AlreadyOver

STATES = {
    "waiting": lazy_gettext("Waits"),
    "running": lazy_gettext("Runs"),
    "passed": lazy_gettext("Passed"),
    "refused": lazy_gettext("Refused"),
    "failed": lazy_gettext("Went wrong"),
    "broken_off": lazy_gettext("Broken off"),
}
TONES = {
    "waiting": "info",
    "running": "info",
    "passed": "success",
    "refused": "danger",
    "failed": "danger",
    "broken_off": "wait",
}
STEPS = {
    training.GATHERING: lazy_gettext("Gather what was taught"),
    training.LEARNING: lazy_gettext("Learn"),
    training.TALKING: lazy_gettext("Play the conversation tests"),
    training.READING: lazy_gettext("Read the test messages, with the live model as well"),
    training.JUDGING: lazy_gettext("Compare and judge"),
}
CHANGES = {
    training.WORSE: lazy_gettext("Worse"),
    training.BETTER: lazy_gettext("Better"),
    training.OTHER: lazy_gettext("Wrong otherwise"),
}
TEST_SETS = {
    training.FROZEN: lazy_gettext("Frozen test set"),
    training.KEPT: lazy_gettext("Confirmed by people, never learnt"),
}
MEASURES = {
    "intent": lazy_gettext("Intent"),
    "category": lazy_gettext("Subject"),
    "department": lazy_gettext("Department"),
}
SCRIPTS = {
    "all": lazy_gettext("All messages"),
    "devanagari": lazy_gettext("Devanagari"),
    "roman": lazy_gettext("Roman"),
    "english": lazy_gettext("English"),
    "mixed": lazy_gettext("Mixed"),
}
ACTS = {
    models.DEPLOY: lazy_gettext("Made live"),
    models.OVERRIDE: lazy_gettext("Made live although refused"),
    models.ROLL_BACK: lazy_gettext("Went back"),
}
NOT_DEPLOYABLE = {
    "refused": lazy_gettext("The guard refused this model."),
    "not_refused": lazy_gettext("The guard did not refuse this model."),
    "own": lazy_gettext("Somebody else has to decide this: you trained this model."),
    "no_reason": lazy_gettext("Please write down why, in a sentence."),
    "no_model": lazy_gettext("The file of this model is not there."),
    "outdated": lazy_gettext("The helpline was updated since. Please train anew."),
    "live": lazy_gettext("This model is live already."),
    "nothing_before": lazy_gettext("There was no other model before."),
}
LOG_LINES = 200
# For terminals.
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_CHOICES_SHOWN = 10
_TRAINERS = (roles.TRAINER, roles.ADMINISTRATOR)

blueprint = Blueprint("training", __name__)


@blueprint.get("/training")
@only_for(*_TRAINERS)
def index() -> str:
    """Show which model answers, whether it helped, and every training."""
    number = whole_number(request.args.get("page")) or 1
    of_today, now = fingerprint(), clock.now()
    with unit_of_work() as session:
        choices = models.choices(session, of_today, _CHOICES_SHOWN)
        parts = {
            "choice": choices[0] if choices else None,
            "choices": choices,
            "before": models.model_before(session, of_today),
            "at_work": training.at_work(session),
            "page": training.latest(session, number),
            "weeks": effect.by_week(session, now),
        }
    return render_template("training/index.html", **parts)


@blueprint.post("/training")
@only_for(*_TRAINERS)
def ask() -> Response:
    """Let a training begin."""
    author = _author()
    try:
        with unit_of_work() as session:
            run_id = training.ask(session, author, clock.now()).id
    except AlreadyAtWork:
        flash(_("A training is at work already."), "danger")
        return redirect(url_for("training.index"))
    return redirect(url_for("training.show", run_id=run_id))


@blueprint.get("/training/<int:run_id>")
@only_for(*_TRAINERS)
def show(run_id: int) -> ResponseReturnValue:
    """Show one training: how far it is, or what came of it."""
    return _page(run_id)


@blueprint.post("/training/<int:run_id>/stop")
@only_for(*_TRAINERS)
def stop(run_id: int) -> Response:
    """Break a training off; what it has done so far is removed."""
    author, now = _author(), clock.now()
    try:
        with unit_of_work() as session:
            _run(session, run_id)
            training.stop(session, run_id, author, now)
    except AlreadyOver:
        flash(_("This training is over already."), "danger")
    return redirect(url_for("training.show", run_id=run_id))


@blueprint.get("/training/<int:run_id>/changes")
@only_for(*_TRAINERS)
def changes(run_id: int) -> str:
    """Show message by message what the new model understands otherwise."""
    asked = request.args
    wanted = {
        "change": _one_of(CHANGES, asked.get("change")),
        "intent": asked.get("intent") or None,
        "script": _one_of(SCRIPTS, asked.get("script")),
    }
    number = whole_number(asked.get("page")) or 1
    with unit_of_work() as session:
        run, page = _run(session, run_id), training.changed(session, run_id, number, **wanted)
    return render_template(
        "training/changes.html",
        run=run,
        page=page,
        intents=meanings.intent_choices(),
        wanted=wanted,
    )


@blueprint.post("/training/<int:run_id>/deploy")
@only_for(*_TRAINERS)
def deploy(run_id: int) -> ResponseReturnValue:
    """Let a model that passed answer from now on."""
    author, now = _author(), clock.now()
    try:
        with unit_of_work() as session:
            models.deploy(session, run_id, data_dir(), fingerprint(), author, now)
    except NotDeployable as error:
        flash(NOT_DEPLOYABLE[error.reason], "danger")
        return redirect(url_for("training.show", run_id=run_id))
    return _goes_live()


@blueprint.post("/training/<int:run_id>/override")
@only_for(*_TRAINERS)
def override(run_id: int) -> ResponseReturnValue:
    """Let a refused model answer, for the reason that a second person writes down."""
    author, now, reason = _author(), clock.now(), request.form.get("words", "")
    try:
        with unit_of_work() as session:
            models.override(session, run_id, reason, data_dir(), fingerprint(), author, now)
    except NotDeployable as error:
        wrong = str(NOT_DEPLOYABLE[error.reason])
        return _page(run_id, reason, wrong), HTTPStatus.BAD_REQUEST
    return _goes_live()


@blueprint.post("/training/back")
@only_for(*_TRAINERS)
def roll_back() -> Response:
    """Let the model answer again that did before."""
    author, now = _author(), clock.now()
    try:
        with unit_of_work() as session:
            models.roll_back(session, data_dir(), fingerprint(), author, now)
    except NotDeployable as error:
        flash(NOT_DEPLOYABLE[error.reason], "danger")
        return redirect(url_for("training.index"))
    return _goes_live()


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    return {
        "training_states": STATES,
        "training_tones": TONES,
        "training_steps": STEPS,
        "training_changes": CHANGES,
        "training_sets": TEST_SETS,
        "training_measures": MEASURES,
        "training_scripts": SCRIPTS,
        "training_acts": ACTS,
        "meaning_of": meanings.name_of,
        "reason_told": reason_told,
    }


@cache
def fingerprint() -> str:
    """Return which repository this process runs; a later one needs another start."""
    return files.fingerprint()


def reason_told(reason: dict) -> str:
    """Return in words why the guard refuses a model."""
    return _REASONS[reason["code"]](reason)


def _missed(reason: dict) -> str:
    return ngettext(
        "%(num)s emergency is missed that the live model hears.",
        "%(num)s emergencies are missed that the live model hears.",
        reason["count"],
    )


def _falls(reason: dict) -> str:
    return _(
        "%(measure)s, %(script)s: right in %(before)s before, in %(after)s now.",
        measure=MEASURES[reason["measure"]],
        script=SCRIPTS[reason["script"]],
        **_percents(reason),
    )


def _recall(reason: dict) -> str:
    name = meanings.name_of(reason["category"] or reason["intent"])
    told = _(
        "“%(name)s”: recognised in %(before)s before, in %(after)s now.",
        name=name,
        **_percents(reason),
    )
    return told


def _contradicts(reason: dict) -> str:
    return _(
        "%(count)s of %(of)s new examples of “%(name)s” are surely “%(other)s” to the live model. "
        "Please look whether they were taught under a wrong meaning.",
        count=reason["count"],
        of=reason["of"],
        name=meanings.name_of(reason["category"] or reason["intent"]),
        other=meanings.name_of(reason["other_category"] or reason["other_intent"]),
    )


def _dialogues(reason: dict) -> str:
    return ngettext(
        "%(num)s of %(of)s conversations goes otherwise than with the live model: %(names)s. "
        "The log says where.",
        "%(num)s of %(of)s conversations go otherwise than with the live model: %(names)s. "
        "The log says where.",
        len(reason["lost"]),
        of=reason["of"],
        names="; ".join(training.name_in(names, language()) for names in reason["lost"]),
    )


def _conversations(_reason: dict) -> str:
    return _("The model follows a rule otherwise than a story wants it: the log says which.")


_REASONS = {
    "emergency_missed": _missed,
    "falls": _falls,
    "recall": _recall,
    "contradicts": _contradicts,
    "dialogues": _dialogues,
    "conversations": _conversations,
}


def _percents(reason: dict) -> dict[str, str]:
    return {name: f"{100 * reason[name]:.1f}%" for name in ("before", "after")}


def _page(run_id: int, given: str = "", wrong: str | None = None) -> str:
    person, of_today = me(), fingerprint()
    with unit_of_work() as session:
        run = _run(session, run_id)
        choice = models.last_choice(session, of_today)
        counts = training.count_changed(session, run_id)
        ended_by = training.ended_by(session, run)
    return render_template(
        "training/show.html",
        run=run,
        log=_log(run_id),
        steps=training.STEPS,
        counts=counts,
        ended_by=ended_by,
        recalls=_recalls(run),
        is_chosen=choice is not None and choice.run_id == run_id,
        is_outdated=run.fingerprint not in (None, of_today),
        is_own=run.account_id == person.account_id,
        given=given,
        wrong=wrong,
    )


def _run(session: object, run_id: int) -> TrainingRun:
    run = session.get(TrainingRun, run_id)
    if run is None:
        abort(HTTPStatus.NOT_FOUND)
    return run


def _recalls(run: TrainingRun) -> list[dict[str, object]]:
    """Return the meanings of the frozen set of which another share is right now, the worst first."""
    if not run.figures:
        return []
    before, after = (
        {(intent, category): (right, count) for intent, category, right, count in one["recalls"]}
        for one in run.figures[training.FROZEN]
    )
    lines = [
        {
            "name": meanings.name_of(category or intent),
            "count": count,
            "before": right,
            "after": after[intent, category][0],
        }
        for (intent, category), (right, count) in before.items()
        if after[intent, category][0] != right
    ]
    return sorted(lines, key=lambda line: (line["after"] - line["before"]) / line["count"])


def _log(run_id: int) -> str:
    path = files.log_of_run(data_dir(), run_id)
    if not path.exists():
        return ""
    text = _COLOURS.sub("", path.read_bytes().decode("utf-8", errors="replace"))
    # A progress bar writes over its own line again and again; the last state of it is enough.
    lines = [line.rpartition("\r")[2] for line in text.replace("\r\n", "\n").rstrip().split("\n")]
    return "\n".join(lines[-LOG_LINES:])


def _goes_live() -> Response:
    flash(_("It goes live within seconds. No conversation is interrupted."), "success")
    return redirect(url_for("training.index"))


def _author() -> Author:
    person = me()
    return Author(person.account_id, person.login)


def data_dir() -> Path:
    """Return the folder of everything the helpline writes."""
    return Path(current_app.config["DATA_DIR"])


def _one_of(known: dict, value: str | None) -> str | None:
    return value if value in known and value != "all" else None
