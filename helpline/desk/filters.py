"""The worklist's filters in an address: `/?group=open&district=45&late=overdue`."""

from collections.abc import Mapping
from dataclasses import asdict

from helpline.domain.authority import HIGHEST_LEVEL, Person
from helpline.services.worklist import LATE, Filters, groups_of

LARGEST_ID = 2**31 - 1
LONGEST_WORDS = 200


def read_filters(asked: Mapping[str, str], person: Person) -> Filters:
    """Return the filters of an address. What is unknown narrows nothing."""
    groups = groups_of(person)
    group, late, kind = asked.get("group"), asked.get("late"), asked.get("kind")
    level = whole_number(asked.get("level"))
    return Filters(
        group=group if group in groups else groups[0],
        level=level if level and level <= HIGHEST_LEVEL else None,
        department=asked.get("department") or None,
        district=whole_number(asked.get("district")),
        block=whole_number(asked.get("block")),
        category=asked.get("category") or None,
        kind=kind if kind in ("grievance", "demand") else None,
        late=late if late in LATE else None,
        words=(asked.get("q") or "").strip()[:LONGEST_WORDS],
    )


def as_address(filters: Filters) -> dict[str, str]:
    """Return the filters as they stand in an address, only those that narrow."""
    values = asdict(filters)
    values["q"] = values.pop("words")
    return {name: str(value) for name, value in values.items() if value}


def whole_number(text: str | None) -> int | None:
    """Return a number that an id can have; None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST_ID)):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_ID else None
