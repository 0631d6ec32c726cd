"""Turns in like words are reviewed together; opinions of two people; labels for the training data.

Revision: review_and_labels
Follows: operations
"""

import sqlalchemy as sa
from alembic import op

revision = "review_and_labels"
down_revision = "operations"
branch_labels = None
depends_on = None

ONE_CASE_FOR_EACH_TURN = """
    INSERT INTO review_case
        (opened_at, state, worth, turns, keys, last_turn_id, account_id, decided_at)
    SELECT
        min(at),
        CASE WHEN max(CASE WHEN state = 'open' THEN 1 ELSE 0 END) = 1 THEN 'open'
             WHEN max(CASE WHEN state = 'done' THEN 1 ELSE 0 END) = 1 THEN 'done'
             ELSE 'skipped' END,
        count(*), 1, 0, turn_id,
        CASE WHEN max(CASE WHEN state = 'open' THEN 1 ELSE 0 END) = 1 THEN NULL
             ELSE max(account_id) END,
        CASE WHEN max(CASE WHEN state = 'open' THEN 1 ELSE 0 END) = 1 THEN NULL
             ELSE max(decided_at) END
    FROM review_items GROUP BY turn_id
"""
NAME_THE_CASE = """
    UPDATE review_items SET case_id = (
        SELECT id FROM review_case WHERE review_case.last_turn_id = review_items.turn_id
    )
"""
BACK_TO_THE_ITEMS = """
    UPDATE review_items SET
        state = (SELECT CASE WHEN state IN ('done', 'skipped') THEN state ELSE 'open' END
                 FROM review_case WHERE review_case.id = review_items.case_id),
        account_id = (SELECT account_id FROM review_case
                      WHERE review_case.id = review_items.case_id),
        decided_at = (SELECT decided_at FROM review_case
                      WHERE review_case.id = review_items.case_id)
"""


def upgrade() -> None:
    make_cases()
    make_opinions()
    make_labels()
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
    op.execute(ONE_CASE_FOR_EACH_TURN)
    op.execute(NAME_THE_CASE)
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_review_items_case_id_review_case"), "review_case", ["case_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_review_items_case_id"), ["case_id"])
        batch_op.drop_index("ix_review_items_queue")
        batch_op.drop_constraint(batch_op.f("ck_review_items_state"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_review_items_account_id_account"), type_="foreignkey"
        )
        for column in ("state", "account_id", "decided_at"):
            batch_op.drop_column(column)


def downgrade() -> None:
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(BACK_TO_THE_ITEMS)
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.alter_column("state", existing_type=sa.String(length=10), nullable=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_review_items_state"), "state IN ('open', 'done', 'skipped')"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_review_items_account_id_account"), "account", ["account_id"], ["id"]
        )
        batch_op.create_index("ix_review_items_queue", ["state", "id"])
        batch_op.drop_index(batch_op.f("ix_review_items_case_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_review_items_case_id_review_case"), type_="foreignkey"
        )
        batch_op.drop_column("case_id")
    for table in ("label", "review_opinion", "review_word", "review_case"):
        op.drop_table(table)


def make_cases() -> None:
    op.create_table(
        "review_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("keys", sa.Integer(), nullable=False),
        sa.Column("last_turn_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("later_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skip_reason", sa.String(length=20), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'later', 'second', 'done', 'skipped')",
            name=op.f("ck_review_case_state"),
        ),
        sa.ForeignKeyConstraint(
            ["last_turn_id"], ["turn.id"], name=op.f("fk_review_case_last_turn_id_turn")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["account.id"], name=op.f("fk_review_case_holder_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_review_case_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_case")),
    )
    op.create_index("ix_review_case_queue", "review_case", ["state", "worth", "id"])
    op.create_index(op.f("ix_review_case_holder_id"), "review_case", ["holder_id"])
    op.create_table(
        "review_word",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_review_word_case_id_review_case")
        ),
        sa.PrimaryKeyConstraint("key", "case_id", name=op.f("pk_review_word")),
    )
    op.create_index(op.f("ix_review_word_case_id"), "review_word", ["case_id"])


def make_opinions() -> None:
    op.create_table(
        "review_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_review_opinion_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_review_opinion_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_opinion")),
        sa.UniqueConstraint(
            "case_id", "account_id", name=op.f("uq_review_opinion_case_id_account_id")
        ),
    )


def make_labels() -> None:
    op.create_table(
        "label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("turn_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_label_turn_id_turn")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_label_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.UniqueConstraint("key", name=op.f("uq_label_key")),
    )
    op.create_index(op.f("ix_label_intent"), "label", ["intent"])
    op.create_index(op.f("ix_label_turn_id"), "label", ["turn_id"])
