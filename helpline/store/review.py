"""Tables of the review: turns that may have gone wrong, what people said of them, what it taught."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
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
from helpline.store.messages import Turn


class ReviewCase(Base):
    """What people look at together: turns of like words or like meaning, with their reasons."""

    __tablename__ = "review_case"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'later', 'second', 'done', 'skipped')", name="state"),
        # The queue: the most valuable first.
        Index("ix_review_case_queue", "state", "worth", "id"),
        Index("ix_review_case_meaning", "meaning", "state"),
    )

    id = Column(Integer, primary_key=True)
    opened_at = Column(UTCDateTime, nullable=False)
    state = Column(String(10), nullable=False, default="open")
    worth = Column(Integer, nullable=False, default=0, doc="the sum of what its reasons are worth")
    turns = Column(Integer, nullable=False, default=0)
    keys = Column(Integer, nullable=False, default=0, doc="how many rows of review_word it has")
    meaning = Column(String(80), doc="what its first turn was likely heard as; none in doubt")
    last_turn_id = Column(ForeignKey("turn.id"), nullable=False, doc="the one that is shown")
    holder_id = Column(ForeignKey("account.id"), index=True, doc="who looks at it")
    later_until = Column(UTCDateTime)
    skip_reason = Column(String(20))
    account_id = Column(ForeignKey("account.id"), doc="who decided")
    decided_at = Column(UTCDateTime)

    last_turn = relationship(Turn)
    holder = relationship(Account, foreign_keys=[holder_id])
    account = relationship(Account, foreign_keys=[account_id])


class ReviewWord(Base):
    """A word of a case that waits, by its sound: what comes in like words joins the case."""

    __tablename__ = "review_word"

    key = Column(String(40), primary_key=True)
    case_id = Column(ForeignKey("review_case.id"), primary_key=True, index=True)


class ReviewItem(Base):
    """A reason to look at a turn, because it was not understood, or not surely, or wrongly."""

    __tablename__ = "review_items"
    __table_args__ = (UniqueConstraint("turn_id", "reason"),)

    id = Column(Integer, primary_key=True)
    case_id = Column(ForeignKey("review_case.id"), nullable=False, index=True)
    turn_id = Column(ForeignKey("turn.id"), nullable=False)
    reason = Column(String(30), nullable=False, doc="fallback, low_confidence, …")
    at = Column(UTCDateTime, nullable=False)

    case = relationship(ReviewCase)
    turn = relationship(Turn)


class ReviewOpinion(Base):
    """What one person says that the words of a case mean; no intent where they teach nothing."""

    __tablename__ = "review_opinion"
    __table_args__ = (UniqueConstraint("case_id", "account_id"),)

    id = Column(Integer, primary_key=True)
    case_id = Column(ForeignKey("review_case.id"), nullable=False)
    account_id = Column(ForeignKey("account.id"), nullable=False)
    intent = Column(String(80))
    category = Column(String(80))
    kind = Column(String(20))
    at = Column(UTCDateTime, nullable=False)

    account = relationship(Account)


class Label(Base):
    """A sentence and what it means, as people at the desk want the training data to say it.

    `base` is the line that the files had when both were last of one mind, none where they had
    none. A label without an intent is one that the files should not have.
    """

    __tablename__ = "label"

    id = Column(Integer, primary_key=True)
    key = Column(Text, nullable=False, unique=True, doc="the words after normalising")
    text = Column(Text, nullable=False, doc="masked, with [words](entity)")
    intent = Column(String(80), index=True)
    category = Column(String(80))
    kind = Column(String(20))
    is_example = Column(Boolean, nullable=False, default=True, doc="goes into data/nlu")
    is_test = Column(Boolean, nullable=False, default=False, doc="goes into tests/nlu/taught")
    base = Column(JSON(none_as_null=True))
    turn_id = Column(
        ForeignKey("turn.id"), index=True, doc="from where; empty once it is forgotten"
    )
    account_id = Column(ForeignKey("account.id"), nullable=False)
    at = Column(UTCDateTime, nullable=False)
    exported_at = Column(UTCDateTime)

    account = relationship(Account)
