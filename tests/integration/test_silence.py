"""Whom messages do not reach: silence on request, late refusals, and who is called instead."""

import pytest

from helpline.services import call_list, inbox, messages, outbox, silence
from helpline.services.citizens import by_key
from helpline.services.moves import Given, at_the_desk, perform
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.whatsapp.client import WhatsAppClient
from helpline.whatsapp.inbound import StatusReport
from helpline.worker.sender import Sender
from tests.support import cast
from tests.support.cast import NOW, filed, person, proof
from tests.support.fake_graph import FakeGraph


@pytest.fixture
def complaint(seeded, frozen_clock):
    with transaction(seeded) as session:
        cast.add_cast(session)
        complaint = filed(session)
        complaint.citizen.phone = "919000000001"
        complaint.citizen.last_message_at = NOW
        frozen_clock.moment = NOW
        return complaint


def want(seeded, wish):
    with transaction(seeded) as session:
        return wish(session, "sita", NOW)


def test_it_is_noted_once_and_taken_back_once(seeded, complaint):
    want(seeded, silence.begin)
    want(seeded, silence.begin)
    assert [want(seeded, silence.end), want(seeded, silence.end)] == [True, False]
    with seeded() as session:
        assert by_key(session, "sita").wants_silence_since is None
        acts = [entry.act for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
        assert [act for act in acts if act.endswith("_messages")] == [silence.STOP, silence.RESUME]


def test_an_office_cannot_write_to_who_wants_silence(seeded, complaint):
    want(seeded, silence.begin)
    with transaction(seeded) as session, pytest.raises(outbox.WantsSilence):
        mine = session.merge(complaint)
        messages.send(session, mine, person(session, "engineer"), "काम कल होगा", NOW)


def test_who_was_not_reached_though_whatsapp_took_the_question_is_called(seeded, complaint):
    with transaction(seeded) as session:
        mine = session.merge(complaint)
        proof(session, mine)
        engineer = at_the_desk(session, person(session, "engineer"), mine, NOW)
        perform(session, mine, "report_solution", engineer, NOW, Given(words="हो गया"))
    with FakeGraph() as graph:
        while Sender(seeded, WhatsAppClient(graph.url, "1905", None)).send_next():
            pass
        assert len(graph.messages) == 1
    with seeded() as session:
        assert call_list.to_call(session, 1, "hi", NOW) == []
    late = StatusReport("wamid.fake-1", "failed", NOW, [{"code": 131026}])
    with transaction(seeded) as session:
        inbox.record_statuses(session, [late], NOW)
    with seeded() as session:
        (line,) = call_list.to_call(session, 1, "hi", NOW)
        assert (line.line.number, line.is_told) == (complaint.number, False)


def test_who_could_not_be_asked_whether_it_is_solved_is_called(seeded, complaint):
    want(seeded, silence.begin)
    with transaction(seeded) as session:
        mine = session.merge(complaint)
        proof(session, mine)
        engineer = at_the_desk(session, person(session, "engineer"), mine, NOW)
        perform(session, mine, "report_solution", engineer, NOW, Given(words="हो गया"))
    with FakeGraph() as graph:
        while Sender(seeded, WhatsAppClient(graph.url, "1905", None)).send_next():
            pass
        assert graph.messages == []
    with seeded() as session:
        (line,) = call_list.to_call(session, 1, "hi", NOW)
        assert (line.line.number, line.is_told) == (complaint.number, False)
