"""Rasa extractor: districts and places."""

from functools import lru_cache

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.rule_extractor import RuleExtractor
from helpline.settings import REFERENCE_DIR
from helpline.text.gazetteer import DISTRICT, Gazetteer, Match


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load(REFERENCE_DIR)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(RuleExtractor):
    """Finds `district` (value: the normal English name) and `place` (with district and block)."""

    def entities(self, message: Message, text: str) -> list[dict]:
        """Return the districts and places of one message."""
        return [_as_entity(match) for match in _gazetteer().find(text)]


def _as_entity(match: Match) -> dict:
    found = {"start": match.start, "end": match.end, "confidence_entity": float(match.score)}
    if match.kind == DISTRICT:
        return {"entity": "district", "value": match.name_en, **found}
    place = {
        "entity": "place",
        "value": match.text,
        **found,
        "name": match.name_en,
        "district": match.district,
        "block": match.block,
    }
    if len(match.candidates) > 1:
        place["candidates"] = [
            {"name": c.name_en, "kind": c.kind, "district": c.district, "block": c.block}
            for c in match.candidates
        ]
    return place
