"""Labelled messages to teach with, and how they are written for Rasa."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpline.cli.measure.examples import Example
from helpline.settings import PROJECT_ROOT
from helpline.text.scripts import script_of

JOIN = "."  # between intent and category in one label; "/" has a meaning of its own in Rasa
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_SEED = 1905


@dataclass(frozen=True)
class Lesson:
    """One message to teach with; `line` is the text with its entities marked as Rasa does."""

    line: str
    intent: str
    category: str | None = None
    kind: str | None = None

    @property
    def text(self) -> str:
        """The message as a citizen would type it."""
        return _MARKED.sub(r"\1", self.line)

    @property
    def joined_label(self) -> str:
        """Intent and category in one, for a classifier that knows labels only."""
        return joined_label(self.intent, self.category)


def joined_label(intent: str, category: str | None) -> str:
    """Return intent and category in one."""
    return intent if category is None else JOIN.join([intent, *category.split("/")])


def project_lessons(folder: Path = PROJECT_ROOT / "data" / "nlu") -> list[Lesson]:
    """Return the project's own training messages."""
    return [lesson for path in sorted(folder.rglob("*.yml")) for lesson in _of_file(path)]


def _of_file(path: Path) -> list[Lesson]:
    return [
        Lesson(
            line.removeprefix("- "),
            block["intent"],
            block.get("metadata", {}).get("category"),
            block.get("metadata", {}).get("kind"),
        )
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    ]


def lessons_of(examples: Iterable[Example]) -> list[Lesson]:
    """Return labelled messages of another set as lessons, without their entities."""
    return [Lesson(" ".join(e.text.split()), e.intent, e.category, e.kind) for e in examples]


def in_script(lessons: Iterable[Lesson], script: str) -> list[Lesson]:
    """Return the lessons written in this script and no other."""
    return [lesson for lesson in lessons if script_of(lesson.text) == script]


def at_most(lessons: Iterable[Lesson], count: int) -> list[Lesson]:
    """Return up to `count` lessons of each category and other intent; more hold the fewer."""
    groups: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        groups.setdefault(lesson.joined_label, []).append(lesson)
    for group in groups.values():
        random.Random(_SEED).shuffle(group)  # noqa: S311 - drawn the same every time
    return [lesson for group in groups.values() for lesson in group[:count]]


def as_rasa(lessons: Iterable[Lesson], label: Callable[[Lesson], str]) -> str:
    """Return training data for Rasa, each lesson under the intent that `label` gives it."""
    blocks: dict[tuple[str, str | None, str | None], list[str]] = {}
    for lesson in lessons:
        key = (label(lesson), lesson.category, lesson.kind)
        blocks.setdefault(key, []).append(f"- {lesson.line}")
    nlu = [_block(*key, lines) for key, lines in blocks.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000)


def _block(intent: str, category: str | None, kind: str | None, lines: list[str]) -> dict:
    labels = {"metadata": {"category": category, "kind": kind}} if category else {}
    return {"intent": intent, **labels, "examples": "\n".join(lines)}
