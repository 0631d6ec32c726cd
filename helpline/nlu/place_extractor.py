"""Rasa extractor: districts and places, known to the gazetteer or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pycrfsuite
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.nlu.learner import Learner
from helpline.nlu.place_features import word_features
from helpline.settings import REFERENCE_DIR
from helpline.text.gazetteer import DISTRICT, Gazetteer, Match, Place, settle
from helpline.text.tokens import Token, tokenise

_FILE = "places.crfsuite"
_OUTSIDE = "O"
# Every so many examples are shown also without the gazetteer: no table lists every hamlet.
_SHOWN_BLIND = 3
_LABELLED = ("district", "place")
_LONGEST_TEXT = 1500  # characters; the place stands at the beginning of a longer message, or never


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load(REFERENCE_DIR)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PlaceExtractor(Learner, EntityExtractorMixin):
    """Finds `district` (value: the normal English name) and `place` (with district and block).

    A sequence tagger says which words name a place, from the words around and what the gazetteer
    knows; the gazetteer says which place that is. So "ward 14" and hamlets nobody lists are
    found, and everyday words that are villages too ("Pati", "Ghat") are left alone.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """Nothing beyond what Rasa brings."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`l1`, `l2`: regularisation of the tagger. `rounds`: of training."""
        return {"l1": 0.1, "l2": 0.05, "rounds": 80}

    def learn(self, training_data: TrainingData) -> None:
        """Fit the tagger to every example, those without a place too."""
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {
                "c1": self._config["l1"],
                "c2": self._config["l2"],
                "max_iterations": self._config["rounds"],
                "feature.possible_transitions": True,
            }
        )
        for number, example in enumerate(training_data.training_examples):
            text = example.get(TEXT) or ""
            tokens = tokenise(text)
            if not tokens:
                continue
            tags = _tags(tokens, example.get(ENTITIES, []))
            trainer.append(word_features(text, tokens, _gazetteer()), tags)
            if number % _SHOWN_BLIND == 0:
                trainer.append(word_features(text, tokens, None), tags)
        with TemporaryDirectory() as folder:
            path = Path(folder) / _FILE
            trainer.train(str(path))
            self._use(path.read_bytes())

    def write(self, folder: Path) -> None:
        """Write the tagger."""
        (folder / _FILE).write_bytes(self._tagger_bytes)

    def read(self, folder: Path) -> None:
        """Read the tagger, and the gazetteer, so that no message waits for it."""
        self._use((folder / _FILE).read_bytes())
        _gazetteer()

    def _use(self, tagger: bytes) -> None:
        # The tagger reads the bytes where they lie, so they must stay.
        self._tagger_bytes = tagger
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(tagger)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the districts and places of each message."""
        for message in messages:
            text = (message.get(TEXT) or "")[:_LONGEST_TEXT]
            found = self.add_extractor_name([_as_entity(match) for match in self._matches(text)])
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _matches(self, text: str) -> list[Match]:
        tokens = tokenise(text)
        if not tokens:
            return []
        tags = self._tagger.tag(word_features(text, tokens, _gazetteer()))
        certainty = self._tagger.marginal
        matches = []
        for label, first, last in _stretches(tags):
            match = _resolved(text, label, tokens[first].start, tokens[last].end)
            sure = min(certainty(tags[i], i) for i in range(first, last + 1))
            matches.append(replace(match, score=float(sure)))
        return settle(matches)


def _resolved(text: str, label: str, start: int, end: int) -> Match:
    """Return the place these words name; without a district where nobody knows it."""
    named = text[start:end]
    match = _gazetteer().resolve(text, start, end)
    if match is None:
        return Match(start, end, named, named, label, None, None, (), 0.0)
    if label == DISTRICT and match.kind == DISTRICT:
        return replace(match, start=start, end=end, text=named)
    return replace(_not_a_district(match, named), start=start, end=end, text=named)


def _not_a_district(match: Match, named: str) -> Match:
    """Take Almora for the town where the tagger says so, "Haridwar bypass" for a place in Haridwar."""
    smaller = [place for place in match.candidates if place.kind != DISTRICT]
    if match.kind == DISTRICT and smaller:
        return replace(
            match, kind=smaller[0].kind, name_en=smaller[0].name_en, block=smaller[0].block
        )
    if match.kind == DISTRICT and match.text != named:
        return replace(match, kind="place", name_en=named)
    return match


def _as_entity(match: Match) -> dict[str, Any]:
    """`kind` is None where nobody knows the place; `candidates` are all the places of the name."""
    is_district = match.kind == DISTRICT
    return {
        "entity": "district" if is_district else "place",
        "value": match.name_en if is_district else match.text,
        "start": match.start,
        "end": match.end,
        "confidence_entity": match.score,
        "name": match.name_en,
        "kind": match.kind if match.candidates else None,
        "district": match.district,
        "block": match.block,
        "candidates": [_as_candidate(place) for place in match.candidates],
    }


def _as_candidate(place: Place) -> dict[str, str | None]:
    return {
        "name": place.name_en,
        "kind": place.kind,
        "district": place.district,
        "block": place.block,
        "urban_body": place.urban_body,
    }


# --- tags: B-place starts a place, I-place continues it, O is anything else -----------------


def _tags(tokens: list[Token], entities: list[dict[str, Any]]) -> list[str]:
    tags = []
    for token in tokens:
        inside = [e for e in entities if e["start"] <= token.start and token.end <= e["end"]]
        labels = [e for e in inside if e["entity"] in _LABELLED]
        if not labels:
            tags.append(_OUTSIDE)
            continue
        begins = labels[0]["start"] == token.start
        tags.append(f"{'B' if begins else 'I'}-{labels[0]['entity']}")
    return tags


def _stretches(tags: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (label, first, last) of each tagged stretch of words."""
    first = None
    for index, tag in enumerate([*tags, _OUTSIDE]):
        continues = first is not None and tag == f"I-{tags[first][2:]}"
        if first is not None and not continues:
            yield tags[first][2:], first, index - 1
            first = None
        if tag != _OUTSIDE and not continues:
            first = index
