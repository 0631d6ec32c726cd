"""What confirmed labels, counted turns and unfinished complaints say of how well citizens are heard."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.clock import day_in_india
from helpline.domain import review as rules
from helpline.domain.draft import Draft
from helpline.domain.labels import COMPLAINT
from helpline.domain.review import likeness
from helpline.store.complaints import Complaint
from helpline.store.drafts import UnfinishedComplaint
from helpline.store.insight import TurnCount
from helpline.store.messages import Turn
from helpline.store.review import Label, ReviewCase, ReviewItem, ReviewWord

# Older ones tell of models that are gone.
LIVE_FOR = timedelta(days=90)
COUNTED = timedelta(days=30)
_MOST_LABELS = 1000
MATRIX = 8
# Of the words of two messages about the same new thing a good part is the same.
_NEAR, _SHARED = 0.25, 2
_MOST_CASES, _MOST_TOPICS, _MOST_SAMPLES = 300, 8, 5


@dataclass(frozen=True)
class Confusion:
    """How often what means one thing was heard as another; of a complaint its category."""

    heard: str
    meant: str
    count: int


@dataclass(frozen=True)
class Matrix:
    """How often what means the row was heard as the column, for what is confused most."""

    codes: list[str]
    counts: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Share:
    """How many turns there were of something, and how many of them were misunderstood."""

    name: object
    turns: int
    misunderstood: int

    @property
    def part(self) -> float:
        """The misunderstood ones as a part of all."""
        return self.misunderstood / self.turns


@dataclass
class NewTopic:
    """Messages in like words that fit nothing, with the words they share."""

    keys: frozenset[str]
    turns: int = 0
    samples: list[str] = field(default_factory=list)
    case_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class DropOff:
    """How many complaints were begun and left while a question stood."""

    question: str
    left: int
    part: float


def heard_and_meant(session: Session, now: datetime) -> Counter[tuple[str, str]]:
    """Count what was heard against what people say that it meant, in the latest confirmed labels."""
    rows = session.execute(
        select(Turn.intent, Turn.entities, Label.intent, Label.category)
        .join(Turn, Label.turn_id == Turn.id)
        .where(Label.at > now - LIVE_FOR, Label.intent.is_not(None))
        .order_by(Label.id.desc())
        .limit(_MOST_LABELS)
    )
    return Counter(
        (_heard(intent, entities), category or meant) for intent, entities, meant, category in rows
    )


def confusions(session: Session, now: datetime) -> list[Confusion]:
    """Return what was heard wrongly, the most frequent first."""
    return confusions_in(heard_and_meant(session, now))


def confusions_in(counted: Counter[tuple[str, str]]) -> list[Confusion]:
    """Return what of these was heard wrongly, the most frequent first."""
    return [Confusion(*pair, count) for pair, count in counted.most_common() if pair[0] != pair[1]]


def matrix_of(counted: Counter[tuple[str, str]]) -> Matrix:
    """Return the matrix of what is confused most often."""
    involved: Counter[str] = Counter()
    for one in confusions_in(counted):
        involved.update({one.heard: one.count, one.meant: one.count})
    return Matrix([code for code, _ in involved.most_common(MATRIX)], dict(counted))


def shares_by_day(session: Session, now: datetime) -> list[Share]:
    """Return the misunderstood share of each day, the latest first."""
    found = _shares(session, now, TurnCount.day)
    return sorted(found, key=lambda one: one.name, reverse=True)


def shares_by_script(session: Session, now: datetime) -> list[Share]:
    """Return the misunderstood share in each script, the most turns first."""
    return _shares(session, now, TurnCount.script)


def shares_by_district(session: Session, now: datetime) -> list[Share]:
    """Return the misunderstood share of what speaks of each district, the worst first."""
    found = _shares(session, now, TurnCount.district)
    return sorted(found, key=lambda one: -one.part)


def unused_intents(session: Session, intents: Iterable[str], now: datetime) -> list[str]:
    """Return those of these intents that nobody meant in thirty days; none while nothing is counted."""
    used = set(
        session.execute(
            select(TurnCount.intent).where(_is_counted(now)).group_by(TurnCount.intent)
        ).scalars()
    )
    return [code for code in intents if code not in used] if used else []


def new_topics(session: Session, now: datetime) -> list[NewTopic]:
    """Return clusters of waiting messages that fit nothing, the largest first."""
    cases = session.execute(
        select(ReviewCase.id, ReviewCase.turns, Turn.text)
        .join(Turn, ReviewCase.last_turn_id == Turn.id)
        .join(ReviewItem, ReviewItem.case_id == ReviewCase.id)
        .where(
            ReviewCase.state.in_(rules.WAITING),
            ReviewItem.reason == rules.FALLBACK,
            ReviewCase.opened_at > now - LIVE_FOR,
        )
        .group_by(ReviewCase.id, ReviewCase.turns, Turn.text)
        .order_by(ReviewCase.turns.desc(), ReviewCase.id.desc())
        .limit(_MOST_CASES)
    ).all()
    words = _words_of(session, [case.id for case in cases])
    topics: list[NewTopic] = []
    for case in cases:
        _join(topics, case, words.get(case.id, frozenset()))
    found = [topic for topic in topics if len(topic.case_ids) > 1]
    return sorted(found, key=lambda topic: -topic.turns)[:_MOST_TOPICS]


def drop_off(session: Session, now: datetime) -> list[DropOff]:
    """Return at which question complaints are left unfinished, and which part of all begun that is."""
    since = now - COUNTED
    drafts = session.execute(
        select(UnfinishedComplaint.draft).where(UnfinishedComplaint.left_at > since)
    ).scalars()
    left = Counter(Draft.from_slots(draft).missing or "confirmed" for draft in drafts)
    filed = session.execute(
        select(func.count(Complaint.id)).where(Complaint.filed_at > since)
    ).scalar_one()
    begun = filed + left.total()
    return [DropOff(question, count, count / begun) for question, count in left.most_common()]


def _heard(intent: str, entities: list[dict]) -> str:
    if intent != COMPLAINT:
        return intent
    found = (one.get("value") for one in entities if one["entity"] == "category")
    return next(found, None) or intent


def _shares(session: Session, now: datetime, by: ColumnElement) -> list[Share]:
    rows = session.execute(
        select(by, func.sum(TurnCount.turns), func.sum(TurnCount.misunderstood))
        .where(_is_counted(now))
        .group_by(by)
    )
    return sorted((Share(*row) for row in rows), key=lambda one: -one.turns)


def _is_counted(now: datetime) -> ColumnElement[bool]:
    return TurnCount.day > day_in_india(now - COUNTED)


def _words_of(session: Session, case_ids: list[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = session.execute(
        select(ReviewWord.case_id, ReviewWord.key).where(ReviewWord.case_id.in_(case_ids))
    )
    for case_id, key in rows:
        found.setdefault(case_id, set()).add(key)
    return {case_id: frozenset(keys) for case_id, keys in found.items()}


def _join(topics: list[NewTopic], case: object, words: frozenset[str]) -> None:
    """Put a case to the topic whose words it shares, else let it be the first of a new one."""
    near = (one for one in topics if len(one.keys & words) >= _SHARED)
    topic = next((one for one in near if likeness(one.keys, words) >= _NEAR), None)
    if topic is None:
        topic = NewTopic(words)
        topics.append(topic)
    topic.turns += case.turns
    topic.case_ids.append(case.id)
    if len(topic.samples) < _MOST_SAMPLES:
        topic.samples.append(case.text)
