"""Tables of complaints and their history."""

from collections.abc import Collection
from typing import ClassVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import relationship
from sqlalchemy.sql.elements import TextClause

from helpline.domain import lifecycle
from helpline.domain.draft import WOMEN_SAFETY
from helpline.store.base import Base, UTCDateTime
from helpline.store.messages import Citizen
from helpline.store.reference import Block, Category, Department, District, Post


# Written out, not as parameters: only so do the databases see that an index below fits.
# And as NOT IN, because SQLite would answer IN with an index on the state and sort what it finds.
def _is_none_of(states: Collection[str]) -> TextClause:
    written = ", ".join(f"'{state}'" for state in sorted(states))
    return text(f"complaint.state NOT IN ({written})")


IS_OPEN = _is_none_of(lifecycle.ENDED)
HAS_ENDED = _is_none_of(lifecycle.OPEN)
# Whatever the worklist is narrowed by stands in its index, so that no row is read in vain.
_NARROWED_BY = (
    *("state", "department_code", "district_code", "block_code", "category_code"),
    *("kind", "filed_at", "post_id"),
)


def _part(name: str, order: str, condition: TextClause) -> Index:
    return Index(
        name,
        order,
        "id",
        *_NARROWED_BY,
        sqlite_where=condition,
        postgresql_where=condition,
    )


class Complaint(Base):
    """A citizen's complaint or demand, and the post that has to solve it."""

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("kind IN ('grievance', 'demand')", name="kind"),
        # The worklists: by office, by department and area, and what the clock looks for.
        # The last column for contact.
        Index("ix_complaint_post", "post_id", "state", "due_at", "id", "post_since"),
        Index("ix_complaint_district", "district_code", "department_code", "state", "due_at"),
        Index("ix_complaint_department", "department_code", "state", "due_at"),
        Index("ix_complaint_due", "state", "due_at"),
        # Whom to call: the longest asked first.
        Index("ix_complaint_state_since", "state", "state_since", "id"),
        _part("ix_complaint_open", "due_at", IS_OPEN),
        _part("ix_complaint_ended", "state_since", HAS_ENDED),
    )

    id = Column(Integer, primary_key=True)
    # Made from the id, so it is empty for the moment between the insert and its number.
    number = Column(String(8), unique=True)
    citizen_id = Column(ForeignKey("citizen.id"), nullable=False, index=True)
    inbox_id = Column(
        ForeignKey("inbox.id"), nullable=False, unique=True, doc="the confirming message"
    )
    text = Column(Text, nullable=False, doc="the citizen's own words")
    category_code = Column(ForeignKey("category.code"), nullable=False)
    kind = Column(String(10), nullable=False)
    department_code = Column(ForeignKey("department.code"), nullable=False)
    district_code = Column(ForeignKey("district.code"), nullable=False)
    block_code = Column(ForeignKey("block.code"))
    place = Column(String(200), nullable=False)
    latitude = Column(Float)
    longitude = Column(Float)
    state = Column(String(20), nullable=False, doc="one of domain.lifecycle")
    state_since = Column(UTCDateTime, nullable=False)
    post_id = Column(ForeignKey("post.id"), nullable=False)
    post_since = Column(UTCDateTime, nullable=False)
    due_at = Column(UTCDateTime, nullable=False)
    filed_at = Column(UTCDateTime, nullable=False)
    transfers = Column(Integer, nullable=False, default=0, doc="between departments or districts")
    parent_id = Column(ForeignKey("complaint.id"), index=True, doc="of one that is joined")
    budget_year = Column(Integer, doc="of a sanctioned demand: 2027 for 2027-28")
    in_confidence = Column(
        Boolean, nullable=False, default=False, doc="the name is not to be told to others"
    )
    urgent = Column(
        Boolean, nullable=False, default=False, doc="somebody ill is worse off with each day"
    )
    version = Column(Integer, nullable=False, doc="two people do not overwrite each other")

    citizen = relationship(Citizen)
    category = relationship(Category)
    department = relationship(Department)
    district = relationship(District)
    block = relationship(Block)
    post = relationship(Post)
    parent = relationship("Complaint", remote_side=id, backref="joined")
    history = relationship(
        "ComplaintEvent", order_by="ComplaintEvent.id", back_populates="complaint"
    )

    __mapper_args__: ClassVar = {"version_id_col": version}

    @hybrid_property
    def is_of_violence(self) -> bool:
        """Whether its citizen may come to harm where somebody else reads of it on her phone."""
        return self.in_confidence & (self.category_code == WOMEN_SAFETY)


def _of_messages(name: str, *columns: str) -> Index:
    """Make an index of the few events that are messages."""
    only = text("act = 'message'")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


class ComplaintEvent(Base):
    """One step in a complaint's life. Rows are added, never changed."""

    __tablename__ = "complaint_event"
    # Who wrote how often to citizens, and about which complaints lately.
    __table_args__ = (
        _of_messages("ix_complaint_event_message_actor", "actor", "at"),
        _of_messages("ix_complaint_event_message_at", "at", "complaint_id"),
    )

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    act = Column(String(40), nullable=False, doc="filed, assigned, reminded, …")
    actor = Column(String(40), nullable=False, doc="citizen, assistant, or an account's login")
    words = Column(Text, nullable=False, default="", doc="what the actor said")
    state = Column(String(20), nullable=False, doc="of the complaint, after the step")
    post_id = Column(ForeignKey("post.id"), nullable=False, doc="who had it, after the step")
    # The message that caused the step, so that a repeated turn does not repeat the step.
    inbox_id = Column(ForeignKey("inbox.id"))
    at = Column(UTCDateTime, nullable=False)

    complaint = relationship(Complaint, back_populates="history")
    post = relationship(Post)


class ComplaintWord(Base):
    """A word of a complaint by its sound, so that bijli finds बिजली."""

    __tablename__ = "complaint_word"
    # The key is all there is: SQLite keeps it once.
    __table_args__: ClassVar = {"sqlite_with_rowid": False}

    key = Column(String(40), primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), primary_key=True, index=True)
