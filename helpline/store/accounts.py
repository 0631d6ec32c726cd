"""Tables of the people and processes that work for the helpline."""

from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import relationship

from helpline.store.base import Base, UTCDateTime
from helpline.store.reference import District, Post


class Account(Base):
    """Somebody who may sign in to the desk. Accounts are closed, never deleted."""

    __tablename__ = "account"

    id = Column(Integer, primary_key=True)
    login = Column(String(80), nullable=False, unique=True)
    name = Column(String(120), nullable=False)
    role = Column(String(40), nullable=False, doc="one of domain.roles")
    district_code = Column(ForeignKey("district.code"), doc="a District Magistrate's")
    email = Column(String(200))
    phone = Column(String(20), doc="digits with country code")
    whatsapp_language = Column(
        String(2), doc="of the messages wanted on WhatsApp; empty where none are wanted"
    )
    password_hash = Column(String(200), nullable=False, doc="argon2")
    must_change_password = Column(Boolean, nullable=False, default=False)
    totp_secret = Column(String(64), doc="base32; empty while no second factor is wanted")
    totp_last_step = Column(Integer, doc="of the newest code taken: none counts twice")
    failed_sign_ins = Column(Integer, nullable=False, default=0, doc="since the last good one")
    locked_until = Column(UTCDateTime)
    is_closed = Column(Boolean, nullable=False, default=False)
    created_at = Column(UTCDateTime, nullable=False)

    district = relationship(District)
    postings = relationship("Posting", order_by="Posting.since", back_populates="account")


class Posting(Base):
    """Who holds a post, from when, until when. A substitute has a posting that is acting."""

    __tablename__ = "posting"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="days"),)

    id = Column(Integer, primary_key=True)
    post_id = Column(ForeignKey("post.id"), nullable=False, index=True)
    account_id = Column(ForeignKey("account.id"), nullable=False, index=True)
    since = Column(Date, nullable=False, doc="the first day")
    until = Column(Date, doc="the last day; empty while it lasts")
    is_acting = Column(Boolean, nullable=False, default=False)

    post = relationship(Post)
    account = relationship(Account, back_populates="postings")

    def lasts_on(self, day: date) -> bool:
        """Tell whether the post is held on this day."""
        return self.since <= day and (self.until is None or self.until >= day)


class Leave(Base):
    """Days on which somebody is away. Their posts count as empty unless a substitute acts."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("until >= since", name="days"),)

    id = Column(Integer, primary_key=True)
    account_id = Column(ForeignKey("account.id"), nullable=False, index=True)
    since = Column(Date, nullable=False)
    until = Column(Date, nullable=False)
    reason = Column(String(200), nullable=False, default="")

    account = relationship(Account)


class SignIn(Base):
    """An attempt to sign in, good or not. Rows are added, never changed."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_address_at", "address", "at"),)

    id = Column(Integer, primary_key=True)
    account_id = Column(
        ForeignKey("account.id"), index=True, doc="empty where nobody has the login"
    )
    at = Column(UTCDateTime, nullable=False)
    outcome = Column(String(20), nullable=False, doc="one of services.sign_ins.OUTCOMES")
    address = Column(String(64), nullable=False, doc="the network address it came from")


class Digest(Base):
    """The message that tells somebody once a day what waits for them, by e-mail or on WhatsApp."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("account_id", "channel", "day"),)

    id = Column(Integer, primary_key=True)
    account_id = Column(ForeignKey("account.id"), nullable=False)
    channel = Column(String(10), nullable=False, doc="email or whatsapp")
    day = Column(Date, nullable=False)
    sent_at = Column(UTCDateTime)
    error = Column(String(200))


class Heartbeat(Base):
    """When a background process last said that it is alive."""

    __tablename__ = "heartbeat"

    process = Column(String(80), primary_key=True)
    at = Column(UTCDateTime, nullable=False)
