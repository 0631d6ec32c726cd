"""The people of the simulated year: who holds which post when, who is away, where nobody is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from helpline.cli.year.world import World
from helpline.domain import roles
from helpline.domain.authority import APPROVING_LEVELS, Office, Person
from helpline.services.offices import office_of
from helpline.store.reference import Post

# How many of a hundred posts stand empty at the beginning, and change hands in the year.
VACANT = {1: 6, 2: 3, 3: 0, 4: 0}
CHANGES = {1: 22, 2: 22, 3: 10, 4: 10}
LONGEST_GAP_DAYS = 90
LONGEST_LEAVE_DAYS = 15
HELP_DESK = 20
CM_OFFICE = 3


@dataclass
class Held:
    """A posting: a post, held by somebody from one day to another."""

    post: Post
    officer: "Officer"
    since: date
    until: date | None = None
    is_acting: bool = False
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        """Keep the post as the law sees it: it is asked for at every move."""
        self.office = office_of(self.post)

    def lasts(self, day: date) -> bool:
        """Tell whether it covers this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass
class Officer:
    """An account."""

    id: int
    login: str
    role: str
    district: int | None = None
    is_closed: bool = False
    postings: list[Held] = field(default_factory=list)
    leaves: list[tuple[date, date]] = field(default_factory=list)

    def is_away(self, day: date) -> bool:
        """Tell whether the person is on leave."""
        return any(since <= day <= until for since, until in self.leaves)

    def person(self, day: date) -> Person:
        """Return the account with the offices held on this day, as the law sees it."""
        offices = tuple(held.office for held in self.postings if held.lasts(day))
        return Person(self.id, self.login, self.role, offices, self.district)


class Staff:
    """Everybody at the desk in this year."""

    def __init__(self, world: World, first: date, last: date, rng: Random) -> None:
        self.accounts: list[Officer] = []
        self._held: dict[int, list[Held]] = defaultdict(list)
        self._siblings: dict[tuple, list[Post]] = defaultdict(list)
        for post in world.posts.values():
            self._siblings[_kind(post)].append(post)
        self._world, self._first, self._last, self._rng = world, first, last, rng
        self._fill_posts()
        self._change_hands()
        self._go_on_leave()
        self.help_desk = [self._add(roles.HELPDESK) for _ in range(HELP_DESK)]
        self.cm_office = [self._add(roles.CM_OFFICE) for _ in range(CM_OFFICE)]
        for district in world.districts:
            self._add(roles.DISTRICT_MAGISTRATE, district)
        self._add(roles.TRAINER)
        self._add(roles.ADMINISTRATOR)

    def at_work(self, post: Post, day: date) -> Officer | None:
        """Return who acts for a post on this day; None where it is not manned."""
        for held in self._held[post.id]:
            if held.lasts(day) and not held.officer.is_away(day):
                return held.officer
        return None

    def postings(self) -> list[Held]:
        """Return every posting of the year, by its first day."""
        found = [held for officer in self.accounts for held in officer.postings]
        return sorted(found, key=lambda held: (held.since, held.post.id, held.officer.id))

    def _add(self, role: str, district: int | None = None) -> Officer:
        number = len(self.accounts) + 1
        officer = Officer(number, f"{role}-{number}", role, district)
        self.accounts.append(officer)
        return officer

    def _post(
        self,
        officer: Officer,
        post: Post,
        since: date,
        until: date | None = None,
        acting: bool = False,
    ) -> None:
        held = Held(post, officer, since, until, acting)
        officer.postings.append(held)
        self._held[post.id].append(held)

    def _chance(self, percent: float) -> bool:
        return self._rng.random() * 100 < percent

    def _fill_posts(self) -> None:
        for post in self._world.posts.values():
            if not self._chance(VACANT[post.level]):
                since = self._first - timedelta(days=self._rng.randint(1, 900))
                self._post(self._add(roles.OFFICER), post, since)

    def _change_hands(self) -> None:
        """Let some retire, and pairs of the same department and level change places."""
        waiting: dict[tuple[str, int], Held] = {}
        for post in self._world.posts.values():
            held = next(iter(self._held[post.id]), None)
            if held is None or not self._chance(CHANGES[post.level]):
                continue
            if post.level in APPROVING_LEVELS or self._chance(40):
                self._retire(held)
                continue
            other = waiting.pop((post.department_code, post.level), None)
            if other is None:
                waiting[post.department_code, post.level] = held
            else:
                self._swap(held, other)

    def _retire(self, held: Held) -> None:
        held.until = self._some_day()
        held.officer.is_closed = True
        top = held.post.level in APPROVING_LEVELS
        gap = 1 if top else self._rng.randint(1, LONGEST_GAP_DAYS)
        successor_from = held.until + timedelta(days=gap)
        if successor_from <= self._last:
            self._post(self._add(roles.OFFICER), held.post, successor_from)

    def _swap(self, one: Held, other: Held) -> None:
        one.until = other.until = day = self._some_day()
        for mover, post in ((one.officer, other.post), (other.officer, one.post)):
            self._post(mover, post, day + timedelta(days=self._rng.randint(1, 30)))

    def _go_on_leave(self) -> None:
        for officer in list(self.accounts):
            for half in (0, 182):
                if self._chance(60):
                    self._leave(
                        officer, self._first + timedelta(days=half + self._rng.randint(0, 160))
                    )

    def _leave(self, officer: Officer, since: date) -> None:
        until = since + timedelta(days=self._rng.randint(1, LONGEST_LEAVE_DAYS))
        held = next((held for held in officer.postings if held.lasts(since)), None)
        if held is None or officer.is_closed:
            return
        officer.leaves.append((since, until))
        if held.post.level in APPROVING_LEVELS:
            self._post(self._add(roles.OFFICER), held.post, since, until, acting=True)
        elif self._chance(50):
            neighbour = self._neighbour(held.post, since)
            if neighbour is not None:
                self._post(neighbour, held.post, since, until, acting=True)

    def _neighbour(self, post: Post, day: date) -> Officer | None:
        """Return somebody at work in another office of the same department, level and district."""
        siblings = [other for other in self._siblings[_kind(post)] if other.id != post.id]
        officer = self.at_work(self._rng.choice(siblings), day) if siblings else None
        return None if officer is None or officer.is_closed else officer

    def _some_day(self) -> date:
        return self._first + timedelta(days=self._rng.randint(20, 340))


def _kind(post: Post) -> tuple[str, int, int | None]:
    """Executive engineers stand in for those of other districts: each district has one."""
    return post.department_code, post.level, post.district_code if post.level == 1 else None
