"""Tables of the training: runs that make a model, what a new model answers otherwise, which one is live."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    text,
)
from sqlalchemy.orm import relationship

from helpline.store.accounts import Account
from helpline.store.base import Base, UTCDateTime

WAITING, RUNNING = "waiting", "running"
PASSED, REFUSED, FAILED, BROKEN_OFF = "passed", "refused", "failed", "broken_off"


class TrainingRun(Base):
    """One training: who asked for it, how far it is, and what came of it."""

    __tablename__ = "training_run"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'running', 'passed', 'refused', 'failed', 'broken_off')",
            name="state",
        ),
        # One at a time, whoever starts it.
        Index(
            "ix_training_run_running",
            "state",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id = Column(Integer, primary_key=True)
    account_id = Column(ForeignKey("account.id"), nullable=False, doc="who asked for it")
    asked_at = Column(UTCDateTime, nullable=False)
    state = Column(String(10), nullable=False, default=WAITING)
    step = Column(String(20), doc="what it does now, see workbench.training")
    beat_at = Column(UTCDateTime, doc="the last sign of life")
    started_at = Column(UTCDateTime)
    finished_at = Column(UTCDateTime)
    fingerprint = Column(String(12), doc="of the repository it began with")
    lessons = Column(JSON(none_as_null=True), doc="how many are new, how many kept apart")
    model_file = Column(String(80), doc="in the folder of models")
    model_id = Column(String(80), index=True, doc="as the turns name it")
    compared_with = Column(String(80), doc="the model that was live, as the turns name it")
    figures = Column(JSON(none_as_null=True), doc="of the live and the new model, by test set")
    reasons = Column(JSON(none_as_null=True), doc="why it is refused")
    error = Column(Text, doc="why it failed")
    ended_by = Column(String(80), doc="login of who broke it off at the desk")

    account = relationship(Account, lazy="joined")


class ChangedAnswer(Base):
    """A test message that the new model understands otherwise than the live one."""

    __tablename__ = "changed_answer"
    __table_args__ = (Index("ix_changed_answer_run", "run_id", "change", "id"),)

    id = Column(Integer, primary_key=True)
    run_id = Column(ForeignKey("training_run.id"), nullable=False)
    change = Column(String(10), nullable=False, doc="worse, better, other")
    test_set = Column(String(10), nullable=False, doc="frozen, kept")
    text = Column(Text, nullable=False, doc="without names and numbers")
    script = Column(String(20), nullable=False)
    intent = Column(String(80), nullable=False, doc="the right one")
    category = Column(String(80))
    before_intent = Column(String(80), nullable=False)
    before_category = Column(String(80))
    after_intent = Column(String(80), nullable=False)
    after_category = Column(String(80))


class ModelChoice(Base):
    """That a model shall answer from now on. Rows are added; the last one of a repository counts."""

    __tablename__ = "model_choice"

    id = Column(Integer, primary_key=True)
    at = Column(UTCDateTime, nullable=False)
    fingerprint = Column(String(12), nullable=False, index=True, doc="for which repository")
    run_id = Column(ForeignKey("training_run.id"), doc="none: the model of the repository")
    account_id = Column(ForeignKey("account.id"), nullable=False)
    act = Column(String(10), nullable=False, doc="deploy, override, roll_back")
    reason = Column(Text, doc="why a refused model may go live")
    live_at = Column(UTCDateTime, doc="when the rasa server had taken it")
    error = Column(String(80), doc="why the rasa server could not take it")

    run = relationship(TrainingRun, lazy="joined")
    account = relationship(Account, lazy="joined")
