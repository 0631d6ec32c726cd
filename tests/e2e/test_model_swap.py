"""Two hundred conversations go on while the model is changed and changed back."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpline import clock
from helpline.domain import roles
from helpline.services.accounts import Particulars, create_account
from helpline.store.complaints import Complaint
from helpline.store.messages import DONE, FAILED, Citizen, Inbox, Outbox, Turn
from helpline.store.training import PASSED, ModelChoice, TrainingRun
from helpline.workbench import models
from helpline.workbench.labels import Author
from helpline.workbench.model_files import file_of_run, fingerprint, model_id_of
from tests.e2e import storm
from tests.e2e.storm import Crowd
from tests.e2e.system import System, eventually
from tests.support.fake_graph import FakeGraph
from tests.support.models import renamed_model

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

CITIZENS = 200
NEW_ID = "model-of-the-desk"
# A greeting, a complaint, the yes under its summary, thanks.
SCRIPT = (*storm.SCRIPT[:4],)
WRITING_SECONDS = 420


class Swap:
    """The helpline while its model changes twice, and what that left."""

    def __init__(self, system: System, graph: FakeGraph, model: Path) -> None:
        self.system = system
        self.graph = graph
        self.own_id = model_id_of(model)
        self._crowd = Crowd(system, graph, CITIZENS, seed=1905)
        self._data_dir = system.settings.data_dir
        renamed_model(model, file_of_run(self._data_dir, "desk-1.tar.gz"), NEW_ID)

    def happen(self) -> None:
        """Let all write, choose the new model when a third is answered, the old one at two thirds."""
        author = self._trained()
        writing = threading.Thread(target=self._crowd.write_all, args=(WRITING_SECONDS,))
        writing.start()
        whole = CITIZENS * len(SCRIPT)
        self._until(lambda: self.system.count(Turn) > whole / 4, "a quarter is answered")
        with self.system.session() as session:
            where = self._data_dir, fingerprint()
            models.deploy(session, 1, *where, author, clock.now())
        self._until(lambda: self._is_live(1), "the new model is live")
        at_least = self.system.count(Turn) + whole / 5
        self._until(
            lambda: self.system.count(Turn) > min(at_least, whole - 20), "the new model answers"
        )
        with self.system.session() as session:
            models.roll_back(session, *where, author, clock.now())
        self._until(lambda: self._is_live(2), "the old model is live again")
        writing.join()
        self._until(self._is_quiet, "every message is answered")

    def rows(self, query):
        with self.system.session() as session:
            return session.execute(query).all()

    def _trained(self) -> Author:
        with self.system.session() as session:
            particulars = Particulars("Trainer", roles.TRAINER)
            account = create_account(session, "trainer", particulars, "", "console", clock.now())
            session.add(
                TrainingRun(
                    account_id=account.id,
                    asked_at=clock.now(),
                    state=PASSED,
                    fingerprint=fingerprint(),
                    model_file="desk-1.tar.gz",
                    model_id=NEW_ID,
                )
            )
            return Author(account.id, account.login)

    def _is_live(self, choice_id: int) -> bool:
        with self.system.session() as session:
            choice = session.get(ModelChoice, choice_id)
            assert choice.error is None
            return choice.live_at is not None

    def _is_quiet(self) -> bool:
        waiting = [
            self.rows(select(func.count()).where(table.state.not_in((DONE, FAILED))))[0][0]
            for table in (Inbox, Outbox)
        ]
        return not any(waiting)

    def _until(self, condition, what: str) -> None:
        eventually(condition, what, WRITING_SECONDS)


@pytest.fixture(scope="module")
def swap(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swap]:
    with FakeGraph() as graph, pytest.MonkeyPatch.context() as patch:
        patch.setattr(storm, "SCRIPT", SCRIPT)
        system = System(tmp_path_factory.mktemp("swap"), WHATSAPP_GRAPH_URL=graph.url)
        try:
            system.start("rasa", "actions", "worker")
            swap = Swap(system, graph, trained_model)
            swap.happen()
            yield swap
        finally:
            system.stop()


def test_both_models_have_answered_and_every_turn_knows_which(swap: Swap):
    turns = swap.rows(select(Turn.id, Turn.model_id).order_by(Turn.id))
    answered = [model_id for _, model_id in turns]
    assert {swap.own_id, NEW_ID} == set(answered)
    assert (answered[0], answered[-1]) == (swap.own_id, swap.own_id)


def test_no_message_is_lost_or_tried_twice(swap: Swap):
    rows = swap.rows(
        select(Inbox.state, Inbox.attempts, Inbox.error, func.count(Turn.id))
        .outerjoin(Turn)
        .group_by(Inbox.id)
    )
    assert len(rows) == CITIZENS * len(SCRIPT)
    assert {tuple(row) for row in rows} == {(DONE, 1, None, 1)}


def test_no_conversation_loses_its_state(swap: Swap):
    filed = swap.rows(
        select(Citizen.phone, func.count(Complaint.id)).outerjoin(Complaint).group_by(Citizen.id)
    )
    assert len(filed) == CITIZENS
    assert {count for _, count in filed} == {1}


def test_the_order_is_kept(swap: Swap):
    by_citizen = defaultdict(list)
    for citizen, wamid in swap.rows(
        select(Turn.citizen_id, Inbox.wamid).join(Turn.inbox).order_by(Turn.id)
    ):
        by_citizen[citizen].append(int(wamid.rpartition("-")[2]))
    assert {tuple(order) for order in by_citizen.values()} == {tuple(range(len(SCRIPT)))}


def test_nobody_waits_for_the_new_model(swap: Swap):
    """How long an answer takes while a model is loaded, beside how long it takes else."""
    (live_at,) = swap.rows(select(ModelChoice.at, ModelChoice.live_at).where(ModelChoice.id == 1))
    waits = [
        (done - received, live_at.at <= done <= live_at.live_at)
        for received, done in swap.rows(select(Inbox.received_at, Inbox.done_at))
    ]
    meanwhile = sorted(wait.total_seconds() for wait, is_meanwhile in waits if is_meanwhile)
    else_ = sorted(wait.total_seconds() for wait, is_meanwhile in waits if not is_meanwhile)
    took = (live_at.live_at - live_at.at).total_seconds()
    print(
        f"Loaded in {took:.1f} s; meanwhile {len(meanwhile)} answers, the slowest after "
        f"{meanwhile[-1]:.1f} s, else {else_[-1]:.1f} s."
    )
    assert meanwhile, "nobody was answered while the model was loaded"
    assert meanwhile[-1] < else_[-1] + took
