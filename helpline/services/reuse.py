"""Proof used before: the same file, or a photo that looks the same, with another complaint.

Or a citizen's own file: what shows the trouble cannot show that it is over.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import likeness
from helpline.store.casework import Attachment, LikenessKey
from helpline.store.complaints import Complaint
from helpline.store.media import CitizenFile


def find_earlier(
    session: Session, complaint: Complaint, sha256: str, seen: int | None
) -> Attachment | None:
    """Return the same file of another complaint, or else the photo most like this one."""
    same = (
        select(Attachment)
        .where(Attachment.sha256 == sha256, Attachment.complaint_id != complaint.id)
        .order_by(Attachment.id)
        .limit(1)
    )
    found = session.execute(same).scalar_one_or_none()
    return found if found or seen is None else _most_alike(session, complaint, seen)


def is_from_citizen(session: Session, sha256: str) -> bool:
    """Tell whether a citizen sent this very file."""
    same = select(CitizenFile.id).where(CitizenFile.sha256 == sha256).limit(1)
    return session.execute(same).first() is not None


def _most_alike(session: Session, complaint: Complaint, seen: int) -> Attachment | None:
    candidates = session.execute(
        select(Attachment.id, Attachment.likeness)
        .join(Attachment.likeness_keys)
        .where(
            LikenessKey.key.in_(likeness.near_keys(seen)), Attachment.complaint_id != complaint.id
        )
        .distinct()
    )
    ranked = (
        (likeness.differing_bits(seen, int(written, 16)), attachment_id)
        for attachment_id, written in candidates
    )
    bits, nearest = min(ranked, default=(likeness.BITS, None))
    return session.get(Attachment, nearest) if bits <= likeness.ALIKE else None
