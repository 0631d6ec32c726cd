"""Let a trained model read messages, and put what it says into one form."""

import asyncio
import logging
import os
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpline.cli.environment import ONE_THREAD, QUIET
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import COMPLAINT, Answer
from helpline.cli.measure.lessons import JOIN


def read(model: Path, examples: Sequence[Example]) -> list[tuple[Example, Answer]]:
    """Return each example with what the model says of it."""
    return list(zip(examples, answers(model, [e.text for e in examples]), strict=True))


def answers(model: Path, texts: Iterable[str]) -> list[Answer]:
    """Let a model read texts, in this process."""
    return [answer_of(parsed) for parsed in parsed_by(model, texts)]


def parsed_by(model: Path, texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return all that a model says of texts, read in this process."""
    agent = agent_of(model)

    async def parse() -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    return asyncio.run(parse())


# Ours and stock's in turn read every set; loading one takes ten seconds.
@lru_cache(maxsize=2)
def agent_of(model: Path) -> Any:
    """Load a model."""
    be_quiet()
    from rasa.core.agent import Agent  # takes seconds, and only this command needs it here

    return Agent.load(str(model))


def answer_of(parsed: dict[str, Any]) -> Answer:
    """Return the answer in what Rasa says of a message, its label joined with a category or not."""
    label = parsed["intent"].get("name") or ""
    intent = label.split(JOIN)[0]
    entities = {entity["entity"]: entity for entity in parsed["entities"]}
    words = frozenset(
        (entity["entity"], parsed["text"][entity["start"] : entity["end"]])
        for entity in parsed["entities"]
        if entity["entity"] not in ("category", "kind")
    )
    return Answer(
        intent,
        float(parsed["intent"].get("confidence") or 0.0),
        _categories(parsed, entities) if intent == COMPLAINT else (),
        entities.get("kind", {}).get("value"),
        words,
    )


def _categories(
    parsed: dict[str, Any], entities: dict[str, dict[str, Any]]
) -> tuple[tuple[str, float], ...]:
    if "category" in entities:
        found = entities["category"]["alternatives"]
        return tuple((guess["value"], guess["confidence"]) for guess in found)
    return tuple(
        (guess["name"].split(JOIN, 1)[1].replace(JOIN, "/"), guess["confidence"])
        for guess in parsed.get("intent_ranking", [])
        if JOIN in guess["name"]
    )


def be_quiet() -> None:
    """Keep Rasa from printing every message it reads, and its libraries from showing their age."""
    import sanic  # noqa: F401 - it turns warnings on, so it comes before they are turned off
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    warnings.simplefilter("ignore")
    os.environ.update({**QUIET, **ONE_THREAD})
