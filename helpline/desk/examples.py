"""The trainer's workbench: the examples, looked through, added, moved, merged and retired."""

from http import HTTPStatus
from typing import TypeVar

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpline import clock
from helpline.desk import meanings
from helpline.desk.access import me, only_for
from helpline.desk.addresses import local_address
from helpline.desk.database import only_reading, unit_of_work
from helpline.desk.filters import LONGEST_WORDS, whole_number
from helpline.desk.language import language
from helpline.domain import roles
from helpline.domain.labels import KINDS, Meaning, NotALabel
from helpline.services.paging import PAGE_LENGTH, Page, placed
from helpline.workbench import browsing, insight, labels
from helpline.workbench import examples as files
from helpline.workbench.browsing import Wanted
from helpline.workbench.examples import Example
from helpline.workbench.insight import Confusion
from helpline.workbench.labels import Author, Lesson, UnknownMeaning

Line = TypeVar("Line")
# What is misheard more rarely says little.
_MOST_CONFUSIONS = 3
_LOOKERS = (roles.HELPDESK, roles.TRAINER)

blueprint = Blueprint("examples", __name__)


@blueprint.get("/examples")
@only_for(*_LOOKERS)
def index() -> str:
    """Show how many examples each meaning has, or the examples that are looked for."""
    wanted = _read_wanted()
    number = whole_number(request.args.get("page")) or 1
    lines = _lines()
    with unit_of_work() as session:
        unexported = labels.count_unexported(session)
    shared = {"wanted": wanted, "unexported": unexported, **_choices()}
    if wanted == Wanted():
        page = _page_of(browsing.count(lines.values()), number)
        return render_template("examples/index.html", page=page, total=len(lines), **shared)
    found = browsing.find(lines.values(), wanted)
    return render_template("examples/found.html", page=_page_of(found, number), **shared)


@blueprint.get("/examples/new")
@only_for(roles.TRAINER)
def new() -> str:
    """Show the form for a new example; it begins with the meaning that was looked at."""
    return _form("", meanings.read_meaning(request.args))


@blueprint.post("/examples")
@only_for(roles.TRAINER)
def add() -> ResponseReturnValue:
    """Add an example; one with the same words elsewhere is moved only when that is meant."""
    text, meaning = request.form.get("words", ""), meanings.read_meaning(request.form)
    author, lesson, found = _author(), Lesson(text, meaning), files.current()
    try:
        with unit_of_work() as session:
            line = labels.checked(session, lesson)
        same = _lines().get(line.key)
        if same is not None and same.meaning != meaning and "moves" not in request.form:
            wrong = _("These words have another meaning. Please say that you want to move them.")
            return _form(text, meaning, wrong), HTTPStatus.BAD_REQUEST
        with unit_of_work() as session:
            labels.add(session, found, lesson, author, clock.now())
    except NotALabel as error:
        wrong = str(meanings.WRONG_LABELS[error.reason])
        return _form(text, meaning, wrong), HTTPStatus.BAD_REQUEST
    except UnknownMeaning:
        wrong = _("Please choose what it means; a complaint needs a subject.")
        return _form(text, meaning, wrong), HTTPStatus.BAD_REQUEST
    flash(_("Added. It is learnt with the next model."), "success")
    return redirect(url_for("examples.new", **_as_address(meaning)))


@blueprint.post("/examples/concerns")
@only_for(*_LOOKERS)
def concerns() -> str:
    """Show what speaks against the sentence that somebody types; it stands in no address or log."""
    text, meaning = request.form.get("words", ""), meanings.read_meaning(request.form)
    found = browsing.concerns(_lines(), text, meaning)
    confused = _confused(meaning)
    return render_template(
        "examples/concerns.html", found=found, meaning=meaning, confused=confused
    )


