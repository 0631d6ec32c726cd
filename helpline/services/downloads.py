"""Fetching citizens' files: from WhatsApp, which keeps them for a week, into our own keeping.

A file is examined by its content, shown to a virus scanner where there is one, and stored outside
the database. What fails is tried again with growing waits; what fails for good, or is no file to be
shown, stays visible to the help desk.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from helpline.domain.media_types import PDF, media_type_of
from helpline.services import proof
from helpline.services.proof import Examined, Fault, WrongFile
from helpline.store import attachment_files, queue
from helpline.store.media import CitizenFile

# Longer than the largest file takes on a slow line, the scanner and the speech-to-text program.
LEASE = timedelta(minutes=10)
# Six days in all: WhatsApp keeps it for seven.
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (2, 10, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800, *(86400,) * 5)
)
MOST_ATTEMPTS = len(WAITS) + 1
# Begins the reason why a file is not with us where the virus scanner could not tell.
UNCHECKED = "unchecked"
_MEGABYTE = 1024 * 1024
# What WhatsApp lets a citizen send, and a little more.
LARGEST = {
    "image": 10 * _MEGABYTE,
    "sticker": _MEGABYTE,
    "audio": 16 * _MEGABYTE,
    "voice": 16 * _MEGABYTE,
    "video": 16 * _MEGABYTE,
    "document": 100 * _MEGABYTE,
}


def claim(session: Session, owner: str, now: datetime) -> CitizenFile | None:
    """Claim the next file to fetch; None when there is none."""
    return queue.claim_any(session, CitizenFile, owner, now, LEASE)


def examine(kind: str, name: str, content: bytes) -> Examined:
    """Find out by its content what a file is. Raises WrongFile."""
    if not content:
        raise WrongFile(name, Fault.EMPTY)
    if len(content) > LARGEST[kind]:
        raise WrongFile(name, Fault.TOO_LARGE)
    media_type = media_type_of(content)
    if media_type is None:
        raise WrongFile(name, Fault.WRONG_KIND)
    is_for_proof = media_type.startswith("image/") or media_type == PDF
    if is_for_proof and len(content) <= proof.LARGEST_FILE:
        return proof.examine(name, content)
    digest = hashlib.sha256(content).hexdigest()
    return Examined(name, content, media_type, digest, photo=None)


def keep(session: Session, folder: Path, row: CitizenFile, file: Examined, now: datetime) -> bool:
    """Store a fetched file; False when the lease was lost and somebody else does it."""
    seen = file.photo
    return _finish(
        *(session, folder, row, file.content, seen.thumbnail if seen else None),
        media_type=file.media_type,
        size=len(file.content),
        sha256=file.sha256,
        taken_at=seen.taken_at if seen else None,
        latitude=seen.latitude if seen else None,
        longitude=seen.longitude if seen else None,
        stored_at=now,
    )


def keep_aside(
    session: Session, folder: Path, row: CitizenFile, content: bytes, fault: Fault, now: datetime
) -> bool:
    """Store a file that is shown to nobody, and why; one that is too large is not even stored."""
    return _finish(
        *(session, folder, row, content, None),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest() if content else None,
        fault=fault.value,
        stored_at=now,
    )


def _finish(
    session: Session,
    folder: Path,
    row: CitizenFile,
    content: bytes,
    thumbnail: bytes | None,
    **values: object,
) -> bool:
    """Write the content, if any, and note what is known of it; leave nothing where the lease was lost."""
    token = attachment_files.write(session, folder, content, thumbnail) if content else None
    if queue.finish(session, row, token=token, **values):
        return True
    if token:
        attachment_files.remove(session, folder, token)
    return False


def try_later(session: Session, row: CitizenFile, reason: str, now: datetime) -> bool:
    """Fetch again after a wait that grows, give up after too many; False when the lease was lost."""
    if row.attempts >= MOST_ATTEMPTS:
        return give_up(session, row, reason)
    return queue.postpone(session, row, now + WAITS[row.attempts - 1], reason)


def hold(session: Session, row: CitizenFile, reason: str, until: datetime) -> bool:
    """Fetch again at `until`, without counting this attempt, because the file is not at fault.

    False when the lease was lost.
    """
    return queue.postpone(session, row, until, reason, counted=False)


def give_up(session: Session, row: CitizenFile, reason: str) -> bool:
    """Leave the file to people, with the reason; False when the lease was lost."""
    return queue.fail(session, row, reason)
