"""The worker starts trainings in a process of their own and leaves none half done."""

import sys
import threading
import time
from contextlib import contextmanager

import pytest

from helpline import clock
from helpline.domain import roles
from helpline.store.base import transaction
from helpline.store.training import BROKEN_OFF, FAILED, RUNNING, TrainingRun
from helpline.workbench import training
from helpline.workbench.labels import Author
from helpline.worker import trainer as trainer_module
from helpline.worker.trainer import Trainer, training_meanwhile
from tests.support.people import add_person

LASTS = "import time; time.sleep(60)"


# As a training does: it leaves something of everything behind, unless it is ended tidily.
LEAVES_MUCH = """
import pathlib, sys, time
run = sys.argv[1]
folder = pathlib.Path("{data_dir}", "trainings", run)
for name in ("from/data", "scratch/samadhan-replay-x", "conversations"):
    (folder / name).mkdir(parents=True)
(folder / "log.txt").write_text("Epoch 3")
models = pathlib.Path("{data_dir}", "models")
models.mkdir()
(models / f"desk-abc-{run}.tar.gz").touch()
(models / f"desk-abc-1{run}.tar.gz").touch()
time.sleep(60)
"""


@pytest.fixture
def ask(sessions, monkeypatch):
    """Ask for a training that this program does; return how to learn its state."""
    monkeypatch.setattr(trainer_module, "LOOK_EVERY_SECONDS", 0.05)

    def ask(program):
        monkeypatch.setattr(trainer_module, "COMMAND", (sys.executable, "-c", program))
        with transaction(sessions) as session:
            author = Author(add_person(session, "trainer", roles.TRAINER).id, "trainer")
            run_id = training.ask(session, author, clock.now()).id

        def state():
            with sessions() as session:
                return session.get(TrainingRun, run_id).state

        return state

    return ask


@pytest.fixture
def at_work(sessions, tmp_path):
    """Let the worker look for trainings."""

    @contextmanager
    def at_work():
        stop = threading.Event()
        with training_meanwhile(Trainer(sessions, tmp_path, stop), stop):
            yield

    return at_work


def until(state, wanted):
    for _ in range(200):
        if state() == wanted:
            return
        time.sleep(0.05)
    raise AssertionError(f"still {state()}")


def test_a_training_is_broken_off_when_the_worker_ends(sessions, ask, at_work):
    state = ask(LASTS)
    began = time.monotonic()
    with at_work():
        until(state, RUNNING)
    assert state() == BROKEN_OFF
    assert time.monotonic() - began < 20


def test_a_process_that_ends_without_a_word_was_broken_off(sessions, ask, at_work):
    state = ask("raise SystemExit(9)")
    with at_work():
        until(state, BROKEN_OFF)


def test_what_a_training_said_of_its_end_stays(sessions, ask, at_work):
    state = ask(LASTS)
    with at_work():
        until(state, RUNNING)
        with transaction(sessions) as session:
            training.fail(session, 1, "no room on the disk", clock.now())
    assert state() == FAILED


def test_a_training_that_is_broken_off_at_the_desk_ends_and_leaves_only_its_log(
    sessions, ask, at_work, tmp_path
):
    state = ask(LEAVES_MUCH.replace("{data_dir}", str(tmp_path)))
    other = tmp_path / "models" / "desk-abc-11.tar.gz"
    with at_work():
        until(other.exists, True)
        with transaction(sessions) as session:
            training.stop(session, 1, Author(1, "trainer"), clock.now())
        until((tmp_path / "trainings" / "1" / "from").exists, False)
        until(state, BROKEN_OFF)
    assert list((tmp_path / "trainings" / "1").iterdir()) == [tmp_path / "trainings/1/log.txt"]
    assert list((tmp_path / "models").iterdir()) == [other]


def test_what_another_worker_left_behind_is_broken_off_and_the_next_begins(sessions, ask, at_work):
    state = ask(LASTS)
    with transaction(sessions) as session:
        training.begin_next(session, clock.now() - 2 * training.DEAD_AFTER)
    with at_work():
        until(state, BROKEN_OFF)
