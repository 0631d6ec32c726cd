"""Rasa extractor: since when, with the number of days."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from helpline import clock
from helpline.nlu.rule_extractor import RuleExtractor
from helpline.text.durations import find_durations


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DurationExtractor(RuleExtractor):
    """Finds "3 din se", "पिछले महीने से", "since Monday" as `duration` with `days`."""

    def entities(self, message: Message, text: str) -> list[dict]:
        """Return the durations of one message."""
        return [
            {
                "entity": "duration",
                "start": found.start,
                "end": found.end,
                "value": text[found.start : found.end],
                "days": found.days,
                "confidence_entity": 1.0,
            }
            for found in find_durations(text, clock.now().astimezone(clock.INDIA).date())
        ]
