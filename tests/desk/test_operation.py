"""The administrator's page on how the helpline runs: what waits, what failed, and what is done about it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.services import heartbeat, inbox, outbox, troubles
from helpline.services.citizens import meet
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.messages import FAILED, GIVEN_UP, WAITING, Citizen, Inbox, Outbox
from tests.desk.conftest import Visitor
from tests.support.messages import SECRET

PAGE = "/operation"


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def administrator(sign_in) -> Visitor:
    return sign_in("administrator").in_english()


def sita(session) -> Citizen:
    return meet(session, SECRET, "919876543210", None, clock.now())


def outgoing(sessions, **values) -> int:
    """Put a message to a citizen into the outbox, in the state that `values` say."""
    now = clock.now()
    with transaction(sessions) as session:
        row = Outbox(citizen=sita(session), payload={}, not_before=now, created_at=now, **values)
        session.add(row)
        session.flush()
        return row.id


def row_of(sessions, row_id: int, table=Outbox):
    with sessions() as session:
        return session.get(table, row_id)


def act(visitor: Visitor, what: str, row_id: int, queue: str = "outbox"):
    return visitor.submit(f"{PAGE}/{queue}/{row_id}", {"act": what})


def test_it_is_hindi_first(sign_in):
    assert "अटके हुए संदेश" in sign_in("administrator").open(PAGE).text


def test_it_tells_what_waits_and_since_when(administrator, sessions):
    outgoing(sessions, state=WAITING)
    outgoing(sessions, state=WAITING)
    page = administrator.open(PAGE).text
    assert re.search(r"Answers not sent</dt>\s*<dd>2\s", page)
    assert "the oldest since" in page


def test_it_tells_which_program_is_dead(administrator, sessions):
    now = clock.now()
    with transaction(sessions) as session:
        heartbeat.beat(session, heartbeat.RASA, now)
        heartbeat.beat(session, heartbeat.WORKER, now - heartbeat.DEAD_AFTER)
    page = administrator.open(PAGE).text
    assert re.search(r"rasa server\)</dt>\s*<dd><span class=\"tag tag-success\">works", page)
    assert re.search(r"worker\)</dt>\s*<dd><span class=\"tag tag-danger\">does not work", page)


def test_it_says_loudly_that_whatsapp_refuses_us(administrator, sessions):
    assert "renew the token" not in administrator.open(PAGE).text
    with transaction(sessions) as session:
        troubles.note(session, troubles.SENDING, "190", clock.now())
    assert 'role="alert">WhatsApp refuses our access' in administrator.open(PAGE).text


def test_a_refusal_of_yesterday_is_only_listed(administrator, sessions):
    with transaction(sessions) as session:
        troubles.note(session, troubles.SENDING, "190", clock.now() - timedelta(days=1))
    page = administrator.open(PAGE).text
    assert "WhatsApp refuses our access" in page
    assert 'role="alert"' not in page


def test_it_says_that_the_disk_is_almost_full(administrator, monkeypatch):
    monkeypatch.setattr("helpline.desk.operation.LEAST_FREE_BYTES", 1024**6)
    assert "The disk is almost full." in administrator.open(PAGE).text


def test_troubles_are_counted_by_place(administrator, sessions):
    with transaction(sessions) as session:
        for _ in range(3):
            troubles.note(session, troubles.TURNS, "action_file_complaint: Timeout", clock.now())
    page = administrator.open(PAGE).text
    assert re.search(r"action_file_complaint: Timeout.*?Answering.*?>3<", page, re.DOTALL)


def test_a_failed_message_is_tried_again(administrator, sessions):
    failed = outgoing(sessions, state=FAILED, error="131026", attempts=12, unsure_attempts=1)
    page = administrator.open(PAGE).text
    assert "The number has no WhatsApp" in page
    assert "may have arrived" in page

    act(administrator, "again", failed)

    row = row_of(sessions, failed)
    assert (row.state, row.attempts) == (WAITING, 0)
    with sessions() as session:
        entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).scalars().first()
    assert (entry.actor, entry.act, entry.subject) == (
        "administrator",
        "message_again",
        f"outbox {failed}",
    )


def test_a_failed_message_is_given_up_and_gone_from_the_page(administrator, sessions):
    failed = outgoing(sessions, state=FAILED, error="131026")
    act(administrator, "give_up", failed)
    assert row_of(sessions, failed).state == GIVEN_UP
    assert "The number has no WhatsApp" not in administrator.open(PAGE).text


def test_a_turn_that_failed_for_good_is_run_again(administrator, sessions):
    now = clock.now()
    with transaction(sessions) as session:
        row = Inbox(
            wamid="wamid.failed", citizen=sita(session), kind="text", payload={},
            received_at=now, not_before=now, state=FAILED, attempts=10, error=inbox.USED_UP,
        )  # fmt: skip
        session.add(row)
        session.flush()
        failed = row.id
    assert "Each attempt ended with the program" in administrator.open(PAGE).text
    act(administrator, "again", failed, "inbox")
    assert row_of(sessions, failed, Inbox).state == WAITING


@pytest.mark.parametrize(
    "values",
    [
        {"state": FAILED, "error": outbox.TEMPLATE_INSTEAD},
        {"state": FAILED, "error": outbox.NOT_WANTED},
        {"state": WAITING, "attempts": 1, "error": "131000"},
    ],
)
def test_what_needs_nobody_is_not_shown_and_not_touched(administrator, sessions, values):
    row_id = outgoing(sessions, **values)
    assert "Try again" not in administrator.open(PAGE).text
    act(administrator, "again", row_id)
    assert row_of(sessions, row_id).state == values["state"]


def test_acting_twice_is_harmless(administrator, sessions):
    failed = outgoing(sessions, state=FAILED, error="131026")
    act(administrator, "again", failed)
    act(administrator, "again", failed)
    assert row_of(sessions, failed).state == WAITING


@pytest.mark.parametrize(("what", "queue"), [("delete", "outbox"), ("again", "citizen")])
def test_other_acts_and_other_tables_are_refused(administrator, sessions, what, queue):
    failed = outgoing(sessions, state=FAILED, error="131026")
    assert act(administrator, what, failed, queue).status_code == 400
    assert row_of(sessions, failed).state == FAILED
