"""Tables of complaints and their history."""

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from helpline.store.base import Base, UTCDateTime
from helpline.store.messages import Citizen
from helpline.store.reference import Block, Category, Department, District, Post


class Complaint(Base):
    """A citizen's complaint or demand, and the post that has to solve it."""

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("kind IN ('grievance', 'demand')", name="kind"),)

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
    since_days = Column(Integer, doc="for how many days the problem had lasted when it was filed")
    state = Column(String(20), nullable=False)
    post_id = Column(ForeignKey("post.id"), nullable=False, index=True)
    due_at = Column(UTCDateTime, nullable=False)
    filed_at = Column(UTCDateTime, nullable=False)

    citizen = relationship(Citizen)
    category = relationship(Category)
    department = relationship(Department)
    district = relationship(District)
    block = relationship(Block)
    post = relationship(Post)
    history = relationship(
        "ComplaintEvent", order_by="ComplaintEvent.id", back_populates="complaint"
    )


class ComplaintEvent(Base):
    """One step in a complaint's life. Rows are added, never changed."""

    __tablename__ = "complaint_event"

    id = Column(Integer, primary_key=True)
    complaint_id = Column(ForeignKey("complaint.id"), nullable=False, index=True)
    act = Column(String(40), nullable=False, doc="filed, assigned, reminded, …")
    actor = Column(String(40), nullable=False, doc="citizen, assistant, or an account's login")
    words = Column(Text, nullable=False, default="", doc="what the actor said")
    # The message that caused the step, so that a repeated turn does not repeat the step.
    inbox_id = Column(ForeignKey("inbox.id"))
    at = Column(UTCDateTime, nullable=False)

    complaint = relationship(Complaint, back_populates="history")
