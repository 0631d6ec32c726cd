"""Offices and casework: who holds which post, and all that is done about a complaint.

Revision: offices_and_casework
Follows: first_tables
"""

import sqlalchemy as sa
from alembic import op

revision = "offices_and_casework"
down_revision = "first_tables"
branch_labels = None
depends_on = None


def fill(update: str) -> None:
    op.execute(sa.text(update))


def require(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.alter_column(column, nullable=False)


ENDED = "('cannot_be_done', 'confirmed', 'demand_declined', 'withdrawn')"
OPEN = (
    "('assigned', 'demand_proposed', 'demand_recorded', 'demand_sanctioned', 'filed',"
    " 'in_progress', 'joined', 'partly_solved', 'solution_reported')"
)


def create_part(batch_op: object, name: str, order: str, condition: str) -> None:
    """Index the open or the ended complaints, with all that the worklist is narrowed by."""
    narrowed_by = [
        *("state", "department_code", "district_code", "block_code", "category_code"),
        *("kind", "filed_at", "post_id"),
    ]
    where = sa.text(condition)
    batch_op.create_index(
        name, [order, "id", *narrowed_by], sqlite_where=where, postgresql_where=where
    )


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_entry_previous")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "reply_template",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_hi", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("text_hi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reply_template")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_digest_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_digest_account_id_day")),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f("ck_leave_days")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_leave_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_account_id"), ["account_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_view_account_id_name")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_sign_in_address_at", ["address", "at"], unique=False)

    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("is_acting", sa.Boolean(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_posting_days")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_posting_account_id_account")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_posting_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posting_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_post_id"), ["post_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("repeats_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_attachment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_attachment_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["repeats_id"], ["attachment.id"], name=op.f("fk_attachment_repeats_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("token", name=op.f("uq_attachment_token")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "likeness_key",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_likeness_key_attachment_id_attachment"),
        ),
        sa.PrimaryKeyConstraint("key", "attachment_id", name=op.f("pk_likeness_key")),
    )

    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("promised_for", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_call_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_call_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_word",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_word_complaint_id_complaint"),
        ),
        sa.PrimaryKeyConstraint("key", "complaint_id", name=op.f("pk_complaint_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("complaint_word", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_word_complaint_id"), ["complaint_id"], unique=False
        )

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('approved', 'refused', 'overtaken')", name=op.f("ck_proposal_decision")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_proposal_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_proposal_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_proposal_decided_by_account")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_proposal_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(
            "ix_proposal_undecided",
            ["complaint_id"],
            unique=True,
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("district_code", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("email", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("phone", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("must_change_password", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("totp_secret", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("totp_last_step", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("failed_sign_ins", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("is_closed", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_account_district_code_district"), "district", ["district_code"], ["code"]
        )
    fill(
        "UPDATE account SET must_change_password = false, failed_sign_ins = 0, is_closed = false,"
        " created_at = CURRENT_TIMESTAMP"
    )
    require("account", "must_change_password", "failed_sign_ins", "is_closed", "created_at")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("post_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("transfers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("budget_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_complaint_parent_id_complaint"), "complaint", ["parent_id"], ["id"]
        )
    fill("UPDATE complaint SET state_since = filed_at, post_since = filed_at")
    fill("UPDATE complaint SET transfers = 0, version = 1")
    require("complaint", "state_since", "post_since", "transfers", "version")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_post_id"))
        batch_op.create_index(
            "ix_complaint_department", ["department_code", "state", "due_at"], unique=False
        )
        batch_op.create_index(
            "ix_complaint_district",
            ["district_code", "department_code", "state", "due_at"],
            unique=False,
        )
        batch_op.create_index("ix_complaint_due", ["state", "due_at"], unique=False)
        create_part(batch_op, "ix_complaint_open", "due_at", f"state NOT IN {ENDED}")
        create_part(batch_op, "ix_complaint_ended", "state_since", f"state NOT IN {OPEN}")
        batch_op.create_index(batch_op.f("ix_complaint_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index("ix_complaint_post", ["post_id", "state", "due_at"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outbox_complaint_id"), ["complaint_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_complaint_id_complaint"), "complaint", ["complaint_id"], ["id"]
        )

    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("post_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_complaint_event_post_id_post"), "post", ["post_id"], ["id"]
        )
    # Until now a complaint stayed where it was filed.
    fill(
        "UPDATE complaint_event SET state = 'assigned', post_id ="
        " (SELECT post_id FROM complaint WHERE complaint.id = complaint_event.complaint_id)"
    )
    require("complaint_event", "state", "post_id")
    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        for name, column in (("actor", "actor"), ("complaint", "complaint_id")):
            batch_op.create_index(
                f"ix_complaint_event_message_{name}",
                [column, "at"],
                unique=False,
                sqlite_where=sa.text("act = 'message'"),
                postgresql_where=sa.text("act = 'message'"),
            )
    # A step is named by the act, as in the table of moves.
    fill("UPDATE complaint_event SET act = 'assign' WHERE act = 'assigned'")


def downgrade() -> None:
    fill("UPDATE complaint_event SET act = 'assigned' WHERE act = 'assign'")
    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_event_message_complaint")
        batch_op.drop_index("ix_complaint_event_message_actor")
        batch_op.drop_constraint(batch_op.f("fk_complaint_event_post_id_post"), type_="foreignkey")
        batch_op.drop_column("post_id")
        batch_op.drop_column("state")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_complaint_id_complaint"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_outbox_complaint_id"))
        batch_op.drop_column("complaint_id")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_complaint_parent_id_complaint"), type_="foreignkey")
        batch_op.drop_index("ix_complaint_post")
        batch_op.drop_index(batch_op.f("ix_complaint_parent_id"))
        batch_op.drop_index("ix_complaint_ended")
        batch_op.drop_index("ix_complaint_open")
        batch_op.drop_index("ix_complaint_due")
        batch_op.drop_index("ix_complaint_district")
        batch_op.drop_index("ix_complaint_department")
        batch_op.create_index(batch_op.f("ix_complaint_post_id"), ["post_id"], unique=False)
        batch_op.drop_column("version")
        batch_op.drop_column("budget_year")
        batch_op.drop_column("parent_id")
        batch_op.drop_column("transfers")
        batch_op.drop_column("post_since")
        batch_op.drop_column("state_since")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_account_district_code_district"), type_="foreignkey"
        )
        batch_op.drop_column("created_at")
        batch_op.drop_column("is_closed")
        batch_op.drop_column("locked_until")
        batch_op.drop_column("failed_sign_ins")
        batch_op.drop_column("totp_last_step")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("must_change_password")
        batch_op.drop_column("phone")
        batch_op.drop_column("email")
        batch_op.drop_column("district_code")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_proposal_undecided",
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_proposal_complaint_id"))

    op.drop_table("proposal")
    with op.batch_alter_table("complaint_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_word_complaint_id"))

    op.drop_table("complaint_word")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_complaint_id"))
        batch_op.drop_index(batch_op.f("ix_call_account_id"))

    op.drop_table("call")
    op.drop_table("likeness_key")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_sha256"))
        batch_op.drop_index(batch_op.f("ix_attachment_complaint_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posting_post_id"))
        batch_op.drop_index(batch_op.f("ix_posting_account_id"))

    op.drop_table("posting")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_address_at")
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    op.drop_table("saved_view")
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leave_account_id"))

    op.drop_table("leave")
    op.drop_table("digest")
    op.drop_table("reply_template")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject"))

    op.drop_table("audit_entry")
