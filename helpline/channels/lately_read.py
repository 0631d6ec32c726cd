"""The sessions that were read lately: the next turn of each parses only the events that came since.

What is kept is what was read from the table, and whether it still stands there is asked each time.
So it does not matter which server runs a turn, nor how the last one ended, and what is erased is
not brought back. Each turn puts its own conversation together from the events.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from rasa.shared.core.events import Event

from helpline import clock

MOST = 200  # sessions
# Who has not written for so long is hardly about to; their words do not stay in memory.
KEPT_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class ReadSession:
    """The events of a session, with the numbers under which the first and the last are stored."""

    start: int
    last: int
    events: list[Event]


class LatelyRead:
    """Keeps some sessions for a while, those that were read last."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, tuple[datetime, ReadSession]] = OrderedDict()

    def of(self, sender_id: str) -> ReadSession | None:
        """Return the session as it was read last; None where that is too long ago."""
        self._forget_old_ones()
        _, session = self._sessions.get(sender_id, (None, None))
        return session

    def keep(self, sender_id: str, session: ReadSession) -> None:
        """Keep a session in place of what was read of it before."""
        self._sessions[sender_id] = clock.now(), session
        self._sessions.move_to_end(sender_id)
        self._forget_old_ones()

    def _forget_old_ones(self) -> None:
        since = clock.now() - KEPT_FOR
        while self._sessions:
            oldest, (read_at, _) = next(iter(self._sessions.items()))
            if read_at >= since and len(self._sessions) <= MOST:
                return
            del self._sessions[oldest]
