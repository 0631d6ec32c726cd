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

    def allows(self, now: datetime) -> bool:
        """Whether a message may go now."""
        with self._lock:
            return all(at is None or at <= now for at in (self._next_at, self._paused_until))

    def count(self, now: datetime) -> None:
        """Count a message that goes now. A second's worth may go in one burst."""
        with self._lock:
            burst_began = now - timedelta(seconds=1)
            earliest = max(self._next_at or burst_began, burst_began)
            self._next_at = earliest + timedelta(seconds=1 / self._rate)

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
