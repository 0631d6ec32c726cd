from datetime import date, datetime, time

import pytest

from helpline.clock import INDIA
from helpline.domain.office_hours import NeverOpen, OfficeHours
from helpline.domain.working_days import WorkingCalendar

# 2026-03-10 is a Tuesday; Friday the 13th is a holiday here.
HOURS = OfficeHours(WorkingCalendar([date(2026, 3, 13)]), time(9, 0), time(18, 0))


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=INDIA)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(10, 8, 59), False),
        (at(10, 9), True),
        (at(10, 17, 59), True),
        (at(10, 18), False),
        (at(13, 12), False),
        (at(15, 12), False),
    ],
)
def test_it_is_open_on_working_days_from_nine_to_six(moment, is_open):
    assert HOURS.is_open(moment) == is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(10, 7), at(10, 9)),
        (at(10, 20), at(11, 9)),
        (at(12, 20), at(14, 9)),
        (at(14, 20), at(16, 9)),
    ],
)
def test_it_opens_next_on_a_working_day(moment, opens):
    assert HOURS.next_opening(moment) == opens


def test_a_calendar_without_an_open_day_is_a_mistake():
    always = [date.fromordinal(date(2026, 3, 1).toordinal() + n) for n in range(100)]
    with pytest.raises(NeverOpen):
        OfficeHours(WorkingCalendar(always), time(9), time(18)).next_opening(at(10, 7))
