"""Giving many complaints to another office at once, for those who have offices under them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk.access import me
from helpline.desk.complaints import may_reassign_many
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.desk.language import language
from helpline.domain import complaint_number
from helpline.domain.lifecycle import Need, NotAllowed
from helpline.services import moves
from helpline.services.moves import Given, Incomplete, Overtaken
from helpline.services.narrowing import Choice
from helpline.services.office_choice import REASSIGN, offices_for_any
from helpline.services.paging import PAGE_LENGTH
from helpline.services.reference import title_of
from helpline.services.visibility import NotVisible, find_visible, visible_to
from helpline.services.worklist import NAMES, line_of
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

blueprint = Blueprint("reassigning", __name__, url_prefix="/reassign")


@blueprint.before_request
def _require_offices_below() -> None:
    if not may_reassign_many(me()):
        abort(404)


@blueprint.get("")
def ask() -> ResponseReturnValue:
    """Show the chosen complaints, and ask for the office and the reason."""
    if not request.args.getlist("number"):
        flash(_("Please choose at least one complaint."), "danger")
        return redirect(url_for("complaints.index"))
    return _page(request.args.getlist("number"))


@blueprint.post("")
def reassign() -> ResponseReturnValue:
    """Give each complaint to the office, and say which went and which did not."""
    numbers = request.form.getlist("number")[:PAGE_LENGTH]
    post_id, reason = whole_number(request.form.get("post")), request.form.get("words", "").strip()
    if post_id is None or not reason:
        return _page(numbers, missing=Need.WORDS if post_id else Need.OFFICE), 400
    given = Given(words=reason, post_id=post_id)
    problems = {number: _reassign_one(number, given) for number in numbers}
    _summarise(problems, post_id)
    return redirect(url_for("complaints.index"))


def _reassign_one(number: str, given: Given) -> str | None:
    """Move one complaint in a transaction of its own; return what hindered it."""
    version = whole_number(request.form.get(f"version-{number}"))
    try:
        with unit_of_work() as session:
            complaint = find_visible(session, number, me())
            now = clock.now()
            by = moves.at_the_desk(session, me(), complaint, now)
            moves.perform(session, complaint, REASSIGN, by, now, given, seen_version=version or 0)
    except NotVisible:
        return _("it is not in your list")
    except NotAllowed:
        return _("it cannot be given on in its present state")
    except Incomplete:
        return _("this office cannot get it")
    except Overtaken:
        return _("somebody changed it meanwhile")
    return None


def _summarise(problems: dict[str, str | None], post_id: int) -> None:
    gone = sum(problem is None for problem in problems.values())
    if gone:
        with unit_of_work() as session:
            office = title_of(session.get(Post, post_id), language())
        flash(
            ngettext(
                "%(shown)s complaint went to: %(office)s.",
                "%(shown)s complaints went to: %(office)s.",
                gone,
                shown=gone,
                office=office,
            ),
            "success",
        )
    for number, problem in problems.items():
        if problem:
            spoken = complaint_number.spoken(number)
            flash(
                _("%(number)s stays where it is: %(problem)s.", number=spoken, problem=problem),
                "danger",
            )


def _page(numbers: list[str], missing: Need | None = None) -> str:
    with unit_of_work() as session:
        chosen = _chosen(session, numbers[:PAGE_LENGTH])
        posts = offices_for_any(session, chosen)
        lines = [line_of(complaint, language(), clock.now()) for complaint in chosen]
    offices = [Choice(str(post.id), title_of(post, language())) for post in posts]
    return render_template(
        "complaints/reassign.html",
        lines=lines,
        offices=offices,
        given=request.form,
        missing=missing,
    )


def _chosen(session: Session, numbers: list[str]) -> list[Complaint]:
    return list(
        session.execute(
            select(Complaint)
            .where(Complaint.number.in_(numbers), visible_to(me()))
            .options(*NAMES)
            .order_by(Complaint.due_at, Complaint.id)
        ).scalars()
    )
