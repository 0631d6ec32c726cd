"""Trainings at the desk, what their models answer otherwise, and which model is live.

Revision: guarded_training
Follows: trainers_workbench
"""

import sqlalchemy as sa
from alembic import op

revision = "guarded_training"
down_revision = "trainers_workbench"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    make_runs()
    make_changed_answers()
    make_choices()
    op.create_index(op.f("ix_turn_finished_at"), "turn", ["finished_at"])


def make_runs() -> None:
    op.create_table(
        "training_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=True),
        sa.Column("beat_at", MOMENT, nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("fingerprint", sa.String(length=12), nullable=True),
        sa.Column("lessons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("model_file", sa.String(length=80), nullable=True),
        sa.Column("model_id", sa.String(length=80), nullable=True),
        sa.Column("compared_with", sa.String(length=80), nullable=True),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'passed', 'refused', 'failed', 'broken_off')",
            name=op.f("ck_training_run_state"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_training_run_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_run")),
    )
    op.create_index(op.f("ix_training_run_model_id"), "training_run", ["model_id"])
    running = sa.text("state = 'running'")
    op.create_index(
        "ix_training_run_running",
        "training_run",
        ["state"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def make_changed_answers() -> None:
    op.create_table(
        "changed_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("test_set", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("script", sa.String(length=20), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("before_intent", sa.String(length=80), nullable=False),
        sa.Column("before_category", sa.String(length=80), nullable=True),
        sa.Column("after_intent", sa.String(length=80), nullable=False),
        sa.Column("after_category", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["training_run.id"], name=op.f("fk_changed_answer_run_id_training_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_answer")),
    )
    op.create_index("ix_changed_answer_run", "changed_answer", ["run_id", "change", "id"])


def make_choices() -> None:
    op.create_table(
        "model_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(length=12), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("live_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_model_choice_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["training_run.id"], name=op.f("fk_model_choice_run_id_training_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_choice")),
    )
    op.create_index(op.f("ix_model_choice_fingerprint"), "model_choice", ["fingerprint"])


def downgrade() -> None:
    op.drop_index(op.f("ix_turn_finished_at"), "turn")
    for table in ("model_choice", "changed_answer", "training_run"):
        op.drop_table(table)
