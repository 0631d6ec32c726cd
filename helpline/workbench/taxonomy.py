"""What a sentence can mean: the intents of domain.yml, the categories of reference/."""

import csv
import re
from functools import cache

import yaml

from helpline.domain.labels import COMPLAINT, KINDS, Meaning
from helpline.settings import PROJECT_ROOT, REFERENCE_DIR

_INTENT_WITH_EXAMPLES = re.compile(r"^- intent: (\w+)$", re.MULTILINE)


@cache
def intents() -> tuple[str, ...]:
    """Return the intents that a sentence can have, read once a process.

    Those without any example are given by the channel, and no sentence teaches them.
    """
    domain = yaml.load((PROJECT_ROOT / "domain.yml").read_text("utf-8"), yaml.CSafeLoader)
    files = (PROJECT_ROOT / "data" / "nlu").rglob("*.yml")
    taught = {
        name for path in files for name in _INTENT_WITH_EXAMPLES.findall(path.read_text("utf-8"))
    }
    return tuple(name for name in domain["intents"] if name in taught)


def categories() -> dict[str, dict[str, str]]:
    """Return the names of each category in `hi` and `en`, by its code."""
    return _names("categories.csv")


def departments() -> dict[str, dict[str, str]]:
    """Return the names of each department in `hi` and `en`, by its code."""
    return _names("departments.csv")


def is_known(meaning: Meaning) -> bool:
    """Tell whether there is such a meaning: a complaint has a category and a kind, all else none."""
    if meaning.intent == COMPLAINT:
        return meaning.category in categories() and meaning.kind in KINDS
    return meaning.intent in intents() and meaning.category is None and meaning.kind is None


@cache
def _names(file_name: str) -> dict[str, dict[str, str]]:
    """Read the names of a reference file, once a process."""
    with (REFERENCE_DIR / file_name).open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: {"hi": row["name_hi"], "en": row["name_en"]}
            for row in csv.DictReader(file)
        }
