"""The review: what the assistant misunderstood, looked at, put right and taught on one page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk import guesses, meanings
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.desk.language import language
from helpline.domain import labels as label_rules
from helpline.domain import review as rules
from helpline.domain import roles
from helpline.domain.labels import Meaning, NotALabel
from helpline.services import conversations, drafts, misheard, repair, review
from helpline.services.reference import all_district_names
from helpline.services.review import AlreadySaid, Decided, NoReviewer, UnknownReason
from helpline.store.messages import Turn
from helpline.store.review import ReviewCase
from helpline.workbench import examples, teaching
from helpline.workbench.labels import Author, Lesson, UnknownMeaning

REASONS = {
    rules.FALLBACK: lazy_gettext("Not understood"),
    rules.LOW_CONFIDENCE: lazy_gettext("Not sure"),
    rules.NARROW: lazy_gettext("Two meanings nearly alike"),
    rules.UNSURE_CATEGORY: lazy_gettext("Subject not sure"),
    rules.ASKED_THRICE: lazy_gettext("Same question three times"),
    rules.DENIED: lazy_gettext("Citizen: no, wrong"),
    rules.REPEATED: lazy_gettext("Citizen said it again"),
    rules.CORRECTED: lazy_gettext("Citizen corrected it"),
    rules.WANTS_PERSON: lazy_gettext("Asked for a person"),
    rules.MEDIA: lazy_gettext("File without words"),
    rules.TAKEN_BACK: lazy_gettext("No emergency after all"),
    rules.REROUTED: lazy_gettext("Office passed it on"),
    rules.SAID_MISROUTED: lazy_gettext("Citizen: wrong office"),
    rules.REOPENED: lazy_gettext("Citizen opened it again"),
    rules.JOINED_WRONGLY: lazy_gettext("Joined wrongly"),
}
LISTS = {
    rules.OPEN: lazy_gettext("To do"),
    review.MINE: lazy_gettext("With me"),
    rules.LATER: lazy_gettext("Later"),
    rules.SECOND: lazy_gettext("Second opinion"),
    rules.DONE: lazy_gettext("Done"),
    rules.SKIPPED: lazy_gettext("Skipped"),
}
SKIP_REASONS = {
    "unreadable": lazy_gettext("Nobody can understand it"),
    "not_for_us": lazy_gettext("Not for the helpline"),
    "private": lazy_gettext("Too private to teach"),
    "other": lazy_gettext("Another reason"),
}
blueprint = Blueprint("review", __name__)


@dataclass
class Form:
    """What stands in the form of a case, and what is wrong with it.

    `unlike` are the turns whose words mean something else than what is decided.
    """

    words: str
    meaning: Meaning | None
    is_example: bool = True
    is_test: bool = False
    wrong: str | None = None
    unlike: frozenset[int] = frozenset()


@dataclass(frozen=True)
class OtherWords:
    """In which words the case was said too, as they would be learnt."""

    turn_id: int
    turn_ids: tuple[int, ...]
    words: str


@blueprint.get("/review")
@only_for(*rules.REVIEWERS)
def index() -> str:
    """Show one list of cases: what waits, the most valuable first, or what was decided."""
    which = request.args.get("list")
    which = which if which in LISTS else rules.OPEN
    number = whole_number(request.args.get("page")) or 1
    account_id, now = me().account_id, clock.now()
    with unit_of_work() as session:
        page = review.lines(session, which, account_id, number, now)
        first = review.next_case(session, account_id, now)
        agreed = review.agreed(session)
        mine = review.count(session, review.MINE, account_id, now)
    return render_template(
        "review/index.html",
        page=page,
        which=which,
        lists=LISTS,
        first=first,
        agreed=agreed,
        mine=mine,
    )


@blueprint.get("/review/<int:case_id>")
@only_for(*rules.REVIEWERS)
def show(case_id: int) -> ResponseReturnValue:
    """Show one case with its conversation and everything that can be done about it."""
    return page(case_id)


@blueprint.post("/review/<int:case_id>/teach")
@only_for(*rules.REVIEWERS)
def teach(case_id: int) -> ResponseReturnValue:
    """Say what the words mean, or that they teach nothing; a doubtful case waits for another one."""
    form, act, person = _read_form(), request.form.get("act"), me()
    author = Author(person.account_id, person.login)
    try:
        with _case(case_id) as session:
            is_decided = _decide(session, case_id, form, act, author)
    except NotALabel as error:
        form.wrong = str(meanings.WRONG_LABELS[error.reason])
        return page(case_id, form)
    except UnknownMeaning:
        form.wrong = _("Please choose what it means; a complaint needs a subject.")
        return page(case_id, form)
    except Decided:
        flash(_("Somebody else was quicker: this is decided already."), "danger")
    except AlreadySaid:
        flash(_("You have said what you think. Now it is another one's turn."), "danger")
    else:
        flash(_("Done.") if is_decided else _("It waits for a second opinion."), "success")
    return _to_next(case_id)


@blueprint.post("/review/<int:case_id>/take")
@only_for(*rules.REVIEWERS)
def take(case_id: int) -> Response:
    """Take a case for oneself, or give it back."""
    person = me()
    try:
        with _case(case_id) as session:
            review.take(session, case_id, person.account_id, person.login, clock.now())
    except Decided:
        return _was_decided()
    return redirect(url_for("review.show", case_id=case_id))


@blueprint.post("/review/<int:case_id>/give")
@only_for(*rules.REVIEWERS)
def give(case_id: int) -> Response:
    """Let a colleague look at a case, and go on with the next one."""
    person, to = me(), whole_number(request.form.get("to"))
    try:
        with _case(case_id) as session:
            name = review.give(session, case_id, to, person.login, clock.now()).name
    except NoReviewer:
        abort(HTTPStatus.BAD_REQUEST)
    except Decided:
        return _was_decided()
    flash(_("It is with %(name)s now.", name=name), "success")
    return _to_next(case_id)


@blueprint.post("/review/<int:case_id>/later")
@only_for(*rules.REVIEWERS)
def later(case_id: int) -> Response:
    """Put a case off until tomorrow."""
    login = me().login
    try:
        with _case(case_id) as session:
            review.put_off(session, case_id, login, clock.now())
    except Decided:
        return _was_decided()
    flash(_("It comes again tomorrow."), "success")
    return _to_next(case_id)


@blueprint.post("/review/<int:case_id>/skip")
@only_for(*rules.REVIEWERS)
def skip(case_id: int) -> Response:
    """End a case without a lesson, for a reason."""
    person, reason = me(), request.form.get("reason", "")
    try:
        with _case(case_id) as session:
            review.skip(session, case_id, reason, person.account_id, person.login, clock.now())
    except UnknownReason:
        abort(HTTPStatus.BAD_REQUEST)
    except Decided:
        return _was_decided()
    flash(_("Skipped."), "success")
    return _to_next(case_id)


@blueprint.post("/review/<int:case_id>/open")
@only_for(*rules.REVIEWERS)
def open_again(case_id: int) -> Response:
    """Let a case wait again that was decided."""
    login = me().login
    try:
        with _case(case_id) as session:
            review.open_again(session, case_id, login, clock.now())
    except Decided:
        flash(_("It waits already."), "danger")
    return redirect(url_for("review.show", case_id=case_id))


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    return {
        "reasons": REASONS,
        "skip_reasons": SKIP_REASONS,
        "intent_name": meanings.intent_name,
        "meaning_name": meanings.meaning_name,
        "topic_name": meanings.name_of,
    }


def page(case_id: int, form: Form | None = None, **repair_errors: str) -> tuple[str, int]:
    """Show a case; a form that was refused comes with what was written and why."""
    account_id, now = me().account_id, clock.now()
    with unit_of_work() as session:
        case = session.get(ReviewCase, case_id)
        if case is None:
            abort(HTTPStatus.NOT_FOUND)
        turns = review.turns_of(session, case_id)
        turn = _chosen_turn(turns, case)
        guessed = guesses.of_turn(turn, meanings.known())
        said = review.opinions(session, case_id)
        is_mine_said = any(one.account_id == account_id for one in said)
        parts = {
            "case": case,
            "turn": turn,
            "turns": turns,
            "inbox_at": turn.inbox.received_at,
            "reasons_here": review.reasons_of(session, [case_id]).get(case_id, []),
            "conversation": conversations.conversation(
                session, turn.citizen_id, now, turn.finished_at + conversations.AFTERWARDS
            ),
            "holder": case.holder,
            "decider": case.account,
            "is_mine": case.holder_id == account_id,
            "colleagues": [
                one
                for one in review.reviewers(session)
                if one.id not in (account_id, case.holder_id)
            ],
            "others": _other_words(session, case_id, turn.id),
            "waits": case.state in rules.WAITING,
            # The second one is not to know what the first one said; who decides between two is.
            "opinions": said if len(said) > 1 or case.state not in rules.WAITING else [],
            "has_said": is_mine_said,
            "number_of_opinions": len(said),
            "next": review.next_case(session, account_id, now, case_id),
            "served": repair.served(session, turn),
            "being_told": drafts.words(session, turn.inbox.citizen.key),
            "own": repair.open_complaints(session, turn.citizen_id),
            "districts": sorted(
                all_district_names(session, language()).items(), key=lambda entry: entry[1]
            ),
        }
    refused = form is not None or bool(repair_errors)
    form = form or _form_of(turn, guessed)
    rendered = render_template(
        "review/show.html",
        **parts,
        form=form,
        guesses=guessed,
        intents=meanings.intent_choices(),
        categories=meanings.category_groups(language()),
        entities=meanings.ENTITIES,
        known=examples.current().find(examples.key_of(form.words)),
        facts={name: guesses.fact(turn, name) for name in ("district", "place")},
        may_repair=me().role == roles.HELPDESK,
        wrong=repair_errors,
    )
    return rendered, HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK


@contextmanager
def _case(case_id: int) -> Iterator[Session]:
    """Open a unit of work on a case; where there is none, nothing is found."""
    with unit_of_work() as session:
        if session.get(ReviewCase, case_id) is None:
            abort(HTTPStatus.NOT_FOUND)
        yield session


def _chosen_turn(turns: list[Turn], case: ReviewCase) -> Turn:
    asked = whole_number(request.args.get("turn"))
    return next((turn for turn in turns if turn.id == asked), case.last_turn)


def _form_of(turn: Turn, guessed: list[Meaning]) -> Form:
    """Begin with what was heard, or with the guess that was chosen by its key."""
    number = whole_number(request.args.get("guess")) or 1
    meaning = guessed[min(number, len(guessed)) - 1] if guessed else None
    return Form(label_rules.annotated(turn.text, turn.entities), meaning)


def _read_form() -> Form:
    asked = request.form
    return Form(
        words=asked.get("words", ""),
        meaning=meanings.read_meaning(asked),
        is_example="is_example" in asked,
        is_test="is_test" in asked,
        unlike=frozenset(asked.getlist("offered", int)) - frozenset(asked.getlist("same", int)),
    )


def _decide(session: Session, case_id: int, form: Form, act: str | None, author: Author) -> bool:
    now, case = clock.now(), session.get(ReviewCase, case_id)
    if act not in ("teach", "second", "nothing"):
        abort(HTTPStatus.BAD_REQUEST)
    shown = whole_number(request.form.get("turn")) or case.last_turn_id
    others = _other_words(session, case_id, shown)
    for other in others:
        if other.turn_id in form.unlike:
            misheard.part(session, case, other.turn_ids, now)
    if act == "nothing":
        return teaching.teach_nothing(session, case_id, author, now)
    said = [(shown, form.words)]
    said += [(one.turn_id, one.words) for one in others if one.turn_id not in form.unlike]
    lessons = [
        Lesson(words, form.meaning, form.is_example, form.is_test, turn_id)
        for turn_id, words in said
    ]
    return teaching.teach(session, case_id, lessons, act == "second", author, now)


def _other_words(session: Session, case_id: int, shown: int) -> list[OtherWords]:
    """Return in which words the case was said besides those shown; what has no words is left out."""
    found = []
    for wording in review.wordings_of(session, case_id):
        words = label_rules.annotated(wording.turn.text, wording.turn.entities)
        if shown not in wording.turn_ids and label_rules.can_be_label(words):
            found.append(OtherWords(wording.turn.id, wording.turn_ids, words))
    return found


def _to_next(case_id: int) -> Response:
    """Go on with the next case, so that one key is all that an easy one takes."""
    account_id = me().account_id
    with unit_of_work() as session:
        following = review.next_case(session, account_id, clock.now(), case_id)
    if following is None:
        return redirect(url_for("review.index"))
    return redirect(url_for("review.show", case_id=following))


def _was_decided() -> Response:
    flash(_("Somebody else was quicker: this is decided already."), "danger")
    return redirect(url_for("review.index"))
