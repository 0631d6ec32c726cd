"""The law of moves: what must hold whatever its lines say."""

import pytest

from helpline.domain.authority import Capacity
from helpline.domain.lifecycle import (
    CANNOT_BE_DONE,
    CONFIRMED,
    DEMAND_DECLINED,
    ENDED,
    FILED,
    JOINED,
    MOVES,
    ON_THE_CLOCK,
    OPEN,
    SOLUTION_REPORTED,
    STATES,
    WITHDRAWN,
    Need,
    NotAllowed,
    Way,
    begins_anew,
    find_move,
    moves_from,
)

THE_CITIZENS_WORD = {Capacity.CITIZEN, Capacity.HELPDESK}


def test_every_state_can_be_reached_and_every_open_one_left():
    reached = {FILED} | {move.to for move in MOVES if move.to}
    assert reached == set(STATES)
    assert {state for move in MOVES if move.to for state in move.of} == set(STATES)


def test_only_the_citizen_ends_a_complaint_as_solved_or_withdrawn():
    for move in MOVES:
        if move.to in (CONFIRMED, WITHDRAWN):
            assert move.by <= THE_CITIZENS_WORD
            assert Capacity.CITIZEN in move.by or Need.CALL in move.needs


def test_only_a_high_office_says_no_and_never_without_a_reason():
    for move in MOVES:
        if move.to in (CANNOT_BE_DONE, DEMAND_DECLINED):
            assert move.by == {Capacity.APPROVER}
            assert Need.WORDS in move.needs


def test_there_is_no_other_end():
    assert {CONFIRMED, WITHDRAWN, CANNOT_BE_DONE, DEMAND_DECLINED} == ENDED


@pytest.mark.parametrize("state", sorted(ENDED))
def test_the_citizen_can_always_go_on_after_an_end(state):
    assert any(move.to in OPEN for move in moves_from(state, {Capacity.CITIZEN}))


@pytest.mark.parametrize("state", sorted(ENDED))
def test_nobody_at_the_desk_touches_an_ended_complaint_without_the_citizens_call(state):
    at_the_desk = set(Capacity) - {Capacity.CITIZEN, Capacity.ASSISTANT}
    assert all(Need.CALL in move.needs for move in moves_from(state, at_the_desk))


def test_no_office_answers_the_question_whether_it_is_solved():
    offices = {Capacity.HOLDER, Capacity.SUPERIOR, Capacity.APPROVER, Capacity.DISTRICT}
    assert moves_from(SOLUTION_REPORTED, offices | {Capacity.CM_OFFICE}) == []


def test_whatever_the_clock_watches_it_can_send_higher():
    for state in ON_THE_CLOCK:
        assert find_move("escalate", state, {Capacity.ASSISTANT}).way is Way.UP


def test_what_nobody_may_do_is_refused():
    with pytest.raises(NotAllowed):
        find_move("confirm_resolved", SOLUTION_REPORTED, {Capacity.HOLDER, Capacity.APPROVER})
    with pytest.raises(NotAllowed):
        find_move("report_solution", CONFIRMED, {Capacity.HOLDER})


def test_a_new_limit_begins_higher_up_and_on_coming_back_and_not_sideways():
    def move(act, state, capacity):
        return find_move(act, state, {capacity})

    assert begins_anew(move("escalate", "assigned", Capacity.ASSISTANT), "assigned")
    assert begins_anew(move("assign", FILED, Capacity.ASSISTANT), FILED)
    assert begins_anew(move("separate", JOINED, Capacity.CITIZEN), JOINED)
    assert begins_anew(
        move("partly_solved", SOLUTION_REPORTED, Capacity.CITIZEN), SOLUTION_REPORTED
    )
    assert begins_anew(move("approve_as_demand", "assigned", Capacity.SUPERIOR), "assigned")
    assert not begins_anew(move("transfer", "assigned", Capacity.HOLDER), "assigned")
    assert not begins_anew(move("start_work", "assigned", Capacity.HOLDER), "assigned")
    assert not begins_anew(move("report_solution", "assigned", Capacity.HOLDER), "assigned")
