"""The models to compare: ours, the pipeline `rasa init` gives, and ours taught one script only.

All are trained from data/nlu by a child process and kept in models/ under a name made of
what they were trained from, so that a second run only measures.
"""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from helpline.cli.environment import QUIET
from helpline.cli.errors import CommandError
from helpline.cli.measure.figures import COMPLAINT, Answer
from helpline.cli.training import fingerprint
from helpline.settings import PROJECT_ROOT
from helpline.text.scripts import DEVANAGARI, MIXED, script_of

_JOIN = "."  # between intent and category in a stock label; "/" has a meaning of its own in Rasa
# What `rasa init` writes for a project without a pipeline of its own (Rasa 3.6).
_STOCK_PIPELINE = """
recipe: default.v1
language: hi
assistant_id: stock
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
  random_seed: 1905
- name: EntitySynonymMapper
"""


def train_stock(epochs: int) -> Path:
    """Return the stock model, its labels made of intent and category; trained if need be."""
    name = f"stock-{epochs}-{fingerprint()}"
    return _trained(name, _STOCK_PIPELINE.format(epochs=epochs), lambda text: True, _joined_label)


def train_on_script(devanagari: bool) -> Path:
    """Return our model taught by Devanagari examples only, or by Roman and English ones only."""
    name = f"{'devanagari' if devanagari else 'roman'}-only-{fingerprint()}"
    config = (PROJECT_ROOT / "config.yml").read_text(encoding="utf-8")
    return _trained(name, config, lambda text: _is_devanagari(text) == devanagari, _own_label)


def answers(model: Path, texts: Iterable[str]) -> list[Answer]:
    """Let a model read texts, in this process."""
    _be_quiet()
    from rasa.core.agent import Agent  # takes seconds, and only this command needs it here

    agent = Agent.load(str(model))

    async def read() -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    return [_answer(parsed) for parsed in asyncio.run(read())]


def _answer(parsed: dict[str, Any]) -> Answer:
    label = parsed["intent"].get("name") or ""
    intent = label.split(_JOIN)[0]
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
        (guess["name"].split(_JOIN, 1)[1].replace(_JOIN, "/"), guess["confidence"])
        for guess in parsed.get("intent_ranking", [])
        if _JOIN in guess["name"]
    )


def _be_quiet() -> None:
    import structlog  # Rasa's logger prints every parse otherwise

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    os.environ.update(QUIET)


# --- training ---------------------------------------------------------------------------------


_Keep = Callable[[str], bool]
_Label = Callable[[dict[str, Any]], str]


def _own_label(block: dict[str, Any]) -> str:
    return block["intent"]


def _joined_label(block: dict[str, Any]) -> str:
    category = block.get("metadata", {}).get("category")
    return _JOIN.join([block["intent"], *category.split("/")]) if category else block["intent"]


def _is_devanagari(text: str) -> bool:
    return script_of(text) in (DEVANAGARI, MIXED)


def _trained(name: str, config: str, keep: _Keep, label: _Label) -> Path:
    model = PROJECT_ROOT / "models" / f"{name}.tar.gz"
    if model.exists():
        return model
    print(f"Training {name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        data, settings = Path(folder) / "nlu.yml", Path(folder) / "config.yml"
        settings.write_text(config, encoding="utf-8")
        data.write_text(_selected(keep, label), encoding="utf-8")
        _train(name, settings, data)
    return model


def _train(name: str, config: Path, data: Path) -> None:
    command = [
        *(sys.executable, "-m", "rasa", "train", "nlu", "--config", str(config)),
        *("--nlu", str(data), "--out", "models", "--fixed-model-name", name),
    ]
    done = subprocess.run(
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, **QUIET},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"Training {name} failed:\n{done.stderr[-2000:]}")


def _selected(keep: _Keep, label: _Label) -> str:
    """Return the training data as one file, with the examples to keep under their labels."""
    blocks = []
    for path in sorted((PROJECT_ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line for line in block["examples"].splitlines() if keep(line)]
            if lines:
                blocks.append({**block, "intent": label(block), "examples": "\n".join(lines)})
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10_000)
