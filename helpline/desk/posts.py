"""The pages of posts: who holds which, and what passes to the next holder."""

from datetime import date

from flask import Blueprint, abort, render_template, request
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.domain import complaint_number
from helpline.domain.roles import ADMINISTRATOR, DISTRICT_MAGISTRATE, OFFICER
from helpline.services import narrowing, postings
from helpline.services.offices import is_manned
from helpline.services.postings import Filter
from helpline.services.reference import name_of, subject_of, title_of
from helpline.store.reference import Post

LEVELS = (1, 2, 3, 4)

blueprint = Blueprint("posts", __name__, url_prefix="/posts")


@blueprint.get("")
@only_for(ADMINISTRATOR, DISTRICT_MAGISTRATE, OFFICER)
def index() -> str:
    """Show a page of the posts that the person may know of."""
    wanted = Filter(
        department=request.args.get("department", ""),
        level=request.args.get("level", type=int),
        district=request.args.get("district", type=int),
        empty=request.args.get("only") == "empty",
    )
    number = request.args.get("page", 1, type=int)
    with unit_of_work() as session:
        page = postings.posts_page(session, me(), wanted, number, today())
        districts = narrowing.all_districts(session, language())
        departments = narrowing.all_departments(session, language())
    return render_template(
        "posts/index.html",
        page=page,
        wanted=wanted,
        districts=districts,
        departments=departments,
        levels=LEVELS,
    )


@blueprint.get("/<int:post_id>")
@only_for(ADMINISTRATOR, DISTRICT_MAGISTRATE, OFFICER)
def show(post_id: int) -> str:
    """Show a post and who held it from when until when."""
    with unit_of_work() as session:
        post = known_post(session, post_id)
        held = postings.history(session, post.id)
        now_there = [one.account_id for one in held if one.lasts_on(today())]
        leaves = postings.leaves_of(session, now_there, today())
        is_empty = not is_manned(session, post.id, today())
        waiting = postings.count_open(session, post.id)
    return render_template(
        "posts/show.html",
        post=post,
        postings=held,
        leaves=leaves,
        is_empty=is_empty,
        waiting=waiting,
        may_post=me().role == ADMINISTRATOR,
        may_record_leave=bool(now_there) and postings.may_record_leave(me(), post),
    )


@blueprint.get("/<int:post_id>/hand-over")
@only_for(ADMINISTRATOR, DISTRICT_MAGISTRATE, OFFICER)
def hand_over(post_id: int) -> str:
    """Show the open complaints that pass to the next holder, to be printed and signed."""
    with unit_of_work() as session:
        post = known_post(session, post_id)
        complaints = postings.hand_over(session, post.id)
    return render_template(
        "posts/hand_over.html",
        post=post,
        complaints=complaints,
        spoken=complaint_number.spoken,
        now=clock.now(),
    )


def known_post(session: Session, post_id: int) -> Post:
    """Return a post that the person at the desk may know of; for others the page does not exist."""
    try:
        return postings.find_post(session, post_id, me())
    except postings.NotVisible:
        abort(404)


def today() -> date:
    """Return the day on which the desk is."""
    return clock.day_in_india(clock.now())


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    return {
        "title_of": lambda post: title_of(post, language()),
        "name_of": lambda place: name_of(place, language()),
        "subject_of": lambda complaint: subject_of(complaint, language()),
        "today": today(),
    }
