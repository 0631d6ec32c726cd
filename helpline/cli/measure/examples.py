"""Labelled messages to measure with: one JSON object a line."""

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpline.cli.errors import CommandError
from helpline.settings import REFERENCE_DIR
from helpline.text.scripts import script_of

_SCRIPTS = {"deva": "devanagari", "latin": "roman"}  # other names some sets give
_CATEGORIES = REFERENCE_DIR / "categories.csv"


@dataclass(frozen=True)
class Example:
    """One message with its right answer; entities are (name, words as they stand in the text)."""

    text: str
    script: str
    intent: str
    category: str | None
    kind: str | None
    entities: frozenset[tuple[str, str]]
    hard: bool


def read_sets(paths: list[Path]) -> list[Example]:
    """Return the examples of several files. Raises CommandError naming a line that is wrong."""
    return [example for path in paths for example in _read(path)]


def _read(path: Path) -> list[Example]:
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            examples.append(_example(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(
                f"{path}, line {number} is no labelled message: {error!r}"
            ) from error
    return examples


def _example(row: dict) -> Example:
    script = row.get("script") or script_of(row["text"])
    entities = frozenset(
        (entity["entity"], entity["value"]) for entity in row.get("entities") or []
    )
    return Example(
        text=row["text"],
        script=_SCRIPTS.get(script, script),
        intent=row["intent"],
        category=_full_category(row.get("category")),
        kind=row.get("kind"),
        entities=entities,
        hard=bool(row.get("hard")),
    )


def _full_category(name: str | None) -> str | None:
    """Return `energy/power_outage` where a set says `power_outage` only."""
    return _codes().get(name, name) if name else None


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    with _CATEGORIES.open(encoding="utf-8", newline="") as file:
        return {row["code"].split("/")[1]: row["code"] for row in csv.DictReader(file)}
