"""The table of counted turns: how much is said each day, and how much of it was misunderstood."""

from sqlalchemy import Column, Date, Integer, String

from helpline.store.base import Base

NOWHERE = ""


class TurnCount(Base):
    """How many turns of a day were heard as an intent, in a script, about a district."""

    __tablename__ = "turn_count"

    day = Column(Date, primary_key=True)
    intent = Column(String(80), primary_key=True)
    script = Column(String(12), primary_key=True)
    district = Column(
        String(40), primary_key=True, doc="its English name; empty where none is said"
    )
    turns = Column(Integer, nullable=False)
    misunderstood = Column(Integer, nullable=False)
