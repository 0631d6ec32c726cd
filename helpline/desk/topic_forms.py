"""Forms about topics and replies: what they give, who signs it and why, and what is wrong with it."""

from collections.abc import Callable
from http import HTTPStatus

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk import meanings
from helpline.desk.access import me
from helpline.desk.database import unit_of_work
from helpline.desk.filters import LONGEST_WORDS
from helpline.desk.language import language
from helpline.domain import roles
from helpline.domain.topics import LONGEST_CATEGORY, LONGEST_NAME, LONGEST_REPLY, NotATopic
from helpline.store import additions
from helpline.workbench.labels import Author, UnknownMeaning
from helpline.workbench.topics import Signed, StillNeeded

WRONG = {
    "missing": lazy_gettext("Please fill this in."),
    "too_long": lazy_gettext("This is too long."),
    "not_hindi": lazy_gettext("This has to be in Hindi, in Devanagari."),
    "not_english": lazy_gettext("This has to be in English."),
    "no_letters": lazy_gettext("The English name needs letters."),
    "there_already": lazy_gettext("This is there already."),
    "other_facts": lazy_gettext("What stands in braces { } has to stay as it is."),
}


def shared() -> dict[str, object]:
    """Return what every page about topics shows."""
    reading = language()
    departments = meanings.known().departments
    return {
        "scripts": meanings.SCRIPTS,
        "departments": [
            {"code": code, "name": names[reading]} for code, names in departments.items()
        ],
        "longest_reply": LONGEST_REPLY,
        "longest_name": LONGEST_NAME,
        "longest_category": LONGEST_CATEGORY,
        "may_change": me().role == roles.TRAINER,
    }


def history(session: Session, kind: str, code: str) -> list[dict[str, object]]:
    """Return who changed a topic or reply when and why, the latest first."""
    return [told(row) for row in additions.history(session, kind, code)]


def told(row: additions.Addition) -> dict[str, object]:
    """Return who made one change when and why."""
    return {"at": row.at, "by": row.account.name if row.account else None, "why": row.why}


def given(*names: str) -> list[str]:
    """Return the fields of the form with these names."""
    return [request.form.get(name, "") for name in names]


def changed(
    act: Callable[[Session], object],
    page: Callable[[dict[str, str]], str],
    then: str,
) -> ResponseReturnValue:
    """Do something, and show the page anew with what is wrong where it cannot be done."""
    try:
        with unit_of_work() as session:
            act(session)
    except NotATopic as error:
        return page(wrong(error)), HTTPStatus.BAD_REQUEST
    except UnknownMeaning:
        return page({"into": _("Please choose.")}), HTTPStatus.BAD_REQUEST
    except StillNeeded as error:
        return page({"retire": _needed(error)}), HTTPStatus.BAD_REQUEST
    flash(_("Changed. It takes effect with the next model."), "success")
    return redirect(then)


def _needed(error: StillNeeded) -> str:
    if not error.open_complaints:
        return _("The assistant itself needs this; it cannot be retired.")
    return ngettext(
        "%(num)s open complaint has this subject. Please merge it into another one instead.",
        "%(num)s open complaints have this subject. Please merge it into another one instead.",
        error.open_complaints,
    )


def signed() -> Signed:
    """Return who signs the form and why. Raises NotATopic where the reason is missing."""
    person, why = me(), " ".join(request.form.get("why", "").split())
    if not why:
        raise NotATopic("why", "missing")
    return Signed(Author(person.account_id, person.login), why[:LONGEST_WORDS], clock.now())


def wrong(error: NotATopic) -> dict[str, str]:
    """Return in words what is wrong with which field."""
    return {error.part: str(WRONG.get(error.reason, error.reason))}
