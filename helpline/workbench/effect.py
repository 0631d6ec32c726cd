"""Did it help? Of what citizens wrote, the share that was misunderstood, by week and by model."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from helpline.clock import INDIA, day_in_india
from helpline.domain.review import MISUNDERSTOOD
from helpline.store.messages import Inbox, Turn
from helpline.store.review import ReviewItem
from helpline.store.training import TrainingRun

WEEKS = 12
_WEEK = timedelta(weeks=1)
# Who taps cannot be misheard.
_TAPS = ("interactive", "button")


@dataclass(frozen=True)
class ByModel:
    """What one model heard in a week; without a run it is a model of the repository."""

    run_id: int | None
    turns: int
    misunderstood: int

    @property
    def part(self) -> float:
        """The share that was misunderstood."""
        return self.misunderstood / self.turns


@dataclass(frozen=True)
class Week:
    """A week from Monday on, with each model that answered in it, the busiest first."""

    begins: date
    models: list[ByModel]

    @property
    def part(self) -> float:
        """The share of all that was misunderstood in this week."""
        turns = sum(one.turns for one in self.models)
        return sum(one.misunderstood for one in self.models) / turns if turns else 0.0


def by_week(session: Session, now: datetime) -> list[Week]:
    """Return the last weeks, the oldest first."""
    runs = dict(
        map(
            tuple,
            session.execute(
                select(TrainingRun.model_id, TrainingRun.id).where(
                    TrainingRun.model_id.is_not(None)
                )
            ),
        )
    )
    today = day_in_india(now)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - number * _WEEK for number in reversed(range(WEEKS))]
    return [Week(begins, _heard(session, begins, runs)) for begins in mondays]


def _heard(session: Session, begins: date, runs: dict[str, int]) -> list[ByModel]:
    begin = datetime.combine(begins, datetime.min.time(), tzinfo=INDIA)
    was_wrong = (
        select(ReviewItem.id)
        .where(ReviewItem.turn_id == Turn.id, ReviewItem.reason.in_(MISUNDERSTOOD))
        .exists()
    )
    rows = session.execute(
        select(Turn.model_id, func.count(Turn.id), func.sum(case((was_wrong, 1), else_=0)))
        .join(Inbox, Turn.inbox_id == Inbox.id)
        .where(
            Turn.finished_at >= begin,
            Turn.finished_at < begin + _WEEK,
            Turn.text != "",
            Inbox.kind.not_in(_TAPS),
        )
        .group_by(Turn.model_id)
    )
    counted: dict[int | None, tuple[int, int]] = {}
    for model_id, turns, wrong in rows:
        before = counted.get(runs.get(model_id), (0, 0))
        counted[runs.get(model_id)] = (before[0] + turns, before[1] + wrong)
    found = [ByModel(run_id, *numbers) for run_id, numbers in counted.items()]
    return sorted(found, key=lambda one: -one.turns)
