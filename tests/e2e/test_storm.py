"""A thousand messages while everything fails: nothing is lost, nothing done twice, order is kept."""

import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpline.services.inbox import TAKEN_BACK
from helpline.store.complaints import Complaint
from helpline.store.messages import DONE, FAILED, Citizen, Inbox, Outbox, Turn
from tests.e2e.storm import COMPLAINTS_EACH, ENDS, FAILURES, SCRIPT, Crowd, Killer, Weather
from tests.e2e.system import System, eventually
from tests.support.fake_graph import FakeGraph

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CITIZENS = 100
SEED = int(os.environ.get("STORM_SEED", "1905"))
# On a quiet machine with two cores a minute and a half, and one more.
WRITING_SECONDS = 420
QUIET_SECONDS = 300
PROGRAMS = ("rasa", "rasa-2", "actions", "worker")


class Storm:
    """The storm after it is over, and what it left."""

    def __init__(self, system: System, graph: FakeGraph) -> None:
        self.system = system
        self.graph = graph
        self.weather = Weather(SEED)
        self.crowd = Crowd(system, graph, CITIZENS, SEED)
        self.killer = Killer(system, SEED)

    def pass_over(self) -> None:
        self.graph.fate = self.weather
        over = threading.Event()
        beside = [
            threading.Thread(target=self.killer.run),
            threading.Thread(target=self.crowd.report_until, args=(over,)),
        ]
        for thread in beside:
            thread.start()
        try:
            self.crowd.write_all(WRITING_SECONDS)
            beside[0].join()
            eventually(self._is_quiet, "every message is answered", QUIET_SECONDS)
        finally:
            over.set()
            for thread in beside:
                thread.join()

    def outbox(self) -> list[Outbox]:
        with self.system.session() as session:
            return session.execute(select(Outbox).order_by(Outbox.id)).scalars().all()

    def _is_quiet(self) -> bool:
        with self.system.session() as session:
            return not any(
                session.execute(
                    select(func.count()).where(table.state.not_in((DONE, FAILED)))
                ).scalar_one()
                for table in (Inbox, Outbox)
            )


@pytest.fixture(scope="module")
def storm(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storm]:
    with FakeGraph() as graph:
        system = System(
            tmp_path_factory.mktemp("storm"), WHATSAPP_GRAPH_URL=graph.url, RASA_SERVERS="2"
        )
        try:
            system.start(*PROGRAMS)
            storm = Storm(system, graph)
            storm.pass_over()
            yield storm
        finally:
            system.stop()


def test_it_was_a_storm(storm: Storm):
    came = storm.weather.came
    bad = came.total() - came["fine"]
    print(f"killed {storm.killer.killed}, {storm.crowd.repeated} webhooks repeated, {came}")
    assert sorted(storm.killer.killed) == sorted(ENDS)
    assert storm.crowd.repeated > CITIZENS * len(SCRIPT) / 5
    assert 0.28 < bad / came.total() < 0.39
    assert set(FAILURES) <= set(came)


def test_every_message_has_exactly_one_turn(storm: Storm):
    with storm.system.session() as session:
        rows = session.execute(
            select(Inbox.wamid, Inbox.state, Inbox.error, func.count(Turn.id))
            .outerjoin(Turn)
            .group_by(Inbox.id)
        ).all()
    assert len(rows) == CITIZENS * len(SCRIPT)
    assert [row for row in rows if (row.state, row[3]) != (DONE, 1)] == []


def test_every_complaint_is_filed_once(storm: Storm):
    with storm.system.session() as session:
        filed = session.execute(
            select(Citizen.phone, func.count(Complaint.id))
            .outerjoin(Complaint)
            .group_by(Citizen.id)
        ).all()
    assert {phone: count for phone, count in filed if count != COMPLAINTS_EACH} == {}
    assert len(filed) == CITIZENS


def test_the_turns_of_a_citizen_are_in_the_order_of_writing(storm: Storm):
    with storm.system.session() as session:
        turns = session.execute(
            select(Turn.citizen_id, Inbox.wamid).join(Turn.inbox).order_by(Turn.id)
        ).all()
    by_citizen = defaultdict(list)
    for citizen, wamid in turns:
        by_citizen[citizen].append(int(wamid.rpartition("-")[2]))
    assert [turns for turns in by_citizen.values() if turns != sorted(turns)] == []


def test_no_answer_is_missing(storm: Storm):
    rows = storm.outbox()
    assert [(row.id, row.error) for row in rows if row.state != DONE] == []
    assert {str(row.id) for row in rows} - {sent.mark for sent in storm.graph.messages} == set()
    answered = {row.turn_id for row in rows}
    with storm.system.session() as session:
        silent = [
            turn for turn in session.execute(select(Turn)).scalars() if turn.id not in answered
        ]
    # A question that the next message overtook was taken back, and asked anew if need be.
    assert [turn.id for turn in silent if not all(TAKEN_BACK in one for one in turn.replies)] == []


def test_answers_arrive_in_order(storm: Storm):
    arrived = defaultdict(list)
    for sent in storm.graph.messages:
        arrived[sent.recipient].append(int(sent.mark))
    assert [marks for marks in arrived.values() if marks != sorted(marks)] == []


def test_what_was_said_twice_is_known(storm: Storm):
    taken = defaultdict(int)
    for sent in storm.graph.messages:
        taken[sent.mark] += 1
    twice = sum(times > 1 for times in taken.values())
    print(f"{twice} of {len(taken)} answers came twice.")
    unsure = {str(row.id): row.unsure_attempts for row in storm.outbox()}
    assert {mark for mark, times in taken.items() if times - 1 > unsure[mark]} == set()
    # WhatsApp's reports save the others, but for those that come while no server takes them.
    assert twice < storm.weather.came["lost"]
