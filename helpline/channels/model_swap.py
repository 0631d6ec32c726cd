"""The swap: a model chosen at the desk is loaded beside the one that answers, then takes its place.

A turn keeps the model with which it began; the next one has the new model. Conversations, actions
and locks are the same for both, so that no turn notices.
"""

import asyncio
import copy
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.store.base import reading, transaction
from helpline.workbench import models
from helpline.workbench.model_files import fingerprint, model_path
from helpline.workbench.models import Chosen

LOOK_EVERY_SECONDS = 2.0
# Read before a model is live, so that no citizen waits while it wakes up.
_FIRST_WORDS = "नमस्ते"
# How long the loading may keep the turns from going on; Python's own is ten times that.
_SHARE_SECONDS = 0.0005

log = logging.getLogger(__name__)


class ModelSwap:
    """Watches which model was chosen, and lets it answer, until it is stopped."""

    def __init__(
        self,
        sessions: sessionmaker,
        data_dir: Path,
        agent: Callable[[], Agent],
        put: Callable[[Agent], None],
    ) -> None:
        """Prepare. `agent` returns the one that answers, `put` lets another one do so."""
        self._sessions = sessions
        self._data_dir = data_dir
        self._agent = agent
        self._put = put
        # Of this process: what is on the disk later needs another start.
        self._fingerprint = fingerprint()
        self._own = model_path()
        self._done: int | None = None
        self._task: asyncio.Task | None = None

    def start(self) -> None:
        """Begin to watch, in a task of the running event loop."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """Let the chosen model answer, if it does not yet."""
        found = await asyncio.to_thread(self._chosen)
        if found.choice_id in (None, self._done):
            return
        wanted = found.file or self._own
        if self._agent().processor.model_path != wanted and not await self._swap(wanted, found):
            return
        self._done = found.choice_id
        await asyncio.to_thread(self._note, models.went_live, found.choice_id, clock.now())

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except SQLAlchemyError as error:
                log.error("Which model was chosen cannot be read: %s.", type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _swap(self, wanted: Path, found: Chosen) -> bool:
        """Load a model and put it in the place of the other; one that fails changes nothing."""
        try:
            with _sharing():
                new = await asyncio.to_thread(beside, self._agent(), wanted)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a model, the old one stays
            log.error("The chosen model cannot be loaded: %s.", type(error).__name__)
            self._done = found.choice_id
            name = type(error).__name__
            await asyncio.to_thread(self._note, models.could_not_load, found.choice_id, name)
            return False
        self._put(new)
        log.info("Model %s answers from now on.", new.model_id)
        return True

    def _chosen(self) -> Chosen:
        with reading(self._sessions) as session:
            return models.chosen(session, self._data_dir, self._fingerprint)

    def _note(self, what: Callable[..., None], *facts: Any) -> None:
        with transaction(self._sessions) as session:
            what(session, *facts)


@contextmanager
def _sharing() -> Iterator[None]:
    """Let threads take turns more often, while one loads a model and another answers citizens."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SHARE_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def beside(old: Agent, model: Path) -> Agent:
    """Return an agent of another model that shares everything else with the old one, ready to answer.

    Raises whatever is wrong with the model.
    """
    # Each has its own store, because a store knows the domain of its model; they share the engine.
    store = copy.copy(_bare(old.tracker_store))
    new = Agent(tracker_store=store, lock_store=old.lock_store, action_endpoint=old.action_endpoint)
    new.load_model(model)
    asyncio.run(new.parse_message(_FIRST_WORDS))
    return new


def _bare(store: Any) -> Any:
    """Return the store in the wrapper that Rasa puts around each, which the new agent gets anew."""
    return getattr(store, "_tracker_store", store)
