"""Receiving messages, and how a turn ends."""

import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from helpline.services import inbox
from helpline.services.citizens import citizen_key
from helpline.store.base import transaction
from helpline.store.messages import (
    DONE,
    FAILED,
    WAITING,
    Citizen,
    DeliveryStatus,
    Inbox,
    Outbox,
    Turn,
)
from helpline.whatsapp import inbound
from helpline.whatsapp.inbound import SILENT_KINDS, StatusReport
from tests.support.claims import claim_next
from tests.support.messages import (
    PHONE_NUMBER_ID,
    SECRET,
    SENT_AT,
    inbound_message,
    webhook_body,
)

NOW = SENT_AT + timedelta(seconds=2)
UNDERSTOOD = inbox.Understood(
    text="बिजली नहीं है",
    intent="report_complaint",
    confidence=0.9,
    intent_ranking=[{"name": "report_complaint", "confidence": 0.9}],
    entities=[{"entity": "language", "value": "hi"}],
)
REPLIES = [{"response": "utter_ask_place", "text": "कहाँ?"}]
PAYLOADS = [
    {"type": "text", "text": {"body": "कहाँ?"}},
    {"type": "text", "text": {"body": "गाँव?"}},
]


def received(sessions, *messages, now=NOW):
    with transaction(sessions) as session:
        return inbox.receive(session, SECRET, messages, now)


def claim(sessions, now=NOW):
    with transaction(sessions) as session:
        return claim_next(session, Inbox, "server", now, inbox.LEASE)


def end(sessions, how, row, *arguments):
    with transaction(sessions) as session:
        return how(session, row, *arguments)


def finish(sessions, row, now=NOW):
    return end(sessions, inbox.finish_turn, row, UNDERSTOOD, "model-1", REPLIES, PAYLOADS, now)


def all_of(sessions, table):
    with sessions() as session:
        return session.execute(select(table).order_by(table.id)).scalars().all()


def test_a_message_stands_in_the_inbox_as_it_came(sessions):
    message = inbound_message("पानी नहीं है")
    assert received(sessions, message) == 1
    (row,) = all_of(sessions, Inbox)
    assert (row.wamid, row.kind, row.payload) == (message.wamid, "text", message.payload)
    assert (row.state, row.received_at, row.attempts) == (WAITING, NOW, 0)
    (citizen,) = all_of(sessions, Citizen)
    assert row.citizen_id == citizen.id
    assert citizen.key == citizen_key(SECRET, message.phone)
    assert citizen.last_message_at == SENT_AT


def test_a_repeated_message_changes_nothing(sessions):
    message = inbound_message()
    received(sessions, message)
    finish(sessions, claim(sessions))
    assert received(sessions, message, message, now=NOW + timedelta(days=1)) == 0
    (row,) = all_of(sessions, Inbox)
    assert row.state == DONE


def test_a_batch_is_put_in_the_order_of_sending(sessions):
    late = inbound_message(sent_at=SENT_AT + timedelta(seconds=1))
    early = inbound_message(sent_at=SENT_AT)
    undated = inbound_message(sent_at=None)
    assert received(sessions, late, undated, early) == 3
    assert [row.wamid for row in all_of(sessions, Inbox)] == [
        early.wamid,
        late.wamid,
        undated.wamid,
    ]


def test_a_clock_ahead_of_ours_opens_no_longer_window(sessions):
    received(sessions, inbound_message(sent_at=NOW + timedelta(days=300)))
    assert all_of(sessions, Citizen)[0].last_message_at == NOW


def test_the_same_webhook_at_several_servers_at_once_is_received_once(sessions):
    # Two citizens in opposite order, which would deadlock servers that lock as they read.
    citizens = ["919000000001", "919000000002"]
    batch = [inbound_message(phone=phone) for phone in citizens for _ in range(5)]
    start = threading.Barrier(4)

    def serve(number):
        start.wait()
        return received(sessions, *(batch if number % 2 else reversed(batch)))

    with ThreadPoolExecutor(4) as servers:
        new = list(servers.map(serve, range(4)))
    assert sum(new) == len(batch)
    assert {row.wamid for row in all_of(sessions, Inbox)} == {message.wamid for message in batch}
    assert len(all_of(sessions, Citizen)) == 2


def test_a_citizens_later_message_waits_for_an_earlier_one_that_is_being_stored(sessions):
    received(sessions, inbound_message(phone="919000000001"))
    first, second = (inbound_message(phone="919000000001") for _ in range(2))
    with ThreadPoolExecutor(1) as other_server:
        with transaction(sessions) as session:
            inbox.receive(session, SECRET, [first], NOW)
            storing = other_server.submit(received, sessions, second)
            with pytest.raises(TimeoutError):
                storing.result(timeout=0.3)
        storing.result()
    assert [row.wamid for row in all_of(sessions, Inbox)][1:] == [first.wamid, second.wamid]


