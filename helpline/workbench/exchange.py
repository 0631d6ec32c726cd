"""Labels and training files brought together; neither overwrites the other.

Each label remembers the line that the files had when both were last of one mind, its base.
Whichever side has left the base wins; where both have, nobody does, and it is reported.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from helpline.domain.labels import entities_of, plain
from helpline.settings import PROJECT_ROOT
from helpline.store.review import Label
from helpline.text.scripts import DEVANAGARI, MIXED, script_of
from helpline.workbench.examples import Example, Examples, key_of
from helpline.workbench.labels import all_by_key, wanted

FROZEN = PROJECT_ROOT / "tests" / "nlu" / "frozen"
TAUGHT = PROJECT_ROOT / "tests" / "nlu" / "taught" / "labels.jsonl"

IS_FROZEN = "a sentence of the frozen test set"
OTHER_MEANING = "the files have these words as {there}"
BOTH_CHANGED = "changed at the desk and in the files, there to {there}"


@dataclass(frozen=True)
class Refused:
    """What was left as it is, and why; `name` is for a terminal, where no words stand."""

    name: str
    text: str
    why: str


@dataclass
class Report:
    """What came of bringing both together."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    tests: int = 0
    refused: list[Refused] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Take in what came of something else beside it."""
        for name in ("written", "removed", "taken", "refused", "files"):
            getattr(self, name).extend(getattr(other, name))


def bring_in(session: Session, examples: Examples, now: datetime) -> Report:
    """Let labels follow what developers changed in the files since both were of one mind."""
    report = Report()
    for label in _in_order(session):
        there = examples.find(label.key)
        want, base = wanted(label), Example.from_json(label.base)
        if not label.is_example or there in (want, base) or want != base:
            continue
        _follow(label, there, now)
        report.taken.append(label.text)
    return report


def bring_out(
    session: Session, examples: Examples, frozen: Collection[str], now: datetime
) -> Report:
    """Put labels into the files, sorted, and write those that changed; say what was refused.

    `frozen` are the keys of sentences that no training data may have.
    """
    report = Report()
    for label in _in_order(session):
        there, want = examples.find(label.key), wanted(label)
        if there == want:
            _of_one_mind(label, want, now)
            continue
        if _is_there_already(label, want, there):
            _follow(label, there, now)
            continue
        why = _refusal(label, want, there, frozen)
        if why:
            report.refused.append(Refused(f"label {label.id}", label.text, why))
            continue
        if there != Example.from_json(label.base):
            continue  # Only the files have changed: that is for `bring_in`.
        if want is None:
            examples.remove(label.key)
            report.removed.append(label.text)
        else:
            examples.put(want)
            report.written.append(label.text)
        _of_one_mind(label, want, now)
    report.files = examples.write()
    return report


def lay_over(session: Session, examples: Examples, frozen: Collection[str]) -> None:
    """Let examples be as all labels want them, but for sentences of the frozen test set.

    For a training folder: neither labels nor the repository's files learn of it.
    """
    for label in _in_order(session):
        want = wanted(label)
        if want is not None and label.key not in frozen:
            examples.put(want)
        elif label.intent is None:
            examples.remove(label.key)


def write_tests(session: Session, path: Path = TAUGHT) -> int:
    """Write the labels that are tests beside what the file has already; return how many are new."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    rows = {key_of(row["text"]): row for row in map(json.loads, lines)}
    before = dict(rows)
    for label in _in_order(session):
        if label.is_test and label.intent:
            rows[label.key] = _as_test(label)
    if rows == before:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = sorted(rows.values(), key=lambda row: row["text"])
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in texts), "utf-8")
    return len([key for key, row in rows.items() if before.get(key) != row])


def frozen_keys(folder: Path = FROZEN) -> frozenset[str]:
    """Return the keys of all sentences of the frozen test set."""
    return frozenset(
        key_of(json.loads(line)["text"])
        for path in folder.rglob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    )


def _in_order(session: Session) -> list[Label]:
    return sorted(all_by_key(session).values(), key=lambda label: label.id)


def _refusal(
    label: Label, want: Example | None, there: Example | None, frozen: Collection[str]
) -> str | None:
    if want is not None and label.key in frozen:
        return IS_FROZEN
    base = Example.from_json(label.base)
    if there == base or want == base:
        return None
    if base is None and want is not None and there is not None:
        return OTHER_MEANING.format(there=_named(there))
    return BOTH_CHANGED.format(there=_named(there))


def _is_there_already(label: Label, want: Example | None, there: Example | None) -> bool:
    """The same words with the same meaning, only marked otherwise: the files were first."""
    if label.base is not None or want is None or there is None:
        return False
    return there.meaning == want.meaning


def _named(example: Example | None) -> str:
    if example is None:
        return "nothing"
    meaning = example.meaning
    return " ".join(filter(None, (meaning.intent, meaning.category, meaning.kind)))


def _follow(label: Label, there: Example | None, now: datetime) -> None:
    if there is None:
        label.intent = label.category = label.kind = None
    else:
        label.text, label.is_example = there.text, True
        label.intent = there.meaning.intent
        label.category, label.kind = there.meaning.category, there.meaning.kind
    _of_one_mind(label, there, now)


def _of_one_mind(label: Label, line: Example | None, now: datetime) -> None:
    base = line.as_json() if line else None
    if label.base != base or label.exported_at is None or label.exported_at < label.at:
        label.base, label.exported_at = base, now


def _as_test(label: Label) -> dict[str, Any]:
    text = plain(label.text)
    return {
        "text": text,
        "script": _script(text),
        "intent": label.intent,
        "category": label.category,
        "kind": label.kind,
        "entities": [
            {"entity": entity, "value": words} for entity, words in entities_of(label.text)
        ],
        "hard": False,
    }


def _script(text: str) -> str:
    found = script_of(text)
    return found if found in (DEVANAGARI, MIXED) else "roman"
