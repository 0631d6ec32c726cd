"""Since when and for whom a complaint is stands in its words alone.

Revision: facts_in_words
Follows: urgent_treatment
"""

import sqlalchemy as sa
from alembic import op

revision = "facts_in_words"
down_revision = "urgent_treatment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("complaint", "since_days")
    op.drop_column("complaint", "for_whom")


def downgrade() -> None:
    op.add_column("complaint", sa.Column("since_days", sa.Integer(), nullable=True))
    op.add_column("complaint", sa.Column("for_whom", sa.String(length=80), nullable=True))
