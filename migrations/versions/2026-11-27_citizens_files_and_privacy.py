"""What citizens send beside words, and what they are told and may ask about their data.

Revision: citizens_files_and_privacy
Follows: help_desk
"""

import sqlalchemy as sa
from alembic import op

revision = "citizens_files_and_privacy"
down_revision = "help_desk"
branch_labels = None
depends_on = None

INDEXED = ("citizen_id", "complaint_id", "sha256")


def upgrade() -> None:
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.add_column(sa.Column("privacy_told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("erasure_asked_at", sa.DateTime(timezone=True), nullable=True)
        )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("masked", sa.JSON(), nullable=True))
    op.create_table(
        "citizen_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("media_id", sa.String(length=80), nullable=False),
        sa.Column("has_words", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("fault", sa.String(length=20), nullable=True),
        sa.Column("media_type", sa.String(length=80), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transcript", sa.Text(), nullable=True),
        sa.Column("transcribed_by", sa.String(length=80), nullable=True),
        sa.Column("transcribed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transcript_inbox_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_citizen_file_citizen_id_citizen")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_citizen_file_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name=op.f("fk_citizen_file_inbox_id_inbox")
        ),
        sa.ForeignKeyConstraint(
            ["transcript_inbox_id"],
            ["inbox.id"],
            name=op.f("fk_citizen_file_transcript_inbox_id_inbox"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_file")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_citizen_file_inbox_id")),
        sa.UniqueConstraint("token", name=op.f("uq_citizen_file_token")),
        sa.UniqueConstraint(
            "transcript_inbox_id", name=op.f("uq_citizen_file_transcript_inbox_id")
        ),
    )
    with op.batch_alter_table("citizen_file", schema=None) as batch_op:
        for column in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_citizen_file_{column}"), [column], unique=False)
        batch_op.create_index("ix_citizen_file_queue", ["state", "not_before"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("citizen_file", schema=None) as batch_op:
        batch_op.drop_index("ix_citizen_file_queue")
        for column in INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_citizen_file_{column}"))
    op.drop_table("citizen_file")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("masked")
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.drop_column("erasure_asked_at")
        batch_op.drop_column("privacy_told_at")
