from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services import inbox, outbox
from helpline.services.citizens import meet
from helpline.store.base import transaction
from helpline.store.messages import DONE, FAILED, HELD, WAITING, Citizen, Outbox
from helpline.whatsapp.inbound import StatusReport
from helpline.whatsapp.outbound import Choice, choices
from tests.support.messages import SECRET, SENT_AT

NOW = SENT_AT
LATER = NOW + timedelta(minutes=2)
PAYLOADS = [{"type": "text", "text": {"body": str(number)}} for number in range(3)]


@pytest.fixture
def queued(sessions):
    with transaction(sessions) as session:
        citizen = meet(session, SECRET, "919876543210", None, NOW)
        session.flush()
        outbox.enqueue(session, citizen.id, PAYLOADS, NOW)
    return sessions


def claim(sessions, now=NOW):
    with transaction(sessions) as session:
        return next(iter(outbox.claim_due(session, "worker", now, most=1)), None)


def end(sessions, how, row, *arguments):
    with transaction(sessions) as session:
        assert how(session, row, *arguments)
        session.flush()
    with sessions() as session:
        return session.get(Outbox, row.id)


def test_messages_go_in_the_order_they_were_queued(queued):
    sent = []
    while (row := claim(queued)) is not None:
        sent.append(row.payload)
        end(queued, outbox.sent, row, f"wamid.{row.id}", NOW)
    assert sent == PAYLOADS


def test_a_sent_message_keeps_whatsapps_id_and_the_time(queued):
    row = end(queued, outbox.sent, claim(queued), "wamid.77", NOW)
    assert (row.state, row.wamid, row.sent_at) == (DONE, "wamid.77", NOW)


@pytest.mark.parametrize(("backoff", "waits"), [(2, [2, 4, 8, 16]), (4, [4, 16, 64, 256])])
def test_waits_grow_with_the_attempts(queued, backoff, waits):
    now, waited = NOW, []
    for _ in waits:
        row = end(queued, outbox.retry_later, claim(queued, now), "131000", backoff, now)
        assert (row.state, row.error) == (WAITING, "131000")
        waited.append((row.not_before - now).total_seconds())
        now = row.not_before
    assert waited == waits


def test_a_message_is_not_tried_for_ever(queued):
    now = NOW
    for _ in range(outbox.MOST_ATTEMPTS - 1):
        row = end(queued, outbox.retry_later, claim(queued, now), "131000", 2, now)
        assert row.not_before - now <= outbox.LONGEST_WAIT
        now = row.not_before
    row = end(queued, outbox.retry_later, claim(queued, now), "131000", 2, now)
    assert (row.state, row.error) == (FAILED, "131000")
    assert now - NOW < timedelta(hours=2)


def test_a_message_on_hold_loses_no_attempt(queued):
    until = NOW + timedelta(minutes=1)
    for _ in range(outbox.MOST_ATTEMPTS + 1):
        row = end(queued, outbox.hold, claim(queued, until), "190", until)
        assert (row.state, row.attempts, row.not_before) == (WAITING, 0, until)


def test_a_refused_message_keeps_the_code_for_the_desk(queued):
    row = end(queued, outbox.refuse, claim(queued), "131026")
    assert (row.state, row.error) == (FAILED, "131026")


def test_the_window_closes_a_day_after_the_last_message():
    citizen = Citizen(last_message_at=NOW)
    day = timedelta(hours=24)
    assert outbox.window_is_open(citizen, NOW + day - timedelta(seconds=1))
    assert not outbox.window_is_open(citizen, NOW + day)


def report(sessions, wamid, status="failed", errors=({"code": 131047, "title": "…"},)):
    with transaction(sessions) as session:
        inbox.record_statuses(session, [StatusReport(wamid, status, NOW, list(errors))], LATER)


