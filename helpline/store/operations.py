"""Tables of the operation: what went wrong lately, and how often."""

from sqlalchemy import Column, Integer, String, UniqueConstraint

from helpline.store.base import Base, UTCDateTime


class Trouble(Base):
    """One kind of trouble: where it shows, its code, when it was first and last seen."""

    __tablename__ = "trouble"
    __table_args__ = (UniqueConstraint("place", "code"),)

    id = Column(Integer, primary_key=True)
    place = Column(String(20), nullable=False, doc="see services.troubles")
    code = Column(String(120), nullable=False, doc="Meta's error code, or a name of ours")
    times = Column(Integer, nullable=False, default=1)
    first_at = Column(UTCDateTime, nullable=False)
    last_at = Column(UTCDateTime, nullable=False)