def test_each_report_about_our_message_is_kept_once(sessions):
    failed = StatusReport("wamid.out", "failed", SENT_AT, [{"code": 131047}])
    sent = StatusReport("wamid.out", "sent", None, None)
    for _ in range(2):
        with transaction(sessions) as session:
            inbox.record_statuses(session, [failed, sent], NOW)
    first, second = all_of(sessions, DeliveryStatus)
    assert (first.status, first.reported_at, first.errors) == (
        "failed",
        SENT_AT,
        [{"code": 131047}],
    )
    assert (second.status, second.reported_at, second.errors) == ("sent", NOW, None)


def test_what_a_message_cost_is_kept(sessions):
    pricing = {"billable": True, "category": "utility"}
    report = StatusReport("wamid.out", "sent", SENT_AT, None, pricing=pricing)
    with transaction(sessions) as session:
        inbox.record_statuses(session, [report], NOW)
    assert all_of(sessions, DeliveryStatus)[0].pricing == pricing


@pytest.mark.parametrize("kind", sorted(SILENT_KINDS))
def test_what_asks_nothing_is_kept_whole_and_waits_for_no_turn(sessions, kind):
    silent = inbound_message(type=kind, **{kind: {"message_id": "wamid.0", "emoji": "👍"}})
    assert received(sessions, silent) == 1
    (row,) = all_of(sessions, Inbox)
    assert (row.kind, row.payload, row.state, row.done_at) == (kind, silent.payload, DONE, NOW)
    assert claim(sessions) is None


def test_what_asks_nothing_holds_up_no_message_and_opens_no_window(sessions):
    received(sessions, inbound_message(wamid="wamid.first"))
    later = SENT_AT + timedelta(hours=30)
    received(sessions, inbound_message(type="reaction", sent_at=later), now=later)
    assert claim(sessions).wamid == "wamid.first"
    assert all_of(sessions, Citizen)[0].last_message_at == SENT_AT


def test_the_last_words_of_a_batch_open_the_window_whatever_follows(sessions):
    later = SENT_AT + timedelta(seconds=1)
    received(
        sessions, inbound_message(sent_at=SENT_AT), inbound_message(type="reaction", sent_at=later)
    )
    assert all_of(sessions, Citizen)[0].last_message_at == SENT_AT


def test_a_new_number_takes_the_citizen_along(sessions):
    received(sessions, inbound_message(phone="919000000001"))
    system = {"type": "user_changed_number", "wa_id": "919000000002", "body": "…"}
    received(sessions, inbound_message(phone="919000000001", type="system", system=system))
    received(sessions, inbound_message(phone="919000000002"))
    (citizen,) = all_of(sessions, Citizen)
    assert citizen.phone == "919000000002"
    assert len(all_of(sessions, Inbox)) == 3


@pytest.mark.parametrize("told_by", [{}, {"from_user_id": "IN.new"}, {"from_user_id": "IN.old"}])
def test_a_new_user_id_takes_the_citizen_along(sessions, told_by):
    received(sessions, inbound_message(phone=None, user_id="IN.old"))
    system = {
        "type": "user_changed_user_id",
        "user_id": "IN.new",
        "previous_user_id": "IN.old",
        "body": "…",
    }
    part = {"id": "wamid.system", "type": "system", "timestamp": "1764280000", "system": system}
    told = inbound.parse(webhook_body({**part, **told_by}), PHONE_NUMBER_ID)
    assert received(sessions, *told.messages) == 1
    received(sessions, inbound_message(phone=None, user_id="IN.new"))
    (citizen,) = all_of(sessions, Citizen)
    assert citizen.whatsapp_user_id == "IN.new"


def test_a_turn_that_runs_while_its_citizen_gets_a_new_number_answers_there(sessions):
    received(sessions, inbound_message(phone="919000000001"))
    received(sessions, inbound_message(wamid="wamid.new", phone="919000000002"))
    claim(sessions)
    running = claim(sessions)
    assert running.wamid == "wamid.new"
    system = {"type": "user_changed_number", "wa_id": "919000000002"}
    received(sessions, inbound_message(phone="919000000001", type="system", system=system))
    assert finish(sessions, running)
    (outgoing, _) = all_of(sessions, Outbox)
    with sessions() as session:
        assert session.get(Citizen, outgoing.citizen_id).phone == "919000000002"


def revoked(wamid, phone="919876543210"):
    return inbound_message(type="revoke", revoke={"original_message_id": wamid}, phone=phone)


