"""What a citizen's word does, by how the complaint stands."""

import pytest

from helpline.domain.authority import Capacity
from helpline.domain.citizens_word import (
    NOT_SOLVED,
    PARTLY,
    SOLVED,
    WITHDRAW,
    comes_too_late,
    move_for,
    must_be_sure,
)
from helpline.domain.lifecycle import ENDED, FILED, STATES, find_move

CITIZEN = {Capacity.CITIZEN}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("said", [SOLVED, PARTLY, NOT_SOLVED, WITHDRAW])
def test_every_move_it_asks_for_is_the_citizens_to_make(said, state):
    act = move_for(said, state)
    if act is not None:
        assert find_move(act, state, CITIZEN).act == act


@pytest.mark.parametrize("state", sorted(ENDED))
def test_not_solved_always_opens_an_ended_complaint(state):
    assert move_for(NOT_SOLVED, state) in ("reopen_complaint", "appeal")


def test_a_reminder_moves_nothing():
    assert [state for state in STATES if move_for("send_reminder", state)] == []


def test_an_end_that_nobody_asked_about_is_asked_once_more():
    assert must_be_sure("confirm_resolved", "assigned")
    assert must_be_sure("withdraw_complaint", "solution_reported")
    assert not must_be_sure("confirm_resolved", "solution_reported")
    assert not must_be_sure("not_solved", "solution_reported")


def test_what_comes_after_the_end_has_no_sense_but_opening_it_again():
    assert comes_too_late("send_reminder", "confirmed")
    assert comes_too_late(WITHDRAW, "confirmed")
    assert not comes_too_late(NOT_SOLVED, "confirmed")
    assert not comes_too_late(PARTLY, "assigned")
    assert not comes_too_late(SOLVED, FILED)
