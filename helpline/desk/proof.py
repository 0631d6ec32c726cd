"""Proof on the case page: taking photos and documents in, showing them, handing them out."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user

from helpline import clock
from helpline.desk.access import complaint_or_404, me
from helpline.desk.database import unit_of_work
from helpline.desk.handing_out import folder, hand_out
from helpline.domain.authority import Person
from helpline.domain.lifecycle import NotAllowed
from helpline.domain.media_types import ENDINGS
from helpline.services import doubts, moves, proof
from helpline.services.proof import Fault, WrongFile, WrongNumberOfFiles
from helpline.store import attachment_files
from helpline.store.casework import Attachment

blueprint = Blueprint("proof", __name__)

# The form around the files is small.
LARGEST_UPLOAD = proof.MOST_AT_ONCE * proof.LARGEST_FILE + 1024 * 1024
DOUBTS = {
    doubts.FAR_AWAY: lazy_gettext("The photo was taken far from the place of the complaint."),
    doubts.TOO_OLD: lazy_gettext("The photo was taken before the complaint was filed."),
    doubts.FUTURE: lazy_gettext("The photo bears a time that is still to come."),
    doubts.USED_BEFORE: lazy_gettext(
        "The same file, or a photo that looks the same, is with another complaint."
    ),
    doubts.FROM_CITIZEN: lazy_gettext("A citizen sent this very file."),
    doubts.NO_PLACE: lazy_gettext("The photo does not say where it was taken."),
    doubts.NO_TIME: lazy_gettext("The photo does not say when it was taken."),
}
FAULTS = {
    Fault.EMPTY: lazy_gettext("The file is empty."),
    Fault.TOO_LARGE: lazy_gettext("The file is larger than 10 MB."),
    Fault.WRONG_KIND: lazy_gettext(
        "This is neither a photo (JPEG, PNG, WebP) nor a PDF, or the file is damaged."
    ),
    Fault.TOO_MANY_PIXELS: lazy_gettext("The photo has too many pixels. Please make it smaller."),
}


@dataclass(frozen=True)
class Proof:
    """What the case page shows of the proof."""

    number: str
    attachments: list[proof.Shown]
    may_attach: bool
    errors: tuple[str, ...] = ()


@blueprint.url_value_preprocessor
def _let_photos_in(endpoint: str, _values: dict[str, object] | None) -> None:
    """Take large requests from people signed in, before anything reads the form."""
    if endpoint == "proof.attach" and current_user.is_authenticated:
        request.max_content_length = LARGEST_UPLOAD


@blueprint.post("/complaints/<number>/proof")
def attach(number: str) -> Response | tuple[str, int]:
    """Take photos and documents: all that were chosen, or none of them."""
    person = me()
    if not _proof_of(number, person).may_attach:
        abort(404)
    try:
        files = [
            proof.examine(given.filename, given.read(proof.LARGEST_FILE + 1))
            for given in request.files.getlist("files")
            if given.filename
        ]
        added = _keep(number, person, files)
    except WrongFile as error:
        return _again(number, person, f"{error.name}: {FAULTS[error.fault]}")
    except WrongNumberOfFiles:
        return _again(number, person, _("Please choose one to five files."))
    except NotAllowed:
        abort(404)
    flash(_said(added), "success")
    return redirect(url_for("complaints.show", number=number, _anchor="proof"))


@blueprint.get("/complaints/<number>/proof/<int:attachment_id>")
def original(number: str, attachment_id: int) -> Response:
    """Hand out a file as it was given, to be saved and not to be opened here."""
    attachment = _attachment_or_404(number, attachment_id)
    return hand_out(
        attachment_files.original_path(folder(), attachment.token),
        attachment.media_type,
        name=f"{number}-{attachment.id}.{ENDINGS[attachment.media_type]}",
        to_save=True,
    )


@blueprint.get("/complaints/<number>/proof/<int:attachment_id>/thumbnail")
def thumbnail(number: str, attachment_id: int) -> Response:
    """Show a photo small, as a file of our own making."""
    attachment = _attachment_or_404(number, attachment_id)
    if attachment.media_type == proof.PDF:
        abort(404)
    return hand_out(attachment_files.thumbnail_path(folder(), attachment.token), "image/jpeg")


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    return {
        "proof_of": lambda number: _proof_of(number, me()),
        "proof_doubts": DOUBTS,
        "most_files": proof.MOST_AT_ONCE,
    }


def _proof_of(number: str, person: Person, *errors: str) -> Proof:
    now = clock.now()
    with unit_of_work() as session:
        complaint = complaint_or_404(session, number, person)
        by = moves.at_the_desk(session, person, complaint, now)
        return Proof(
            complaint.number,
            proof.attachments_of(session, complaint, person),
            proof.may_attach(session, complaint, by),
            errors,
        )


def _keep(number: str, person: Person, files: list[proof.Examined]) -> list[Attachment]:
    now = clock.now()
    with unit_of_work() as session:
        complaint = complaint_or_404(session, number, person)
        by = moves.at_the_desk(session, person, complaint, now)
        return proof.attach(session, folder(), complaint, by, files, now)


def _attachment_or_404(number: str, attachment_id: int) -> Attachment:
    person = me()
    with unit_of_work() as session:
        complaint = complaint_or_404(session, number, person)
        attachment = proof.find(session, complaint, attachment_id)
    if attachment is None:
        abort(404)
    return attachment


def _said(added: list[Attachment]) -> str:
    if not added:
        return _("These files were with the complaint already.")
    return ngettext(
        "%(count)s file is added.", "%(count)s files are added.", len(added), count=len(added)
    )


def _again(number: str, person: Person, error: str) -> tuple[str, int]:
    shown = _proof_of(number, person, error)
    page = render_template("complaints/proof_page.html", proof=shown)
    return page, HTTPStatus.BAD_REQUEST
