"""The problems that a citizen counts: "two problems: no water, and the transformer is burnt"."""

import re
from collections.abc import Iterable
from typing import Any

from helpline.channels.by_words import names_subject
from helpline.channels.intents import REPORT_COMPLAINT
from helpline.domain.draft_parts import department_of
from helpline.text.clauses import Clause, find_clauses

ParseData = dict[str, Any]

# To the ear of who splits a Hindi sentence it is the verb at its end.
_THE = re.compile(r"\bthe\b", re.IGNORECASE)


def clauses_behind(text: str, start: int) -> list[Clause]:
    """Return the clauses of a text from a place on, where they stand in it."""
    rest = _THE.sub("   ", text[start:])
    found = ((clause.start + start, clause.end + start) for clause in find_clauses(rest))
    return [Clause(text[first:last], first, last) for first, last in found]


def problems_in(read: Iterable[tuple[Clause, ParseData]]) -> list[dict[str, Any]]:
    """Return what surely complains of something to an office of its own; any other clause belongs to the one before."""
    problems: list[dict[str, Any]] = []
    for clause, parsed in read:
        is_told = parsed["intent"].get("name") == REPORT_COMPLAINT and names_subject(parsed)
        if is_told and not any(_is_same_office(parsed, one) for one in problems):
            guess = parsed["complaint_guess"]
            known = {name: guess[name] for name in ("category", "kind", "confidence")}
            problems.append({"start": clause.start, "end": clause.end, **known})
        elif problems:
            problems[-1]["end"] = clause.end
    return problems if len(problems) > 1 else []


def _is_same_office(parsed: ParseData, problem: dict[str, Any]) -> bool:
    code = parsed["complaint_guess"]["category"]
    return department_of(code) == department_of(problem["category"])
