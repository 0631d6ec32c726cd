"""The page on which an administrator takes over officers and posts from a CSV file."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SubmitField

from helpline import clock
from helpline.desk.access import me, only_for
from helpline.desk.database import unit_of_work
from helpline.domain.roles import ADMINISTRATOR
from helpline.services.hand_outs import write_hand_out
from helpline.services.officer_import import (
    COLUMNS,
    Mistake,
    Reason,
    Report,
    WrongFile,
    import_officers,
    try_out,
)

SHOWN_MISTAKES = 200

blueprint = Blueprint("officer_import", __name__, url_prefix="/accounts/import")

REASONS = {
    Reason.NOT_UTF8: lazy_gettext("the file is not written in UTF-8"),
    Reason.NOT_CSV: lazy_gettext("the file is no CSV file"),
    Reason.HEADER: lazy_gettext("the first line must name the columns as shown below"),
    Reason.CELLS: lazy_gettext("the line has too many or too few cells"),
    Reason.EMPTY: lazy_gettext("is empty"),
    Reason.NOT_EMPTY: lazy_gettext("must be empty for this role or level"),
    Reason.TOO_LONG: lazy_gettext("is too long"),
    Reason.UNKNOWN: lazy_gettext("is unknown"),
    Reason.AMBIGUOUS: lazy_gettext("is the name of several"),
    Reason.E_MAIL: lazy_gettext("is no e-mail address"),
    Reason.PHONE: lazy_gettext("must be digits with the country code, such as 919876543210"),
    Reason.NOT_A_DAY: lazy_gettext("must be a day such as 2026-04-01"),
    Reason.TWICE: lazy_gettext("stands in the file twice"),
    Reason.LOGIN: lazy_gettext("must have no spaces"),
    Reason.CLOSED: lazy_gettext("is the login of a closed account"),
    Reason.HOLDS_POST: lazy_gettext("cannot change while the account holds a post"),
    Reason.LAST_ADMINISTRATOR: lazy_gettext("would leave the helpline without an administrator"),
    Reason.DAYS: lazy_gettext("is earlier than a posting that is there already"),
}


class ImportForm(FlaskForm):
    """A file, to be looked at or taken over."""

    file = FileField(
        lazy_gettext("CSV file"), [FileRequired(lazy_gettext("Please choose a file."))]
    )
    try_out = SubmitField(lazy_gettext("Only check"))
    take_over = SubmitField(lazy_gettext("Take over"))


@blueprint.get("")
@only_for(ADMINISTRATOR)
def ask() -> str:
    """Show how the file must look, and ask for it."""
    return _page(ImportForm())


@blueprint.post("")
@only_for(ADMINISTRATOR)
def take() -> Response | str | tuple[str, int]:
    """Check the file or take it over: all of it, or nothing where it has mistakes."""
    form = ImportForm()
    if not form.validate():
        return _page(form), 400
    content = form.file.data.read()
    try:
        if not form.take_over.data:
            with unit_of_work() as session:
                report = try_out(session, content, me().login, clock.now())
            return _page(ImportForm(formdata=None), report)
        return _take_over(content)
    except WrongFile as error:
        return _page(form, mistakes=error.mistakes), 400


def _take_over(content: bytes) -> Response:
    now = clock.now()
    with unit_of_work() as session:
        report = import_officers(session, content, me().login, now)
        # Inside the transaction: without the file nobody would know the passwords.
        hand_out = write_hand_out(current_app.config["HAND_OUTS"], report.created, now)
    if report.changes_nothing:
        flash(_("Everything in the file was so already."), "success")
    else:
        flash(_("Taken over: %(what)s.", what=_told(report)), "success")
    if hand_out:
        flash(
            _(
                "The one-time passwords are in the file %(name)s on the server, for whoever runs it.",
                name=hand_out.name,
            )
        )
    return redirect(url_for("officer_import.ask"))


def _told(report: Report) -> str:
    return _(
        "new accounts: %(created)s, changed: %(changed)s, new postings: %(postings)s",
        created=len(report.created),
        changed=report.changed,
        postings=report.postings,
    )


def _page(
    form: ImportForm, report: Report | None = None, mistakes: list[Mistake] | None = None
) -> str:
    return render_template(
        "accounts/import.html",
        form=form,
        columns=COLUMNS,
        would=_told(report) if report else None,
        mistakes=(mistakes or [])[:SHOWN_MISTAKES],
        total=len(mistakes or []),
        reasons=REASONS,
    )
