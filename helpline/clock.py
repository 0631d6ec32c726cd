"""The time of day, asked in one place so that tests can set it."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")


def now() -> datetime:
    """Return the present moment in UTC, aware of its zone."""
    return datetime.now(timezone.utc)
