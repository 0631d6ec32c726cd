"""What everybody may do with the own account: password, second factor, WhatsApp, sign-ins."""

import segno
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from helpline import clock
from helpline.desk import sessions
from helpline.desk.database import unit_of_work
from helpline.desk.language import language
from helpline.desk.roles import OUTCOMES, ROLES
from helpline.domain import roles
from helpline.domain.password_rules import LONGEST, SHORTEST, TooCommon, TooShort
from helpline.services import accounts, passwords, postings, second_factor, sign_ins
from helpline.services.reference import title_of
from helpline.store.accounts import Account

SHOWN_SIGN_INS = 20
_NEW_SECRET = "new_totp_secret"  # noqa: S105 - the name under which it is kept

blueprint = Blueprint("my_account", __name__, url_prefix="/account")

_FILLED = InputRequired(lazy_gettext("Please fill this in."))
_SHORT_ENOUGH = Length(max=LONGEST, message=lazy_gettext("This is too long."))


class PasswordForm(FlaskForm):
    """The present password and, twice, the new one."""

    present = PasswordField(lazy_gettext("Present password"), [_FILLED, _SHORT_ENOUGH])
    new = PasswordField(lazy_gettext("New password"), [_FILLED, _SHORT_ENOUGH])
    again = PasswordField(
        lazy_gettext("New password once more"),
        [_FILLED, EqualTo("new", lazy_gettext("The two passwords differ."))],
    )


class FirstCodeForm(FlaskForm):
    """The code that shows that the app has the secret."""

    code = StringField(lazy_gettext("Code from the app"), [_FILLED, _SHORT_ENOUGH])


class TurnOffForm(FlaskForm):
    """The password, so that nobody turns it off at a desk left open."""

    present = PasswordField(lazy_gettext("Present password"), [_FILLED, _SHORT_ENOUGH])


class WhatsAppForm(FlaskForm):
    """Whether and in which language messages come on WhatsApp."""

    language = RadioField(
        lazy_gettext("Messages"),
        choices=[
            ("", lazy_gettext("None")),
            ("hi", lazy_gettext("In Hindi")),
            ("en", lazy_gettext("In English")),
        ],
    )


@blueprint.get("")
def show() -> str:
    """Show the account, its posts and how it was signed in to."""
    with unit_of_work() as unit:
        account = _mine(unit)
        held = postings.postings_of(unit, account.id)
        attempts = sign_ins.history(unit, account.id, SHOWN_SIGN_INS)
    today = clock.day_in_india(clock.now())
    posts = [title_of(one.post, language()) for one in held if one.lasts_on(today)]
    return render_template(
        "my_account/show.html",
        account=account,
        posts=posts,
        attempts=attempts,
        roles=ROLES,
        outcomes=OUTCOMES,
        whatsapp=_whatsapp_form(account),
    )


# --- WhatsApp ---------------------------------------------------------------------------------


@blueprint.post("/whatsapp")
def choose_whatsapp() -> Response:
    """Send messages about what waits, or none any more."""
    with unit_of_work() as unit:
        account = _mine(unit)
        form = _whatsapp_form(account)
        if form is None or not form.validate():
            abort(400)
        accounts.choose_whatsapp(unit, account, form.language.data or None, clock.now())
    flash(_("Your choice of messages holds from now on."), "success")
    return redirect(url_for("my_account.show"))


def _whatsapp_form(account: Account) -> WhatsAppForm | None:
    """Return the form for those to whom messages can come: officers with a number."""
    may_come = current_app.config["WHATSAPP_TO_OFFICERS"] and account.role == roles.OFFICER
    if not may_come or account.phone is None:
        return None
    return WhatsAppForm(language=account.whatsapp_language or "")


# --- password ---------------------------------------------------------------------------------


@blueprint.get("/password")
def password() -> str:
    """Show the form for a new password."""
    return _password_page(PasswordForm())