def test_a_message_taken_back_before_its_turn_has_none(sessions):
    message = inbound_message()
    received(sessions, message)
    received(sessions, revoked(message.wamid))
    assert claim(sessions) is None
    assert all_of(sessions, Inbox)[0].error == inbox.DELETED


def test_nobody_takes_back_what_another_wrote_nor_what_is_answered(sessions):
    message = inbound_message()
    received(sessions, message, inbound_message(wamid="wamid.2"))
    received(sessions, revoked("wamid.2", phone="919000000009"))
    finish(sessions, claim(sessions))
    received(sessions, revoked(message.wamid))
    first, second = all_of(sessions, Inbox)[:2]
    assert (first.error, second.state) == (None, WAITING)


def test_a_number_given_on_request_is_the_citizens(sessions):
    hidden = {"phone": None, "user_id": "IN.1349"}
    received(sessions, inbound_message(**hidden))
    card = {"origin": "contact_request", "phones": [{"wa_id": "919000000002"}]}
    received(sessions, inbound_message(type="contacts", contacts=[card], **hidden))
    (citizen,) = all_of(sessions, Citizen)
    assert (citizen.phone, citizen.whatsapp_user_id) == ("919000000002", "IN.1349")


def test_a_finished_turn_is_recorded_with_its_replies_in_order(sessions):
    received(sessions, inbound_message())
    row = claim(sessions)
    assert finish(sessions, row)
    (stored,) = all_of(sessions, Inbox)
    assert (stored.state, stored.done_at, stored.lease_owner) == (DONE, NOW, None)
    (turn,) = all_of(sessions, Turn)
    assert (turn.inbox_id, turn.citizen_id) == (row.id, row.citizen_id)
    assert (turn.text, turn.intent, turn.model_id) == (
        "बिजली नहीं है",
        "report_complaint",
        "model-1",
    )
    assert turn.replies == REPLIES
    outgoing = all_of(sessions, Outbox)
    assert [out.payload for out in outgoing] == PAYLOADS
    assert {(out.turn_id, out.citizen_id, out.state) for out in outgoing} == {
        (turn.id, row.citizen_id, WAITING)
    }


def test_a_turn_whose_lease_was_lost_leaves_nothing(sessions):
    received(sessions, inbound_message())
    lost = claim(sessions)
    heir = claim(sessions, NOW + inbox.LEASE)
    assert not finish(sessions, lost)
    assert not end(sessions, inbox.give_up, lost, "late", PAYLOADS, NOW)
    assert (all_of(sessions, Turn), all_of(sessions, Outbox)) == ([], [])
    assert finish(sessions, heir)
    assert len(all_of(sessions, Outbox)) == len(PAYLOADS)


def test_nothing_is_finished_by_halves(sessions):
    received(sessions, inbound_message())
    row = claim(sessions)
    with pytest.raises(StatementError), transaction(sessions) as session:
        inbox.finish_turn(session, row, UNDERSTOOD, "model-1", REPLIES, [object()], NOW)
    assert (all_of(sessions, Turn), all_of(sessions, Outbox)) == ([], [])
    assert finish(sessions, row)


def test_a_turn_that_fails_is_tried_again_after_growing_waits_and_not_for_ever(sessions):
    received(sessions, inbound_message())
    now, waits = NOW, []
    while True:
        row = claim(sessions, now)
        if inbox.is_last_attempt(row):
            break
        assert end(sessions, inbox.postpone, row, "action server is down", now)
        waiting = all_of(sessions, Inbox)[0]
        waits.append(waiting.not_before - now)
        assert claim(sessions, waiting.not_before - timedelta(milliseconds=1)) is None
        now = waiting.not_before
    assert row.attempts == inbox.MOST_ATTEMPTS
    assert waits == sorted(waits)
    assert timedelta(minutes=2) < sum(waits, timedelta()) < timedelta(minutes=10)


def test_a_message_given_up_is_apologised_for(sessions):
    received(sessions, inbound_message())
    row = claim(sessions)
    assert end(sessions, inbox.give_up, row, "ClientError", PAYLOADS[:1], NOW)
    (stored,) = all_of(sessions, Inbox)
    assert (stored.state, stored.error) == (FAILED, "ClientError")
    (apology,) = all_of(sessions, Outbox)
    assert (apology.payload, apology.turn_id) == (PAYLOADS[0], None)


def test_a_message_given_back_is_anybodys_at_once(sessions):
    received(sessions, inbound_message())
    row = claim(sessions)
    assert end(sessions, inbox.give_back, row, NOW)
    assert claim(sessions).id == row.id


def test_a_citizen_is_met_once_however_many_messages_come(sessions):
    received(sessions, *(inbound_message() for _ in range(20)))
    with sessions() as session:
        assert session.execute(select(func.count()).select_from(Citizen)).scalar_one() == 1
