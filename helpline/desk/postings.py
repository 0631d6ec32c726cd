"""Forms about a post: who comes, who goes, who is away and who stands in."""

from datetime import timedelta

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.posts import known_post, today
from helpline.domain.roles import ADMINISTRATOR, OFFICER
from helpline.services import accounts, postings
from helpline.services.offices import holders
from helpline.store.accounts import Account, Leave, Posting
from helpline.store.reference import Post

TRANSFER, CHARGE = "transfer", "charge"

blueprint = Blueprint("postings", __name__, url_prefix="/posts/<int:post_id>")

_FILLED = InputRequired(lazy_gettext("Please fill this in."))
_SHORT_ENOUGH = Length(max=postings.LONGEST_REASON, message=lazy_gettext("This is too long."))
_ONE_DAY = timedelta(days=1)


class DayField(DateField):
    """A day; what is none is told in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what came from the form."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("This is no date.")) from error


class PostingForm(FlaskForm):
    """Who gets the post, how, and from when."""

    login = StringField(lazy_gettext("Officer's login"), [_FILLED, _SHORT_ENOUGH])
    way = RadioField(
        lazy_gettext("How"),
        choices=[
            (TRANSFER, lazy_gettext("Transfer: leaves the post held until now")),
            (CHARGE, lazy_gettext("Additional charge: keeps the own post")),
        ],
        default=TRANSFER,
    )
    since = DayField(lazy_gettext("First day"), [_FILLED])


class EndForm(FlaskForm):
    """The last day of a posting."""

    until = DayField(lazy_gettext("Last day"), [_FILLED])


class LeaveForm(FlaskForm):
    """Who is away, from when to when, why, and who stands in."""

    who = SelectField(lazy_gettext("Who is away"), coerce=int)
    since = DayField(lazy_gettext("First day"), [_FILLED])
    until = DayField(lazy_gettext("Last day"), [_FILLED])
    reason = StringField(lazy_gettext("Reason (may stay empty)"), [_SHORT_ENOUGH], default="")
    substitute = StringField(
        lazy_gettext("Substitute's login (may stay empty)"), [_SHORT_ENOUGH], default=""
    )


# --- postings ---------------------------------------------------------------------------------


@blueprint.get("/postings/new")
@only_for(ADMINISTRATOR)
def new(post_id: int) -> str:
    """Show the form for a new posting."""
    return _posting_page(post_id, PostingForm(since=today()))


@blueprint.post("/postings")
@only_for(ADMINISTRATOR)
def give(post_id: int) -> Response | tuple[str, int]:
    """Give the post to an officer."""
    form = PostingForm()
    if not form.validate():
        return _posting_page(post_id, form), 400
    try:
        with unit_of_work() as session:
            _give(session, known_post(session, post_id), form)
    except postings.NotAnOfficer:
        form.login.errors = [_("No officer with an open account has this login.")]
    except postings.HoldsItAlready:
        form.login.errors = [_("This officer holds the post already.")]
    except postings.WrongDays:
        form.since.errors = [_("A posting that is there began later. Choose a later day.")]
    else:
        flash(_("The posting is noted. Please print the hand-over list."), "success")
        return _to(post_id)
    return _posting_page(post_id, form), 400


@blueprint.post("/postings/<int:posting_id>/end")
@only_for(ADMINISTRATOR)
def end(post_id: int, posting_id: int) -> Response:
    """End a posting with a day."""
    form = EndForm()
    if not form.validate():
        flash(_("Please fill in the last day."))
        return _to(post_id)
    try:
        with unit_of_work() as session:
            posting = session.get(Posting, posting_id)
            if posting is None or posting.post_id != post_id:
                abort(404)
            postings.end_posting(session, posting, form.until.data, me().login, clock.now())
    except postings.WrongDays:
        flash(_("This day does not fit the posting."))
    else:
        flash(_("The end of the posting is noted."), "success")
    return _to(post_id)


def _give(session: Session, post: Post, form: PostingForm) -> None:
    officer = _officer(session, form.login.data)
    if form.way.data == TRANSFER:
        postings.transfer(session, officer, post, form.since.data, me().login, clock.now())
    else:
        since = form.since.data
        postings.give_charge(session, officer, post, since, None, me().login, clock.now())


def _posting_page(post_id: int, form: PostingForm) -> str:
    with unit_of_work() as session:
        post = known_post(session, post_id)
    return render_template("posts/posting.html", post=post, form=form)


# --- leave ------------------------------------------------------------------------------------


@blueprint.get("/leave/new")
@only_for(ADMINISTRATOR, OFFICER)
def new_leave(post_id: int) -> str:
    """Show the form for a leave of somebody who holds the post."""
    return _leave_page(post_id, LeaveForm(since=today()))


@blueprint.post("/leave")
@only_for(ADMINISTRATOR, OFFICER)
def record_leave(post_id: int) -> Response | tuple[str, int]:
    """Note that a holder of the post is away, and who stands in."""
    form = LeaveForm()
    with unit_of_work() as session:
        _offer_holders(session, post_id, form)
    if not form.validate():
        return _leave_page(post_id, form), 400
    try:
        with unit_of_work() as session:
            _record_leave(session, form)
    except (postings.NotAnOfficer, postings.NoSubstitute):
        form.substitute.errors = [_("This is no other officer who is there on all these days.")]
    except postings.WrongDays:
        form.until.errors = [_("These days do not fit, or cross another leave.")]
    else:
        flash(_("The leave is noted."), "success")
        return _to(post_id)
    return _leave_page(post_id, form), 400


@blueprint.post("/leave/<int:leave_id>/end")
@only_for(ADMINISTRATOR, OFFICER)
def end_leave(post_id: int, leave_id: int) -> Response:
    """Note that somebody is there from today; the substitute's charge ends as well."""
    with unit_of_work() as session:
        there = {account.id for account in _holders_below(session, post_id)}
        leave = session.get(Leave, leave_id)
        # A second click finds it over, or taken back altogether.
        if leave and leave.account_id in there and leave.until >= today():
            yesterday = today() - _ONE_DAY
            postings.cut_leave(session, leave, yesterday, me().login, clock.now())
    flash(_("The leave is over."), "success")
    return _to(post_id)


def _record_leave(session: Session, form: LeaveForm) -> None:
    login = form.substitute.data.strip()
    postings.record_leave(
        session,
        session.get(Account, form.who.data),
        form.since.data,
        form.until.data,
        form.reason.data.strip(),
        _officer(session, login) if login else None,
        me().login,
        clock.now(),
    )


def _holders_below(session: Session, post_id: int) -> list[Account]:
    """Return who holds the post, for somebody above them; for others the page does not exist."""
    post = known_post(session, post_id)
    if not postings.may_record_leave(me(), post):
        abort(404)
    return holders(session, post.id, today())


def _offer_holders(session: Session, post_id: int, form: LeaveForm) -> None:
    there = _holders_below(session, post_id)
    form.who.choices = [(account.id, account.name) for account in there]


def _leave_page(post_id: int, form: LeaveForm) -> str:
    with unit_of_work() as session:
        post = known_post(session, post_id)
        _offer_holders(session, post_id, form)
    return render_template("posts/leave.html", post=post, form=form)


# --- parts ------------------------------------------------------------------------------------


def _officer(session: Session, login: str) -> Account:
    account = accounts.find_account(session, login)
    if account is None:
        raise postings.NotAnOfficer(login)
    return account


def _to(post_id: int) -> Response:
    return redirect(url_for("posts.show", post_id=post_id))
