"""The table of unfinished complaints: what a citizen began to tell and has not filed."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import relationship

from helpline.store.base import Base, UTCDateTime
from helpline.store.messages import Citizen


class UnfinishedComplaint(Base):
    """A draft as it stood after the citizen's last word about it."""

    __tablename__ = "unfinished_complaint"
    __table_args__ = (
        # At most one that can still be gone on with; what the help desk lists, newest first.
        Index(
            "ix_unfinished_complaint_open",
            "citizen_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_unfinished_complaint_left", "left_at", "id"),
    )

    id = Column(Integer, primary_key=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    words = Column(Text, nullable=False, doc="the citizen's own")
    draft = Column(JSON, nullable=False, doc="the fields of domain.draft.Draft that are set")
    begun_at = Column(UTCDateTime, nullable=False)
    changed_at = Column(UTCDateTime, nullable=False)
    left_at = Column(UTCDateTime, doc="when it was cleared from the chat, unfinished")

    citizen = relationship(Citizen)
