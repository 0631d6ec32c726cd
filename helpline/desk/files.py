"""Files of citizens: on the page of their complaint, and before the help desk to be heard."""

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
from flask_babel import lazy_gettext
from flask_login import current_user

from helpline import clock
from helpline.desk.access import complaint_or_404, me, only_for
from helpline.desk.database import unit_of_work
from helpline.desk.filters import whole_number
from helpline.desk.handing_out import folder, hand_out
from helpline.domain import roles
from helpline.domain.media_types import ENDINGS
from helpline.services import media
from helpline.services.proof import Fault
from helpline.services.written import NothingToSay, TooLong
from helpline.store import attachment_files
from helpline.store.media import CitizenFile

blueprint = Blueprint("files", __name__)

KINDS = {
    "voice": lazy_gettext("Voice note"),
    "audio": lazy_gettext("Sound"),
    "image": lazy_gettext("Photo"),
    "video": lazy_gettext("Video"),
    "document": lazy_gettext("Document"),
    "sticker": lazy_gettext("Sticker"),
}
FAULTS = {
    Fault.EMPTY.value: lazy_gettext("The file is empty."),
    Fault.TOO_LARGE.value: lazy_gettext("The file is too large and was not fetched."),
    Fault.WRONG_KIND.value: lazy_gettext("The file is damaged, or of a kind that is not opened."),
    Fault.TOO_MANY_PIXELS.value: lazy_gettext("The photo has too many pixels to be opened."),
    Fault.SCANNER.value: lazy_gettext(
        "The virus scanner does not call this file clean. It is kept aside."
    ),
}
_NO_WORDS = lazy_gettext("Please write down what was said.")
_TOO_LONG = lazy_gettext("This is too long.")


@blueprint.get("/files")
@only_for(roles.HELPDESK)
def waiting() -> str:
    """Show what waits to be heard or looked at, the longest waiting first."""
    return _waiting_page()


@blueprint.post("/files/<int:file_id>/words")
@only_for(roles.HELPDESK)
def take_words(file_id: int) -> Response | tuple[str, int]:
    """Take down the words of a file; the citizen gets the answer as if they were typed."""
    _known_or_404(file_id)
    given = request.form.get("words", "")
    try:
        with unit_of_work() as session:
            media.take_words(session, file_id, given, current_user.login, clock.now())
    except NothingToSay:
        return _waiting_page(file_id, given, _NO_WORDS), HTTPStatus.BAD_REQUEST
    except TooLong:
        return _waiting_page(file_id, given, _TOO_LONG), HTTPStatus.BAD_REQUEST
    except media.AlreadyHeard:
        return _too_late()
    flash(_("Written down. The citizen gets the answer in the chat."), "success")
    return redirect(url_for("files.waiting"))


@blueprint.post("/files/<int:file_id>/aside")
@only_for(roles.HELPDESK)
def put_aside(file_id: int) -> Response:
    """Take a file off the list because nothing can be written down; the citizen is asked to type."""
    _known_or_404(file_id)
    try:
        with unit_of_work() as session:
            told = media.put_aside(session, file_id, current_user.login, clock.now())
    except media.AlreadyHeard:
        return _too_late()
    if told:
        flash(_("Put aside. The citizen is asked to write."), "success")
    else:
        flash(_("Put aside. WhatsApp takes no message to this citizen now."))
    return redirect(url_for("files.waiting"))


@blueprint.get("/files/<int:file_id>")
@only_for(roles.HELPDESK)
def content(file_id: int) -> Response:
    """Hand out a file to the help desk, whether or not it belongs to a complaint."""
    return _sent(_known_or_404(file_id, shown=True))


@blueprint.get("/files/<int:file_id>/thumbnail")
@only_for(roles.HELPDESK)
def thumbnail(file_id: int) -> Response:
    """Show a photo small to the help desk."""
    return _sent_small(_known_or_404(file_id, shown=True))


@blueprint.get("/complaints/<number>/files/<int:file_id>")
def of_complaint(number: str, file_id: int) -> Response:
    """Hand out a file of a complaint to whoever may know of the complaint."""
    return _sent(_of_complaint_or_404(number, file_id))


@blueprint.get("/complaints/<number>/files/<int:file_id>/thumbnail")
def thumbnail_of_complaint(number: str, file_id: int) -> Response:
    """Show a photo of a complaint small to whoever may know of the complaint."""
    return _sent_small(_of_complaint_or_404(number, file_id))


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    return {
        "files_of": _files_of,
        "file_kinds": KINDS,
        "file_faults": FAULTS,
        "longest_transcript": media.LONGEST_TRANSCRIPT,
    }


def _files_of(number: str) -> list[CitizenFile]:
    person = me()
    with unit_of_work() as session:
        return media.files_of(session, complaint_or_404(session, number, person))


def _waiting_page(wrong_id: int | None = None, given: str = "", wrong: str = "") -> str:
    number = whole_number(request.args.get("page")) or 1
    with unit_of_work() as session:
        page = media.waiting(session, number, clock.now())
    return render_template(
        "files/index.html", page=page, wrong_id=wrong_id, given=given, wrong=wrong
    )


def _too_late() -> Response:
    flash(_("Somebody else has written this down already."))
    return redirect(url_for("files.waiting"))


def _known_or_404(file_id: int, shown: bool = False) -> CitizenFile:
    with unit_of_work() as session:
        file = media.find(session, file_id) if shown else session.get(CitizenFile, file_id)
    if file is None:
        abort(404)
    return file


def _of_complaint_or_404(number: str, file_id: int) -> CitizenFile:
    person = me()
    with unit_of_work() as session:
        complaint = complaint_or_404(session, number, person)
        file = media.find(session, file_id)
    if file is None or file.complaint_id != complaint.id:
        abort(404)
    return file


def _sent(file: CitizenFile) -> Response:
    """Play what is heard or seen in the page; anything else is saved and not opened here."""
    plays = file.media_type.startswith(("audio/", "video/"))
    return hand_out(
        attachment_files.original_path(folder(), file.token),
        file.media_type,
        name=f"{file.kind}-{file.id}.{ENDINGS[file.media_type]}",
        to_save=not plays,
    )


def _sent_small(file: CitizenFile) -> Response:
    if not file.media_type.startswith("image/"):
        abort(404)
    return hand_out(attachment_files.thumbnail_path(folder(), file.token), "image/jpeg")
