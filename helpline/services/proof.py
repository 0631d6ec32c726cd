"""Proof: photos and documents with which an office shows what was done about a complaint.

A file is examined before a transaction begins, because unpacking a photo takes its time.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from helpline.domain import likeness, photo
from helpline.domain.authority import Person
from helpline.domain.lifecycle import Need, NotAllowed
from helpline.domain.photo import NotAPhoto, Photo, TooManyPixels
from helpline.services import doubts, history, moves
from helpline.services.moves import Actor
from helpline.services.reuse import find_earlier, is_from_citizen
from helpline.services.visibility import visible_to
from helpline.store import attachment_files
from helpline.store.casework import Attachment, LikenessKey
from helpline.store.complaints import Complaint

LARGEST_FILE = 10 * 1024 * 1024
MOST_AT_ONCE = 5
LONGEST_NAME = 200
PDF = "application/pdf"
_PDF_BEGINS, _PDF_ENDS = b"%PDF-", b"%%EOF"
# Programs that write PDF leave some bytes behind the end.
_PDF_TAIL = 1024


class Fault(str, Enum):
    """Why a file cannot be taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"  # neither a photo of a known kind nor a PDF, or a broken one
    TOO_MANY_PIXELS = "too_many_pixels"
    SCANNER = "scanner"  # the virus scanner does not call it clean


class WrongFile(Exception):
    """A file cannot be taken; `name` is what its owner calls it."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(fault.value)
        self.name = name
        self.fault = fault


class WrongNumberOfFiles(Exception):
    """No file was given, or more than `MOST_AT_ONCE`."""


@dataclass(frozen=True)
class Examined:
    """A file that can be taken. `photo` is None for a document."""

    name: str
    content: bytes
    media_type: str
    sha256: str
    photo: Photo | None


@dataclass(frozen=True)
class Shown:
    """An attachment as the desk shows it. `repeats` is the number of the other complaint, if the
    viewer may know of it.
    """

    id: int
    name: str
    is_photo: bool
    by: str | None
    at: datetime
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    distance_km: float | None
    doubts: list[str]
    repeats: str | None


# --- taking -----------------------------------------------------------------------------------


def examine(name: str, content: bytes) -> Examined:
    """Find out by its content what a file is. Raises WrongFile."""
    if not content:
        raise WrongFile(name, Fault.EMPTY)
    if len(content) > LARGEST_FILE:
        raise WrongFile(name, Fault.TOO_LARGE)
    seen = None if _is_pdf(content) else _read_photo(name, content)
    return Examined(
        name=name[-LONGEST_NAME:],
        content=content,
        media_type=seen.media_type if seen else PDF,
        sha256=hashlib.sha256(content).hexdigest(),
        photo=seen,
    )


def may_attach(session: Session, complaint: Complaint, by: Actor) -> bool:
    """Tell whether somebody may attach proof now: whoever may report that the work is done."""
    return any(Need.PROOF in move.needs for move in moves.allowed(session, complaint, by))


def attach(
    session: Session,
    folder: Path,
    complaint: Complaint,
    by: Actor,
    files: Sequence[Examined],
    now: datetime,
) -> list[Attachment]:
    """Attach files to a complaint and return them; what it has already is left out.

    So a form sent twice changes nothing, and the proof of a solution that the citizen did not
    accept does not become a new one. Raises NotAllowed, WrongNumberOfFiles.
    """
    if not may_attach(session, complaint, by):
        raise NotAllowed(f"proof on {complaint.number}")
    if not 1 <= len(files) <= MOST_AT_ONCE:
        raise WrongNumberOfFiles(len(files))
    added = [
        _add(session, folder, complaint, by, file, now)
        for file in {file.sha256: file for file in files}.values()
        if not _has(session, complaint, file)
    ]
    if added:
        history.write(session, complaint, "add_proof", by.name, "", now)
    return added


def _is_pdf(content: bytes) -> bool:
    return content.startswith(_PDF_BEGINS) and _PDF_ENDS in content[-_PDF_TAIL:]


def _read_photo(name: str, content: bytes) -> Photo:
    try:
        return photo.read(content)
    except TooManyPixels as error:
        raise WrongFile(name, Fault.TOO_MANY_PIXELS) from error
    except NotAPhoto as error:
        raise WrongFile(name, Fault.WRONG_KIND) from error


def _has(session: Session, complaint: Complaint, file: Examined) -> bool:
    same = select(Attachment.id).where(
        Attachment.complaint_id == complaint.id, Attachment.sha256 == file.sha256
    )
    return session.execute(same).first() is not None


def _add(
    session: Session, folder: Path, complaint: Complaint, by: Actor, file: Examined, now: datetime
) -> Attachment:
    seen = file.photo
    attachment = Attachment(
        complaint=complaint,
        account_id=by.account_id,
        token=attachment_files.write(
            session, folder, file.content, seen.thumbnail if seen else None
        ),
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=file.sha256,
        repeats=find_earlier(session, complaint, file.sha256, seen.likeness if seen else None),
        doubts=[],
        at=now,
    )
    if seen:
        _note_photo(session, attachment, seen, now)
    if attachment.repeats:
        attachment.doubts = [*attachment.doubts, doubts.USED_BEFORE]
    if is_from_citizen(session, file.sha256):
        attachment.doubts = [*attachment.doubts, doubts.FROM_CITIZEN]
    session.add(attachment)
    session.flush()
    return attachment


def _note_photo(session: Session, attachment: Attachment, seen: Photo, now: datetime) -> None:
    complaint = attachment.complaint
    attachment.taken_at = seen.taken_at
    attachment.latitude, attachment.longitude = seen.latitude, seen.longitude
    expected = doubts.surroundings(session, complaint)
    attachment.doubts = doubts.about_photo(seen, expected, complaint.filed_at, now)
    if seen.likeness is not None:
        attachment.likeness = f"{seen.likeness:016x}"
        attachment.likeness_keys = [
            LikenessKey(key=key) for key in likeness.band_keys(seen.likeness)
        ]


# --- showing ----------------------------------------------------------------------------------


def attachments_of(session: Session, complaint: Complaint, viewer: Person) -> list[Shown]:
    """Return a complaint's attachments, newest first, with all doubts."""
    rows = session.execute(
        select(Attachment)
        .where(Attachment.complaint_id == complaint.id)
        .options(joinedload(Attachment.account))
        .order_by(Attachment.id.desc())
    ).scalars()
    expected = doubts.surroundings(session, complaint)
    numbers = _numbers_of_repeated(session, complaint, viewer)
    return [_shown(row, expected, numbers) for row in rows]


