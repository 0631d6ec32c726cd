"""Four weeks after a yes the citizen is asked whether it is truly fixed: once, and in daylight."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services.complaints import asked_last
from helpline.services.moves import Given, at_the_desk, citizen, perform
from helpline.services.rechecks import AFTER, is_time
from helpline.store.base import transaction
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Outbox
from helpline.worker.jobs import Jobs
from helpline.worker.mail import Catcher
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, proof


@pytest.fixture
def jobs(seeded, tmp_path, frozen_clock):
    with transaction(seeded) as session:
        cast.add_cast(session)
    return Jobs(seeded, Catcher(tmp_path), "desk@example.org", "https://desk.example.org")


@pytest.fixture
def confirmed(jobs):
    with transaction(jobs.sessions) as session:
        complaint = filed(session)
        proof(session, complaint)
        engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
        perform(session, complaint, "report_solution", engineer, NOW, Given(words="हो गया"))
        perform(session, complaint, "confirm_resolved", citizen(message(session).id), NOW)
        return complaint


def asked(jobs):
    with jobs.sessions() as session:
        rows = select(Outbox).where(Outbox.complaint_id.is_not(None))
        return [row for row in session.execute(rows).scalars() if row.template and _asks(row)]


def _asks(row):
    return row.template["template"]["name"] == "still_solved_question"


def test_after_four_weeks_the_citizen_is_asked_once(jobs, confirmed, frozen_clock):
    frozen_clock.moment = NOW + AFTER - timedelta(minutes=1)
    assert jobs.ask_again() == 0
    frozen_clock.moment = NOW + AFTER + timedelta(minutes=1)
    assert [jobs.ask_again(), jobs.ask_again()] == [1, 0]
    (question,) = asked(jobs)
    titles = [b["reply"]["title"] for b in question.payload["interactive"]["action"]["buttons"]]
    assert titles == ["हाँ, ठीक है", "नहीं, फिर ख़राब है", "दबाव में हाँ कहा"]
    with jobs.sessions() as session:
        assert asked_last(session, "sita").number == confirmed.number


def test_the_question_stands_in_the_history(jobs, confirmed, frozen_clock):
    frozen_clock.moment = NOW + AFTER + timedelta(minutes=1)
    jobs.ask_again()
    with jobs.sessions() as session:
        last = session.execute(
            select(ComplaintEvent).order_by(ComplaintEvent.id.desc()).limit(1)
        ).scalar_one()
    assert (last.act, last.actor, last.state) == ("ask_again", "assistant", "confirmed")


def test_after_another_yes_another_four_weeks_are_counted(jobs, confirmed, frozen_clock):
    now = frozen_clock.moment = NOW + AFTER + timedelta(minutes=1)
    assert jobs.ask_again() == 1
    with transaction(jobs.sessions) as session:
        complaint = session.get(Complaint, confirmed.id)
        for act in ("reopen_complaint", "confirm_resolved"):
            perform(session, complaint, act, citizen(message(session, now).id), now)
    assert jobs.ask_again() == 0
    frozen_clock.moment = now + AFTER + timedelta(minutes=1)
    assert jobs.ask_again() == 1


def test_what_was_opened_again_or_ended_long_ago_is_not_asked_about(jobs, confirmed, frozen_clock):
    frozen_clock.moment = NOW + AFTER + timedelta(weeks=3)
    assert jobs.ask_again() == 0
    now = frozen_clock.moment = NOW + AFTER + timedelta(minutes=1)
    with transaction(jobs.sessions) as session:
        complaint = session.get(Complaint, confirmed.id)
        perform(session, complaint, "reopen_complaint", citizen(message(session, now).id), now)
    assert jobs.ask_again() == 0


@pytest.mark.parametrize(("hours", "may"), [(-4, False), (-3, True), (6, True), (7, False)])
def test_nobody_is_asked_at_night(hours, may):
    assert is_time(NOW + timedelta(hours=hours)) is may
