"""The table of what citizens send beside words: photos, voice notes, videos, documents."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import relationship

from helpline.store.base import Base, UTCDateTime
from helpline.store.complaints import Complaint
from helpline.store.messages import Citizen, Inbox, Queued


class CitizenFile(Queued, Base):
    """A file of a citizen: first only where WhatsApp keeps it, then ours, outside the database.

    `state` tells how its download stands; `fault` why a downloaded file is kept aside.
    """

    __tablename__ = "citizen_file"
    __table_args__ = (Index("ix_citizen_file_queue", "state", "not_before"),)

    id = Column(Integer, primary_key=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    inbox_id = Column(
        ForeignKey("inbox.id"), nullable=False, unique=True, doc="the message it came with"
    )
    complaint_id = Column(ForeignKey("complaint.id"), index=True, doc="what it belongs to, if any")
    is_dropped = Column(
        Boolean, nullable=False, default=False, doc="came with a draft that was cancelled"
    )
    kind = Column(String(10), nullable=False, doc="WhatsApp's, or voice for a voice note")
    media_id = Column(String(80), nullable=False, doc="by which WhatsApp hands it out")
    has_words = Column(Boolean, nullable=False, doc="a caption came with it")
    name = Column(String(200), nullable=False, default="", doc="as a document was called")
    received_at = Column(UTCDateTime, nullable=False)

    token = Column(String(64), unique=True, doc="name of the file, not to be guessed")
    fault = Column(String(20), doc="wrong_kind, scanner, …: nobody gets to see it")
    media_type = Column(String(80), doc="found in the content, not believed")
    size = Column(Integer, doc="bytes")
    sha256 = Column(String(64), index=True)
    taken_at = Column(UTCDateTime, doc="read from the photo")
    latitude = Column(Float, doc="read from the photo")
    longitude = Column(Float)
    stored_at = Column(UTCDateTime)

    transcript = Column(Text, doc="its words, written down; empty where it has none")
    transcribed_by = Column(String(80), doc="an account's login, or machine")
    transcribed_at = Column(UTCDateTime)
    transcript_inbox_id = Column(
        ForeignKey("inbox.id"), unique=True, doc="the turn that its words became"
    )

    citizen = relationship(Citizen)
    inbox = relationship(Inbox, foreign_keys=inbox_id)
    complaint = relationship(Complaint, backref="citizen_files")
