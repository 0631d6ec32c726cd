"""The table of the audit log."""

from sqlalchemy import JSON, Column, Integer, String

from helpline.store.base import Base, UTCDateTime


class AuditEntry(Base):
    """One act at the desk. Rows are added, never changed; each carries the hash of the one before."""

    __tablename__ = "audit_entry"

    id = Column(Integer, primary_key=True)
    at = Column(UTCDateTime, nullable=False)
    actor = Column(
        String(80), nullable=False, doc="an account's login, citizen, assistant, console"
    )
    act = Column(String(40), nullable=False)
    subject = Column(String(80), nullable=False, index=True, doc="complaint 10000010, account sita")
    details = Column(JSON, nullable=False)
    previous = Column(String(64), nullable=False, unique=True, doc="hash of the entry before")
    hash = Column(String(64), nullable=False, doc="SHA-256 over all the other columns")
