"""What citizens complain about in the simulated year: how often, where, when, in which words."""

from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

from helpline.cli.year.ledger import Case, Ledger
from helpline.cli.year.world import World, india_moment
from helpline.domain import lifecycle

CITIZENS_PER_COMPLAINT = 0.7
# Of a hundred complaints: where only the district is known, and which begin at a wrong department.
UNKNOWN_BLOCK, WRONG_DEPARTMENT = 6, 4
MOST_DETOURS = 3
# Of a hundred complaints about a thing that may be a demand, and about any other thing.
DEMANDS, OTHER_DEMANDS = 70, 3
_MONSOON = {6: 1.3, 7: 1.8, 8: 1.8, 9: 1.3}
_SUNDAY, _SUNDAY_WEIGHT = 6, 0.6
_FIRST_HOUR, _LAST_HOUR = 6, 22


@cache
def sentences() -> dict[str, Any]:
    """Return the invented words and weights."""
    path = Path(__file__).with_name("sentences.yml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def arrivals(
    world: World, ledger: Ledger, count: int, first: date, days: int, rng: Random
) -> Iterator[Case]:
    """Yield new cases in the order of their filing."""
    weights = sentences()["weights"]
    categories = _Weighted(list(world.categories), weights["categories"])
    districts = _Weighted(
        list(world.districts),
        {code: weights["districts"].get(row.name_en, 1) for code, row in world.districts.items()},
    )
    citizens = max(1, round(count * CITIZENS_PER_COMPLAINT))
    for number, filed_at in enumerate(_moments(count, first, days, rng), start=1):
        category, district = categories.draw(rng), districts.draw(rng)
        citizen = rng.randint(1, citizens)
        yield _case(world, ledger, rng, number, citizen, category, district, filed_at)


class _Weighted:
    """Draws from a list by weights; 1 where none is given."""

    def __init__(self, values: list, weights: dict) -> None:
        self._values = values
        self._sums = list(accumulate(weights.get(value, 1) for value in values))

    def draw(self, rng: Random) -> Any:
        return self._values[bisect(self._sums, rng.random() * self._sums[-1])]


def _moments(count: int, first: date, days: int, rng: Random) -> list[datetime]:
    """Return so many moments, by day: more in the monsoon, fewer on Sundays."""
    dates = [first + timedelta(days=number) for number in range(days)]
    weight = {
        day: _MONSOON.get(day.month, 1) * (_SUNDAY_WEIGHT if day.weekday() == _SUNDAY else 1)
        for day in dates
    }
    drawn = _Weighted(dates, weight)
    minutes = (_FIRST_HOUR * 60, _LAST_HOUR * 60)
    return sorted(india_moment(drawn.draw(rng), rng.randrange(*minutes)) for _ in range(count))


def _case(
    world: World,
    ledger: Ledger,
    rng: Random,
    number: int,
    citizen: int,
    category: str,
    district: int,
    filed_at: datetime,
) -> Case:
    block = None if rng.random() * 100 < UNKNOWN_BLOCK else rng.choice(world.blocks_of[district])
    right = world.categories[category].department_code
    departments = _departments(world, right, rng)
    post = world.first_post(departments[0], district, block)
    text = _words(category, rng)
    return Case(
        id=number,
        citizen_id=citizen,
        inbox_id=ledger.message(citizen, filed_at),
        text=text,
        category_code=category,
        kind=_kind(category, rng),
        department_code=departments[0],
        district_code=district,
        block_code=block,
        place=rng.choice(sentences()["places"]),
        post=post,
        filed_at=filed_at,
        due_at=filed_at,
        detours=departments[1:],
    )


def _departments(world: World, right: str, rng: Random) -> list[str]:
    """Return the departments a case goes through: mostly the right one alone."""
    if rng.random() * 100 >= WRONG_DEPARTMENT:
        return [right]
    others = [code for code in world.departments if code != right]
    return [*rng.sample(others, rng.randint(1, MOST_DETOURS)), right]


def _kind(category: str, rng: Random) -> str:
    percent = DEMANDS if category in sentences()["demands"] else OTHER_DEMANDS
    return lifecycle.DEMAND if rng.random() * 100 < percent else lifecycle.GRIEVANCE


def _words(category: str, rng: Random) -> str:
    said = sentences()
    tail = rng.choice(rng.choice(said["since"]))
    opening, closing = rng.choice(said["openings"]), rng.choice(said["closings"])
    return f"{opening}{rng.choice(said['complaints'][category])}{tail}{closing}"
