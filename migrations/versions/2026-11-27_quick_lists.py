"""Indexes for the lists that grew slow with a year of complaints: contact and whom to call.

Revision: quick_lists
Follows: citizens_files_and_privacy
"""

import sqlalchemy as sa
from alembic import op

revision = "quick_lists"
down_revision = "citizens_files_and_privacy"
branch_labels = None
depends_on = None

IS_MESSAGE = sa.text("act = 'message'")


def upgrade() -> None:
    op.create_index("ix_call_at", "call", ["at", "outcome", "complaint_id"])
    op.create_index("ix_complaint_state_since", "complaint", ["state", "state_since", "id"])
    op.drop_index("ix_complaint_post", "complaint")
    op.create_index(
        "ix_complaint_post", "complaint", ["post_id", "state", "due_at", "id", "post_since"]
    )
    op.drop_index("ix_complaint_event_message_complaint", "complaint_event")
    of_messages("ix_complaint_event_message_at", "at", "complaint_id")


def downgrade() -> None:
    op.drop_index("ix_complaint_event_message_at", "complaint_event")
    of_messages("ix_complaint_event_message_complaint", "complaint_id", "at")
    op.drop_index("ix_complaint_post", "complaint")
    op.create_index("ix_complaint_post", "complaint", ["post_id", "state", "due_at"])
    op.drop_index("ix_complaint_state_since", "complaint")
    op.drop_index("ix_call_at", "call")


def of_messages(name: str, *columns: str) -> None:
    op.create_index(
        name,
        "complaint_event",
        list(columns),
        sqlite_where=IS_MESSAGE,
        postgresql_where=IS_MESSAGE,
    )
