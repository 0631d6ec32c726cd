"""What a new model answers otherwise than the live one, message by message."""

from collections.abc import Iterable
from typing import Any

from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer
from helpline.cli.measure.guard import Pairs, top
from helpline.workbench.training import BETTER, OTHER, WORSE


def changes(before: Pairs, after: Pairs, test_set: str) -> Iterable[dict[str, Any]]:
    """Return a row for each message of which both models think otherwise."""
    for (example, old), (_, new) in zip(before, after, strict=True):
        if _said(old) != _said(new):
            yield {
                "change": _change(example, old, new),
                "test_set": test_set,
                "text": example.text,
                "script": example.script,
                "intent": example.intent,
                "category": example.category,
                "before_intent": old.intent,
                "before_category": top(old),
                "after_intent": new.intent,
                "after_category": top(new),
            }


def _said(answer: Answer) -> tuple[str, str | None]:
    return answer.intent, top(answer)


def _change(example: Example, old: Answer, new: Answer) -> str:
    right = (example.intent, example.category)
    # Of what is no complaint only the intent counts.
    was, now = ((a.intent, top(a) if example.category else None) == right for a in (old, new))
    if was == now:
        return OTHER
    return BETTER if now else WORSE
