"""Who wants their name kept from others, and who wants to be called.

Revision: confidence_and_calls
Follows: numbers_that_change
"""

import sqlalchemy as sa
from alembic import op

revision = "confidence_and_calls"
down_revision = "numbers_that_change"
branch_labels = None
depends_on = None

NEW = (("complaint", "in_confidence"), ("handover", "wants_call"))


def upgrade() -> None:
    # Plainly, not as a batch: that would make the table anew on SQLite, and its partial indexes whole.
    for table, name in NEW:
        # Whoever is there already asked for neither.
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column(table, column)


def downgrade() -> None:
    for table, name in NEW:
        op.drop_column(table, name)
