"""What citizens tell in confidence about pressure on them.

Revision: pressure_reports
Follows: quick_lists
"""

import sqlalchemy as sa
from alembic import op

revision = "pressure_reports"
down_revision = "quick_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pressure_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_pressure_report_complaint_id_complaint"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_pressure_report_post_id_post")
        ),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name=op.f("fk_pressure_report_inbox_id_inbox")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pressure_report")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_pressure_report_inbox_id")),
    )
    with op.batch_alter_table("pressure_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pressure_report_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pressure_report_post_id"), ["post_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pressure_report")
