"""Every table, imported in one place for migrations and tests."""

from helpline.store import (
    accounts,
    additions,
    audit,
    casework,
    complaints,
    drafts,
    helpdesk,
    insight,
    media,
    messages,
    operations,
    reference,
    review,
    training,
)
from helpline.store.base import Base

__all__ = [
    "Base",
    "accounts",
    "additions",
    "audit",
    "casework",
    "complaints",
    "drafts",
    "helpdesk",
    "insight",
    "media",
    "messages",
    "operations",
    "reference",
    "review",
    "training",
]
