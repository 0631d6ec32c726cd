"""Forgetting citizens who asked for it: in the helpline's tables, its files, and Rasa's memory."""

import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import erasure
from helpline.store import conversations
from helpline.store.base import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Forgetting:
    """Erases what is due. `trackers` is the database in which Rasa remembers conversations."""

    sessions: sessionmaker
    trackers: Engine
    folder: Path

    def erase(self) -> None:
        """Erase what citizens want erased and no open complaint needs any more."""
        now = clock.now()
        with transaction(self.sessions) as session:
            waiting = erasure.due(session, now)
        for citizen_id in waiting:
            # Rasa's memory before ours: the key that leads to it is erased here.
            with transaction(self.sessions) as session:
                forgotten = erasure.erase(session, self.folder, citizen_id, now)
                if forgotten is not None:
                    conversations.forget(self.trackers, forgotten.key, forgotten.until)
                    log.info("Citizen %s: what nobody needs any more is erased.", citizen_id)
