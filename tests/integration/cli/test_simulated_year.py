"""The simulated year keeps every promise on both databases, and each breach of one is found."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from helpline.cli.main import main
from helpline.cli.year.check import YearCheck
from helpline.cli.year.simulation import simulate
from helpline.cli.year.world import india_moment
from helpline.domain import lifecycle
from helpline.services import search
from helpline.store.accounts import Posting
from helpline.store.audit import AuditEntry
from helpline.store.base import make_engine, make_sessions
from helpline.store.casework import Call, Proposal
from helpline.store.complaints import Complaint, ComplaintEvent, ComplaintWord
from helpline.store.reference import Post

LAST_DAY = date(2026, 12, 31)
END = india_moment(LAST_DAY + timedelta(days=1), 0)


@pytest.fixture(scope="module")
def year(database_server, seeded_template):
    """Return the sessions on a year of 2,000 complaints; whoever changes it rolls back."""
    url = database_server.create(copy_of=seeded_template)
    engine = make_engine(url)
    with engine.begin() as connection:
        simulate(connection, 2000, LAST_DAY, 7, "none")
    yield make_sessions(engine)
    engine.dispose()
    database_server.drop(url)


@pytest.fixture
def session(year):
    with year() as session:
        yield session
        session.rollback()


def broken(session):
    """Return the complaints that break a promise, by a word of the promise."""
    check = YearCheck(session, END)
    check.findings()
    names = ("office", "alarm", "end", "due", "late", "history", "audited", "chain")
    return {name: getattr(check, name).breaches for name in names if getattr(check, name).breaches}


def first(session, *conditions):
    return session.execute(
        select(Complaint).where(*conditions).order_by(Complaint.id).limit(1)
    ).scalar_one()


def set_(session, row, **values):
    """Change a row past all rules, as a mistake in the database would."""
    session.execute(
        update(type(row))
        .where(type(row).id == row.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def last_step(session, complaint, act):
    return (
        session.execute(
            select(ComplaintEvent)
            .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.act == act)
            .order_by(ComplaintEvent.id.desc())
        )
        .scalars()
        .first()
    )


def with_last_step(session, state, act, *conditions):
    """Return a complaint in this state with a step that meets the conditions."""
    has_step = select(ComplaintEvent.complaint_id).where(ComplaintEvent.act == act, *conditions)
    return first(session, Complaint.state == state, Complaint.id.in_(has_step))


def test_every_promise_is_kept(session):
    assert broken(session) == {}


def test_every_state_and_nearly_every_act_of_the_law_occurs(session):
    states = set(session.execute(select(Complaint.state).distinct()).scalars())
    acts = set(session.execute(select(ComplaintEvent.act).distinct()).scalars())
    assert states == set(lifecycle.STATES) - {lifecycle.FILED}
    rare = {"propose_transfer", "approve_transfer", "refuse_transfer", "report_with_parent"}
    assert {move.act for move in lifecycle.MOVES} - acts <= rare | {
        "separate",
        "appeal",
        "correct_place",
    }


def test_some_posts_are_empty_and_complaints_lie_there_with_an_alarm(session):
    check = YearCheck(session, END)
    open_posts = select(Complaint.post_id).where(Complaint.state.in_(lifecycle.OPEN)).distinct()
    assert check._alarms & set(session.execute(open_posts).scalars())


def test_the_words_are_those_that_filing_keeps(session):
    complaint = first(session)
    kept = select(ComplaintWord.key).where(ComplaintWord.complaint_id == complaint.id)
    bulk = set(session.execute(kept).scalars())
    search.index(session, complaint)
    assert set(session.execute(kept).scalars()) == bulk


def test_the_same_seed_makes_the_same_year(year, database_server, seeded_template):
    url = database_server.create(copy_of=seeded_template)
    engine = make_engine(url)
    with engine.begin() as connection:
        simulate(connection, 2000, LAST_DAY, 7, "none")
        again = connection.execute(select(func.max(AuditEntry.id), func.count())).one()
        last = connection.execute(select(AuditEntry.hash).order_by(AuditEntry.id.desc())).first()
    engine.dispose()
    database_server.drop(url)
    with year() as session:
        once = session.execute(select(func.max(AuditEntry.id), func.count())).one()
        hashes = session.execute(select(AuditEntry.hash).order_by(AuditEntry.id.desc())).first()
    assert (tuple(again), tuple(last)) == (tuple(once), tuple(hashes))


# --- planted breaches -------------------------------------------------------------------------


def test_an_office_of_another_department_is_found(session):
    complaint = first(session, Complaint.state == "assigned", Complaint.department_code == "energy")
    stray = session.execute(select(Post).where(Post.department_code == "forest")).scalars().first()
    set_(session, complaint, post_id=stray.id)
    found = broken(session)
    assert found["office"] == [complaint.number]
    assert complaint.number in found["history"]


def test_an_empty_office_of_which_nobody_hears_is_found(session):
    complaint = first(session, Complaint.state == "assigned", Complaint.department_code == "energy")
    posts = select(Post.id).where(Post.department_code == "energy")
    session.execute(
        delete(Posting)
        .where(Posting.post_id.in_(posts))
        .execution_options(synchronize_session=False)
    )
    found = broken(session)
    assert complaint.number in found["alarm"]
    numbers = select(Complaint.number).where(Complaint.department_code == "energy")
    assert set(found["alarm"]) <= set(session.execute(numbers).scalars())


def test_an_end_without_any_step_is_found(session):
    complaint = first(session, Complaint.state == "in_progress")
    set_(session, complaint, state="confirmed")
    found = broken(session)
    assert found["end"] == found["history"] == [complaint.number]


def test_an_officer_who_confirms_is_found(session):
    complaint = with_last_step(
        session, "confirmed", "confirm_resolved", ComplaintEvent.actor == "citizen"
    )
    set_(session, last_step(session, complaint, "confirm_resolved"), actor="officer-1")
    set_calls(session, complaint, "no_answer")
    assert broken(session) == {"end": [complaint.number]}


def test_a_citizens_word_without_a_call_is_found(session):
    complaint = with_last_step(
        session, "confirmed", "confirm_resolved", ComplaintEvent.actor.like("helpdesk%")
    )
    set_calls(session, complaint, "no_answer")
    assert broken(session) == {"end": [complaint.number]}


def set_calls(session, complaint, outcome):
    session.execute(
        update(Call)
        .where(Call.complaint_id == complaint.id)
        .values(outcome=outcome)
        .execution_options(synchronize_session=False)
    )


@pytest.mark.parametrize("change", [{"decision": "refused"}, {"decided_by": None}])
def test_an_end_that_nobody_approved_is_found(session, change):
    complaint = first(session, Complaint.state == "cannot_be_done")
    wanted = select(Proposal).where(Proposal.complaint_id == complaint.id)
    for proposal in session.execute(wanted).scalars():
        set_(session, proposal, **change)
    assert broken(session) == {"end": [complaint.number]}


def test_an_approval_from_below_level_three_is_found(session):
    complaint = first(session, Complaint.state == "demand_declined")
    junior = session.execute(
        select(Posting).join(Post).where(Post.level == 1, Posting.until.is_(None))
    ).scalars()
    login = next(iter(junior)).account.login
    set_(session, last_step(session, complaint, "decline_demand"), actor=login)
    assert broken(session) == {"end": [complaint.number]}


@pytest.mark.parametrize("state", ["assigned", "demand_sanctioned"])
def test_a_wrong_date_is_found(session, state):
    complaint = first(session, Complaint.state == state)
    set_(session, complaint, due_at=complaint.due_at + timedelta(hours=1))
    assert broken(session) == {"due": [complaint.number]}


def test_a_date_that_passed_without_escalation_is_found(session):
    below = Complaint.post.has(Post.level < 4)
    complaint = first(session, Complaint.state == "assigned", below)
    set_(session, complaint, due_at=END - timedelta(minutes=1))
    assert broken(session) == {"due": [complaint.number], "late": [complaint.number]}


def test_a_lost_step_is_found(session):
    complaint = first(session, Complaint.state == "in_progress")
    step = last_step(session, complaint, "start_work")
    session.execute(delete(ComplaintEvent).where(ComplaintEvent.id == step.id))
    assert {"history", "audited"} <= set(broken(session))


def test_a_jump_over_two_levels_is_found(session):
    complaint = with_last_step(session, "assigned", "escalate")
    step = last_step(session, complaint, "escalate")
    other = select(Post.id).where(
        Post.department_code == complaint.department_code,
        Post.level == (4 if step.post.level < 4 else 3),
    )
    set_(session, step, post_id=session.execute(other).scalars().first())
    assert broken(session)["history"] == [complaint.number]


def test_steps_out_of_order_are_found(session):
    complaint = first(session, Complaint.state == "in_progress")
    step = last_step(session, complaint, "start_work")
    set_(session, step, at=step.at - timedelta(days=400))
    assert broken(session) == {"history": [complaint.number]}


def test_a_changed_audit_entry_is_found(session):
    entry = session.get(AuditEntry, 100)
    set_(session, entry, details={**entry.details, "post": 1})
    assert broken(session) == {"chain": ["entry 100"]}


def test_a_lost_audit_entry_is_found(session):
    number = session.get(AuditEntry, 100).subject.removeprefix("complaint ")
    session.execute(delete(AuditEntry).where(AuditEntry.id == 100))
    assert broken(session) == {"audited": [number], "chain": ["entry 101"]}


# --- the commands -----------------------------------------------------------------------------


@pytest.fixture
def small_year(seeded_url, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HELPLINE_DATA_DIR", str(tmp_path))
    code = main(
        [
            "simulate-year",
            "--complaints",
            "60",
            "--database",
            seeded_url,
            "--last-day",
            str(LAST_DAY),
        ]
    )
    assert code == 0, capsys.readouterr()
    return seeded_url


def test_the_commands_make_check_and_find(small_year, capsys):
    assert "60 complaints" in capsys.readouterr().out
    at = ["--at", END.isoformat()]
    assert main(["check-year", "--database", small_year, *at]) == 0
    engine = make_engine(small_year)
    with engine.begin() as connection:
        connection.execute(update(Complaint).where(Complaint.id == 1).values(state="filed"))
    engine.dispose()
    assert main(["check-year", "--database", small_year, *at]) == 1
    assert "breaches" in capsys.readouterr().err


def test_a_year_needs_a_database_of_its_own(small_year, capsys):
    assert main(["simulate-year", "--complaints", "5", "--database", small_year]) == 1
    assert "not empty" in capsys.readouterr().err
