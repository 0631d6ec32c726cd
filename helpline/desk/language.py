"""Hindi first, English at a click; dates and numbers as India writes them."""

from datetime import date, datetime

from flask import Blueprint, Flask, Response, redirect, request
from flask_babel import Babel, format_date, format_datetime, get_locale

from helpline.desk.addresses import local_address
from helpline.desk.catalogs import CompiledDomain

HINDI, ENGLISH = "hi", "en"
LANGUAGES = (HINDI, ENGLISH)
# en_IN groups digits as 12,34,567; its texts are the English of the templates.
_LOCALES = {HINDI: "hi", ENGLISH: "en_IN"}
_COOKIE = "language"
_COOKIE_SECONDS = 365 * 24 * 60 * 60

blueprint = Blueprint("language", __name__)


def init_app(app: Flask) -> None:
    """Translate pages into the reader's language and show times of India."""
    babel = Babel(
        app,
        default_locale=_LOCALES[HINDI],
        default_timezone="Asia/Kolkata",
        locale_selector=lambda: _LOCALES[_asked_for()],
    )
    babel.domain_instance = CompiledDomain()
    app.jinja_env.filters["day"] = _day
    app.jinja_env.filters["day_of_year"] = _day_of_year
    app.jinja_env.filters["moment"] = _moment
    app.context_processor(lambda: {"language": language()})


def language() -> str:
    """Return the language of this page: `hi` or `en`."""
    return get_locale().language


@blueprint.get("/language/<any(hi, en):code>")
def choose(code: str) -> Response:
    """Remember the language in a cookie and go back to the page `next`."""
    response = redirect(local_address(request.args.get("next")))
    response.set_cookie(_COOKIE, code, max_age=_COOKIE_SECONDS, samesite="Lax", httponly=True)
    return response


def _asked_for() -> str:
    code = request.cookies.get(_COOKIE)
    return code if code in LANGUAGES else HINDI


def _day(moment: datetime) -> str:
    return format_datetime(moment, "d MMM y")


def _day_of_year(day: date) -> str:
    return format_date(day, "d MMM y")


def _moment(moment: datetime) -> str:
    return format_datetime(moment, "d MMM y, h:mm a")
