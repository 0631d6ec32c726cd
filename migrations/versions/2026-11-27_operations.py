"""What is urgent goes first, what may have been sent twice is known, and troubles are counted.

Revision: operations
Follows: unfinished_complaints
"""

import sqlalchemy as sa
from alembic import op

revision = "operations"
down_revision = "unfinished_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("inbox", "outbox"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("is_urgent", sa.Boolean(), nullable=False, server_default=sa.false())
            )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unsure_attempts", sa.Integer(), nullable=False, server_default="0")
        )
    op.create_index("ix_inbox_citizen", "inbox", ["citizen_id", "id"])
    op.create_table(
        "trouble",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trouble")),
        sa.UniqueConstraint("place", "code", name=op.f("uq_trouble_place_code")),
    )


def downgrade() -> None:
    op.drop_table("trouble")
    op.drop_index("ix_inbox_citizen", "inbox")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("unsure_attempts")
    for table in ("outbox", "inbox"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("is_urgent")
