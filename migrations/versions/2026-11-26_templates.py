"""Templates in place of what WhatsApp takes only within 24 hours.

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
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("template", sa.JSON(), nullable=True))
        batch_op.add_column(
            sa.Column("is_ahead", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("is_ahead", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("is_ahead")
        batch_op.drop_column("template")
