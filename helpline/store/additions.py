"""What trainers change beside the examples: intents, replies and categories, a row for each change.

A row stands above the repository's files until `helpline.workbench.additions` brings both together.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Text, func, select
from sqlalchemy.orm import Session, relationship

from helpline.store.accounts import Account
from helpline.store.base import Base, UTCDateTime

INTENT, REPLY, CATEGORY = "intent", "reply", "category"
KINDS = (INTENT, REPLY, CATEGORY)
# What becomes of an intent or a category; where nothing is said, it is live.
LIVE, RETIRED, MERGED = "live", "retired", "merged"


class Addition(Base):
    """How a trainer wants an intent, a reply or a category to be, from now on; the newest counts.

    An intent or category has `name_hi`, `name_en` and `state`, a merged one also `into`, a
    category its `department`; a reply has `hi` and `en`. `base` is what the files had when both
    were last of one mind, none where they had nothing.
    """

    __tablename__ = "addition"
    __table_args__ = (Index("ix_addition_newest", "kind", "code", "id"),)

    id = Column(Integer, primary_key=True)
    kind = Column(String(10), nullable=False)
    code = Column(String(80), nullable=False)
    content = Column(JSON, nullable=False)
    base = Column(JSON(none_as_null=True))
    why = Column(Text, nullable=False)
    account_id = Column(ForeignKey("account.id"), doc="empty where developers changed the files")
    at = Column(UTCDateTime, nullable=False)
    exported_at = Column(UTCDateTime)

    account = relationship(Account)

    @property
    def is_live(self) -> bool:
        """Whether it is in use: neither retired nor merged into another one."""
        return self.content.get("state", LIVE) == LIVE


def newest(session: Session, kind: str) -> dict[str, Addition]:
    """Return the row that counts of everything of this kind, by its code."""
    latest = select(func.max(Addition.id)).where(Addition.kind == kind).group_by(Addition.code)
    rows = session.execute(
        select(Addition).where(Addition.id.in_(latest)).order_by(Addition.code)
    ).scalars()
    return {row.code: row for row in rows}


def newest_of(session: Session, kind: str, code: str) -> Addition | None:
    """Return the row that counts of one thing; None where nobody has changed it."""
    return session.execute(
        select(Addition)
        .where(Addition.kind == kind, Addition.code == code)
        .order_by(Addition.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def history(session: Session, kind: str, code: str) -> list[Addition]:
    """Return every change of one thing, the latest first."""
    return list(
        session.execute(
            select(Addition)
            .where(Addition.kind == kind, Addition.code == code)
            .order_by(Addition.id.desc())
        ).scalars()
    )
