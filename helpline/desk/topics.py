"""Topics: questions and complaint categories, added, named, moved, merged and retired by trainers."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk import meanings
from helpline.desk import topic_forms as forms
from helpline.desk.access import only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import LONGEST_WORDS
from helpline.desk.language import language
from helpline.domain import roles
from helpline.domain.labels import COMPLAINT, Meaning, NotALabel
from helpline.domain.topics import (
    NotATopic,
    is_taught,
)
from helpline.store import additions
from helpline.workbench import browsing, insight, labels, topics
from helpline.workbench import examples as files
from helpline.workbench.browsing import SCRIPTS
from helpline.workbench.dialogue_files import Reply
from helpline.workbench.examples import Example
from helpline.workbench.labels import Lesson
from helpline.workbench.topics import Signed

_LOOKERS = (roles.HELPDESK, roles.TRAINER)
QUESTIONS, CATEGORIES = "questions", "categories"

blueprint = Blueprint("topics", __name__)


@dataclass
class Line:
    """An intent or a category in the list."""

    code: str
    name: str
    department: str | None = None
    reply: Reply | None = None
    by_script: Counter[str] = field(default_factory=Counter)
    confused: int = 0
    confused_with: str | None = None

    @property
    def total(self) -> int:
        """How many examples it has."""
        return self.by_script.total()

    @property
    def lacks(self) -> list[str]:
        """The scripts in which there are too few."""
        return [one for one in SCRIPTS[:2] if self.by_script[one] < browsing.FEWEST]


@blueprint.get("/topics")
@only_for(*_LOOKERS)
def index() -> str:
    """Show the questions or the categories, with their examples and live confusions."""
    which = CATEGORIES if request.args.get("list") == CATEGORIES else QUESTIONS
    lines = _categories() if which == CATEGORIES else _intents()
    _count_examples(lines)
    with unit_of_work() as session:
        _count_confusions(lines, insight.confusions(session, clock.now()))
        retired = _retired(session, which)
        if which == QUESTIONS:
            said = topics.replies(session)
            for line in lines.values():
                line.reply = topics.answer_of(said, line.code)
    shown = sorted(lines.values(), key=lambda line: (-line.confused, line.total, line.name))
    return render_template(
        "topics/index.html", lines=shown, which=which, retired=retired, **forms.shared()
    )


@blueprint.get("/topics/questions/new")
@only_for(roles.TRAINER)
def new_question() -> str:
    """Show the form for a question with its answer and its first examples."""
    return _question_form({"examples": request.args.get("examples", "")[:LONGEST_WORDS]})


@blueprint.post("/topics/questions")
@only_for(roles.TRAINER)
def add_question() -> ResponseReturnValue:
    """Make a question with its answer and its first examples, all or nothing."""
    form, found = request.form, files.current()
    lines = [line for line in form.get("examples", "").splitlines() if line.strip()]
    try:
        with unit_of_work() as session:
            given = forms.given("name_hi", "name_en", "hi", "en")
            code = topics.add_question(session, *given, forms.signed())
            clashing = _add_examples(session, found, lines, Meaning(code))
            if clashing:
                raise NotATopic("examples", clashing)
    except NotATopic as error:
        return _question_form(form, forms.wrong(error)), HTTPStatus.BAD_REQUEST
    told = ngettext(
        "Made, with %(num)s example. It is learnt with the next model.",
        "Made, with %(num)s examples. It is learnt with the next model.",
        len(lines),
    )
    flash(told, "success")
    return redirect(url_for("topics.intent", code=code))


@blueprint.get("/topics/categories/new")
@only_for(roles.TRAINER)
def new_category() -> str:
    """Show the form for a category."""
    return _category_form({})


@blueprint.post("/topics/categories")
@only_for(roles.TRAINER)
def add_category() -> ResponseReturnValue:
    """Make a category; offices can be given complaints of it at once."""
    form, given = request.form, forms.given("department", "name_hi", "name_en")
    try:
        with unit_of_work() as session:
            code = topics.add_category(session, *given, forms.signed())
    except NotATopic as error:
        return _category_form(form, forms.wrong(error)), HTTPStatus.BAD_REQUEST
    flash(_("Made. Now it needs examples."), "success")
    return redirect(url_for("topics.category", code=code))


@blueprint.get("/topics/intents/<code>")
@only_for(*_LOOKERS)
def intent(code: str) -> str:
    """Show an intent with its reply, and what can be done about it."""
    return _intent_page(code, {})


@blueprint.post("/topics/intents/<code>/<any(name, merge, retire, bring_back):change>")
@only_for(roles.TRAINER)
def change_intent(code: str, change: str) -> ResponseReturnValue:
    """Give an intent other names, let it be learnt as another one or no more, or bring it back."""
    stays = change in _SHOWN_AFTERWARDS
    return forms.changed(
        _done(INTENT_ACTS[change], code),
        lambda wrong: _intent_page(code, wrong),
        url_for("topics.intent", code=code) if stays else url_for("topics.index"),
    )


@blueprint.get("/topics/categories/<path:code>")
@only_for(*_LOOKERS)
def category(code: str) -> str:
    """Show a category, and what can be done about it."""
    return _category_page(code, {})


@blueprint.post(
    "/topics/categories/<path:code>/<any(name, move, merge, retire, bring_back):change>"
)
@only_for(roles.TRAINER)
def change_category(code: str, change: str) -> ResponseReturnValue:
    """Give a category other names or another department, merge or retire it, or bring it back."""
    stays = change in _SHOWN_AFTERWARDS
    page = url_for("topics.category", code=code)
    return forms.changed(
        _done(CATEGORY_ACTS[change], code),
        lambda wrong: _category_page(code, wrong),
        page if stays else url_for("topics.index", list=CATEGORIES),
    )


# --- what the pages show ----------------------------------------------------------------------


def _intents() -> dict[str, Line]:
    codes = (code for code in meanings.known().intents if code != COMPLAINT)
    return {code: Line(code, meanings.intent_name(code)) for code in codes}


def _categories() -> dict[str, Line]:
    known, reading = meanings.known(), language()
    return {
        code: Line(code, names[reading], known.departments[code.split("/")[0]][reading])
        for code, names in known.categories.items()
    }


def _count_examples(lines: dict[str, Line]) -> None:
    for example in _examples():
        line = lines.get(example.meaning.category or example.meaning.intent)
        if line is not None:
            line.by_script[browsing.script_of_line(example.text)] += 1


def _count_confusions(lines: dict[str, Line], found: list[insight.Confusion]) -> None:
    """Count for what is meant; with what it is confused most comes first."""
    for one in found:
        line = lines.get(one.meant)
        if line is not None:
            line.confused += one.count
            line.confused_with = line.confused_with or meanings.name_of(one.heard)


def _examples() -> Iterable[Example]:
    # The files first: reading them takes seconds, in which nobody could write to the database.
    found = files.current()
    with unit_of_work() as session:
        return labels.overlaid(session, found).values()


def _question_form(form: object, wrong: dict[str, str] | None = None) -> str:
    return render_template(
        "topics/new_question.html", form=form, wrong=wrong or {}, **forms.shared()
    )


def _category_form(form: object, wrong: dict[str, str] | None = None) -> str:
    return render_template(
        "topics/new_category.html", form=form, wrong=wrong or {}, **forms.shared()
    )


def _intent_page(code: str, wrong: dict[str, str]) -> str:
    line = _intents().get(code)
    if line is None:
        abort(HTTPStatus.NOT_FOUND)
    _count_examples({code: line})
    with unit_of_work() as session:
        line.reply = topics.answer_of(topics.replies(session), code)
        parts = {
            "confusions": _confusions(session, code),
            "history": forms.history(session, additions.INTENT, code),
            "names": meanings.known().named.get(code),
        }
    return render_template(
        "topics/intent.html",
        line=line,
        wrong=wrong,
        form=request.form,
        is_taught=is_taught(code),
        may_retire=topics.may_retire(code),
        others=[one for one in meanings.intent_choices() if one["code"] not in (code, COMPLAINT)],
        **parts,
        **forms.shared(),
    )


def _category_page(code: str, wrong: dict[str, str]) -> str:
    line = _categories().get(code)
    if line is None:
        abort(HTTPStatus.NOT_FOUND)
    _count_examples({code: line})
    with unit_of_work() as session:
        parts = {
            "confusions": _confusions(session, code),
            "history": forms.history(session, additions.CATEGORY, code),
            "open_complaints": topics.open_complaints(session, code),
        }
    return render_template(
        "topics/category.html",
        line=line,
        wrong=wrong,
        form=request.form,
        names=meanings.known().categories[code],
        others=meanings.category_groups(language()),
        **parts,
        **forms.shared(),
    )


def _confusions(session: Session, code: str) -> list[insight.Confusion]:
    return [one for one in insight.confusions(session, clock.now()) if one.meant == code]


def _retired(session: Session, which: str) -> list[dict[str, object]]:
    kind = additions.INTENT if which == QUESTIONS else additions.CATEGORY
    return [
        {
            "code": row.code,
            "name": row.content.get(f"name_{language()}") or meanings.intent_name(row.code),
            "past": forms.told(row),
        }
        for row in topics.retired(session, kind)
    ]


# --- what the forms do ------------------------------------------------------------------------


# What can be done to an intent or a category that is there; the form gives the rest.
Act = Callable[[Session, files.Examples, str, Signed], object]
INTENT_ACTS: dict[str, Act] = {
    "name": lambda session, _examples, code, signed: topics.name_question(
        session, code, *forms.given("name_hi", "name_en"), signed
    ),
    "merge": lambda session, found, code, signed: topics.merge_intent(
        session, found, code, *forms.given("into"), signed
    ),
    "retire": topics.retire_intent,
    "bring_back": lambda session, _examples, code, signed: topics.bring_back(
        session, additions.INTENT, code, signed
    ),
}
CATEGORY_ACTS: dict[str, Act] = {
    "name": lambda session, _examples, code, signed: topics.name_category(
        session, code, *forms.given("name_hi", "name_en"), signed
    ),
    "move": lambda session, found, code, signed: topics.move_category(
        session, found, code, *forms.given("department"), signed
    ),
    "merge": lambda session, found, code, signed: topics.merge_category(
        session, found, code, *forms.given("into"), signed
    ),
    "retire": topics.retire_category,
    "bring_back": lambda session, _examples, code, signed: topics.bring_back(
        session, additions.CATEGORY, code, signed
    ),
}
# The others are gone afterwards, and the list is shown.
_SHOWN_AFTERWARDS = ("name", "bring_back")


def _done(act: Act, code: str) -> Callable[[Session], object]:
    # The files first: reading them takes seconds, in which nobody could write to the database.
    found = files.current()
    return lambda session: act(session, found, code, forms.signed())


def _add_examples(
    session: Session, found: files.Examples, lines: list[str], meaning: Meaning
) -> str | None:
    """Add what citizens write; return why one of them is refused."""
    there = labels.overlaid(session, found)
    author = forms.signed().author
    for line in lines:
        known = there.get(files.key_of(line))
        if known is not None and known.meaning != meaning:
            name = meanings.meaning_name(known.meaning, language())
            return _(
                "“%(words)s” has another meaning already: %(meaning)s.", words=line, meaning=name
            )
        try:
            labels.add(session, found, Lesson(line, meaning), author, clock.now())
        except NotALabel as error:
            return f"{line}: {meanings.WRONG_LABELS[error.reason]}"
    return None
