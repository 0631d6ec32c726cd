"""The whole program in a folder of its own, taught less: a model is trained in half a minute."""

import json
import shutil
from itertools import groupby
from pathlib import Path

from helpline.settings import PROJECT_ROOT
from helpline.workbench import examples
from helpline.workbench.examples import Example

_PROGRAM = ("actions", "data", "helpline", "migrations", "reference")
_FILES = ("alembic.ini", "config.yml", "credentials.yml", "domain.yml", "endpoints.yml", "Procfile")
_FROZEN, _TALKS = Path("tests/nlu/frozen"), Path("tests/conversations")
_VECTORS = Path(".rasa/cache/sentence-vectors.npz")
# Of complaints it knows these; training takes as long as there are subjects to tell apart.
SUBJECTS = (
    "drinking_water/handpump_repair",
    "drinking_water/no_water_supply",
    "energy/power_outage",
    "food_supply/ration_not_given",
    "health/medicine_shortage",
    "public_works/new_road",
    "public_works/road_damage",
    "social_welfare/pension_stopped",
)
LESSONS_EACH = 40
ONE_TEST_IN = 3


def make_small_project(root: Path) -> None:
    """Copy the program to `root` with fewer subjects, examples and test messages.

    Vectors of sentences that the real project has learnt are not computed anew.
    """
    for name in _PROGRAM:
        shutil.copytree(
            PROJECT_ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in _FILES:
        shutil.copy(PROJECT_ROOT / name, root / name)
    for folder in (_FROZEN, _TALKS, _VECTORS.parent):
        (root / folder).mkdir(parents=True)
    for pattern in ("*.yml", "*.txt"):
        for path in (PROJECT_ROOT / _TALKS).glob(pattern):
            shutil.copy(path, root / _TALKS)
    for path in (PROJECT_ROOT / _FROZEN).glob("*.jsonl"):
        lines = [
            line
            for line in path.read_text("utf-8").splitlines(keepends=True)
            if _is_known(json.loads(line).get("category"))
        ]
        (root / _FROZEN / path.name).write_text("".join(lines[::ONE_TEST_IN]), "utf-8")
    if (PROJECT_ROOT / _VECTORS).exists():
        shutil.copy(PROJECT_ROOT / _VECTORS, root / _VECTORS)
    _thin_out(root / "data" / "nlu")


def _thin_out(folder: Path) -> None:
    found = examples.read(folder)
    lines = sorted(found.all(), key=_meaning)
    for _, theirs in groupby(lines, _meaning):
        for line in _surplus(list(theirs)):
            found.remove(line.key)
    found.write()


def _surplus(lines: list[Example]) -> list[Example]:
    """All of an unknown subject; else all but some from everywhere: the lines are sorted by script."""
    if not _is_known(lines[0].meaning.category):
        return lines
    step = max(len(lines) / LESSONS_EACH, 1)
    kept = {round(number * step) for number in range(LESSONS_EACH)}
    return [line for number, line in enumerate(lines) if number not in kept]


def _is_known(category: str | None) -> bool:
    return category is None or category in SUBJECTS


def _meaning(line: Example) -> tuple[str, ...]:
    return tuple(map(str, (line.meaning.intent, line.meaning.category, line.meaning.kind)))
