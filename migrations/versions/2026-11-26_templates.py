"""Templates in place of what WhatsApp takes only within 24 hours, and messages to officers.

Revision: templates
Follows: offices_and_casework
"""

import sqlalchemy as sa
from alembic import op

revision = "templates"
down_revision = "offices_and_casework"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("whatsapp_language", sa.String(length=2), nullable=True))

    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("channel", sa.String(length=10), nullable=False, server_default="email")
        )
        batch_op.drop_constraint(batch_op.f("uq_digest_account_id_day"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_digest_account_id_channel_day"), ["account_id", "channel", "day"]
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("template", sa.JSON(), nullable=True))
        batch_op.add_column(
            sa.Column("is_ahead", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.alter_column("citizen_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("payload", existing_type=sa.JSON(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_account_id_account"), "account", ["account_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_recipient"), "(citizen_id IS NULL) <> (account_id IS NULL)"
        )
        batch_op.create_index(batch_op.f("ix_outbox_account_id"), ["account_id"], unique=False)

    # New rows say it themselves.
    for table, column in (("digest", "channel"), ("outbox", "is_ahead")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    # There was no place for them.
    op.execute("DELETE FROM outbox WHERE account_id IS NOT NULL")
    op.execute("DELETE FROM digest WHERE channel <> 'email'")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_account_id"))
        batch_op.drop_constraint(batch_op.f("ck_outbox_recipient"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_outbox_account_id_account"), type_="foreignkey")
        batch_op.alter_column("payload", existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column("citizen_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("is_ahead")
        batch_op.drop_column("template")
        batch_op.drop_column("account_id")

    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_digest_account_id_channel_day"), type_="unique")
        batch_op.drop_column("channel")
        batch_op.create_unique_constraint(
            batch_op.f("uq_digest_account_id_day"), ["account_id", "day"]
        )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("whatsapp_language")
