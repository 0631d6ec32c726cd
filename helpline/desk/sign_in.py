"""Signing in and out. Every page asks for it unless its blueprint is open to all."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from helpline.desk.addresses import local_address
from helpline.desk.database import unit_of_work
from helpline.services import accounts
from helpline.store.accounts import Account

OPEN_BLUEPRINTS = frozenset({"sign_in", "health", "language", "simulator", "graph"})

blueprint = Blueprint("sign_in", __name__)

# Nobody's password is longer; hashing a book would keep the desk busy.
_SHORT_ENOUGH = Length(max=200, message=lazy_gettext("This is too long."))


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The person at the desk during one request."""

    id: int
    login: str
    name: str
    role: str


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
        return redirect(local_address(request.args.get("next")))
    return render_template("sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def sign_in() -> Response | tuple[str, int]:
    """Let the person in and go on to the page `next`, or show the form again."""
    form = SignInForm()
    if not form.validate():
        return render_template("sign_in.html", form=form), 400
    with unit_of_work() as session:
        account = accounts.find_account(session, form.login.data)
    if not accounts.password_matches(account, form.password.data):
        form.password.errors = [_("Login or password is wrong.")]
        return render_template("sign_in.html", form=form), 401
    login_user(_signed_in(account))
    return redirect(local_address(request.args.get("next")))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Forget the person and show the sign-in form."""
    logout_user()
    flash(_("You are signed out."), "success")
    return redirect(url_for("sign_in.ask"))


def _require_sign_in() -> Response | None:
    is_open = request.endpoint in (None, "static") or request.blueprint in OPEN_BLUEPRINTS
    if is_open or current_user.is_authenticated:
        return None
    return current_app.login_manager.unauthorized()


def _load(account_id: str) -> SignedIn | None:
    with unit_of_work() as session:
        account = session.get(Account, int(account_id))
    return _signed_in(account) if account else None


def _signed_in(account: Account) -> SignedIn:
    return SignedIn(account.id, account.login, account.name, account.role)
