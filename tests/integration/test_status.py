"""How a complaint stands, in the words and days of people."""

from datetime import datetime, timedelta

import pytest

from helpline.clock import INDIA
from helpline.services.moves import ASSISTANT, Given, at_the_desk, perform
from helpline.services.status import spoken_day, standing
from tests.support import cast
from tests.support.cast import NOW, filed, person


@pytest.mark.parametrize(
    ("days", "hindi", "english"),
    [
        (0, "आज (10 मार्च)", "today (10 March)"),
        (-1, "कल (9 मार्च)", "yesterday (9 March)"),
        (1, "कल (11 मार्च)", "tomorrow (11 March)"),
        (5, "रविवार, 15 मार्च", "Sunday, 15 March"),
        (-30, "8 फ़रवरी", "8 February"),
        (300, "4 जनवरी 2027", "4 January 2027"),
    ],
)
def test_days_are_told_as_people_say_them(days, hindi, english):
    moment = NOW + timedelta(days=days)
    assert (spoken_day(moment, "hi", NOW), spoken_day(moment, "en", NOW)) == (hindi, english)


def test_a_late_evening_is_the_day_of_india():
    evening = datetime(2026, 3, 10, 23, 30, tzinfo=INDIA)
    assert spoken_day(evening, "en", NOW) == "today (10 March)"


def test_it_names_who_has_it_what_was_done_and_what_comes_by_itself(session):
    complaint = filed(session)
    engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    perform(session, complaint, "start_work", engineer, NOW)
    later = NOW + timedelta(days=2)
    told = standing(session, complaint, "en", later)
    assert told.level == "block level"
    assert told.since == "Tuesday, 10 March"
    assert told.last == "work begun, Tuesday, 10 March"
    assert told.next.startswith("If it is not solved by")
    assert cast.post_of(session, "energy", 2).title_en in told.next


def test_it_says_honestly_that_a_date_is_over_and_that_nobody_is_above(session):
    complaint = filed(session)
    late = complaint.due_at + timedelta(minutes=1)
    assert "now going higher" in standing(session, complaint, "en", late).next
    for _ in range(3):
        perform(session, complaint, "escalate", ASSISTANT, NOW)
    assert "no officer above" in standing(session, complaint, "en", NOW).next
    late = complaint.due_at + timedelta(minutes=1)
    assert "date is over" in standing(session, complaint, "en", late).next


def test_what_is_the_offices_own_affair_is_not_told(session):
    complaint = filed(session)
    engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    wish = Given(words="यह नई माँग है")
    perform(session, complaint, "propose_as_demand", engineer, NOW, wish)
    assert standing(session, complaint, "en", NOW).last == "given to the office, today (10 March)"
