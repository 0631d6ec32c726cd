"""What people do in the simulated year: offices quick and slow, citizens who answer and who do not.

Each `plan` chooses, by chance, what happens next to a case in its state; whatever the law then
forbids is a mistake here, and raises.
"""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import ClassVar

from helpline.cli.year.ledger import Case, Ledger
from helpline.cli.year.staff import Officer, Staff
from helpline.cli.year.world import OfficeDays, World, india_day, india_moment
from helpline.domain import lifecycle
from helpline.domain.authority import APPROVING_LEVELS, HIGHEST_LEVEL
from helpline.domain.effects import Given
from helpline.services import moves
from helpline.services.moves import ASSISTANT, Actor

# How long offices take, in parts of their time limit, and how many of a hundred are so.
PACES = {"quick": (0.1, 0.8), "steady": (0.4, 1.6), "slow": (1.5, 12.0)}
SHARE = {"quick": 34, "steady": 36, "slow": 30}
# After so many calls without an answer the case rests on the help desk's list, open.
MOST_CALLS = 2
TICK = timedelta(minutes=1)
_OPENING, _OFFICE_MINUTES = 10 * 60, 7 * 60

Happening = Callable[[Case, datetime], None]


class Year:
    """A year that goes from one happening to the next."""

    def __init__(
        self,
        world: World,
        staff: Staff,
        ledger: Ledger,
        days: OfficeDays,
        words: dict[str, list[str]],
        rng: Random,
    ) -> None:
        self.ledger = ledger
        self._world, self._staff, self._days = world, staff, days
        self._words, self._rng = words, rng
        self._pace = {post: self._one_of(SHARE) for post in world.posts}
        self._happenings: list[tuple[datetime, int, int, Happening, Case]] = []
        self._numbers = itertools.count()
        # Of each category and block the case filed last: the next one may be about the same.
        self._last: dict[tuple[str, int | None], Case] = {}

    # --- time --------------------------------------------------------------------------------

    def arrive(self, case: Case) -> None:
        """Let a citizen file a case at its time."""
        self._push(case.filed_at, self._file, case)

    def run_until(self, end: datetime) -> None:
        """Let everything happen that happens before the end."""
        queue = self._happenings
        while queue and queue[0][0] < end:
            now, _, version, happening, case = heapq.heappop(queue)
            # Planned before the case went another way, it does not happen any more.
            if version == case.version:
                happening(case, now)

    def _push(self, at: datetime, happening: Happening, case: Case) -> None:
        heapq.heappush(self._happenings, (at, next(self._numbers), case.version, happening, case))

    def _at_the_office(self, now: datetime, days: int, happening: Happening, case: Case) -> None:
        """Plan something for the opening hours of a working day, so many days on."""
        minute = _OPENING + self._rng.randrange(_OFFICE_MINUTES)
        at = india_moment(self._days.after(india_day(now), days), minute)
        if at <= now:
            at = india_moment(self._days.after(india_day(now) + timedelta(days=1), days), minute)
        self._push(at, happening, case)

    def _at_home(self, now: datetime, days: float, happening: Happening, case: Case) -> None:
        """Plan something a citizen does within so many days, at any hour."""
        self._push(now + TICK + timedelta(days=days) * self._rng.random(), happening, case)

    # --- chance ------------------------------------------------------------------------------

    def _chance(self, percent: float) -> bool:
        return self._rng.random() * 100 < percent

    def _one_of(self, shares: dict[str, float]) -> str:
        return self._rng.choices(list(shares), list(shares.values()))[0]

    def _say(self, topic: str) -> str:
        return self._rng.choice(self._words[topic])

    # --- filing and the clock ----------------------------------------------------------------

    def _file(self, case: Case, now: datetime) -> None:
        self.ledger.file(case)
        key = (case.category_code, case.block_code)
        earlier, self._last[key] = self._last.get(key), case
        if earlier is not None and self._chance(4):
            self._push(now + timedelta(hours=1), lambda one, at: self._join(one, earlier, at), case)
        self._plan(case, now)

    def _do(
        self, case: Case, act: str, by: Actor, now: datetime, given: Given = moves.NOTHING
    ) -> None:
        for moved in self.ledger.perform(case, act, by, now, given):
            self._plan(moved, now)

    def _plan(self, case: Case, now: datetime) -> None:
        if case.state in lifecycle.ON_THE_CLOCK and case.post.level < HIGHEST_LEVEL:
            self._push(max(case.due_at, now) + TICK, self._escalate, case)
        if case.waiting is not None:
            self._at_the_office(now, self._rng.randint(1, 6), self._decide, case)
            return
        plan = self._PLANS.get(case.state)
        if plan is not None:
            plan(self, case, now)

    def _escalate(self, case: Case, now: datetime) -> None:
        self._do(case, "escalate", ASSISTANT, now)

    # --- the office --------------------------------------------------------------------------

    def _plan_work(self, case: Case, now: datetime) -> None:
        pace, limit = PACES[self._pace[case.post.id]], self._limit(case)
        days = round(limit * self._rng.uniform(*pace))
        self._at_the_office(now, days, self._work, case)
        if self._chance(2):
            self._at_home(now, 20, self._give_up, case)
        if self._chance(0.5):
            self._at_the_office(now, 3, self._send_higher, case)

    def _limit(self, case: Case) -> int:
        return self._world.limits[case.category_code, case.post.level]

    def _holder(self, case: Case, now: datetime) -> tuple[Officer, Actor] | None:
        """Return who acts for the office; where nobody holds it, perhaps somebody above does."""
        day = india_day(now)
        officer = self._staff.at_work(case.post, day)
        is_manned = officer is not None
        if officer is None and self._chance(40):
            above = self._world.above(case.post, case.district_code)
            officer = self._staff.at_work(above, day)
        if officer is None:
            return None
        return officer, self.ledger.actor(officer, case, is_manned, now)

    def _work(self, case: Case, now: datetime) -> None:
        found = self._holder(case, now)
        if found is None:
            self._at_the_office(now, 3, self._work, case)
            return
        officer, actor = found
        if case.block_code is None and case.post.level == 1 and self._chance(70):
            self._pass_on_to_its_block(case, actor, now)
        elif case.detours and case.post.level == 1:
            self._pass_on_to_a_department(case, actor, now)
        elif case.state == lifecycle.ASSIGNED and self._chance(50):
            self._do(case, "start_work", actor, now)
        elif self._chance(3):
            self._do(case, "propose_cannot_be_done", actor, now, self._with("cannot_be_done"))
        elif case.kind == lifecycle.GRIEVANCE and self._chance(2.5):
            self._do(case, "propose_as_demand", actor, now, self._with("as_demand"))
        else:
            self.ledger.prove(case, officer, now)
            self._do(case, "report_solution", actor, now, self._with("solution"))

    def _with(self, topic: str, **given: int) -> Given:
        return Given(words=self._say(topic), **given)

    def _pass_on_to_its_block(self, case: Case, actor: Actor, now: datetime) -> None:
        blocks = self._world.blocks_of[case.district_code]
        block = self._rng.choice([code for code in blocks if code != case.post.block_code])
        post = self._world.first_post(case.department_code, case.district_code, block)
        self._do(case, "reassign", actor, now, self._with("reassign", post_id=post.id))

    def _pass_on_to_a_department(self, case: Case, actor: Actor, now: datetime) -> None:
        department = case.detours.pop(0)
        post = self._world.first_post(department, case.district_code, case.block_code)
        act = "transfer" if case.transfers < lifecycle.FREE_TRANSFERS else "propose_transfer"
        if act == "propose_transfer":
            case.detours.insert(0, department)
        self._do(case, act, actor, now, self._with("transfer", post_id=post.id))

    def _decide(self, case: Case, now: datetime) -> None:
        wish = case.waiting.wish
        for officer in self._deciders(case, wish, now):
            if officer is None or officer.id == case.waiting.account_id:
                continue
            actor = self.ledger.actor(officer, case, self._is_manned(case, now), now)
            verb = "approve" if self._chance(60) else "refuse"
            if wish == "transfer":
                case.detours.pop(0)
            self._do(case, f"{verb}_{wish}", actor, now, self._with(verb))
            return
        self._at_the_office(now, 2, self._decide, case)

    def _deciders(self, case: Case, wish: str, now: datetime) -> list[Officer | None]:
        if wish == "cannot_be_done":
            return [self._head(case, level, now) for level in APPROVING_LEVELS]
        if case.post.level == HIGHEST_LEVEL:
            return [self._rng.choice(self._staff.cm_office)]
        above = self._world.above(case.post, case.district_code)
        return [self._staff.at_work(above, india_day(now)), self._rng.choice(self._staff.cm_office)]

    def _head(self, case: Case, level: int, now: datetime) -> Officer | None:
        post = self._world.post_at(case.department_code, level, case.district_code)
        return self._staff.at_work(post, india_day(now))

    def _is_manned(self, case: Case, now: datetime) -> bool:
        return self._staff.at_work(case.post, india_day(now)) is not None

    # --- demands -----------------------------------------------------------------------------

    def _plan_recorded_demand(self, case: Case, now: datetime) -> None:
        if self._chance(30):
            self._at_the_office(now, self._rng.randint(1, 6), self._propose_demand, case)
        elif self._chance(10):
            self._at_the_office(now, self._rng.randint(2, 6), self._decline, case)

    def _propose_demand(self, case: Case, now: datetime) -> None:
        found = self._holder(case, now)
        if found is None:
            self._at_the_office(now, 3, self._propose_demand, case)
            return
        self._do(case, "propose_demand", found[1], now, self._with("demand"))

    def _plan_proposed_demand(self, case: Case, now: datetime) -> None:
        if self._chance(20):
            self._at_the_office(now, self._rng.randint(1, 20), self._sanction, case)
        elif self._chance(20):
            self._at_the_office(now, self._rng.randint(1, 20), self._decline, case)

    def _sanction(self, case: Case, now: datetime) -> None:
        day = india_day(now)
        # The budget year begins in April.
        next_year = day.year + (day.month > 3)
        self._approve(case, "sanction_demand", now, Given(budget_year=next_year))

    def _decline(self, case: Case, now: datetime) -> None:
        self._approve(case, "decline_demand", now, self._with("decline"))

    def _approve(self, case: Case, act: str, now: datetime, given: Given) -> None:
        officers = [self._head(case, level, now) for level in APPROVING_LEVELS]
        officer = next((officer for officer in officers if officer is not None), None)
        if officer is not None:
            actor = self.ledger.actor(officer, case, self._is_manned(case, now), now)
            self._do(case, act, actor, now, given)

    def _plan_sanctioned_demand(self, case: Case, now: datetime) -> None:
        if self._chance(20):
            self._at_the_office(now, self._rng.randint(30, 150), self._build, case)

    def _build(self, case: Case, now: datetime) -> None:
        found = self._holder(case, now)
        if found is not None:
            self.ledger.prove(case, found[0], now)
            self._do(case, "report_solution", found[1], now, self._with("solution"))

    # --- the citizen -------------------------------------------------------------------------

    def _plan_answer(self, case: Case, now: datetime) -> None:
        if self._chance(42):
            self._at_home(now, 6, self._answer, case)
        elif case.calls < MOST_CALLS:
            self._at_the_office(now, 4, self._call, case)

    def _answer(self, case: Case, now: datetime) -> None:
        self._do(case, self._word(), self.ledger.citizen(case, now), now)

    def _word(self) -> str:
        return self._one_of({"confirm_resolved": 60, "partly_solved": 11, "not_solved": 29})

    def _call(self, case: Case, now: datetime) -> None:
        """Ask the citizen who said nothing; without an answer nothing ends."""
        caller = self._rng.choice(self._staff.help_desk)
        case.calls += 1
        outcome = self._one_of(
            {moves.REACHED: 25, "no_answer": 57, "call_again": 13, "wrong_number": 5}
        )
        call = self.ledger.call(case, caller, outcome, self._say("call"), now)
        if outcome == moves.REACHED:
            actor = self.ledger.actor(caller, case, self._is_manned(case, now), now)
            self._do(case, self._word(), actor, now, Given(call_id=call))
        elif case.calls < MOST_CALLS:
            self._at_the_office(now, 2, self._call, case)

    def _give_up(self, case: Case, now: datetime) -> None:
        act = self._one_of({"withdraw_complaint": 60, "confirm_resolved": 40})
        self._do(case, act, self.ledger.citizen(case, now), now)

    def _send_higher(self, case: Case, now: datetime) -> None:
        caller = self._rng.choice(self._staff.help_desk)
        actor = self.ledger.actor(caller, case, self._is_manned(case, now), now)
        self._do(case, "send_higher", actor, now, self._with("higher"))

    def _join(self, case: Case, parent: Case, now: datetime) -> None:
        fits = parent.state in lifecycle.OPEN - {lifecycle.JOINED}
        if not fits or parent.district_code != case.district_code or case.followers():
            return
        if case.state in lifecycle.WITH_OFFICE:
            caller = self._rng.choice(self._staff.help_desk)
            actor = self.ledger.actor(caller, case, self._is_manned(case, now), now)
            self._do(case, "join", actor, now, self._with("join", parent_id=parent.id))

    def _plan_second_thoughts(self, case: Case, now: datetime) -> None:
        act, percent = _SECOND_THOUGHTS[case.state]
        if self._chance(percent):
            self._at_home(
                now,
                30,
                lambda one, at: self._do(one, act, self.ledger.citizen(one, at), at),
                case,
            )

    _PLANS: ClassVar = {
        **dict.fromkeys(lifecycle.WITH_OFFICE, _plan_work),
        lifecycle.SOLUTION_REPORTED: _plan_answer,
        lifecycle.DEMAND_RECORDED: _plan_recorded_demand,
        lifecycle.DEMAND_PROPOSED: _plan_proposed_demand,
        lifecycle.DEMAND_SANCTIONED: _plan_sanctioned_demand,
        **dict.fromkeys(lifecycle.ENDED, _plan_second_thoughts),
    }


# What a citizen may do after an end, and how many of a hundred do.
_SECOND_THOUGHTS = {
    lifecycle.CONFIRMED: ("reopen_complaint", 4),
    lifecycle.WITHDRAWN: ("reopen_complaint", 3),
    lifecycle.CANNOT_BE_DONE: ("appeal", 25),
    lifecycle.DEMAND_DECLINED: ("appeal", 15),
}
