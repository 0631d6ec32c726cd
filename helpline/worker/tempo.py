"""How fast all messages go together: as fast as our number may, and slower after "too fast"."""

import threading
from datetime import datetime, timedelta

# Of what a number may: WhatsApp counts what comes in too.
FOR_SENDING = 0.5
SLOWEST_PER_SECOND = 1.0
# How much faster it gets with each message that WhatsApp takes, until it is as before.
RECOVERY = 1.02
LONGEST_PAUSE = timedelta(minutes=1)


class Tempo:
    """Says when the next message may go; shared by all that send in this process."""

    def __init__(self, per_second: float = 80.0) -> None:
        """Prepare; `per_second` is what our number may take and send together."""
        self._most = self._rate = per_second * FOR_SENDING
        self._next_at: datetime | None = None
        self._paused_until: datetime | None = None
        self._pauses_in_a_row = 0
        self._lock = threading.Lock()

    def room(self, now: datetime) -> int:
        """Return how many messages may go now."""
        with self._lock:
            if self._paused_until is not None and now < self._paused_until:
                return 0
            waited = now - self._counted_to(now)
            return 0 if waited < timedelta(0) else 1 + int(waited / self._each())

    def count(self, now: datetime) -> None:
        """Count a message that goes now. A second's worth may go in one burst."""
        with self._lock:
            self._next_at = self._counted_to(now) + self._each()

    def _counted_to(self, now: datetime) -> datetime:
        """Return from when the next one may go; what was not used is not kept for longer than a second."""
        burst_began = now - timedelta(seconds=1)
        return max(self._next_at or burst_began, burst_began)

    def _each(self) -> timedelta:
        return timedelta(seconds=1 / self._rate)

    def pause(self, until: datetime) -> None:
        """Let nothing go until then."""
        with self._lock:
            self._paused_until = max(self._paused_until or until, until)

    def too_fast(self, pause: timedelta, now: datetime) -> datetime:
        """Go at half the speed after a pause, longer each time in a row; return when it ends."""
        with self._lock:
            self._rate = max(self._rate / 2, SLOWEST_PER_SECOND)
            until = now + min(pause * 2**self._pauses_in_a_row, LONGEST_PAUSE)
            self._pauses_in_a_row = min(self._pauses_in_a_row + 1, 10)
            self._next_at = max(self._next_at or until, until)
        return until

    def went_well(self) -> None:
        """Hear that WhatsApp took a message: get a little faster again."""
        with self._lock:
            self._rate = min(self._rate * RECOVERY, self._most)
            self._pauses_in_a_row = 0
