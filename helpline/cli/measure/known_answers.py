"""What a model said of messages, kept: the live one need not read all test messages for every training."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpline.cli.measure.answers import answers
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer


def read_once(model: Path, messages: Sequence[Example], kept: Path) -> list[tuple[Example, Answer]]:
    """Return each message with what the model says of it; it reads only those that `kept` lacks.

    `kept` is a file for this model and this state of the code. No words of citizens stand in it,
    and so the answers come without entities.
    """
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    new = [one.text for one in messages if _key(one.text) not in known]
    if new:
        known |= {
            _key(text): _as_json(said) for text, said in zip(new, answers(model, new), strict=True)
        }
        _write(kept, known)
    return [(one, _from_json(known[_key(one.text)])) for one in messages]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _as_json(answer: Answer) -> dict[str, Any]:
    return {**vars(answer), "entities": []}


def _from_json(row: dict[str, Any]) -> Answer:
    return Answer(
        row["intent"],
        row["confidence"],
        tuple(map(tuple, row["categories"])),
        row["kind"],
        frozenset(),
    )


def _write(kept: Path, known: dict[str, Any]) -> None:
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = kept.with_suffix(".new")
    half.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
    half.replace(kept)
