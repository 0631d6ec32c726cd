"""Who writes a flood is answered at WhatsApp's pace, others meanwhile, and an emergency at once."""

from datetime import timedelta

import pytest

from helpline.services import inbox, pace
from helpline.store.base import transaction
from helpline.store.messages import Inbox
from tests.support.claims import claim_next
from tests.support.messages import SECRET, SENT_AT, inbound_message

NOW = SENT_AT
SITA, RAM = "919000000001", "919000000002"
A_MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def flood(sessions):
    """Sita writes three bursts at once."""
    texts = [inbound_message(f"hello {number}", phone=SITA) for number in range(3 * pace.BURST)]
    receive(sessions, *texts)


def receive(sessions, *messages, now=NOW):
    with transaction(sessions) as session:
        inbox.receive(session, SECRET, messages, now)


def answered(sessions, now):
    """Run all turns that may run now, and return the texts in this order."""
    texts = []
    while True:
        with transaction(sessions) as session:
            row = claim_next(session, Inbox, "server", now, inbox.LEASE)
        if row is None:
            return texts
        texts.append(row.payload["text"]["body"])
        with transaction(sessions) as session:
            assert inbox.give_up(session, row, "", [], now)


def test_a_flood_is_answered_at_whatsapps_pace_and_in_order(flood, sessions):
    burst = pace.BURST * pace.EVERY
    assert answered(sessions, NOW) == [f"hello {n}" for n in range(pace.BURST)]
    assert answered(sessions, NOW + burst - A_MOMENT) == []
    again = answered(sessions, NOW + burst)
    assert again == [f"hello {n}" for n in range(pace.BURST, 2 * pace.BURST)]
    assert len(answered(sessions, NOW + 2 * burst)) == pace.BURST


def test_others_are_answered_meanwhile(flood, sessions):
    answered(sessions, NOW)
    receive(sessions, inbound_message("namaste", phone=RAM))
    assert answered(sessions, NOW) == ["namaste"]


def test_an_emergency_in_a_flood_is_answered_at_once(flood, sessions):
    danger = "bachao, ghar me aag lag gayi hai"
    receive(sessions, inbound_message(danger, phone=SITA))
    assert answered(sessions, NOW)[0] == danger


def test_an_emergency_waits_for_the_turn_that_runs_and_for_nothing_else(sessions):
    receive(sessions, inbound_message("one", phone=SITA), inbound_message("two", phone=SITA))
    with transaction(sessions) as session:
        running = claim_next(session, Inbox, "server", NOW, inbox.LEASE)
    receive(sessions, inbound_message("doob raha hai, bachao", phone=SITA))
    assert answered(sessions, NOW) == []
    with transaction(sessions) as session:
        inbox.postpone(session, running, "the action server is down", NOW)
    # The first one waits for its next try; the emergency does not wait for that.
    assert answered(sessions, NOW) == ["doob raha hai, bachao"]


def test_a_flood_of_cries_for_help_goes_before_nobody(sessions):
    cries = [inbound_message(f"bachao {n}", phone=SITA) for n in range(3 * pace.BURST)]
    receive(sessions, *cries)
    receive(sessions, inbound_message("namaste", phone=RAM))
    texts = answered(sessions, NOW)
    assert texts[: inbox.MOST_URGENT] == ["bachao 0", "bachao 1", "bachao 2"]
    assert "namaste" in texts
    assert len(texts) == pace.BURST + 1


def test_who_stops_writing_has_a_whole_burst_again(flood, sessions):
    later = NOW + 4 * pace.BURST * pace.EVERY
    answered(sessions, later)
    texts = [inbound_message(f"again {number}", phone=SITA) for number in range(pace.BURST)]
    receive(sessions, *texts, now=later)
    assert len(answered(sessions, later)) == pace.BURST
