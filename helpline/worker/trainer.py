"""Starts the trainings that were asked for at the desk, one at a time, each in its own process.

A training takes minutes and a processor: it goes last in line for both. It ends with the worker,
or where somebody at the desk breaks it off; what it has done until then is removed.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.settings import PROJECT_ROOT
from helpline.store.base import reading, transaction
from helpline.store.training import BROKEN_OFF, RUNNING
from helpline.workbench import training
from helpline.workbench.model_files import remove_unfinished

LOOK_EVERY_SECONDS = 2.0
# The actions with which it plays conversations take a moment to end. The worker is given 20.
STOP_SECONDS = 15.0
# All others come first. The number of the training stands behind it.
COMMAND = ("nice", "-n", "15", sys.executable, "-m", "helpline.cli", "train-at-desk")

log = logging.getLogger(__name__)


class Trainer:
    """Does what was asked for until it is stopped."""

    def __init__(self, sessions: sessionmaker, data_dir: Path, stop: threading.Event) -> None:
        self._sessions = sessions
        self._data_dir = data_dir
        self._stop = stop

    def run(self) -> None:
        """Look for trainings and do them; a database that fails is asked again."""
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            try:
                run_id = self._begin_next()
            except SQLAlchemyError as error:
                log.error("The database failed: %s.", type(error).__name__)
                continue
            if run_id is not None:
                self._do(run_id)

    def _begin_next(self) -> int | None:
        with transaction(self._sessions) as session:
            now = clock.now()
            for run_id in training.break_off_dead(session, now):
                log.warning("Training %s had broken off.", run_id)
                remove_unfinished(self._data_dir, run_id)
            return training.begin_next(session, now)

    def _do(self, run_id: int) -> None:
        log.info("Training %s begins.", run_id)
        # The worker's own output, which its supervisor keeps; no message stands in it.
        process = subprocess.Popen(
            [*COMMAND, str(run_id)],
            cwd=PROJECT_ROOT,
            stdin=subprocess.DEVNULL,
        )
        while process.poll() is None and self._may_go_on(run_id):
            self._stop.wait(LOOK_EVERY_SECONDS)
        if process.poll() is None:
            self._end(process)
        log.info("Training %s ended with code %s.", run_id, process.returncode)
        self._tidy(run_id)

    def _may_go_on(self, run_id: int) -> bool:
        if self._stop.is_set():
            return False
        try:
            with reading(self._sessions) as session:
                return training.state_of(session, run_id) == RUNNING
        except SQLAlchemyError as error:
            # Nobody can have broken it off meanwhile.
            log.error("The database failed: %s.", type(error).__name__)
            return True

    def _end(self, process: subprocess.Popen) -> None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _tidy(self, run_id: int) -> None:
        """Let no training seem to run whose process is gone; one that told how it ended stays so."""
        try:
            with transaction(self._sessions) as session:
                training.break_off(session, run_id, clock.now())
                if training.state_of(session, run_id) == BROKEN_OFF:
                    remove_unfinished(self._data_dir, run_id)
        except SQLAlchemyError as error:
            # It shows no sign of life any more, and is broken off by whoever looks next.
            log.error("The database failed: %s.", type(error).__name__)


@contextmanager
def training_meanwhile(trainer: Trainer, stop: threading.Event) -> Iterator[None]:
    """Do trainings in a thread until the block ends; the one at hand is broken off."""
    thread = threading.Thread(target=trainer.run, name="trainer")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
