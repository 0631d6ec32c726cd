"""What confirmed labels, counted turns and unfinished complaints say of how well citizens are heard."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain.labels import COMPLAINT
from helpline.store.messages import Turn
from helpline.store.review import Label

# Older ones tell of models that are gone.
LIVE_FOR = timedelta(days=90)
_MOST_LABELS = 2000


@dataclass(frozen=True)
class Confusion:
    """How often what means one thing was heard as another; of a complaint its category."""

    heard: str
    meant: str
    count: int


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
    counted = heard_and_meant(session, now).most_common()
    return [Confusion(*pair, count) for pair, count in counted if pair[0] != pair[1]]


def _heard(intent: str, entities: list[dict]) -> str:
    if intent != COMPLAINT:
        return intent
    found = (one.get("value") for one in entities if one["entity"] == "category")
    return next(found, None) or intent
