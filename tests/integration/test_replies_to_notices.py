"""A reply to a notice is about the complaint of that notice, whatever was said last."""

import pytest

from helpline.services import outbox
from helpline.services.complaints import asked_last, replied_to
from helpline.services.moves import Given, at_the_desk, perform
from helpline.store.base import transaction
from helpline.store.messages import DONE, Outbox
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, proof


@pytest.fixture
def solved(seeded):
    """Two complaints whose offices say that they are solved; each notice has been sent."""
    with transaction(seeded) as session:
        cast.add_cast(session)
        complaints = [filed(session), filed(session, complaint_text="तार टूटा है")]
        for complaint in complaints:
            proof(session, complaint)
            engineer = at_the_desk(session, person(session, "engineer"), complaint, NOW)
            perform(session, complaint, "report_solution", engineer, NOW, Given(words="हो गया"))
        for row in session.query(Outbox):
            row.state, row.wamid = DONE, f"wamid.notice-{row.complaint_id}"
        return complaints


def reply(session, wamid, key="sita"):
    row = message(session, key=key)
    row.payload = {"type": "text", "text": {"body": "ho gaya"}, "context": {"id": wamid}}
    session.flush()
    return row.id


def test_a_reply_is_about_the_complaint_of_its_notice(seeded, solved):
    first, second = solved
    with transaction(seeded) as session:
        inbox_id = reply(session, f"wamid.notice-{first.id}")
        assert replied_to(session, inbox_id).number == first.number
        assert asked_last(session, "sita", inbox_id).number == first.number
        assert asked_last(session, "sita").number == second.number


def test_a_reply_to_an_answer_or_to_nothing_known_is_about_none(seeded, solved):
    with transaction(seeded) as session:
        citizen_id = solved[0].citizen_id
        outbox.enqueue(session, citizen_id, [{"type": "text", "text": {"body": "…"}}], NOW)
        answer = session.query(Outbox).order_by(Outbox.id.desc()).first()
        answer.state, answer.wamid = DONE, "wamid.answer"
        for wamid in ("wamid.answer", "wamid.unknown"):
            assert replied_to(session, reply(session, wamid)) is None
        assert replied_to(session, message(session).id) is None


def test_nobody_speaks_of_a_strangers_complaint_by_a_reply(seeded, solved):
    with transaction(seeded) as session:
        stranger = reply(session, f"wamid.notice-{solved[0].id}", key="ram")
        assert replied_to(session, stranger) is None


def test_a_reply_to_a_notice_that_asks_nothing_any_more_answers_no_question(seeded, solved):
    first, _ = solved
    with transaction(seeded) as session:
        mine = session.merge(first)
        mine.state = "in_progress"
        session.flush()
        inbox_id = reply(session, f"wamid.notice-{first.id}")
        assert asked_last(session, "sita", inbox_id) is None
