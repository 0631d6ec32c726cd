"""What a sentence can mean: intents and categories, of the files and of what trainers made."""

import csv
import re
from dataclasses import dataclass, field
from functools import cache

import yaml
from sqlalchemy.orm import Session

from helpline.domain.labels import COMPLAINT, KINDS, Meaning
from helpline.domain.topics import is_taught
from helpline.settings import PROJECT_ROOT, REFERENCE_DIR
from helpline.store.additions import CATEGORY, INTENT, newest
from helpline.workbench.dialogue_files import names_of_questions

Names = dict[str, str]
_INTENT_WITH_EXAMPLES = re.compile(r"^- intent: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Taxonomy:
    """The intents and categories that there are; names stand under `hi` and `en`.

    `named` are the names of intents that were made at the desk.
    """

    intents: tuple[str, ...]
    categories: dict[str, Names]
    departments: dict[str, Names]
    named: dict[str, Names] = field(default_factory=dict)

    def is_known(self, meaning: Meaning) -> bool:
        """Tell whether there is such a meaning: a complaint has category and kind, all else none."""
        if meaning.intent == COMPLAINT:
            return meaning.category in self.categories and meaning.kind in KINDS
        return meaning.intent in self.intents and meaning.category is None and meaning.kind is None


@cache
def in_files() -> Taxonomy:
    """Return what the repository's files know, read once a process.

    An intent without any example is given by the channel, and no sentence teaches it.
    """
    domain = yaml.load((PROJECT_ROOT / "domain.yml").read_text("utf-8"), yaml.CSafeLoader)
    files = (PROJECT_ROOT / "data" / "nlu").rglob("*.yml")
    taught = {
        name for path in files for name in _INTENT_WITH_EXAMPLES.findall(path.read_text("utf-8"))
    }
    intents = tuple(name for name in domain["intents"] if name in taught or is_taught(name))
    named = {code: _in_languages(names) for code, names in names_of_questions().items()}
    return Taxonomy(intents, _names("categories.csv"), _names("departments.csv"), named)


def known(session: Session) -> Taxonomy:
    """Return what the files know, with all that trainers added, renamed, merged and retired."""
    files = in_files()
    intents = dict.fromkeys(files.intents)
    named = dict(files.named)
    for code, row in newest(session, INTENT).items():
        named[code] = _in_languages(row.content)
        if row.is_live:
            intents[code] = None
        else:
            intents.pop(code, None)
    categories = dict(files.categories)
    for code, row in newest(session, CATEGORY).items():
        if row.is_live:
            categories[code] = _in_languages(row.content)
        else:
            categories.pop(code, None)
    in_order = sorted(categories.items(), key=lambda entry: _place(files, entry[0]))
    return Taxonomy(tuple(intents), dict(in_order), files.departments, named)


def _place(files: Taxonomy, code: str) -> int:
    """Beside the others of the department."""
    return list(files.departments).index(code.split("/")[0])


def _in_languages(content: Names) -> Names:
    return {"hi": content.get("name_hi", ""), "en": content.get("name_en", "")}


def _names(file_name: str) -> dict[str, Names]:
    with (REFERENCE_DIR / file_name).open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: {"hi": row["name_hi"], "en": row["name_en"]}
            for row in csv.DictReader(file)
        }
