"""One helpline for all tests, with a WhatsApp that only notes what it gets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.action_gate import ActionGate
from tests.e2e.system import System, free_ports
from tests.support.fake_graph import FakeGraph

PROGRAMS = ("rasa", "actions", "worker")


@pytest.fixture(scope="session")
def graph() -> Iterator[FakeGraph]:
    """WhatsApp's side of the Cloud API."""
    with FakeGraph() as graph:
        yield graph


@pytest.fixture(scope="session")
def gate() -> Iterator[ActionGate]:
    """The gate before the action server."""
    with ActionGate(actions_port=free_ports(1)[0]) as gate:
        yield gate


@pytest.fixture(scope="session")
def started_system(
    trained_model: Path,
    gate: ActionGate,
    graph: FakeGraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[System]:
    """The programs, started once."""
    system = System(
        tmp_path_factory.mktemp("helpline"),
        WHATSAPP_GRAPH_URL=graph.url,
        ACTIONS_URL=gate.url,
        ACTIONS_PORT=str(gate.actions_port),
    )
    try:
        yield system
    finally:
        system.stop()


@pytest.fixture
def system(started_system: System) -> System:
    """The helpline with all programs up, whatever the last test did to them."""
    started_system.start(*(name for name in PROGRAMS if name not in started_system.running))
    return started_system