def find(session: Session, complaint: Complaint, attachment_id: int) -> Attachment | None:
    """Return an attachment of this complaint; None where it has none with this id."""
    return session.execute(
        select(Attachment).where(
            Attachment.id == attachment_id, Attachment.complaint_id == complaint.id
        )
    ).scalar_one_or_none()


def _shown(row: Attachment, expected: doubts.Surroundings, numbers: dict[int, str]) -> Shown:
    has_place = row.latitude is not None
    return Shown(
        id=row.id,
        name=row.name,
        is_photo=row.media_type != PDF,
        by=row.account.name if row.account else None,
        at=row.at,
        taken_at=row.taken_at,
        latitude=row.latitude,
        longitude=row.longitude,
        distance_km=expected.distance((row.latitude, row.longitude)) if has_place else None,
        doubts=[doubt for doubt in doubts.DOUBTS if doubt in row.doubts],
        repeats=numbers.get(row.id),
    )


def _numbers_of_repeated(session: Session, complaint: Complaint, viewer: Person) -> dict[int, str]:
    """Return the other complaint's number by attachment, where the viewer may know of it."""
    earlier = aliased(Attachment)
    rows = session.execute(
        select(Attachment.id, Complaint.number)
        .join(earlier, Attachment.repeats)
        .join(Complaint, Complaint.id == earlier.complaint_id)
        .where(Attachment.complaint_id == complaint.id, visible_to(viewer))
    )
    return dict(rows.all())
