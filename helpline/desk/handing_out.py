"""Handing out kept files: whatever hides in one, no browser runs it here."""

from http import HTTPStatus
from pathlib import Path

from flask import Response, abort, current_app, request, send_file

_HARMLESS = "default-src 'none'; sandbox"


def hand_out(
    path: Path, media_type: str, name: str | None = None, to_save: bool = False
) -> Response:
    """Return a file to be shown or played in the page, or only `to_save` under its name.

    One that is not where it was kept is not found, and the log says so: backups have it.
    """
    if not path.is_file():
        current_app.logger.error("A kept file is missing: %s.", request.path)
        abort(HTTPStatus.NOT_FOUND)
    answer = send_file(path, mimetype=media_type, as_attachment=to_save, download_name=name)
    answer.headers["Content-Security-Policy"] = _HARMLESS
    return answer


def folder() -> Path:
    """Return where the originals and thumbnails lie."""
    return current_app.config["ATTACHMENTS_DIR"]
