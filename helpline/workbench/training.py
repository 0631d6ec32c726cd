"""Training runs: asked for at the desk, done one at a time by a process of its own.

Whoever does a run says every few seconds that it is alive; a run that says nothing any more was
broken off, whatever ended its process.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from helpline.services import audit
from helpline.services.paging import Page, page_of
from helpline.store.accounts import Account
from helpline.store.training import (
    BROKEN_OFF,
    FAILED,
    PASSED,
    REFUSED,
    RUNNING,
    WAITING,
    ChangedAnswer,
    TrainingRun,
)
from helpline.workbench.labels import Author

# In the order in which a run does them.
GATHERING, LEARNING, TALKING, READING, JUDGING = STEPS = (
    "gathering",
    "learning",
    "talking",
    "reading",
    "judging",
)
WORSE, BETTER, OTHER = CHANGES = ("worse", "better", "other")
FROZEN, KEPT = TEST_SETS = ("frozen", "kept")
# Between the Hindi and the English name of a conversation that a new model plays.
_AND = " · "
BEAT_EVERY = timedelta(seconds=5)
# Longer than a busy machine keeps a process from saying so.
DEAD_AFTER = timedelta(seconds=90)
_AT_WORK = (WAITING, RUNNING)


class AlreadyAtWork(Exception):
    """A training waits or runs already."""


class AlreadyOver(Exception):
    """The training has ended already."""


def ask(session: Session, author: Author, now: datetime) -> TrainingRun:
    """Let a training begin as soon as somebody can do it. Raises AlreadyAtWork."""
    if at_work(session) is not None:
        raise AlreadyAtWork
    run = TrainingRun(account_id=author.account_id, asked_at=now, state=WAITING)
    session.add(run)
    session.flush()
    audit.record(session, author.login, "ask_training", f"training {run.id}", now)
    return run


def at_work(session: Session) -> TrainingRun | None:
    """Return the training that waits or runs."""
    found = select(TrainingRun).where(TrainingRun.state.in_(_AT_WORK)).order_by(TrainingRun.id)
    return session.execute(found.limit(1)).scalar_one_or_none()


def begin_next(session: Session, now: datetime) -> int | None:
    """Take the training that waits; None where there is none or another one runs."""
    if session.execute(select(TrainingRun.id).where(TrainingRun.state == RUNNING)).first():
        return None
    waits = select(TrainingRun.id).where(TrainingRun.state == WAITING).order_by(TrainingRun.id)
    run_id = session.execute(waits.limit(1)).scalar_one_or_none()
    if run_id is None:
        return None
    begun = (
        update(TrainingRun)
        .where(TrainingRun.id == run_id, TrainingRun.state == WAITING)
        .values(state=RUNNING, step=GATHERING, started_at=now, beat_at=now)
        .execution_options(synchronize_session=False)
    )
    try:
        with session.begin_nested():
            return run_id if session.execute(begun).rowcount else None
    except IntegrityError:
        # Another worker was quicker with another one.
        return None


def beat(session: Session, run_id: int, now: datetime) -> None:
    """Note that a run is alive."""
    _change(session, run_id, beat_at=now)


def reach(session: Session, run_id: int, step: str, now: datetime, **found: Any) -> None:
    """Note which step a run has reached, and what it found on the way."""
    _change(session, run_id, step=step, beat_at=now, **found)


def judged(
    session: Session,
    run_id: int,
    figures: dict[str, Any],
    reasons: list[dict[str, Any]],
    changes: Iterable[dict[str, Any]],
    now: datetime,
) -> None:
    """End a run: it passed, or is refused for reasons; keep every answer that has changed."""
    is_judged = _change(
        session,
        run_id,
        state=REFUSED if reasons else PASSED,
        finished_at=now,
        figures=figures,
        reasons=reasons,
    )
    if is_judged:
        session.add_all(ChangedAnswer(run_id=run_id, **change) for change in changes)


def fail(session: Session, run_id: int, error: str, now: datetime) -> None:
    """End a run that went wrong, and say how."""
    _change(session, run_id, state=FAILED, finished_at=now, error=error)


def break_off(session: Session, run_id: int, now: datetime) -> None:
    """End a run whose process was ended."""
    _change(session, run_id, state=BROKEN_OFF, finished_at=now)


def stop(session: Session, run_id: int, author: Author, now: datetime) -> None:
    """Break off a run because somebody wants it; who does it ends it soon. Raises AlreadyOver."""
    ended = {"state": BROKEN_OFF, "finished_at": now, "ended_by": author.login}
    if not _change(session, run_id, _AT_WORK, **ended):
        raise AlreadyOver
    audit.record(session, author.login, "stop_training", f"training {run_id}", now)


def state_of(session: Session, run_id: int) -> str:
    """Return how a run stands."""
    return session.execute(select(TrainingRun.state).where(TrainingRun.id == run_id)).scalar_one()


def ended_by(session: Session, run: TrainingRun) -> str | None:
    """Return the name of who broke a run off; None where nobody wanted it."""
    name = select(Account.name).where(Account.login == run.ended_by)
    return session.execute(name).scalar_one_or_none()


def break_off_dead(session: Session, now: datetime) -> list[int]:
    """End the runs that have shown no sign of life for too long; return which."""
    dead = select(TrainingRun.id).where(
        TrainingRun.state == RUNNING, TrainingRun.beat_at < now - DEAD_AFTER
    )
    ids = list(session.execute(dead).scalars())
    for run_id in ids:
        break_off(session, run_id, now)
    return ids


def name_in(names: str, language: str) -> str:
    """Return the Hindi or the English one of a conversation's names, as the tests have them."""
    hindi, _, english = names.partition(_AND)
    return english if english and language == "en" else hindi


def latest(session: Session, number: int) -> Page[TrainingRun]:
    """Return a page of trainings, the newest first."""
    rows = select(TrainingRun).order_by(TrainingRun.id.desc())
    return page_of(session, rows, number, lambda row: row[0])


def changed(
    session: Session,
    run_id: int,
    number: int,
    change: str | None = None,
    intent: str | None = None,
    script: str | None = None,
) -> Page[ChangedAnswer]:
    """Return a page of the answers that a run's model gives otherwise than the live one did."""
    rows = select(ChangedAnswer).where(ChangedAnswer.run_id == run_id)
    for column, value in (
        (ChangedAnswer.change, change),
        (ChangedAnswer.intent, intent),
        (ChangedAnswer.script, script),
    ):
        if value is not None:
            rows = rows.where(column == value)
    # "worse" comes before what is no loss.
    in_order = rows.order_by(ChangedAnswer.change.desc(), ChangedAnswer.id)
    return page_of(session, in_order, number, lambda row: row[0])


def count_changed(session: Session, run_id: int) -> dict[str, int]:
    """Return how many answers of a run are better, worse and otherwise different."""
    rows = session.execute(
        select(ChangedAnswer.change, func.count(ChangedAnswer.id))
        .where(ChangedAnswer.run_id == run_id)
        .group_by(ChangedAnswer.change)
    ).all()
    return {**dict.fromkeys(CHANGES, 0), **dict(map(tuple, rows))}


def _change(
    session: Session, run_id: int, states: Iterable[str] = (RUNNING,), **values: Any
) -> bool:
    """Change a run that is at work; one that has ended stays as it ended, and False is returned."""
    changed = session.execute(
        update(TrainingRun)
        .where(TrainingRun.id == run_id, TrainingRun.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)
