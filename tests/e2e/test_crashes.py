"""Programs die at bad moments; the citizen gets one answer, and nothing is filed twice."""

import pytest

from tests.e2e.action_gate import ActionGate
from tests.e2e.citizen import Citizen
from tests.e2e.system import System, eventually
from tests.support.fake_graph import FakeGraph

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

WORDS = "hamare gaon me 3 din se light nahi hai, Ghansali"
GHANSALI = "Ghansali, Tehri"
OUTAGE = "energy/power_outage"


def test_the_rasa_server_dies_after_filing_and_before_the_reply(
    system: System, gate: ActionGate, graph: FakeGraph
):
    citizen = Citizen(system, "919876500011")
    citizen.describes(WORDS, GHANSALI, OUTAGE)
    heard_before = len(graph.messages_to(citizen.phone))

    with gate.withhold("action_file_complaint") as withheld:
        wamid = citizen.presses(citizen.yes)
        assert withheld.wait(timeout=60)
        system.kill("rasa")
    system.start("rasa")
    answer = citizen.hears(wamid)

    filed = system.complaints_of(citizen.phone)
    assert len(filed) == 1
    assert filed[0].number[:4] in answer
    assert len(graph.messages_to(citizen.phone)) == heard_before + 1


def test_the_action_server_is_down_for_a_while(system: System, graph: FakeGraph):
    citizen = Citizen(system, "919876500012")
    citizen.describes(WORDS, GHANSALI, OUTAGE)
    heard_before = len(graph.messages_to(citizen.phone))

    system.kill("actions")
    wamid = citizen.presses(citizen.yes)
    eventually(lambda: system.inbox(wamid).error, "the failed turn is noted")
    assert len(graph.messages_to(citizen.phone)) == heard_before
    assert system.complaints_of(citizen.phone) == []
    system.start("actions")
    citizen.hears(wamid)

    assert len(system.complaints_of(citizen.phone)) == 1
    assert len(graph.messages_to(citizen.phone)) == heard_before + 1


def test_the_worker_dies_and_the_answer_waits_for_it(system: System, graph: FakeGraph):
    citizen = Citizen(system, "919876500013")
    system.kill("worker")
    wamid = citizen.writes("namaste")
    eventually(lambda: system.inbox(wamid).done_at, "the turn is done")
    assert graph.messages_to(citizen.phone) == []

    system.start("worker")
    citizen.hears(wamid)

    # What happens with the words, and the answer.
    assert len(graph.messages_to(citizen.phone)) == 2