@blueprint.post("/examples/change")
@only_for(roles.TRAINER)
def change() -> Response:
    """Move or retire the examples that were ticked."""
    keys, act = request.form.getlist("key"), request.form.get("act")
    if act not in ("move", "retire"):
        abort(HTTPStatus.BAD_REQUEST)
    try:
        count = _retire(keys) if act == "retire" else _move(keys)
    except UnknownMeaning:
        flash(_("Please choose what it means; a complaint needs a subject."), "danger")
    else:
        flash(_told(act, count), "success" if count else "danger")
    return redirect(local_address(request.form.get("from") or url_for("examples.index")))


@blueprint.post("/examples/merge")
@only_for(roles.TRAINER)
def merge() -> Response:
    """Give all examples of one meaning another one, so that the first is learnt no more."""
    origin = meanings.read_meaning(_with_prefix("of_"))
    keys = [key for key, line in _lines().items() if line.meaning == origin]
    if len(keys) != whole_number(request.form.get("count")):
        flash(_("The number is not right. Please look again."), "danger")
        return redirect(url_for("examples.index", **_as_address(origin)))
    try:
        count = _move(keys)
    except UnknownMeaning:
        flash(_("Please choose what it means; a complaint needs a subject."), "danger")
        return redirect(url_for("examples.index", **_as_address(origin)))
    flash(_told("move", count), "success")
    return redirect(url_for("examples.index", **_as_address(meanings.read_meaning(request.form))))


def _form(text: str, meaning: Meaning, wrong: str | None = None) -> str:
    found = browsing.concerns(_lines(), text, meaning)
    return render_template(
        "examples/new.html",
        text=text,
        meaning=meaning,
        wrong=wrong,
        found=found,
        confused=_confused(meaning),
        entities=meanings.ENTITIES,
        **_choices(),
    )


def _confused(meaning: Meaning) -> list[Confusion]:
    """As what this meaning was misheard live, the most frequent first."""
    code = meaning.category or meaning.intent
    with only_reading() as session:
        found = insight.confusions(session, clock.now())
    return [one for one in found if one.meant == code][:_MOST_CONFUSIONS]


def _move(keys: list[str]) -> int:
    """Give examples the meaning of the form; return how many. Raises UnknownMeaning."""
    author, found, meaning = _author(), files.current(), meanings.read_meaning(request.form)
    with unit_of_work() as session:
        return labels.move(session, found, keys, meaning, author, clock.now())


def _told(act: str, count: int) -> str:
    if act == "retire":
        return ngettext("%(num)s example retired.", "%(num)s examples retired.", count)
    return ngettext("%(num)s example changed.", "%(num)s examples changed.", count)


def _retire(keys: list[str]) -> int:
    author, found = _author(), files.current()
    with unit_of_work() as session:
        return labels.retire(session, found, keys, author, clock.now())


def _lines() -> dict[str, Example]:
    """Every example as it is after all that was taught and not exported yet."""
    # The files first: reading them takes seconds, in which nobody could write to the database.
    found = files.current()
    with only_reading() as session:
        return labels.overlaid(session, found)


def _author() -> Author:
    person = me()
    return Author(person.account_id, person.login)


def _read_wanted() -> Wanted:
    asked = request.args
    kind, script = asked.get("kind"), asked.get("script")
    return Wanted(
        words=asked.get("q", "").strip()[:LONGEST_WORDS],
        intent=asked.get("intent") or None,
        category=asked.get("category") or None,
        kind=kind if kind in KINDS else None,
        script=script if script in meanings.SCRIPTS else None,
    )


def _choices() -> dict[str, object]:
    return {
        "intents": meanings.intent_choices(),
        "categories": meanings.category_groups(language()),
        "scripts": meanings.SCRIPTS,
        "may_change": me().role == roles.TRAINER,
    }


def _page_of(found: list[Line], number: int) -> Page[Line]:
    number, has_more = placed(number, len(found))
    start = (number - 1) * PAGE_LENGTH
    return Page(found[start : start + PAGE_LENGTH], number, has_more, len(found))


def _as_address(meaning: Meaning) -> dict[str, str]:
    return {name: value for name, value in vars(meaning).items() if value}


def _with_prefix(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in request.form.items()
        if name.startswith(prefix)
    }
