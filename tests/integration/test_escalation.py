"""The clock: what is past its date goes up, once, whoever else works; what soon is, is told."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from helpline.domain import lifecycle
from helpline.services import audit, escalation, moves
from helpline.services.moves import ASSISTANT, perform
from helpline.store.base import transaction
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Outbox
from helpline.worker.jobs import Jobs
from helpline.worker.mail import Catcher
from tests.support import cast
from tests.support.cast import NOW, filed, post_of, proof


@pytest.fixture
def jobs(seeded, tmp_path):
    with transaction(seeded) as session:
        cast.add_cast(session)
    return Jobs(seeded, Catcher(tmp_path), "desk@example.org", "https://desk.example.org")


@pytest.fixture
def complaint(jobs):
    with transaction(jobs.sessions) as session:
        return filed(session)


def again(jobs, complaint):
    with jobs.sessions() as session:
        found = session.get(Complaint, complaint.id)
        return found.state, found.post.level, found.due_at


def escalations(jobs):
    with jobs.sessions() as session:
        rows = session.execute(select(ComplaintEvent).where(ComplaintEvent.act == "escalate"))
        return rows.scalars().all()


def test_nothing_goes_up_on_the_last_day(jobs, complaint, frozen_clock):
    frozen_clock.moment = complaint.due_at
    assert jobs.escalate() == 0
    frozen_clock.advance(seconds=1)
    assert jobs.escalate() == 1


def test_an_overdue_complaint_goes_up_once_with_a_new_date_and_the_citizen_is_told(
    jobs, complaint, frozen_clock
):
    now = frozen_clock.moment = complaint.due_at + timedelta(minutes=1)
    assert [jobs.escalate(), jobs.escalate()] == [1, 0]
    state, level, due_at = again(jobs, complaint)
    assert (state, level) == ("assigned", 2)
    assert due_at > now
    assert [(step.actor, step.post_id) for step in escalations(jobs)] == [
        ("assistant", post_id(jobs, 2))
    ]
    with jobs.sessions() as session:
        assert audit.first_broken(session) is None
        assert "ऊपर के अधिकारी" in str(session.execute(select(Outbox.payload)).scalars().all())


def post_id(jobs, level):
    with jobs.sessions() as session:
        return post_of(session, "energy", level).id


def test_a_missed_year_of_ticks_ends_at_the_highest_level(jobs, complaint, frozen_clock):
    for level in (2, 3, 4):
        frozen_clock.advance(days=90)
        assert jobs.escalate() == 1
        assert again(jobs, complaint)[1] == level
    frozen_clock.advance(days=90)
    assert jobs.escalate() == 0
    with jobs.sessions() as session:
        late = select(Complaint.id).where(escalation.overdue(frozen_clock()))
        assert session.execute(late).scalars().all() == [complaint.id]


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_only_states_on_the_clock_go_up(jobs, complaint, frozen_clock, state):
    with transaction(jobs.sessions) as session:
        session.get(Complaint, complaint.id).state = state
    frozen_clock.advance(days=90)
    assert jobs.escalate() == (state in lifecycle.ON_THE_CLOCK)


def test_what_the_citizen_is_asked_about_stays(jobs, complaint, frozen_clock):
    with transaction(jobs.sessions) as session:
        found = session.get(Complaint, complaint.id)
        proof(session, found)
        actor = moves.at_the_desk(session, cast.person(session, "engineer"), found, NOW)
        perform(session, found, "report_solution", actor, NOW, moves.Given("हो गया"))
    frozen_clock.advance(days=90)
    assert jobs.escalate() == 0


def test_two_workers_send_each_complaint_up_once(jobs, frozen_clock):
    with transaction(jobs.sessions) as session:
        for _ in range(12):
            filed(session)
    frozen_clock.advance(days=30)
    gone = []
    threads = [threading.Thread(target=lambda: gone.append(jobs.escalate())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(gone) == len(escalations(jobs)) == 12
    assert len({step.complaint_id for step in escalations(jobs)}) == 12


def test_what_somebody_else_did_meanwhile_counts(jobs, complaint, frozen_clock):
    frozen_clock.advance(days=30)
    with transaction(jobs.sessions) as session:
        waiting = escalation.to_escalate(session, frozen_clock())
        perform(
            session, session.get(Complaint, complaint.id), "escalate", ASSISTANT, frozen_clock()
        )
    with transaction(jobs.sessions) as session:
        assert escalation.escalate(session, *waiting, frozen_clock()) is None
    assert again(jobs, complaint)[1] == 2


def test_one_that_cannot_go_up_holds_no_other_back(jobs, complaint, frozen_clock, caplog):
    with transaction(jobs.sessions) as session:
        other = filed(session, category="public_works/road_damage")
        post_of(session, "energy", 2).department_code = "other"
    frozen_clock.advance(days=30)
    assert jobs.escalate() == 1
    assert again(jobs, other)[1] == 2
    assert f"Complaint {complaint.number} cannot go higher" in caplog.text


def test_a_stopped_worker_ends_after_the_complaint_at_hand(jobs, complaint, frozen_clock):
    frozen_clock.advance(days=30)
    jobs.stop.set()
    assert jobs.escalate() == 0


def test_the_planner_learns_how_full_the_tables_are(jobs, complaint):
    """On SQLite it knows nothing until it is told; PostgreSQL looks by itself."""
    jobs.refresh_statistics()
    with jobs.sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            known = session.execute(text("SELECT DISTINCT tbl FROM sqlite_stat1")).scalars().all()
            assert {"complaint", "complaint_word"} <= set(known)


def test_a_warning_comes_two_working_days_before(jobs):
    """It is due on Wednesday 18 March, at six in the evening."""
    with transaction(jobs.sessions) as session:
        complaint = filed(session, category="energy/low_voltage")
        soon = [
            day
            for day in range(10)
            if session.execute(
                select(Complaint.id).where(escalation.due_soon(session, NOW + timedelta(days=day)))
            ).first()
        ]
    assert complaint.due_at.date().isoformat() == "2026-03-18"
    assert [(NOW + timedelta(days=day)).strftime("%A") for day in soon] == [
        "Monday",
        "Tuesday",
        "Wednesday",
    ]
