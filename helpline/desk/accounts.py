"""The administrator's pages of accounts: list, new, change, close, reset, import."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session, joinedload
from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.desk.roles import OUTCOMES, ROLES
from helpline.domain.roles import ADMINISTRATOR
from helpline.services import accounts, narrowing, passwords, postings, sign_ins
from helpline.services.accounts import Filter, Particulars
from helpline.services.reference import title_of
from helpline.store.accounts import Account

SHOWN_SIGN_INS = 50

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")

_FILLED = DataRequired(lazy_gettext("Please fill this in."))
_E_MAIL = Regexp(accounts.E_MAIL, message=lazy_gettext("This is no e-mail address."))
_PHONE = Regexp(
    accounts.PHONE, message=lazy_gettext("Only digits, with the country code: 919876543210.")
)


def _at_most(length: int) -> Length:
    return Length(max=length, message=lazy_gettext("This is too long."))


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None


class AccountForm(FlaskForm):
    """What an account says of its person."""

    name = StringField(lazy_gettext("Name"), [_FILLED, _at_most(120)], [_stripped])
    role = SelectField(lazy_gettext("Role"), choices=list(ROLES.items()))
    district = SelectField(lazy_gettext("District (only for a District Magistrate)"), default="")
    email = EmailField(lazy_gettext("E-mail"), [Optional(), _at_most(200), _E_MAIL], [_stripped])
    phone = TelField(lazy_gettext("Phone"), [Optional(), _at_most(20), _PHONE], [_stripped])


class NewAccountForm(AccountForm):
    """The same with the login, which never changes."""

    login = StringField(lazy_gettext("Login"), [_FILLED, _at_most(accounts.LONGEST_LOGIN)])


@blueprint.get("")
@only_for(ADMINISTRATOR)
def index() -> str:
    """Show a page of accounts, by name."""
    wanted = Filter(
        words=request.args.get("q", ""),
        role=request.args.get("role", ""),
        idle=request.args.get("only") == "idle",
        closed=request.args.get("only") == "closed",
    )
    with unit_of_work() as session:
        number = request.args.get("page", 1, type=int)
        page = accounts.accounts_page(session, wanted, number, clock.now())
    return render_template("accounts/index.html", page=page, wanted=wanted, roles=ROLES)


@blueprint.get("/new")
@only_for(ADMINISTRATOR)
def new() -> str:
    """Show the form for a new account."""
    return _form_page(NewAccountForm(), None)


@blueprint.post("")
@only_for(ADMINISTRATOR)
def create() -> Response | tuple[str, int]:
    """Create an account and show its one-time password once."""
    form = NewAccountForm()
    _offer_districts(form)
    if not form.validate():
        return _form_page(form, None), 400
    password = passwords.one_time_password()
    password_hash = passwords.hash_one_time(password)
    try:
        with unit_of_work() as session:
            account = accounts.create_account(
                *(session, form.login.data, _particulars(form), password_hash),
                *(me().login, clock.now()),
            )
    except _REFUSALS as refusal:
        _explain(refusal, form)
        return _form_page(form, None), 400
    _show_password(account, password)
    return _to(account)


@blueprint.get("/<int:account_id>")
@only_for(ADMINISTRATOR)
def show(account_id: int) -> str:
    """Show an account, its posts and leaves, and how it was signed in to."""
    today = clock.day_in_india(clock.now())
    with unit_of_work() as session:
        account = _find(session, account_id)
        held = postings.postings_of(session, account.id)
        leaves = postings.leaves_of(session, [account.id], today)
        attempts = sign_ins.history(session, account.id, SHOWN_SIGN_INS)
    return render_template(
        "accounts/show.html",
        account=account,
        postings=[(one, title_of(one.post, language())) for one in held],
        leaves=leaves,
        attempts=attempts,
        now=clock.now(),
        roles=ROLES,
        outcomes=OUTCOMES,
    )


@blueprint.get("/<int:account_id>/edit")
@only_for(ADMINISTRATOR)
def edit(account_id: int) -> str:
    """Show the form with what the account says."""
    with unit_of_work() as session:
        account = _find(session, account_id)
    form = AccountForm(obj=account, district=str(account.district_code or ""))
    return _form_page(form, account)


@blueprint.post("/<int:account_id>")
@only_for(ADMINISTRATOR)
def change(account_id: int) -> Response | tuple[str, int]:
    """Change what the account says."""
    form = AccountForm()
    _offer_districts(form)
    with unit_of_work() as session:
        account = _find(session, account_id)
    if not form.validate():
        return _form_page(form, account), 400
    try:
        with unit_of_work() as session:
            found = _find(session, account_id)
            accounts.edit_account(session, found, _particulars(form), me().login, clock.now())
    except _REFUSALS as refusal:
        _explain(refusal, form)
        return _form_page(form, account), 400
    flash(_("The account is changed."), "success")
    return _to(account)


@blueprint.post("/<int:account_id>/close")
@only_for(ADMINISTRATOR)
def close(account_id: int) -> Response:
    """Close an account: its person is signed out at once."""
    try:
        account = _do(account_id, accounts.close_account)
    except accounts.LastAdministrator:
        flash(_("The last administrator stays."))
        return redirect(url_for("accounts.show", account_id=account_id))
    flash(_("The account is closed."), "success")
    return _to(account)


@blueprint.post("/<int:account_id>/reopen")
@only_for(ADMINISTRATOR)
def reopen(account_id: int) -> Response:
    """Open a closed account again."""
    account = _do(account_id, accounts.reopen_account)
    flash(_("The account is open again."), "success")
    return _to(account)


@blueprint.post("/<int:account_id>/password")
@only_for(ADMINISTRATOR)
def reset_password(account_id: int) -> Response:
    """Give an account a one-time password, shown once, and take off a lock."""
    with unit_of_work() as session:
        account = _find(session, account_id)
        password = accounts.reset_password(session, account, me().login, clock.now())
    _show_password(account, password)
    return _to(account)


@blueprint.post("/<int:account_id>/second-factor")
@only_for(ADMINISTRATOR)
def reset_second_factor(account_id: int) -> Response:
    """Take the second factor off an account."""
    account = _do(account_id, accounts.turn_off_second_factor)
    flash(_("No code is asked for any more."), "success")
    return _to(account)


# --- parts ------------------------------------------------------------------------------------

_REFUSALS = (
    accounts.LoginTaken,
    accounts.WrongLogin,
    accounts.DistrictMissing,
    accounts.HoldsPost,
    accounts.LastAdministrator,
)


def _explain(refusal: Exception, form: AccountForm) -> None:
    """Put the reason beside the field that it is about."""
    if isinstance(refusal, accounts.LoginTaken):
        form.login.errors = [_("Somebody has this login already.")]
    elif isinstance(refusal, accounts.WrongLogin):
        form.login.errors = [_("A login has no spaces.")]
    elif isinstance(refusal, accounts.DistrictMissing):
        form.district.errors = [_("Please choose the District Magistrate's district.")]
    elif isinstance(refusal, accounts.HoldsPost):
        form.role.errors = [_("This officer holds a post. End the posting first.")]
    else:
        form.role.errors = [_("The last administrator stays.")]


def _do(account_id: int, act: Callable[..., None]) -> Account:
    with unit_of_work() as session:
        account = _find(session, account_id)
        act(session, account, me().login, clock.now())
    return account


def _find(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id, options=[joinedload(Account.district)])
    if account is None:
        abort(404)
    return account


def _particulars(form: AccountForm) -> Particulars:
    district = int(form.district.data) if form.district.data else None
    return Particulars(form.name.data, form.role.data, form.email.data, form.phone.data, district)


def _offer_districts(form: AccountForm) -> None:
    with unit_of_work() as session:
        choices = narrowing.all_districts(session, language())
    form.district.choices = [("", _("None")), *((one.code, one.name) for one in choices)]


def _form_page(form: AccountForm, account: Account | None) -> str:
    _offer_districts(form)
    return render_template("accounts/form.html", form=form, account=account)


def _show_password(account: Account, password: str) -> None:
    flash(
        _(
            "One-time password of %(login)s: %(password)s – shown only now. Hand it over in person or by phone.",
            login=account.login,
            password=password,
        ),
        "secret",
    )


def _to(account: Account) -> Response:
    return redirect(url_for("accounts.show", account_id=account.id))
