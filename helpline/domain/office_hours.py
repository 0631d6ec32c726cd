"""When the help desk is there."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from helpline.clock import INDIA, day_in_india
from helpline.domain.working_days import WorkingCalendar

# Longer than any run of holidays; a calendar without an open day is a mistake.
_LOOK_AHEAD_DAYS = 60


class NeverOpen(ValueError):
    """The calendar has no open day in the coming weeks."""


@dataclass(frozen=True)
class OfficeHours:
    """The hours of the working days on which somebody is at the help desk, Indian time."""

    calendar: WorkingCalendar
    opens: time
    closes: time

    def is_open(self, moment: datetime) -> bool:
        """Tell whether somebody is there at this moment."""
        here = moment.astimezone(INDIA)
        return self.calendar.is_open(here.date()) and self.opens <= here.time() < self.closes

    def next_opening(self, moment: datetime) -> datetime:
        """Return the next moment after this one at which the help desk opens. Raises NeverOpen."""
        day = day_in_india(moment)
        for _ in range(_LOOK_AHEAD_DAYS):
            opening = datetime.combine(day, self.opens, tzinfo=INDIA)
            if opening > moment and self.calendar.is_open(day):
                return opening
            day += timedelta(days=1)
        raise NeverOpen(day.isoformat())
