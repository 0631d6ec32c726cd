"""Turns are counted by day, so that the page of insight need not read them all.

Revision: counted_turns
Follows: guarded_training
"""

import sqlalchemy as sa
from alembic import op

revision = "counted_turns"
down_revision = "guarded_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("script", sa.String(length=12), nullable=False),
        sa.Column("district", sa.String(length=40), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("misunderstood", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "intent", "script", "district", name=op.f("pk_turn_count")),
    )


def downgrade() -> None:
    op.drop_table("turn_count")
