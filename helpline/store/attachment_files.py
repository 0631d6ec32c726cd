"""The files of attachments, outside the database, under names that nobody can guess."""

import os
import secrets
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

_TOKEN_BYTES = 16
_NEW = "files written and not yet committed"
_OLD = "files to remove once committed"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_ONLY_US, _ONLY_OUR_FOLDER = 0o600, 0o700


def write(session: Session, folder: Path, content: bytes, thumbnail: bytes | None) -> str:
    """Write a file, and its thumbnail if it has one, and return the name to find them by.

    They are there before the session commits, and gone again if it rolls back.
    """
    token = secrets.token_hex(_TOKEN_BYTES)
    _write(session, original_path(folder, token), content)
    if thumbnail is not None:
        _write(session, thumbnail_path(folder, token), thumbnail)
    return token


def remove(session: Session, folder: Path, token: str) -> None:
    """Remove a file and its thumbnail as soon as the session commits, and not before."""
    paths = [original_path(folder, token), thumbnail_path(folder, token)]
    session.info.setdefault(_OLD, []).extend(paths)
    _listen(session)


def original_path(folder: Path, token: str) -> Path:
    """Return where the file lies as it was given."""
    # Two levels of folders keep each of them short.
    return folder / token[:2] / token[2:4] / token


def thumbnail_path(folder: Path, token: str) -> Path:
    """Return where the small copy of a photo lies."""
    return original_path(folder, token).with_suffix(".jpg")


def _write(session: Session, path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=_ONLY_OUR_FOLDER, parents=True, exist_ok=True)
    _remove_on_rollback(session, path)
    with os.fdopen(os.open(path, _NEW_FILE, _ONLY_US), "wb") as file:
        file.write(content)
        file.flush()
        # What the database knows of must be on the disk.
        os.fsync(file.fileno())


def _remove_on_rollback(session: Session, path: Path) -> None:
    session.info.setdefault(_NEW, []).append(path)
    _listen(session)


def _listen(session: Session) -> None:
    if not event.contains(session, "after_rollback", _rolled_back):
        event.listen(session, "after_rollback", _rolled_back)
        event.listen(session, "after_commit", _committed)


def _rolled_back(session: Session) -> None:
    session.info.pop(_OLD, None)
    for path in session.info.pop(_NEW, ()):
        path.unlink(missing_ok=True)


def _committed(session: Session) -> None:
    session.info.pop(_NEW, None)
    for path in session.info.pop(_OLD, ()):
        path.unlink(missing_ok=True)
