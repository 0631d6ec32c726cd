"""The guard before a new model: what of it is worse than the live one, and too much so.

Both have read the same messages. A reason is a small table of codes and numbers, so that it can
be kept and told in every language.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import COMPLAINT, EMERGENCY, Answer

# A share may fall by one in a hundred, but never by a single message alone: that is chance.
MARGIN = 0.01
FEWEST_LOST = 3
# Of one intent or category a share may fall by one in ten.
RECALL_MARGIN = 0.10
FEWEST_LOST_OF_ONE = 2
# New examples of one meaning contradict what was taught if so many, and half of them, are surely
# something else to the live model, which has learnt this meaning.
SURE = 0.8
FEWEST_CONTRADICTING = 5
CONTRADICTING_SHARE = 0.5

ALL = "all"
SCRIPTS = ("devanagari", "roman", "english", "mixed")

INTENT, CATEGORY, DEPARTMENT = MEASURES = ("intent", "category", "department")

Pairs = Sequence[tuple[Example, Answer]]
# How many are right, of how many.
Score = tuple[int, int]
Reason = dict[str, Any]
Meaning = tuple[str, str | None]


def judge(before: Pairs, after: Pairs, kept_before: Pairs, kept_after: Pairs) -> list[Reason]:
    """Return why the second model is too bad to go live; nothing where it is good enough.

    `before` and `after` are the answers to the frozen messages, the others those to labels.
    """
    return [
        *_newly_missed([*before, *kept_before], [*after, *kept_after]),
        *_falls(before, after),
        *_less_recalled(before, after),
    ]


def contradictions(taught: Pairs, known: Collection[str] | None = None) -> list[Reason]:
    """Return the meanings whose new examples are surely something else to the live model.

    `taught` are the new examples, with what the live model says of them. Of an intent or category
    that is not `known` to it, whatever it says is no objection.
    """
    by_meaning: dict[Meaning, list[Answer]] = defaultdict(list)
    for example, answer in taught:
        if known is None or (example.category or example.intent) in known:
            by_meaning[example.intent, example.category].append(answer)
    return [
        reason
        for meaning, answers in by_meaning.items()
        if (reason := _contradiction(meaning, answers)) is not None
    ]


def stories(failed: str) -> list[Reason]:
    """Return the reason that lies in stories that are predicted otherwise."""
    return [{"code": "conversations"}] if failed else []


def dialogues(lost: Sequence[str], count: int) -> list[Reason]:
    """Return the reason that lies in conversations, by their names, that go otherwise than written."""
    return [{"code": "dialogues", "lost": list(lost), "of": count}] if lost else []


def scores(pairs: Pairs) -> dict[str, dict[str, Score]]:
    """Return the score of each measure in each script that occurs, and in all together."""
    groups = {ALL: pairs, **{name: [p for p in pairs if p[0].script == name] for name in SCRIPTS}}
    return {
        name: {measure: _score(own, measure) for measure in MEASURES}
        for name, own in groups.items()
        if own
    }


def emergencies(pairs: Pairs) -> dict[str, int]:
    """Return how many emergencies there are, how many are missed, and how many are false."""
    return {
        "count": sum(e.intent == EMERGENCY for e, _ in pairs),
        "missed": sum(e.intent == EMERGENCY != a.intent for e, a in pairs),
        "false": sum(e.intent != EMERGENCY == a.intent for e, a in pairs),
    }


def recalls(pairs: Pairs) -> dict[Meaning, Score]:
    """Return the score of each intent, and of each category of complaints."""
    counted: dict[Meaning, list[bool]] = defaultdict(list)
    for example, answer in pairs:
        counted[example.intent, None].append(example.intent == answer.intent)
        if example.category:
            counted[COMPLAINT, example.category].append(example.category == top(answer))
    return {meaning: _count(right) for meaning, right in counted.items()}


def top(answer: Answer) -> str | None:
    """Return the category that an answer has first."""
    return answer.categories[0][0] if answer.categories else None


def _newly_missed(before: Pairs, after: Pairs) -> list[Reason]:
    count = sum(
        example.intent == EMERGENCY == old.intent and new.intent != EMERGENCY
        for (example, old), (_, new) in zip(before, after, strict=True)
    )
    return [{"code": "emergency_missed", "count": count}] if count else []


def _falls(before: Pairs, after: Pairs) -> list[Reason]:
    new = scores(after)
    return [
        {
            "code": "falls",
            "measure": measure,
            "script": script,
            "before": right / count,
            "after": new[script][measure][0] / count,
        }
        for script, found in scores(before).items()
        for measure, (right, count) in found.items()
        for lost in [right - new[script][measure][0]]
        if lost >= FEWEST_LOST and lost / count > MARGIN
    ]


def _less_recalled(before: Pairs, after: Pairs) -> list[Reason]:
    old, new = recalls(before), recalls(after)
    return [
        {
            "code": "recall",
            "intent": intent,
            "category": category,
            "before": right / count,
            "after": new[intent, category][0] / count,
        }
        for (intent, category), (right, count) in old.items()
        for lost in [right - new[intent, category][0]]
        if lost >= FEWEST_LOST_OF_ONE and lost / count > RECALL_MARGIN
    ]


def _contradiction(meaning: Meaning, answers: Sequence[Answer]) -> Reason | None:
    others: dict[Meaning, int] = defaultdict(int)
    for answer in answers:
        other = _surely(answer, meaning)
        if other is not None:
            others[other] += 1
    count = sum(others.values())
    if count < FEWEST_CONTRADICTING or count < CONTRADICTING_SHARE * len(answers):
        return None
    intent, category = max(others, key=lambda other: others[other])
    return {
        "code": "contradicts",
        "intent": meaning[0],
        "category": meaning[1],
        "count": count,
        "of": len(answers),
        "other_intent": intent,
        "other_category": category,
    }


def _surely(answer: Answer, meaning: Meaning) -> Meaning | None:
    """Return what an answer surely is, where that is not this meaning."""
    intent, category = meaning
    if answer.confidence < SURE:
        return None
    if answer.intent != intent:
        return answer.intent, top(answer)
    if category is None or top(answer) == category or answer.categories[0][1] < SURE:
        return None
    return answer.intent, top(answer)


def _score(pairs: Pairs, measure: str) -> Score:
    if measure == INTENT:
        return _count(e.intent == a.intent for e, a in pairs)
    complaints = [(e.category, top(a) or "") for e, a in pairs if e.category]
    if measure == CATEGORY:
        return _count(right == found for right, found in complaints)
    return _count(right.split("/")[0] == found.split("/")[0] for right, found in complaints)


def _count(right: Iterable[bool]) -> Score:
    answers = list(right)
    return sum(answers), len(answers)
