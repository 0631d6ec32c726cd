"""Which model answers: chosen at the desk, taken by the rasa server, and taken back by one click.

A choice belongs to a repository: after an update of the helpline its own model answers, until a
model is trained for it at the desk. A model knows the code it was made with and no other.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.services import audit
from helpline.store.training import PASSED, REFUSED, RUNNING, WAITING, ModelChoice, TrainingRun
from helpline.workbench.labels import Author
from helpline.workbench.model_files import file_of_run, fitting_model

DEPLOY, OVERRIDE, ROLL_BACK = "deploy", "override", "roll_back"
# Who overrides the guard has to say more than yes.
SHORTEST_REASON = 20
_MOST_CHOICES = 1000


class NotDeployable(Exception):
    """This model may not go live; `reason` says why, as a word of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Chosen:
    """The model that shall answer; without a run it is the repository's."""

    choice_id: int | None
    file: Path | None


def chosen(session: Session, data_dir: Path, fingerprint: str) -> Chosen:
    """Return the model that was chosen last for this repository."""
    choice = last_choice(session, fingerprint)
    if choice is None or choice.run is None:
        return Chosen(choice.id if choice else None, None)
    return Chosen(choice.id, file_of_run(data_dir, choice.run.model_file))


def last_choice(session: Session, fingerprint: str) -> ModelChoice | None:
    """Return the last choice for this repository; None where nobody has chosen."""
    return next(iter(choices(session, fingerprint, 1)), None)


def choices(session: Session, fingerprint: str, count: int) -> list[ModelChoice]:
    """Return the last choices for this repository, the newest first."""
    found = select(ModelChoice).where(ModelChoice.fingerprint == fingerprint)
    rows = session.execute(found.order_by(ModelChoice.id.desc()).limit(count))
    return list(rows.scalars())


def newest_file(session: Session, data_dir: Path, fingerprint: str) -> Path | None:
    """Return the newest model that a training at the desk made for this repository, else its own."""
    runs = select(TrainingRun.model_file).where(
        TrainingRun.state.in_((PASSED, REFUSED)), TrainingRun.fingerprint == fingerprint
    )
    names = session.execute(runs.order_by(TrainingRun.id.desc())).scalars()
    files = (file_of_run(data_dir, name) for name in names if name)
    return next((file for file in files if file.exists()), None) or fitting_model()


def deploy(
    session: Session, run_id: int, data_dir: Path, fingerprint: str, author: Author, now: datetime
) -> None:
    """Let a model that passed answer from now on. Raises NotDeployable."""
    run = _deployable(session, run_id, data_dir, fingerprint)
    if run.state != PASSED:
        raise NotDeployable("refused")
    _choose(session, run, DEPLOY, None, fingerprint, author, now)


def override(
    session: Session,
    run_id: int,
    reason: str,
    data_dir: Path,
    fingerprint: str,
    author: Author,
    now: datetime,
) -> None:
    """Let a refused model answer, for a written reason, by somebody who did not train it.

    Raises NotDeployable.
    """
    run = _deployable(session, run_id, data_dir, fingerprint)
    if run.state != REFUSED:
        raise NotDeployable("not_refused")
    if run.account_id == author.account_id:
        raise NotDeployable("own")
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotDeployable("no_reason")
    _choose(session, run, OVERRIDE, reason.strip(), fingerprint, author, now)


def roll_back(
    session: Session, data_dir: Path, fingerprint: str, author: Author, now: datetime
) -> None:
    """Let the model answer again that did before the live one. Raises NotDeployable."""
    last = last_choice(session, fingerprint)
    if last is None or last.run_id is None:
        raise NotDeployable("nothing_before")
    run = model_before(session, fingerprint)
    if run is not None and not file_of_run(data_dir, run.model_file).exists():
        raise NotDeployable("no_model")
    _choose(session, run, ROLL_BACK, None, fingerprint, author, now)


def model_before(session: Session, fingerprint: str) -> TrainingRun | None:
    """Return the run whose model a step back makes live; None for the repository's own."""
    back = _way_back(session, fingerprint)
    return back[-2] if len(back) > 1 else None


def superseded(session: Session, fingerprint: str, kept: int) -> list[TrainingRun]:
    """Return the trainings whose files nobody needs: neither to answer, to go back to, nor to try.

    The live model is kept, and so are as many before it and as many of the newest trainings.
    """
    back = {run.id for run in _way_back(session, fingerprint)[-1 - kept :] if run}
    over = select(TrainingRun).where(TrainingRun.state.not_in((WAITING, RUNNING)))
    runs = session.execute(over.order_by(TrainingRun.id.desc()).offset(kept)).scalars()
    return [run for run in runs if run.id not in back]


def went_live(session: Session, choice_id: int, now: datetime) -> None:
    """Note that the rasa server answers with the chosen model."""
    choice = session.get(ModelChoice, choice_id)
    choice.live_at, choice.error = choice.live_at or now, None


def could_not_load(session: Session, choice_id: int, error: str) -> None:
    """Note that the rasa server could not take the chosen model, and stays with the one it has."""
    session.get(ModelChoice, choice_id).error = error


def _way_back(session: Session, fingerprint: str) -> list[TrainingRun | None]:
    """Return the live model, the last, behind those that steps back lead to; None: the repository's."""
    back: list[TrainingRun | None] = [None]
    for choice in reversed(choices(session, fingerprint, _MOST_CHOICES)):
        if choice.act == ROLL_BACK:
            back.pop()
        else:
            back.append(choice.run)
    return back


def _deployable(session: Session, run_id: int, data_dir: Path, fingerprint: str) -> TrainingRun:
    run = session.get(TrainingRun, run_id)
    if run is None or run.model_file is None:
        raise NotDeployable("no_model")
    if run.fingerprint != fingerprint:
        raise NotDeployable("outdated")
    if not file_of_run(data_dir, run.model_file).exists():
        raise NotDeployable("no_model")
    last = last_choice(session, fingerprint)
    if last is not None and last.run_id == run_id:
        raise NotDeployable("live")
    return run


def _choose(
    session: Session,
    run: TrainingRun | None,
    act: str,
    reason: str | None,
    fingerprint: str,
    author: Author,
    now: datetime,
) -> None:
    choice = ModelChoice(
        at=now,
        fingerprint=fingerprint,
        run_id=run.id if run else None,
        account_id=author.account_id,
        act=act,
        reason=reason,
    )
    session.add(choice)
    session.flush()
    subject = f"training {run.id}" if run else "model of the repository"
    audit.record(session, author.login, f"model_{act}", subject, now, choice=choice.id)
