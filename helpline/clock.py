"""The time of day, asked in one place so that tests can set it."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")


def now() -> datetime:
    """Return the present moment in UTC, aware of its zone."""
    return datetime.now(timezone.utc)


def day_in_india(moment: datetime) -> date:
    """Return the day on which a moment falls where the helpline is."""
    return moment.astimezone(INDIA).date()
