"""The state as the reference tables have it: offices, time limits and working days, in memory."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.clock import INDIA
from helpline.domain.authority import HIGHEST_LEVEL
from helpline.domain.working_days import WorkingCalendar
from helpline.services.time_limits import calendar
from helpline.store.reference import Block, Category, Department, District, Post, TimeLimit

_NOON = time(12, 0)
_FIRST_LEVEL = 1


@dataclass(frozen=True)
class World:
    """What exists in the state."""

    posts: dict[int, Post]
    categories: dict[str, Category]
    departments: dict[str, Department]
    districts: dict[int, District]
    blocks: dict[int, Block]
    limits: dict[tuple[str, int], int]
    calendar: WorkingCalendar
    _due: dict[tuple[date, int], datetime] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> "World":
        """Read the reference tables."""

        def by_code(table: type) -> dict:
            rows = session.execute(select(table).order_by(table.code)).scalars()
            return {row.code: row for row in rows}

        posts = session.execute(select(Post).order_by(Post.id)).scalars()
        limits = session.execute(select(TimeLimit)).scalars()
        return cls(
            posts={post.id: post for post in posts},
            categories=by_code(Category),
            departments=by_code(Department),
            districts=by_code(District),
            blocks=by_code(Block),
            limits={(row.category_code, row.level): row.working_days for row in limits},
            calendar=calendar(session),
        )

    @cached_property
    def headquarters(self) -> dict[int, int]:
        """The block of each district that answers where the block is not known."""
        return {
            block.district_code: block.code
            for block in self.blocks.values()
            if block.is_headquarters
        }

    @cached_property
    def blocks_of(self) -> dict[int, list[int]]:
        """The blocks of each district; towns are none, because not every department is in them."""
        found: dict[int, list[int]] = {code: [] for code in self.districts}
        for block in self.blocks.values():
            areas = (
                (name, _FIRST_LEVEL, block.district_code, block.code) for name in self.departments
            )
            if all(area in self._by_area for area in areas):
                found[block.district_code].append(block.code)
        return found

    def first_post(self, department: str, district: int, block: int | None) -> Post:
        """Return the level 1 post that answers there, as services.filing finds it."""
        code = block or self.headquarters[district]
        return self._by_area[department, _FIRST_LEVEL, district, code]

    def post_at(self, department: str, level: int, district: int) -> Post:
        """Return the post of level 2, 3 or 4 that answers for a district."""
        return self._by_area[department, level, district if level == 2 else None, None]

    def above(self, post: Post, district: int) -> Post:
        """Return the post one level up, as services.offices.post_above finds it."""
        if post.level == HIGHEST_LEVEL:
            return post
        return self.post_at(post.department_code, post.level + 1, district)

    def due(self, category: str, level: int, now: datetime) -> datetime:
        """Return until when a level has time; the calendar counts whole days, so a day is kept."""
        day, days = india_day(now), self.limits[category, level]
        if (day, days) not in self._due:
            noon = datetime.combine(day, _NOON, tzinfo=INDIA)
            self._due[day, days] = self.calendar.due(noon, days).astimezone(timezone.utc)
        return self._due[day, days]

    @cached_property
    def _by_area(self) -> dict[tuple[str, int, int | None, int | None], Post]:
        return {
            (post.department_code, post.level, post.district_code, post.block_code): post
            for post in self.posts.values()
        }


class OfficeDays:
    """The working days of a stretch of time, to be counted forwards quickly."""

    def __init__(self, calendar: WorkingCalendar, first: date, last: date) -> None:
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        self._open = [day for day in days if calendar.is_open(day)]

    def after(self, day: date, count: int) -> date:
        """Return the count-th working day after a day; 0 is the day itself, or the next one."""
        position = min(bisect_left(self._open, day) + count, len(self._open) - 1)
        return self._open[position]


_INDIA_OFFSET = timedelta(hours=5, minutes=30)


def india_day(moment: datetime) -> date:
    """Return the day in India of a moment in UTC: quicker than the zone's table, a million times."""
    return (moment + _INDIA_OFFSET).date()


def india_moment(day: date, minute: int) -> datetime:
    """Return the moment, in UTC, of a minute of a day in India."""
    return (
        datetime.combine(day, time(), tzinfo=timezone.utc)
        - _INDIA_OFFSET
        + timedelta(minutes=minute)
    )
