"""What a case of the review was likely heard as: what is heard as the same joins it.

Revision: review_by_meaning
Follows: trainings_broken_off
"""

import sqlalchemy as sa
from alembic import op

revision = "review_by_meaning"
down_revision = "trainings_broken_off"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_case", sa.Column("meaning", sa.String(length=80), nullable=True))
    op.create_index("ix_review_case_meaning", "review_case", ["meaning", "state"])


def downgrade() -> None:
    op.drop_index("ix_review_case_meaning", table_name="review_case")
    op.drop_column("review_case", "meaning")
