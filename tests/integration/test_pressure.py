"""What a citizen tells in confidence: those above the office read it, the office itself never."""

import pytest
from sqlalchemy import select

from helpline.services import pressure
from helpline.services.moves import Given, at_the_desk, citizen, perform
from helpline.store.accounts import Posting
from helpline.store.casework import PressureReport
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, post_of, proof

ABOVE = {"executive", "director", "secretary", "cm_office"}


@pytest.fixture
def reported(session):
    complaint = filed(session)
    proof(session, complaint)
    engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    perform(session, complaint, "report_solution", engineer, NOW, Given(words="हो गया"))
    return complaint


def readers(session):
    return {one for one in cast.CAST if pressure.told_to(session, person(session, one), "hi")}


def test_only_those_above_and_the_cm_office_read_it(session, reported):
    pressure.tell(session, reported, "JE ne phone kiya", message(session).id, NOW)
    assert readers(session) == ABOVE
    (told,) = pressure.told_to(session, person(session, "executive"), "en")
    assert (told.words, told.number, told.level) == ("JE ne phone kiya", reported.number, 1)


def test_it_is_about_the_office_that_said_solved_wherever_the_complaint_has_gone(session, reported):
    perform(session, reported, "not_solved", citizen(message(session).id), NOW)
    assert reported.post.level == 2
    pressure.tell(session, reported, "", message(session).id, NOW)
    assert readers(session) == ABOVE


def test_whoever_also_holds_the_office_in_question_reads_nothing(session, reported):
    executive = cast.account(session, "executive")
    office = post_of(session, "energy", 1)
    session.add(
        Posting(post_id=office.id, account_id=executive.id, since=cast.SINCE, is_acting=True)
    )
    session.flush()
    pressure.tell(session, reported, "", message(session).id, NOW)
    assert readers(session) == ABOVE - {"executive"}


def test_a_repeated_turn_tells_it_once_and_the_history_is_silent(session, reported):
    inbox = message(session)
    steps = [step.act for step in reported.history]
    for _ in range(2):
        pressure.tell(session, reported, "दबाव था", inbox.id, NOW)
    assert len(session.execute(select(PressureReport)).scalars().all()) == 1
    session.expire(reported)
    assert [step.act for step in reported.history] == steps
