"""Working days: when an office has had a given number of days to act."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from helpline.clock import INDIA, day_in_india

SUNDAY = 6
END_OF_OFFICE_DAY = time(18, 0)


class WorkingCalendar:
    """The days on which government offices in the state are open."""

    def __init__(self, holidays: Collection[date]) -> None:
        """Take the public holidays; Sundays are closed as well."""
        self._holidays = frozenset(holidays)

    def is_open(self, day: date) -> bool:
        """Tell whether offices work on this day."""
        return day.weekday() != SUNDAY and day not in self._holidays

    def due(self, start: datetime, working_days: int) -> datetime:
        """Return the end of the last of so many working days after the day of `start`.

        The day of `start` (an aware datetime) does not count, so an evening complaint
        costs the officer nothing. The result is an aware datetime, Indian time.
        """
        if working_days < 1:
            raise ValueError("a time limit is at least one working day")
        day = day_in_india(start)
        while working_days:
            day += timedelta(days=1)
            working_days -= self.is_open(day)
        return datetime.combine(day, END_OF_OFFICE_DAY, tzinfo=INDIA)
