"""The help desk writes with citizens and deals with emergencies."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from helpline.services import emergencies, handover, inbox
from helpline.services.inbox import Understood
from helpline.settings import HelpDesk
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.helpdesk import Emergency, Handover, HandoverWord
from helpline.store.messages import Inbox, Outbox
from tests.support.cast import NOW, message
from tests.support.claims import claim_next
from tests.support.messages import SECRET, inbound_message

pytestmark = pytest.mark.usefixtures("frozen_clock")

DESK = HelpDesk(time(9), time(18), timedelta(minutes=30))
NIGHT = NOW + timedelta(hours=10)
PHONE = "919000000001"


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def sita(sessions) -> int:
    """A citizen who wrote something that was not understood, and asked for a person."""
    with transaction(sessions) as session:
        said = message(session)
        row = claim_next(session, Inbox, "test", NOW, inbox.LEASE)
        understood = Understood("मुझे व्यक्ति से बात करनी है", "talk_to_human", 0.9, [], [])
        replies = [{"response": "utter_human_waiting", "text": "कतार में आपका नंबर 1 है"}]
        inbox.finish_turn(session, row, understood, "model", replies, [], NOW)
        handover.ask(session, "sita", said.id, DESK, NOW)
        return said.citizen_id


@pytest.fixture
def desk(sign_in):
    return sign_in("helpdesk")


def rows(sessions, table):
    with sessions() as session:
        return session.execute(select(table).order_by(table.id)).scalars().all()


def sent(sessions):
    return [str(row.payload) for row in rows(sessions, Outbox)]


# --- conversations ----------------------------------------------------------------------------


def test_who_waits_is_counted_in_the_menu_and_listed_masked(desk, sita):
    page = desk.open("/conversations").text
    assert 'बातचीत <span class="count">1</span>' in page
    assert "+91 ••••• ••001" in page
    assert PHONE not in page
    assert "इंतज़ार में" in page


def test_the_conversation_shows_both_sides_and_the_place_in_the_queue(desk, sita):
    page = desk.open(f"/conversations/{sita}").text
    assert "मुझे व्यक्ति से बात करनी है" in page
    assert "कतार में आपका नंबर 1 है" in page
    assert "कतार में नंबर 1" in page
    assert "message-words" not in page


@pytest.mark.parametrize(
    ("kind", "part", "shown"),
    [
        ("reaction", {"emoji": "🙏", "message_id": "wamid.0"}, "🙏"),
        ("reaction", {"message_id": "wamid.0"}, "इमोजी हटा दी"),
        ("revoke", {"original_message_id": "wamid.0"}, "एक संदेश मिटाया"),
        ("system", {"type": "user_changed_number", "wa_id": "919000000002"}, "नंबर बदल गया"),
        ("unsupported", {"type": "poll_creation"}, "ऐसा संदेश, जो WhatsApp आगे नहीं भेजता"),
    ],
)
def test_what_has_no_words_is_named_in_the_conversation(desk, sita, sessions, kind, part, shown):
    with transaction(sessions) as session:
        silent = inbound_message(type=kind, phone=PHONE, **{kind: part})
        inbox.receive(session, SECRET, [silent], NOW)
    assert shown in desk.open(f"/conversations/{sita}").text


def test_taking_over_writing_and_handing_back(desk, sita, sessions):
    desk.submit(f"/conversations/{sita}/take")
    answer = desk.submit(f"/conversations/{sita}/messages", {"message-words": "नमस्ते सीता जी"})
    assert answer.location == f"/conversations/{sita}#answer"
    page = desk.open(f"/conversations/{sita}").text
    assert "नमस्ते सीता जी" in page
    assert desk.submit(f"/conversations/{sita}/back").location == "/conversations"

    told = sent(sessions)
    assert len(told) == 3
    assert "नमस्ते सीता जी" in told[1]
    assert rows(sessions, Handover)[0].ended_by == "person"
    assert "कोई इंतज़ार में नहीं" in desk.open("/conversations").text


def test_nothing_is_written_before_taking_over(desk, sita, sessions):
    answer = desk.submit(f"/conversations/{sita}/messages", {"message-words": "नमस्ते"})
    assert answer.status_code == 400
    assert "पहले इसे अपने पास लीजिए" in answer.text
    assert sent(sessions) == []


def test_an_empty_message_is_refused_and_the_form_says_why(desk, sita):
    desk.submit(f"/conversations/{sita}/take")
    answer = desk.submit(f"/conversations/{sita}/messages", {"message-words": "  "})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text


def test_outside_the_window_there_is_no_box_and_no_way_round(
    desk, sign_in, sita, sessions, frozen_clock
):
    desk.submit(f"/conversations/{sita}/take")
    frozen_clock.advance(hours=25)
    desk = sign_in("helpdesk")
    assert "message-words" not in desk.open(f"/conversations/{sita}").text
    answer = desk.submit(f"/conversations/{sita}/messages", {"message-words": "नमस्ते"})
    assert answer.status_code == 400
    assert not any("नमस्ते" in text and "हेल्प डेस्क:" in text for text in sent(sessions))


def test_a_note_is_seen_at_the_desk_and_sent_to_nobody(desk, sita, sessions):
    desk.submit(f"/conversations/{sita}/notes", {"note-words": "फ़ोन पर बात हुई"})
    assert "फ़ोन पर बात हुई" in desk.open(f"/conversations/{sita}").text
    assert [row.kind for row in rows(sessions, HandoverWord)] == ["note"]
    assert sent(sessions) == []


def test_the_number_is_shown_on_demand_and_written_down(desk, sita, sessions):
    desk.submit(f"/conversations/{sita}/notes", {"note-words": "बेटे का नंबर 9876543210"})
    page = desk.open(f"/conversations/{sita}").text
    assert PHONE not in page
    assert "बेटे का नंबर •••••••210" in page
    page = desk.submit(f"/conversations/{sita}/phone").text
    assert f"+{PHONE}" in page
    assert "बेटे का नंबर 9876543210" in page
    entry = rows(sessions, AuditEntry)[-1]
    assert (entry.actor, entry.act, entry.subject) == ("helpdesk", "show_phone", f"citizen {sita}")


def test_handing_back_what_somebody_else_has_changes_nothing(desk, sita, sessions):
    assert desk.submit(f"/conversations/{sita}/back").location.startswith(f"/conversations/{sita}")
    assert rows(sessions, Handover)[0].ended_at is None


@pytest.mark.parametrize("what", ["take", "messages", "notes", "back", "phone"])
def test_who_is_not_there_is_not_found(desk, what):
    assert desk.submit(f"/conversations/999/{what}").status_code == 404
    assert desk.open("/conversations/999").status_code == 404


@pytest.mark.parametrize("what", ["take", "messages", "notes", "back", "phone"])
def test_what_changes_something_is_not_for_links(desk, sita, what):
    assert desk.open(f"/conversations/{sita}/{what}").status_code == 405


def test_who_asked_at_night_is_on_the_call_list(desk, sessions, sita):
    assert "इन्होंने तब बात करनी चाही" not in desk.open("/call-list").text
    with transaction(sessions) as session:
        said = message(session, NIGHT, "ram")
        said.payload = {"text": {"body": "रात को लिख रहा हूँ"}}
        handover.ask(session, "ram", said.id, DESK, NIGHT)
        ram = said.citizen_id

    page = desk.open("/call-list").text
    assert "इन्होंने तब बात करनी चाही" in page
    assert f'href="/conversations/{ram}"' in page
    assert f'href="/conversations/{sita}"' not in page


def test_suggestions_are_kept_and_shown(desk, sessions):
    with transaction(sessions) as session:
        message(session)
        row = claim_next(session, Inbox, "test", NOW, inbox.LEASE)
        understood = Understood("हर गाँव में पुस्तकालय हो", "give_suggestion", 0.9, [], [])
        inbox.finish_turn(session, row, understood, "model", [{"response": "u"}], [], NOW)
    assert "हर गाँव में पुस्तकालय हो" in desk.open("/suggestions").text


# --- emergencies ------------------------------------------------------------------------------


@pytest.fixture
def fire(sessions) -> int:
    with transaction(sessions) as session:
        said = message(session)
        said.payload = {"text": {"body": "घर में आग लग गई"}}
        emergencies.raise_alarm(session, "sita", said.id, "fire", NOW)
        return session.execute(select(Emergency.id)).scalar_one()


@pytest.mark.parametrize("path", ["/", "/call-list", "/conversations", "/review", "/account"])
def test_an_emergency_stands_on_every_page_of_the_help_desk(desk, fire, path):
    page = desk.open(path).text
    assert "1 आपात संदेश" in page
    assert "घर में आग लग गई" in page
    assert "+91 ••••• ••001" in page
    assert PHONE not in page


def test_who_is_beaten_at_home_is_not_called_unasked(desk, fire, sessions):
    assert "बिना पूछे फ़ोन न कीजिए" not in desk.open("/").text
    with transaction(sessions) as session:
        session.get(Emergency, fire).kind = "home"
    page = desk.open("/").text
    assert "घर में हिंसा: 181, 112" in page
    assert "बिना पूछे फ़ोन न कीजिए" in page


@pytest.mark.parametrize("login", ["engineer", "cm_office", "administrator", "trainer"])
def test_others_do_not_see_it(sign_in, fire, login):
    assert "घर में आग लग गई" not in sign_in(login).open("/", follow_redirects=True).text


def test_it_goes_away_when_it_is_handled_and_both_acts_are_audited(desk, fire, sessions):
    for act in ("called", "handled"):
        answer = desk.submit(f"/emergencies/{fire}", {"act": act, "next": "/review"})
        assert answer.location == "/review"
    assert 'class="emergencies"' not in desk.open("/review").text
    assert "निपटाया" in desk.open("/emergencies").text
    assert [row.act for row in rows(sessions, AuditEntry)][-2:] == [
        "emergency_called",
        "emergency_handled",
    ]
    desk.submit(f"/emergencies/{fire}", {"act": "called", "next": "//evil.example"})
    assert rows(sessions, Emergency)[0].state == "handled"


def test_acting_leads_to_no_strangers_page_and_takes_no_other_act(desk, fire):
    answer = desk.submit(f"/emergencies/{fire}", {"act": "called", "next": "//evil.example"})
    assert answer.location == "/"
    assert desk.submit(f"/emergencies/{fire}", {"act": "taken_back"}).status_code == 400
