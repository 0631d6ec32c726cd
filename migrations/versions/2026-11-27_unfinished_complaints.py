"""What citizens began to tell and did not file; for whom a complaint is.

Revision: unfinished_complaints
Follows: pressure_reports
"""

import sqlalchemy as sa
from alembic import op

revision = "unfinished_complaints"
down_revision = "pressure_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unfinished_complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizen.id"],
            name=op.f("fk_unfinished_complaint_citizen_id_citizen"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfinished_complaint")),
    )
    still_open = sa.text("left_at IS NULL")
    with op.batch_alter_table("unfinished_complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unfinished_complaint_citizen_id"), ["citizen_id"])
        batch_op.create_index("ix_unfinished_complaint_left", ["left_at", "id"])
        batch_op.create_index(
            "ix_unfinished_complaint_open",
            ["citizen_id"],
            unique=True,
            sqlite_where=still_open,
            postgresql_where=still_open,
        )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_whom", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_column("for_whom")
    op.drop_table("unfinished_complaint")
