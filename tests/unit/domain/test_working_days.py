from datetime import date, datetime, timezone

import pytest

from helpline.clock import INDIA
from helpline.domain.working_days import WorkingCalendar

FRIDAY_EVENING = datetime(2026, 11, 27, 21, 0, tzinfo=INDIA)


def due_day(days, holidays=(), start=FRIDAY_EVENING):
    return WorkingCalendar(holidays).due(start, days).date()


def test_the_day_of_filing_does_not_count():
    assert due_day(1) == date(2026, 11, 28)


def test_sundays_and_holidays_do_not_count():
    assert due_day(2) == date(2026, 11, 30)
    assert due_day(2, holidays=[date(2026, 11, 30)]) == date(2026, 12, 1)


def test_the_day_is_the_one_in_india():
    just_after_midnight_in_india = datetime(2026, 11, 26, 19, 0, tzinfo=timezone.utc)
    assert due_day(1, start=just_after_midnight_in_india) == date(2026, 11, 28)


def test_it_is_due_at_the_end_of_the_office_day():
    due = WorkingCalendar([]).due(FRIDAY_EVENING, 1)
    assert (due.hour, due.tzinfo) == (18, INDIA)


@pytest.mark.parametrize("days", [0, -1])
def test_a_time_limit_of_no_days_is_refused(days):
    with pytest.raises(ValueError, match="at least one"):
        due_day(days)
