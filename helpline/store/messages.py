"""Tables of the conversation: citizens, what they sent, what was understood, what goes back."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import relationship

from helpline.store.accounts import Account
from helpline.store.base import Base, UTCDateTime

WAITING, CLAIMED, DONE, FAILED = "waiting", "claimed", "done", "failed"
# Failed, and an administrator has looked at it.
GIVEN_UP = "given_up"
NEVER_SENT = (FAILED, GIVEN_UP)
# For a citizen whose door fetches the answers itself, see services.outbox.pick_up.
HELD = "held"
WHATSAPP = "whatsapp"


class Citizen(Base):
    """A person who writes to the helpline. The phone number stands here and nowhere else."""

    __tablename__ = "citizen"

    id = Column(Integer, primary_key=True)
    key = Column(String(64), nullable=False, unique=True, doc="keyed hash; Rasa's sender_id")
    phone = Column(String(20), index=True, doc="digits with country code, as WhatsApp's wa_id")
    whatsapp_user_id = Column(
        String(160), index=True, doc="Meta's business-scoped id, where it hides the number"
    )
    door = Column(
        String(20), nullable=False, default=WHATSAPP, doc="the channel of the last message"
    )
    language = Column(String(2), nullable=False, default="hi")
    language_chosen = Column(Boolean, nullable=False, default=False, doc="asked for, not guessed")
    first_seen_at = Column(UTCDateTime, nullable=False)
    last_message_at = Column(UTCDateTime, nullable=False, doc="opens WhatsApp's 24-hour window")
    wants_silence_since = Column(UTCDateTime, doc="asked for no messages but answers")
    privacy_told_at = Column(UTCDateTime, doc="what is kept was explained, once")
    erasure_asked_at = Column(UTCDateTime, doc="wants to be forgotten; see services.erasure")


class Queued:
    """Columns of a row that a process claims, works on and finishes; see store.queue."""

    state = Column(String(10), nullable=False, default=WAITING)
    not_before = Column(UTCDateTime, nullable=False)
    lease_owner = Column(String(80))
    lease_until = Column(UTCDateTime)
    attempts = Column(Integer, nullable=False, default=0)
    error = Column(Text)

    # Whose rows go one after the other, and before all of them what is urgent.
    LINE = ("citizen_id",)


class Inbox(Queued, Base):
    """A message as WhatsApp delivered it, and how far its handling has come."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_queue", "state", "citizen_id", "id"),
        Index("ix_inbox_citizen", "citizen_id", "id"),
    )

    id = Column(Integer, primary_key=True)
    wamid = Column(String(160), nullable=False, unique=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False)
    kind = Column(String(40), nullable=False, doc="WhatsApp's message type")
    is_urgent = Column(Boolean, nullable=False, default=False, doc="may speak of a life in danger")
    payload = Column(JSON, nullable=False, doc="the message object, whole")
    masked = Column(JSON, doc="kinds of private numbers it had; see domain.private_numbers")
    received_at = Column(UTCDateTime, nullable=False)
    done_at = Column(UTCDateTime)

    citizen = relationship(Citizen)


class Turn(Base):
    """What the assistant understood of one message and what it answered."""

    __tablename__ = "turn"

    id = Column(Integer, primary_key=True)
    inbox_id = Column(ForeignKey("inbox.id"), nullable=False, unique=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    text = Column(Text, nullable=False)
    intent = Column(String(80), nullable=False, index=True)
    confidence = Column(Float, nullable=False)
    intent_ranking = Column(JSON, nullable=False)
    entities = Column(JSON, nullable=False)
    model_id = Column(String(80), nullable=False)
    replies = Column(JSON, nullable=False)
    finished_at = Column(UTCDateTime, nullable=False, index=True)

    inbox = relationship(Inbox)


class Outbox(Queued, Base):
    """A message to a citizen or an officer, in the form the Cloud API takes, without the recipient."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_queue", "state", "citizen_id", "id"),
        CheckConstraint("(citizen_id IS NULL) <> (account_id IS NULL)", name="recipient"),
    )
    LINE = ("citizen_id", "account_id")

    id = Column(Integer, primary_key=True)
    citizen_id = Column(ForeignKey("citizen.id"))
    account_id = Column(ForeignKey("account.id"), index=True, doc="of an officer")
    turn_id = Column(ForeignKey("turn.id"), doc="the turn it answers")
    complaint_id = Column(
        ForeignKey("complaint.id"), index=True, doc="what it tells of without being asked"
    )
    payload = Column(JSON(none_as_null=True), doc="for within the window; an officer has none")
    template = Column(JSON(none_as_null=True), doc="what goes in its place outside the window")
    is_ahead = Column(
        Boolean, nullable=False, default=False, doc="the template of a later row stands for it too"
    )
    is_urgent = Column(
        Boolean, nullable=False, default=False, doc="the number that may save a life"
    )
    wamid = Column(String(160), index=True, doc="given by WhatsApp when it accepted the message")
    unsure_attempts = Column(
        Integer, nullable=False, default=0, doc="of which nobody knows whether WhatsApp took them"
    )
    created_at = Column(UTCDateTime, nullable=False)
    sent_at = Column(UTCDateTime)

    citizen = relationship(Citizen)
    account = relationship(Account, lazy="joined")


class DeliveryStatus(Base):
    """What WhatsApp reported about a message we sent: sent, delivered, read or failed."""

    __tablename__ = "delivery_status"
    __table_args__ = (UniqueConstraint("wamid", "status"),)

    id = Column(Integer, primary_key=True)
    wamid = Column(String(160), nullable=False)
    status = Column(String(20), nullable=False)
    reported_at = Column(UTCDateTime, nullable=False)
    errors = Column(JSON)
    pricing = Column(JSON, doc="whether and as what it was charged")