@blueprint.post("/password")
def change_password() -> Response | tuple[str, int]:
    """Take a new password; whoever is signed in elsewhere with the old one is signed out."""
    form = PasswordForm()
    with unit_of_work() as unit:
        account = _mine(unit)
    password_hash = _chosen_password(account, form) if form.validate() else None
    if password_hash is None:
        return _password_page(form), 400
    with unit_of_work() as unit:
        account = _mine(unit)
        accounts.change_password(unit, account, password_hash, clock.now())
    sessions.go_on(account)
    flash(_("Your new password holds from now on."), "success")
    return redirect(url_for("my_account.show"))


def _chosen_password(account: Account, form: PasswordForm) -> str | None:
    """Return the hash of the new password; None, with the reason in the form, if it will not do."""
    try:
        return accounts.chosen_password(account, form.present.data, form.new.data)
    except accounts.WrongPassword:
        form.present.errors = [_("This is not your present password.")]
    except accounts.SamePassword:
        form.new.errors = [_("This is your present password.")]
    except TooShort:
        form.new.errors = [_("It needs at least %(count)s characters.", count=SHORTEST)]
    except TooCommon:
        form.new.errors = [_("This is easy to guess. Take several words, for example.")]
    return None


def _password_page(form: PasswordForm) -> str:
    return render_template(
        "my_account/password.html",
        form=form,
        must=current_user.must_change_password,
        shortest=SHORTEST,
    )


# --- second factor ----------------------------------------------------------------------------


@blueprint.get("/second-factor")
def second_factor_page() -> str:
    """Show how to turn the second factor on, or off."""
    with unit_of_work() as unit:
        account = _mine(unit)
    if account.totp_secret:
        return render_template("my_account/turn_off.html", form=TurnOffForm())
    # Kept for this browser until the first code is right; a reload shows the same picture.
    session.setdefault(_NEW_SECRET, second_factor.new_secret())
    return _turn_on_page(FirstCodeForm())


@blueprint.post("/second-factor")
def turn_on() -> Response | tuple[str, int]:
    """Ask for codes from now on, if the first one is right."""
    form, secret = FirstCodeForm(), session.get(_NEW_SECRET)
    if secret is None:
        return redirect(url_for("my_account.second_factor_page"))
    if not form.validate():
        return _turn_on_page(form), 400
    with unit_of_work() as unit:
        account = _mine(unit)
        is_on = accounts.turn_on_second_factor(unit, account, secret, form.code.data, clock.now())
    if not is_on:
        form.code.errors = [_("This code is wrong. Is the clock of your phone right?")]
        return _turn_on_page(form), 400
    del session[_NEW_SECRET]
    sessions.go_on(account)
    flash(_("From now on a code is asked for when you sign in."), "success")
    return redirect(url_for("my_account.show"))


@blueprint.post("/second-factor/off")
def turn_off() -> Response | tuple[str, int]:
    """Ask for the password only, if the password is right."""
    form = TurnOffForm()
    with unit_of_work() as unit:
        account = _mine(unit)
    if not form.validate():
        return render_template("my_account/turn_off.html", form=form), 400
    if not passwords.password_matches(account, form.present.data):
        form.present.errors = [_("This is not your present password.")]
        return render_template("my_account/turn_off.html", form=form), 400
    with unit_of_work() as unit:
        account = _mine(unit)
        accounts.turn_off_second_factor(unit, account, account.login, clock.now())
    sessions.go_on(account)
    flash(_("No code is asked for any more."), "success")
    return redirect(url_for("my_account.show"))


def _turn_on_page(form: FirstCodeForm) -> str:
    secret = session[_NEW_SECRET]
    address = second_factor.app_address(secret, current_user.login)
    return render_template(
        "my_account/turn_on.html",
        form=form,
        picture=segno.make(address, micro=False).svg_data_uri(scale=5, border=2),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


def _mine(unit: Session) -> Account:
    return unit.get(Account, current_user.id)
