"""Citizens whose number changes, who want no messages, or who come by another door; what a message cost.

Revision: numbers_that_change
Follows: review_and_labels
"""

import sqlalchemy as sa
from alembic import op

revision = "numbers_that_change"
down_revision = "review_and_labels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("door", sa.String(length=20), nullable=False, server_default="whatsapp")
        )
        batch_op.add_column(
            sa.Column("wants_silence_since", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_citizen_phone"), ["phone"])
    # New rows say it themselves.
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.alter_column("door", server_default=None)
    with op.batch_alter_table("delivery_status", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pricing", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("delivery_status", schema=None) as batch_op:
        batch_op.drop_column("pricing")
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citizen_phone"))
        batch_op.drop_column("wants_silence_since")
        batch_op.drop_column("door")
