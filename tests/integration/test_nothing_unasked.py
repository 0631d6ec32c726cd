"""A complaint of violence at home: nothing goes to a phone that somebody else may be holding."""

import pytest
from sqlalchemy import select

from helpline.domain.draft import WOMEN_SAFETY
from helpline.services import rechecks
from helpline.services.complaints import own_complaint
from helpline.services.messages import MayEndanger, send
from helpline.services.moves import Given, at_the_desk, citizen, perform
from helpline.store.messages import Outbox
from tests.support.cast import NOW, filed, message, person, proof


@pytest.fixture
def complaint(session):
    complaint = filed(session)
    complaint.category_code, complaint.in_confidence = WOMEN_SAFETY, True
    return complaint


def solve(session, complaint):
    proof(session, complaint)
    engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    perform(session, complaint, "report_solution", engineer, NOW, Given(words="हो गया"))


def sent(session):
    return session.execute(select(Outbox.id)).scalars().all()


def test_what_an_office_does_is_not_told_unasked_and_is_there_when_she_asks(session, complaint):
    solve(session, complaint)
    assert sent(session) == []
    known = own_complaint(session, complaint.citizen.key, complaint.number)
    assert known.state == "solution_reported"


def test_what_is_in_confidence_and_no_violence_is_told_as_ever(session, complaint):
    complaint.category_code = "energy/power_outage"
    solve(session, complaint)
    assert len(sent(session)) == 1


def test_nobody_writes_to_her_from_the_case(session, complaint):
    with pytest.raises(MayEndanger):
        send(session, complaint, person(session, "engineer"), "कल आएँगे।", NOW)
    assert sent(session) == []


def test_she_is_not_asked_weeks_later_either(session, complaint):
    solve(session, complaint)
    perform(session, complaint, "confirm_resolved", citizen(message(session).id), NOW)
    later = NOW + rechecks.AFTER
    assert rechecks.to_ask(session, later) == []
    complaint.in_confidence = False
    session.flush()
    assert rechecks.to_ask(session, later) == [complaint.id]
