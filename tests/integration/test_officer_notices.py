"""What officers are told on WhatsApp: only those who wish so, once a day, and at once what comes up."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from helpline.clock import INDIA
from helpline.services import outbox
from helpline.services.citizens import meet
from helpline.services.moves import ASSISTANT, perform
from helpline.services.officer_notices import MOST_A_DAY
from helpline.store.accounts import Account, Leave
from helpline.store.base import transaction
from helpline.store.messages import DONE, FAILED, Outbox
from helpline.whatsapp.client import WhatsAppClient
from helpline.whatsapp.templates import as_seen
from helpline.worker.jobs import Jobs
from helpline.worker.sender import Sender
from tests.support import cast
from tests.support.cast import NOW, account, filed
from tests.support.fake_graph import FakeGraph
from tests.support.messages import SECRET

PHONE = "919000000777"


@pytest.fixture
def jobs(seeded, frozen_clock):
    """The executive engineer wishes messages in Hindi; nobody else does."""
    frozen_clock.moment = NOW
    with transaction(seeded) as session:
        cast.add_cast(session)
        for one in session.execute(select(Account)).scalars():
            one.phone = f"91900000{one.id:04}"
        executive = account(session, "executive")
        executive.phone, executive.whatsapp_language = PHONE, "hi"
    return Jobs(seeded, None, "desk@example.org", "https://desk.example.org")


@pytest.fixture
def complaint(jobs):
    with transaction(jobs.sessions) as session:
        return filed(session, category="energy/low_voltage", place="राम सिंह का मकान")


def change(jobs, login="executive", **values):
    with transaction(jobs.sessions) as session:
        found = account(session, login)
        for name, value in values.items():
            setattr(found, name, value)


def send_up(jobs, complaint, now=NOW):
    with transaction(jobs.sessions) as session:
        found = session.get(type(complaint), complaint.id)
        perform(session, found, "escalate", ASSISTANT, now)


def queued(jobs):
    with jobs.sessions() as session:
        return (
            session.execute(
                select(Outbox).where(Outbox.account_id.is_not(None)).order_by(Outbox.id)
            )
            .scalars()
            .all()
        )


def text_of(row):
    return as_seen(row.template)[0]


def test_what_comes_up_is_told_at_once_and_holds_no_citizen(jobs, complaint):
    send_up(jobs, complaint)
    (row,) = queued(jobs)
    assert row.not_before == NOW
    assert row.account.login == "executive"
    assert f"{complaint.number[:4]}-{complaint.number[4:]}" in text_of(row)
    for private in ("राम सिंह", complaint.text, "9190"):
        assert private not in text_of(row)


def test_at_night_it_waits_for_the_morning(jobs, complaint):
    night = datetime(2026, 3, 10, 22, 0, tzinfo=INDIA)
    send_up(jobs, complaint, night)
    assert queued(jobs)[0].not_before == datetime(2026, 3, 11, 8, 0, tzinfo=INDIA)


def test_after_some_a_day_the_rest_waits_for_the_digest(jobs):
    for _ in range(MOST_A_DAY + 2):
        with transaction(jobs.sessions) as session:
            one = filed(session)
        send_up(jobs, one)
    assert len(queued(jobs)) == MOST_A_DAY


@pytest.mark.parametrize(
    "values", [{"whatsapp_language": None}, {"phone": None}, {"is_closed": True}]
)
def test_nobody_is_told_who_does_not_wish_it_or_cannot_be_reached(jobs, complaint, values):
    change(jobs, **values)
    send_up(jobs, complaint)
    assert jobs.queue_digests() == 0
    assert queued(jobs) == []


def test_nobody_is_told_on_leave(jobs, complaint):
    with transaction(jobs.sessions) as session:
        away = account(session, "executive").id
        session.add(Leave(account_id=away, since=NOW.date(), until=NOW.date()))
    send_up(jobs, complaint)
    assert jobs.queue_digests() == 0
    assert queued(jobs) == []


def test_the_digest_comes_once_a_day_with_the_counts_in_the_language_chosen(
    jobs, complaint, frozen_clock
):
    change(jobs, login="engineer", whatsapp_language="en")
    assert [jobs.queue_digests(), jobs.queue_digests()] == [1, 0]
    assert "New: 1" in text_of(queued(jobs)[0])
    assert "Overdue: 0" in text_of(queued(jobs)[0])
    frozen_clock.moment = NOW + timedelta(days=7)
    assert jobs.queue_digests() == 1
    assert "New: 0" in text_of(queued(jobs)[1])
    assert "Due within two working days: 1" in text_of(queued(jobs)[1])


def test_who_has_nothing_waiting_gets_no_digest(jobs):
    assert jobs.queue_digests() == 0
    assert queued(jobs) == []


def test_before_nine_and_where_it_is_switched_off_no_digest_goes(jobs, complaint, frozen_clock):
    change(jobs, login="engineer", whatsapp_language="en")
    frozen_clock.moment = datetime(2026, 3, 10, 8, 59, tzinfo=INDIA)
    assert jobs.queue_digests() == 0
    frozen_clock.moment = NOW
    switched_off = Jobs(jobs.sessions, None, "", "", whatsapp_to_officers=False)
    assert switched_off.queue_digests() == 0
    assert jobs.queue_digests() == 1


def test_the_worker_sends_it_to_the_officers_number_as_a_template(jobs, complaint):
    send_up(jobs, complaint)
    with FakeGraph() as graph:
        drain(jobs, graph)
        (message,) = graph.messages_to(PHONE)
    assert message["template"]["name"] == "officer_come_up"
    assert [row.state for row in queued(jobs)] == [DONE]


def test_who_ends_the_messages_gets_not_even_those_that_wait(jobs, complaint):
    send_up(jobs, complaint)
    change(jobs, whatsapp_language=None)
    with FakeGraph() as graph:
        drain(jobs, graph)
        assert graph.messages_to(PHONE) == []
    assert [(row.state, row.error) for row in queued(jobs)] == [(FAILED, outbox.NOT_WANTED)]


def test_an_officer_in_trouble_holds_up_no_citizen(jobs, complaint, frozen_clock):
    send_up(jobs, complaint)
    (row,) = queued(jobs)
    with transaction(jobs.sessions) as session:
        citizen = meet(session, SECRET, "919876543210", None, frozen_clock())
        session.flush()
        session.get(Outbox, row.id).not_before = NOW + timedelta(hours=1)
        payload = {"type": "text", "text": {"body": "…"}}
        outbox.enqueue(session, citizen.id, [payload], frozen_clock())
    with FakeGraph() as graph:
        drain(jobs, graph)
        assert len(graph.messages_to("919876543210")) == 1


def drain(jobs, graph):
    sender = Sender(jobs.sessions, WhatsAppClient(graph.url, "1905", None))
    while sender.send_next():
        pass
