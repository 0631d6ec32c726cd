"""How often a message that tells of several problems is told apart, and one problem is split."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Told:
    """A problem a message tells: its category and where its words stand."""

    category: str
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """One message and the problems it tells, in order."""

    text: str
    problems: tuple[Told, ...]


def read_tellings(path: Path) -> list[Telling]:
    """Return the messages of a file of labelled problems."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_telling(json.loads(line)) for line in lines if line.strip()]


def problem_figures(pairs: Sequence[tuple[Telling, dict[str, Any]]]) -> dict[str, float]:
    """Return shares by name, from messages and what a model parsed of each.

    `problems told apart`: of messages with several, those where no found problem is wrong.
    `problems right`: of the problems found in those, the ones with the right category.
    `one problem split`: of messages with one, those told apart.
    """
    several = [(t, _found(parsed)) for t, parsed in pairs if len(t.problems) > 1]
    single = [_found(parsed) for t, parsed in pairs if len(t.problems) == 1]
    found = [(t, one) for t, all_found in several for one in all_found]
    right = sum(_is_right(t, one) for t, one in found)
    apart = sum(bool(f) and all(_is_right(t, one) for one in f) for t, f in several)
    return {
        "problems told apart": apart / max(len(several), 1),
        "problems right": right / max(len(found), 1),
        "one problem split": sum(map(bool, single)) / max(len(single), 1),
    }


def _telling(row: dict[str, Any]) -> Telling:
    problems = [
        Told(one["category"], start, start + len(one["words"]))
        for one in row["problems"]
        for start in [row["text"].index(one["words"])]
    ]
    return Telling(row["text"], tuple(problems))


def _found(parsed: dict[str, Any]) -> list[Told]:
    found = parsed.get("problems", [])
    return [Told(one["category"], one["start"], one["end"]) for one in found]


def _is_right(telling: Telling, found: Told) -> bool:
    """Whether a problem of this category is told in these words: more than half of them."""
    return any(
        told.category == found.category
        and 2 * (min(told.end, found.end) - max(told.start, found.start)) > told.end - told.start
        for told in telling.problems
    )
