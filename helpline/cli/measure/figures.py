"""Figures: how often a model was right, and whether it knew."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from helpline.cli.measure.examples import Example
from helpline.text.normalise import normalise

COMPLAINT, EMERGENCY = "report_complaint", "report_emergency"
# After these a complaint is still taken down, or the message is treated as urgent.
_NOT_TURNED_AWAY = (COMPLAINT, EMERGENCY, "start_complaint", "inform")
ENTITIES = ("district", "place", "duration", "complaint_number", "phone", "pincode")
_BANDS = 10


@dataclass(frozen=True)
class Answer:
    """What a model said of one message; categories likeliest first, none if it saw no complaint."""

    intent: str
    confidence: float
    categories: tuple[tuple[str, float], ...]
    kind: str | None
    entities: frozenset[tuple[str, str]]


_Pairs = Sequence[tuple[Example, Answer]]


def figures(pairs: _Pairs) -> dict[str, float | None]:
    """Return every figure by its name; None where the examples say nothing about it."""
    complaints = [(e, a) for e, a in pairs if e.category]
    return {
        "intent accuracy": _share(pairs, _right_intent),
        "intent macro-F1": _macro_f1([(e.intent, a.intent) for e, a in pairs]),
        "category top-1": _share(complaints, _right_category),
        "category top-3": _share(complaints, lambda e, a: e.category in _first(a, 3)),
        "category macro-F1": _macro_f1([(e.category, _top(a)) for e, a in complaints]),
        "department": _share(complaints, lambda e, a: _department(e) == _top(a).split("/")[0]),
        "kind": _kind_share(complaints),
        **{f"{name} F1": _entity_f1(pairs, (name,)) for name in ENTITIES},
        "all entities F1": _entity_f1(pairs, ENTITIES),
        "intent ECE": calibration_error(sure_of_intent(pairs)),
        "category ECE": calibration_error(sure_of_category(pairs)),
        "emergencies missed": _share(_of(pairs, EMERGENCY), lambda e, a: a.intent != EMERGENCY),
        "false emergencies": _share(
            [p for p in pairs if p[0].intent != EMERGENCY], lambda e, a: a.intent == EMERGENCY
        ),
        "complaints turned away": _share(
            _of(pairs, COMPLAINT), lambda e, a: a.intent not in _NOT_TURNED_AWAY
        ),
    }


def sure_of_intent(pairs: _Pairs) -> list[tuple[float, bool]]:
    """Return how sure each answer is of its intent, and whether that is right."""
    return [(answer.confidence, _right_intent(example, answer)) for example, answer in pairs]


def sure_of_category(pairs: _Pairs) -> list[tuple[float, bool]]:
    """Return the same of the category, for complaints seen as such."""
    return [(a.categories[0][1], _right_category(e, a)) for e, a in pairs if _has_category(e, a)]


def calibration_error(sure_and_right: Sequence[tuple[float, bool]]) -> float | None:
    """Return the expected calibration error: how far confidence lies from the share right."""
    if not sure_and_right:
        return None
    gaps = (
        abs(sum(confidence for confidence, _ in found) - sum(right for _, right in found))
        for found in bands(sure_and_right).values()
    )
    return sum(gaps) / len(sure_and_right)


def bands(sure_and_right: Iterable[tuple[float, bool]]) -> dict[int, list[tuple[float, bool]]]:
    """Return the answers by tenth of confidence, 0 to 9, lowest first."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sorted(sure_and_right):
        band = min(int(confidence * _BANDS), _BANDS - 1)
        found.setdefault(band, []).append((confidence, right))
    return found


def _has_category(example: Example, answer: Answer) -> bool:
    return bool(example.category and answer.categories)


def _right_intent(example: Example, answer: Answer) -> bool:
    return example.intent == answer.intent


def _right_category(example: Example, answer: Answer) -> bool:
    """Whether the first category is right; a complaint not seen as one has none."""
    return example.category == _top(answer)


def _top(answer: Answer) -> str:
    return answer.categories[0][0] if answer.categories else ""


def _first(answer: Answer, count: int) -> list[str]:
    return [category for category, _ in answer.categories[:count]]


def _department(example: Example) -> str:
    return (example.category or "").split("/")[0]


def _of(pairs: _Pairs, intent: str) -> list[tuple[Example, Answer]]:
    return [(e, a) for e, a in pairs if e.intent == intent]


def _share(pairs: _Pairs, holds: Callable[[Example, Answer], bool]) -> float | None:
    return sum(holds(e, a) for e, a in pairs) / len(pairs) if pairs else None


def _kind_share(complaints: _Pairs) -> float | None:
    """Return how often the kind was right; None for a model that knows no kinds."""
    if not any(answer.kind for _, answer in complaints):
        return None
    return _share(complaints, lambda example, answer: example.kind == answer.kind)


def _macro_f1(truth_and_guess: Iterable[tuple[str, str]]) -> float | None:
    """Return the mean F1 of the labels that occur as truth."""
    hits, true, guessed = Counter(), Counter(), Counter()
    for truth, guess in truth_and_guess:
        true[truth] += 1
        guessed[guess] += 1
        hits[truth] += truth == guess
    if not true:
        return None
    return sum(2 * hits[label] / (true[label] + guessed[label]) for label in true) / len(true)


def _entity_f1(pairs: _Pairs, names: Sequence[str]) -> float | None:
    """Return F1 on exact words, written in any form."""
    hits = true = guessed = 0
    for example, answer in pairs:
        wanted, found = _words(example.entities, names), _words(answer.entities, names)
        hits += len(wanted & found)
        true += len(wanted)
        guessed += len(found)
    return 2 * hits / (true + guessed) if true else None


def _words(entities: frozenset[tuple[str, str]], names: Sequence[str]) -> set[tuple[str, str]]:
    return {(entity, normalise(words)) for entity, words in entities if entity in names}
