"""A person instead of the assistant: the queue, the silence, the way back."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from helpline.clock import INDIA
from helpline.services import conversations, handover
from helpline.services.handover import NotYours
from helpline.services.outbox import WindowClosed
from helpline.services.written import NothingToSay, TooLong
from helpline.settings import HelpDesk
from helpline.store.audit import AuditEntry
from helpline.store.helpdesk import Handover, HandoverWord
from helpline.store.messages import Outbox
from tests.support import cast
from tests.support.cast import NOW, message

DESK = HelpDesk(time(9), time(18), timedelta(minutes=30))
NIGHT = datetime(2026, 3, 10, 22, 0, tzinfo=INDIA)


@pytest.fixture
def me(session):
    return cast.account(session, "helpdesk").id


@pytest.fixture
def sita(session):
    """The citizen who writes to us, at noon of the day of the cast."""
    return message(session).citizen


def ask(session, key="sita", now=NOW):
    return handover.ask(session, key, message(session, now, key).id, DESK, now)


def sent(session):
    payloads = session.execute(select(Outbox.payload).order_by(Outbox.id)).scalars()
    return [
        p["text"]["body"] if "text" in p else p["interactive"]["body"]["text"] for p in payloads
    ]


def test_each_who_asks_gets_the_next_place_and_keeps_it(session):
    places = [ask(session, key).number for key in ("sita", "ram", "gita")]
    again = ask(session, "ram")

    assert places == [1, 2, 3]
    assert (again.number, again.is_new) == (2, False)
    assert handover.place_of(session, "gita") == 3


def test_who_is_taken_leaves_the_queue(session, me):
    for key in ("sita", "ram"):
        ask(session, key)
    first = handover.going_on(session)[0]
    handover.take(session, first.citizen_id, me, "helpdesk", NOW)

    assert ask(session, "ram").number == 1
    assert [one.account_id for one in handover.going_on(session)] == [None, me]


def test_outside_office_hours_it_is_told_when_somebody_comes(session):
    place = ask(session, now=NIGHT)

    assert place.opens_at == datetime(2026, 3, 11, 9, 0, tzinfo=INDIA)
    assert handover.going_on(session)[0].asked_when_closed
    assert ask(session, "ram").opens_at is None


def test_who_wants_a_call_stands_among_those_to_be_called(session, sita):
    handover.ask(session, "sita", message(session).id, DESK, NOW)
    assert conversations.to_call_back(session, NOW) == []

    place = handover.ask(session, "sita", message(session).id, DESK, NOW, wants_call=True)
    assert (place.number, place.phone) == (1, "+91 ••••• ••001")
    assert [line.wants_call for line in conversations.to_call_back(session, NOW)] == [True]


def test_a_repeated_turn_asks_once(session):
    inbox = message(session)
    for _ in range(2):
        handover.ask(session, "sita", inbox.id, DESK, NOW)

    assert len(session.execute(select(Handover)).scalars().all()) == 1


def test_the_assistant_is_silent_only_while_a_person_has_the_word(session, sita, me):
    assert not handover.hear(session, sita.id, DESK, NOW)
    ask(session)
    assert not handover.hear(session, sita.id, DESK, NOW)
    handover.take(session, sita.id, me, "helpdesk", NOW)
    assert handover.hear(session, sita.id, DESK, NOW)
    handover.hand_back(session, sita.id, me, "helpdesk", NOW)
    assert not handover.hear(session, sita.id, DESK, NOW)


def test_the_citizen_hears_who_writes_and_when_it_is_over(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    handover.write(session, sita.id, me, "helpdesk", "नमस्ते, बताइए", NOW)
    handover.hand_back(session, sita.id, me, "helpdesk", NOW)

    begun, said, over = sent(session)
    assert "एक व्यक्ति" in begun
    assert said == "*हेल्प डेस्क:*\nनमस्ते, बताइए"
    assert "सहायक प्रोग्राम जवाब देगा" in over


def test_a_message_sent_twice_goes_out_once(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    for _ in range(2):
        handover.write(session, sita.id, me, "helpdesk", "कल आइए", NOW)

    assert len(sent(session)) == 2


def test_only_who_has_the_conversation_writes_and_hands_back(session, sita, me):
    other = cast.account(session, "cm_office").id
    for account in (me, other):
        with pytest.raises(NotYours):
            handover.write(session, sita.id, account, "somebody", "नमस्ते", NOW)
    handover.take(session, sita.id, me, "helpdesk", NOW)
    with pytest.raises(NotYours):
        handover.hand_back(session, sita.id, other, "cm_office", NOW)

    handover.take(session, sita.id, other, "cm_office", NOW)
    with pytest.raises(NotYours):
        handover.write(session, sita.id, me, "helpdesk", "नमस्ते", NOW)
    assert len(sent(session)) == 1, "a colleague takes over without a second greeting"


def test_outside_the_window_nothing_is_written(session, sita, me):
    later = NOW + timedelta(hours=25)
    handover.take(session, sita.id, me, "helpdesk", later)
    with pytest.raises(WindowClosed):
        handover.write(session, sita.id, me, "helpdesk", "नमस्ते", later)
    handover.hand_back(session, sita.id, me, "helpdesk", later)

    assert sent(session) == []


@pytest.mark.parametrize(
    ("words", "error"), [("  \n", NothingToSay), ("क" * 1001, TooLong)], ids=["empty", "long"]
)
def test_what_cannot_be_said_is_refused(session, sita, me, words, error):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    for say in (handover.write, handover.add_note):
        with pytest.raises(error):
            say(session, sita.id, me, "helpdesk", words, NOW)


def test_a_note_stays_at_the_desk(session, sita, me):
    assert handover.add_note(session, sita.id, me, "helpdesk", "फ़ोन किया था", NOW)
    assert not handover.add_note(session, 10_000, me, "helpdesk", "किसका?", NOW)

    assert sent(session) == []
    assert session.execute(select(HandoverWord.kind)).scalars().all() == ["note"]


def test_the_citizen_gets_the_assistant_back_at_will(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)

    assert handover.leave(session, "sita", NOW)
    assert not handover.leave(session, "sita", NOW)
    assert not handover.hear(session, sita.id, DESK, NOW)


def test_a_person_who_does_not_answer_loses_the_word(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    assert handover.hear(session, sita.id, DESK, NOW + timedelta(minutes=5))
    # Writing again does not let the citizen wait longer.
    assert handover.hear(session, sita.id, DESK, NOW + timedelta(minutes=30))
    assert not handover.hear(session, sita.id, DESK, NOW + timedelta(minutes=35))


def test_an_answer_begins_the_wait_anew(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    handover.hear(session, sita.id, DESK, NOW + timedelta(minutes=5))
    handover.write(session, sita.id, me, "helpdesk", "देखते हैं", NOW + timedelta(minutes=29))

    assert handover.hear(session, sita.id, DESK, NOW + timedelta(minutes=40))


def test_the_clock_ends_quiet_conversations_and_says_so(session, sita, me):
    ask(session, "ram")
    handover.take(session, sita.id, me, "helpdesk", NOW)

    assert handover.end_quiet(session, DESK, NOW + timedelta(minutes=29)) == 0
    assert handover.end_quiet(session, DESK, NOW + timedelta(minutes=30)) == 1
    assert handover.end_quiet(session, DESK, NOW + timedelta(minutes=31)) == 0
    assert "फिर से सहायक" in sent(session)[-1]
    assert len(handover.going_on(session)) == 1, "who waits still waits"


def test_every_act_stands_in_the_audit_log_without_words(session, sita, me):
    handover.take(session, sita.id, me, "helpdesk", NOW)
    handover.write(session, sita.id, me, "helpdesk", "राज़ की बात", NOW)
    handover.add_note(session, sita.id, me, "helpdesk", "राज़ का नोट", NOW)
    handover.hand_back(session, sita.id, me, "helpdesk", NOW)

    entries = session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
    assert [e.act for e in entries] == ["take_over", "write_to_citizen", "note", "hand_back"]
    assert not any("राज़" in str(e.details) for e in entries)


def test_nobody_takes_over_who_is_not_there(session, me):
    assert handover.take(session, 10_000, me, "helpdesk", NOW) is None
