"""What a threshold would do: below it the assistant asks back instead of believing."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import EMERGENCY, Answer, sure_of_category, sure_of_intent

STEPS = tuple(step / 20 for step in range(4, 17))  # 0.20 to 0.80


@dataclass(frozen=True)
class Effect:
    """Shares of all messages; `right_of_asked` is one of those that were asked about."""

    threshold: float
    asked: float
    right_of_asked: float | None  # asked in vain: the first guess was right
    wrong_believed: float


def of_fallback(pairs: Sequence[tuple[Example, Answer]]) -> list[Effect]:
    """Return what `fallback_confidence` of credentials.yml would do; an emergency is believed."""
    return effects(
        [
            (1.0 if answer.intent == EMERGENCY else sure, right)
            for (sure, right), (_, answer) in zip(sure_of_intent(pairs), pairs, strict=True)
        ]
    )


def of_category(pairs: Sequence[tuple[Example, Answer]]) -> list[Effect]:
    """Return what `SURE` of helpline/domain/draft.py would do to complaints seen as such."""
    return effects(sure_of_category(pairs))


def effects(sure_and_right: Sequence[tuple[float, bool]]) -> list[Effect]:
    """Return the effect of every threshold; none where there is nothing to ask about."""
    return [_effect(step, sure_and_right) for step in STEPS] if sure_and_right else []


def _effect(threshold: float, sure_and_right: Sequence[tuple[float, bool]]) -> Effect:
    asked = [right for sure, right in sure_and_right if sure < threshold]
    believed = [right for sure, right in sure_and_right if sure >= threshold]
    return Effect(
        threshold,
        len(asked) / len(sure_and_right),
        sum(asked) / len(asked) if asked else None,
        believed.count(False) / len(sure_and_right),
    )
