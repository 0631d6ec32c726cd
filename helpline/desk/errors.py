"""Pages for what went wrong, in the reader's language."""

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException


def init_app(app: Flask) -> None:
    """Answer every refused request with a page that says what to do."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(CSRFError, _show_stale_form)


def _show(error: HTTPException) -> tuple[str, int, list[tuple[str, str]]]:
    title, advice = _words(error.code)
    # A redirect raised as an exception or "405 Allow" carries headers that must not be lost.
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    page = render_template("error.html", code=error.code, title=title, advice=advice)
    return page, error.code, headers


def _show_stale_form(error: CSRFError) -> tuple[str, int]:
    title = _("The page was open for too long")
    advice = _("Go back, load the page again and repeat the last step.")
    return render_template("error.html", code=error.code, title=title, advice=advice), error.code


def _words(code: int) -> tuple[str, str]:
    if code == 403:
        return _("This is not for you to do"), _("Please go back to the complaint.")
    if code == 404:
        return (
            _("This page does not exist"),
            _("The address may be mistyped, or the entry is not there."),
        )
    if code == 405:
        return _("This does not work that way"), _("Please use the buttons on the page.")
    if code == 413:
        return _("The file is too large"), _("Please choose a smaller one.")
    if code >= 500:
        return _("Something went wrong here"), _("Please try again in a few minutes.")
    return _("This was not understood"), _("Go back and try once more.")
