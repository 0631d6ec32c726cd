"""Tables of the help desk's own work: emergencies and conversations with a person."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    text,
)
from sqlalchemy.orm import relationship

from helpline.store.accounts import Account
from helpline.store.base import Base, UTCDateTime
from helpline.store.messages import Citizen, Inbox


class Emergency(Base):
    """A message that speaks of danger to life, and what the help desk did about it."""

    __tablename__ = "emergency"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'called', 'handled', 'taken_back')", name="state"),
    )

    id = Column(Integer, primary_key=True)
    inbox_id = Column(ForeignKey("inbox.id"), nullable=False, unique=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    kind = Column(String(20), nullable=False, doc="fire, medical, …: which number was given")
    at = Column(UTCDateTime, nullable=False)
    state = Column(String(10), nullable=False, default="open", index=True)
    account_id = Column(ForeignKey("account.id"), doc="who acted last")
    acted_at = Column(UTCDateTime)

    inbox = relationship(Inbox)
    citizen = relationship(Citizen)
    account = relationship(Account)


class Handover(Base):
    """A conversation with a person: asked for, taken by somebody of the help desk, ended."""

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("ended_by IN ('person', 'citizen', 'silence')", name="ended_by"),
        # At most one for a citizen at a time.
        Index(
            "ix_handover_open",
            "citizen_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id = Column(Integer, primary_key=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    inbox_id = Column(
        ForeignKey("inbox.id"), unique=True, doc="the message that asked; empty if nobody asked"
    )
    asked_at = Column(UTCDateTime, nullable=False)
    asked_when_closed = Column(Boolean, nullable=False, default=False)
    wants_call = Column(Boolean, nullable=False, default=False, doc="rather than to write")
    account_id = Column(ForeignKey("account.id"), doc="who writes; empty while it waits")
    taken_at = Column(UTCDateTime)
    quiet_since = Column(UTCDateTime, doc="from when on one of the two owes an answer")
    citizen_waits = Column(Boolean, nullable=False, default=False, doc="the person owes it")
    ended_at = Column(UTCDateTime)
    ended_by = Column(String(10))

    citizen = relationship(Citizen)
    account = relationship(Account)


class HandoverWord(Base):
    """What a person wrote in a conversation: to the citizen, or as a note for the help desk."""

    __tablename__ = "handover_word"
    __table_args__ = (CheckConstraint("kind IN ('message', 'note')", name="kind"),)

    id = Column(Integer, primary_key=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    account_id = Column(ForeignKey("account.id"), nullable=False)
    kind = Column(String(10), nullable=False)
    words = Column(Text, nullable=False)
    at = Column(UTCDateTime, nullable=False)

    account = relationship(Account)


class CannedReply(Base):
    """Words that the help desk often writes, ready in both languages; see services.canned_replies."""

    __tablename__ = "canned_reply"

    id = Column(Integer, primary_key=True)
    name = Column(String(60), nullable=False)
    text_hi = Column(Text, nullable=False)
    text_en = Column(Text, nullable=False)
    account_id = Column(ForeignKey("account.id"), nullable=False, doc="who wrote it last")
    at = Column(UTCDateTime, nullable=False)
    retired_at = Column(UTCDateTime)

    account = relationship(Account)
