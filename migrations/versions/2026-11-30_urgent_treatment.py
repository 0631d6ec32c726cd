"""Which complaints are of somebody ill whom each day makes worse.

Revision: urgent_treatment
Follows: review_by_meaning
"""

import sqlalchemy as sa
from alembic import op

revision = "urgent_treatment"
down_revision = "review_by_meaning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plainly, not as a batch: that would make the table anew on SQLite, and its partial indexes whole.
    column = sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("complaint", column)


def downgrade() -> None:
    op.drop_column("complaint", "urgent")