def test_a_message_that_was_taken_and_not_delivered_counts_as_refused(queued):
    end(queued, outbox.sent, claim(queued), "wamid.1", NOW)
    end(queued, outbox.sent, claim(queued), "wamid.2", NOW)
    report(queued, "wamid.2")
    report(queued, "wamid.1", status="delivered", errors=())
    first, second, _ = rows(queued)
    assert (first.state, first.error) == (DONE, None)
    assert (second.state, second.error, second.wamid) == (FAILED, "131047", "wamid.2")


def test_a_report_that_is_quicker_than_the_answer_is_not_lost(queued):
    report(queued, "wamid.1", errors=())
    row = end(queued, outbox.sent, claim(queued), "wamid.1", NOW)
    assert (row.state, row.error) == (FAILED, "failed")


TEMPLATE = {"type": "template", "template": {"name": "status"}}


@pytest.fixture
def told(sessions):
    """A citizen who is told of a complaint in two messages, for which one template stands."""
    with transaction(sessions) as session:
        citizen = meet(session, SECRET, "919876543210", None, NOW)
        session.flush()
        outbox.enqueue(session, citizen.id, PAYLOADS[:2], NOW, template=TEMPLATE)
    for number in (1, 2):
        end(sessions, outbox.sent, claim(sessions), f"wamid.{number}", NOW)
    return sessions


def sendable(sessions):
    return outbox.sendable(claim(sessions, LATER), LATER)


def test_what_came_too_late_for_free_words_goes_again_as_its_template(told):
    report(told, "wamid.1")
    report(told, "wamid.2")
    first, second = rows(told)
    assert (first.state, first.error) == (FAILED, outbox.TEMPLATE_INSTEAD)
    assert (second.state, second.wamid, second.attempts) == (WAITING, None, 0)
    assert sendable(told) == TEMPLATE


def test_a_report_that_comes_twice_sends_it_again_once(told):
    report(told, "wamid.2")
    end(told, outbox.sent, claim(told, LATER), "wamid.3", LATER)
    report(told, "wamid.2")
    assert claim(told, LATER) is None


def test_a_template_that_is_refused_is_not_sent_again(told):
    report(told, "wamid.2")
    end(told, outbox.sent, claim(told, LATER), "wamid.3", LATER)
    report(told, "wamid.3")
    assert (rows(told)[1].state, rows(told)[1].error) == (FAILED, "131047")


def test_whoever_wrote_meanwhile_gets_the_free_words_again(told):
    with transaction(told) as session:
        meet(session, SECRET, "919876543210", None, NOW + timedelta(minutes=1))
    report(told, "wamid.2")
    assert sendable(told) == PAYLOADS[1]


def rows(sessions):
    with sessions() as session:
        return session.execute(select(Outbox).order_by(Outbox.id)).scalars().all()


def test_who_comes_by_another_door_fetches_the_answers_there_once(sessions):
    with transaction(sessions) as session:
        citizen = meet(session, SECRET, None, "rest:sita", NOW, door="rest")
        session.flush()
        outbox.enqueue(session, citizen.id, PAYLOADS, NOW)
    assert claim(sessions) is None
    with transaction(sessions) as session:
        assert outbox.pick_up(session, citizen.id, NOW) == PAYLOADS
        assert outbox.pick_up(session, citizen.id, NOW) == []
    assert {row.state for row in rows(sessions)} == {DONE}


def test_answers_go_out_where_the_citizen_wrote_last(sessions):
    for door in ("rest", "whatsapp"):
        with transaction(sessions) as session:
            citizen = meet(session, SECRET, "919876543210", None, NOW, door=door)
            session.flush()
            outbox.enqueue(session, citizen.id, PAYLOADS[:1], NOW)
    assert [row.state for row in rows(sessions)] == [HELD, WAITING]


def test_what_was_offered_last_is_known(queued):
    offered = [Choice("/affirm", "हाँ"), Choice("/deny", "नहीं")]
    with transaction(queued) as session:
        citizen = session.execute(select(Citizen)).scalar_one()
        outbox.enqueue(session, citizen.id, choices("?", offered), NOW)
    with transaction(queued) as session:
        assert outbox.offered_last(session, citizen.id) == offered
