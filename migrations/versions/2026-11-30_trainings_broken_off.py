"""Who broke a training off at the desk.

Revision: trainings_broken_off
Follows: counted_turns
"""

import sqlalchemy as sa
from alembic import op

revision = "trainings_broken_off"
down_revision = "counted_turns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("training_run", sa.Column("ended_by", sa.String(length=80), nullable=True))


def downgrade() -> None:
    op.drop_column("training_run", "ended_by")
