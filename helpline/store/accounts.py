"""Tables of the people and processes that work for the helpline."""

from sqlalchemy import Column, Integer, String

from helpline.store.base import Base, UTCDateTime


class Account(Base):
    """Somebody who may sign in to the desk."""

    __tablename__ = "account"

    id = Column(Integer, primary_key=True)
    login = Column(String(80), nullable=False, unique=True)
    name = Column(String(120), nullable=False)
    role = Column(String(40), nullable=False)
    password_hash = Column(String(200), nullable=False, doc="argon2")


class Heartbeat(Base):
    """When a background process last said that it is alive."""

    __tablename__ = "heartbeat"

    process = Column(String(80), primary_key=True)
    at = Column(UTCDateTime, nullable=False)
