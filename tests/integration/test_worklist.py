"""The lists of the desk and the law of moves say the same, on both databases, by the right index."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from helpline.domain import lifecycle
from helpline.domain.lifecycle import STATES
from helpline.services import approvals, call_list, moves, worklist
from helpline.services.case_file import masked_phone
from helpline.services.paging import PAGE_LENGTH
from helpline.services.proposals import WISHES
from helpline.services.worklist import (
    BY_DUE_DATE,
    DEMANDS,
    ENDED,
    GROUPS,
    LAST_ENDED_FIRST,
    LATE,
    MINE,
    OPEN,
    Filters,
    condition,
    page_of,
)
from helpline.store.casework import Proposal
from helpline.store.complaints import Complaint
from tests.support import cast
from tests.support.cast import NOW, filed, person

# What an office does about a complaint itself, instead of passing it on.
WORK = {"start_work", "report_solution", "propose_demand", "sanction_demand"}


def numbers(session, login, filters):
    page = page_of(session, person(session, login), filters, 1, "hi", NOW)
    return {line.number for line in page.lines}


def test_a_page_counts_all_and_holds_its_part(session):
    filed_numbers = [filed(session).number for _ in range(PAGE_LENGTH + 1)]
    helpdesk = person(session, "helpdesk")

    first, second = (page_of(session, helpdesk, Filters(), page, "en", NOW) for page in (1, 2))

    assert [line.number for line in first.lines] == filed_numbers[:-1]
    assert [line.number for line in second.lines] == filed_numbers[-1:]
    assert (first.has_more, second.has_more) == (True, False)
    assert (first.total, first.is_counted) == (PAGE_LENGTH + 1, True)


def test_an_empty_list_is_one_empty_page(session):
    page = page_of(session, person(session, "helpdesk"), Filters(), 3, "hi", NOW)

    assert (page.lines, page.number, page.has_more, page.total) == ([], 1, False, 0)


def test_counting_stops_where_it_says_enough(session, monkeypatch):
    monkeypatch.setattr(worklist, "MOST_COUNTED", 2)
    for _ in range(3):
        filed(session)

    page = page_of(session, person(session, "helpdesk"), Filters(), 1, "hi", NOW)

    assert (page.total, page.is_counted, len(page.lines)) == (2, False, 3)


def test_each_state_stands_in_its_groups(session):
    complaint = filed(session)
    for state in STATES:
        complaint.state = state
        session.flush()
        found = {group for group in GROUPS[1:] if numbers(session, "helpdesk", Filters(group))}
        ended = state in lifecycle.ENDED
        assert (ENDED in found, OPEN in found) == (ended, not ended)
        assert (DEMANDS in found) == (state in lifecycle.DEMAND_LANE)


@pytest.mark.parametrize("login", ["engineer", "executive", "director", "secretary", "stranger"])
@pytest.mark.parametrize("is_manned", [True, False])
def test_mine_is_what_the_law_lets_me_work_on(session, login, is_manned):
    complaint = filed(session)
    who = person(session, login)
    if not is_manned:
        session.execute(text("DELETE FROM posting WHERE post_id = :id"), {"id": complaint.post_id})
    for state in STATES:
        complaint.state = state
        session.flush()
        actor = moves.at_the_desk(session, who, complaint, NOW)
        may_work = bool(WORK & {move.act for move in moves.allowed(session, complaint, actor)})
        page = page_of(session, who, Filters(MINE), 1, "hi", NOW)
        assert bool(page.lines) == may_work, state


@pytest.mark.parametrize("login", sorted(cast.CAST))
def test_what_waits_for_a_decision_is_what_the_law_lets_me_decide(session, login):
    complaint = filed(session)
    who = person(session, login)
    for proposer in ("engineer", login):
        for wish in WISHES:
            for state in ("assigned", "confirmed"):
                complaint.state = state
                session.execute(text("DELETE FROM proposal"))
                session.add(
                    Proposal(
                        complaint_id=complaint.id,
                        wish=wish,
                        words="…",
                        account_id=cast.account(session, proposer).id,
                        at=NOW,
                    )
                )
                session.flush()
                actor = moves.at_the_desk(session, who, complaint, NOW)
                allowed = {move.act for move in moves.allowed(session, complaint, actor)}
                waiting = approvals.waiting_for(session, who, 1, "hi", NOW).lines
                assert (
                    bool(waiting) == (f"approve_{wish}" in allowed) == (f"refuse_{wish}" in allowed)
                )
                assert approvals.count_for(session, who) == len(waiting)


@pytest.mark.parametrize("late", LATE)
def test_nothing_is_late_before_its_time_or_after_its_end(session, late):
    complaint = filed(session, NOW - timedelta(days=181))
    assert numbers(session, "helpdesk", Filters(late=late)) == {complaint.number}

    complaint.filed_at = complaint.due_at = NOW
    session.flush()
    assert numbers(session, "helpdesk", Filters(late=late)) == set()

    complaint.filed_at = NOW - timedelta(days=181)
    complaint.state = "withdrawn"
    session.flush()
    assert numbers(session, "helpdesk", Filters(ENDED, late=late)) == set()


def test_the_question_counts_as_told_when_no_message_failed(session):
    complaint = filed(session)
    complaint.state, complaint.state_since = "solution_reported", NOW
    session.flush()

    assert call_list.to_call(session, 1, "hi", NOW + timedelta(days=2, hours=23)) == []
    (row,) = call_list.to_call(session, 1, "hi", NOW + timedelta(days=3))
    assert (row.days, row.is_told, row.calls) == (3, True, 0)


@pytest.mark.parametrize(
    ("group", "order", "index"),
    [(OPEN, BY_DUE_DATE, "ix_complaint_open"), (ENDED, LAST_ENDED_FIRST, "ix_complaint_ended")],
)
def test_a_long_list_is_read_from_its_index_without_sorting(session, group, order, index):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL decides by what stands in the table")
    wanted = condition(session, person(session, "helpdesk"), Filters(group, kind="demand"), NOW)
    query = select(Complaint.id).where(wanted).order_by(*order).limit(PAGE_LENGTH)
    written = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})

    plan = " ".join(row[-1] for row in session.execute(text(f"EXPLAIN QUERY PLAN {written}")))

    assert f"USING COVERING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("919876543123", "+91 ••••• ••123"),
        ("9779812345678", "••••••••••678"),
        (None, None),
    ],
)
def test_of_a_phone_number_three_digits_are_readable(phone, masked):
    assert masked_phone(phone) == masked
