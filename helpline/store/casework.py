"""Tables of the work on a complaint: proposals, calls, proof, and what helps an office to write."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import relationship

from helpline.store.accounts import Account
from helpline.store.base import Base, UTCDateTime
from helpline.store.complaints import Complaint
from helpline.store.reference import Post


class Proposal(Base):
    """A wish that somebody higher has to decide: transfer, cannot be done, or count as a demand."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("decision IN ('approved', 'refused', 'overtaken')", name="decision"),
        # At most one undecided proposal for a complaint.
        Index(
            "ix_proposal_undecided",
            "complaint_id",
            unique=True,
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    wish = Column(String(20), nullable=False, doc="transfer, cannot_be_done, as_demand")
    words = Column(Text, nullable=False)
    post_id = Column(ForeignKey("post.id"), doc="the office a transfer goes to")
    account_id = Column(ForeignKey("account.id"), nullable=False, doc="who proposed it")
    at = Column(UTCDateTime, nullable=False)
    decision = Column(String(10), doc="empty while nobody has decided")
    decided_by = Column(ForeignKey("account.id"))
    decided_at = Column(UTCDateTime)

    complaint = relationship(Complaint, backref="proposals")
    post = relationship(Post)
    proposer = relationship(Account, foreign_keys=account_id)


class Call(Base):
    """A call to a citizen about a complaint. Rows are added, never changed."""

    __tablename__ = "call"
    # Whom somebody has reached lately.
    __table_args__ = (Index("ix_call_at", "at", "outcome", "complaint_id"),)

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    account_id = Column(ForeignKey("account.id"), nullable=False, index=True)
    at = Column(UTCDateTime, nullable=False)
    outcome = Column(String(20), nullable=False, doc="reached, no_answer, call_again, wrong_number")
    words = Column(Text, nullable=False, default="", doc="what was said")
    promised_for = Column(Date, doc="the day by which the caller promised the next step")

    complaint = relationship(Complaint, backref="calls")
    account = relationship(Account)


class Attachment(Base):
    """A photo or document of a complaint. The file lies outside the database under `token`."""

    __tablename__ = "attachment"

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    account_id = Column(ForeignKey("account.id"), doc="empty for a citizen's own")
    token = Column(
        String(64), nullable=False, unique=True, doc="name of the file, not to be guessed"
    )
    name = Column(String(200), nullable=False, doc="as it was called when it was given")
    media_type = Column(String(80), nullable=False, doc="found in the content, not believed")
    size = Column(Integer, nullable=False, doc="bytes")
    sha256 = Column(String(64), nullable=False, index=True)
    likeness = Column(String(16), doc="of a photo: how it looks, hexadecimal; see domain.likeness")
    taken_at = Column(UTCDateTime, doc="read from the photo")
    latitude = Column(Float, doc="read from the photo")
    longitude = Column(Float)
    doubts = Column(JSON, nullable=False, doc="far_away, too_old, used_before, …")
    repeats_id = Column(
        ForeignKey("attachment.id"), doc="the same or a very similar one of another complaint"
    )
    at = Column(UTCDateTime, nullable=False)

    complaint = relationship(Complaint, backref="attachments")
    account = relationship(Account)
    repeats = relationship("Attachment", remote_side=id)
    likeness_keys = relationship("LikenessKey")


class LikenessKey(Base):
    """A part of how a photo looks, so that one like it is found among very many."""

    __tablename__ = "likeness_key"

    key = Column(Integer, primary_key=True, autoincrement=False)
    attachment_id = Column(ForeignKey("attachment.id"), primary_key=True)


class ReplyTemplate(Base):
    """A message to a citizen, ready to be changed and sent; from reference/reply_templates.csv."""

    __tablename__ = "reply_template"

    code = Column(String(40), primary_key=True)
    name_hi = Column(String(80), nullable=False)
    name_en = Column(String(80), nullable=False)
    text_hi = Column(Text, nullable=False)
    text_en = Column(Text, nullable=False)


class SavedView(Base):
    """A worklist with filters to which somebody wants to come back."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id = Column(Integer, primary_key=True)
    account_id = Column(ForeignKey("account.id"), nullable=False)
    name = Column(String(80), nullable=False)
    filters = Column(JSON, nullable=False, doc="as in the address of the worklist")

    account = relationship(Account)


class PressureReport(Base):
    """In confidence: a citizen says that somebody pressed them. Never in the complaint's history.

    Rows are added, never changed.
    """

    __tablename__ = "pressure_report"

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    post_id = Column(
        ForeignKey("post.id"), nullable=False, index=True, doc="the office it is about, not told"
    )
    inbox_id = Column(ForeignKey("inbox.id"), nullable=False, unique=True)
    words = Column(Text, nullable=False, doc="who said what; empty after a tapped button")
    at = Column(UTCDateTime, nullable=False)

    complaint = relationship(Complaint)
    post = relationship(Post)
