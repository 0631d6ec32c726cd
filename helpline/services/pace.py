"""The pace between one citizen and us: WhatsApp takes a message every six seconds to each person.

A burst may go at once, and has to be paid back before the next one. The same holds for what a
citizen writes: answers could not be sent any faster, and nobody else waits for a flood to end.
"""

from datetime import datetime, timedelta

EVERY = timedelta(seconds=6)
# WhatsApp takes 45; the rest is for what is urgent, and for what got lost and was sent again.
BURST = 20


def free_at(began: datetime | None, now: datetime) -> datetime | None:
    """Return from when the next one may go, None where at once.

    `began` is when the last but BURST went.
    """
    if began is None or began + BURST * EVERY <= now:
        return None
    return began + BURST * EVERY
