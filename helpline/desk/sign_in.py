"""Signing in and out. Every page asks for it unless its blueprint is open to all."""

from datetime import timedelta

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import LoginManager, current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from helpline import clock
from helpline.desk import sessions
from helpline.desk.addresses import local_address
from helpline.desk.database import unit_of_work
from helpline.desk.people import SignedIn
from helpline.domain.password_rules import LONGEST
from helpline.services import accounts, passwords, sign_ins
from helpline.store.accounts import Account

OPEN_BLUEPRINTS = frozenset({"sign_in", "health", "language", "simulator", "graph"})
# What somebody may do who has to choose a password first.
_BEFORE_THE_PASSWORD = frozenset({"my_account.password", "my_account.change_password"})
# From the password to the code of the second factor.
_CODE_TIME = timedelta(minutes=5)
_ASKED = "code_asked"

blueprint = Blueprint("sign_in", __name__)

# Hashing a book would keep the desk busy.
_SHORT_ENOUGH = Length(max=LONGEST, message=lazy_gettext("This is too long."))


class SignInForm(FlaskForm):
    """Login and password."""

    login = StringField(
        lazy_gettext("Login"),
        [InputRequired(lazy_gettext("Please enter your login.")), _SHORT_ENOUGH],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Please enter your password.")), _SHORT_ENOUGH],
    )


class CodeForm(FlaskForm):
    """The six digits of the second factor."""

    code = StringField(
        lazy_gettext("Code from the app"),
        [InputRequired(lazy_gettext("Please enter the code.")), _SHORT_ENOUGH],
    )


def init_app(app: Flask) -> None:
    """Ask for a sign-in before every page that is not open to all."""
    manager = LoginManager(app)
    manager.login_view = "sign_in.ask"
    manager.login_message = None
    manager.user_loader(_load)
    app.before_request(_require_sign_in)
    app.register_blueprint(blueprint)


@blueprint.get("/sign-in")
def ask() -> str | Response:
    """Show the form; somebody signed in already goes on."""
    if current_user.is_authenticated:
        return _go_on()
    return render_template("sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def sign_in() -> Response | tuple[str, int]:
    """Let the person in and go on to the page `next`, ask for a code, or show the form again."""
    form = SignInForm()
    if not form.validate():
        return render_template("sign_in.html", form=form), 400
    with unit_of_work() as unit:
        account = accounts.find_account(unit, form.login.data)
    if _is_braked(account):
        return _refuse_braked("sign_in.html", form, form.password)
    is_right = passwords.password_matches(account, form.password.data)
    outcome = _attempt(account, is_right)
    if outcome == sign_ins.CODE_ASKED:
        session[_ASKED] = [account.id, accounts.session_stamp(account), clock.now().timestamp()]
        return redirect(url_for("sign_in.ask_code", next=request.args.get("next")))
    if outcome != sign_ins.OK:
        form.password.errors = [_("Login or password is wrong.") + " " + _hint()]
        return render_template("sign_in.html", form=form), 401
    sessions.begin(account)
    return _go_on()


@blueprint.get("/sign-in/code")
def ask_code() -> str | Response:
    """Show the form for the code to somebody whose password was right a moment ago."""
    if _account_asked() is None:
        return redirect(url_for("sign_in.ask", next=request.args.get("next")))
    return render_template("sign_in_code.html", form=CodeForm())


@blueprint.post("/sign-in/code")
def check_code() -> Response | tuple[str, int]:
    """Let the person in whose code is right."""
    form, account = CodeForm(), _account_asked()
    if account is None:
        flash(_("That took too long. Please start anew."))
        return redirect(url_for("sign_in.ask", next=request.args.get("next")))
    if not form.validate():
        return render_template("sign_in_code.html", form=form), 400
    if _is_braked(account):
        return _refuse_braked("sign_in_code.html", form, form.code)
    if _attempt(account, True, form.code.data) != sign_ins.OK:
        form.code.errors = [_("This code is wrong or was used before.") + " " + _hint()]
        return render_template("sign_in_code.html", form=form), 401
    del session[_ASKED]
    sessions.begin(account)
    return _go_on()


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Forget the person and show the sign-in form."""
    sessions.end()
    flash(_("You are signed out."), "success")
    return redirect(url_for("sign_in.ask"))


# --- one attempt ------------------------------------------------------------------------------


def _attempt(account: Account | None, is_right: bool, code: str | None = None) -> str:
    account_id = account.id if account else None
    with unit_of_work() as unit:
        return sign_ins.attempt(unit, account_id, is_right, _address(), clock.now(), code)


def _is_braked(account: Account | None) -> bool:
    """Tell whether this network address has to wait, and note the attempt if so."""
    with unit_of_work() as unit:
        braked = sign_ins.is_braked(unit, _address(), clock.now())
        if braked:
            account_id = account.id if account else None
            sign_ins.note(unit, account_id, sign_ins.BRAKED, _address(), clock.now())
    return braked


def _refuse_braked(template: str, form: FlaskForm, field: StringField) -> tuple[str, int]:
    field.errors = [
        _("Too many attempts came from your network. Please wait a quarter of an hour.")
    ]
    return render_template(template, form=form), 429


def _hint() -> str:
    # Said to everybody: whether the account is locked must not tell that there is one.
    return _("After five wrong attempts please wait 15 minutes, or ask an administrator.")


def _account_asked() -> Account | None:
    """Return the account whose password was right a moment ago in this browser."""
    account_id, stamp, moment = session.get(_ASKED) or (0, "", 0)
    if clock.now().timestamp() - moment > _CODE_TIME.total_seconds():
        return None
    with unit_of_work() as unit:
        account = unit.get(Account, account_id)
    return account if account and accounts.session_stamp(account) == stamp else None


def _address() -> str:
    return request.remote_addr or ""


def _go_on() -> Response:
    return redirect(local_address(request.args.get("next")))


# --- every request ----------------------------------------------------------------------------


def _require_sign_in() -> Response | None:
    is_open = request.endpoint in (None, "static") or request.blueprint in OPEN_BLUEPRINTS
    if is_open:
        return None
    if not current_user.is_authenticated:
        if sessions.was_begun():
            sessions.end()
            flash(_("Your time at the desk is over. Please sign in again."))
        return current_app.login_manager.unauthorized()
    sessions.was_seen()
    if current_user.must_change_password and request.endpoint not in _BEFORE_THE_PASSWORD:
        return redirect(url_for("my_account.password"))
    return None


def _load(account_id: str) -> SignedIn | None:
    with unit_of_work() as unit:
        account = unit.get(Account, int(account_id))
    return SignedIn.of(account) if sessions.is_valid(account) else None
