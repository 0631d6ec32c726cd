"""What a turn may have meant, the likeliest first, for one key each."""

from collections.abc import Iterator

from helpline.domain.labels import COMPLAINT, KINDS, Meaning
from helpline.store.messages import Turn
from helpline.workbench.taxonomy import Taxonomy

MOST_GUESSES = 4


def of_turn(turn: Turn, known: Taxonomy) -> list[Meaning]:
    """Return the meanings that the model thought of, at most so many as have a key."""
    possible = (meaning for meaning in _all(turn) if known.is_known(meaning))
    return list(dict.fromkeys(possible))[:MOST_GUESSES]


def fact(turn: Turn, name: str) -> str | None:
    """Return the value of an entity that was heard in a turn."""
    return next((one.get("value") for one in turn.entities if one["entity"] == name), None)


def _all(turn: Turn) -> Iterator[Meaning]:
    ranked = [turn.intent, *(guess["name"] for guess in turn.intent_ranking)]
    for intent in dict.fromkeys(ranked):
        if intent == COMPLAINT:
            yield from _complaints(turn)
        else:
            yield Meaning(intent)


def _complaints(turn: Turn) -> Iterator[Meaning]:
    heard = fact(turn, "kind")
    kind = heard if heard in KINDS else KINDS[0]
    for entity in turn.entities:
        if entity["entity"] == "category":
            others = (other["value"] for other in entity.get("alternatives", ()))
            for category in (entity.get("value"), *others):
                yield Meaning(COMPLAINT, category, kind)
