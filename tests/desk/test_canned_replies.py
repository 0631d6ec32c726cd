"""Replies at hand: kept in both languages, put into an answer with one tap."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from helpline.domain.topics import NotATopic
from helpline.services import canned_replies, handover
from helpline.settings import HelpDesk
from helpline.store.base import transaction
from helpline.store.helpdesk import CannedReply
from helpline.store.messages import Citizen
from tests.support import cast
from tests.support.cast import NOW

pytestmark = pytest.mark.usefixtures("frozen_clock")

DESK = HelpDesk(time(9), time(18), timedelta(minutes=30))
GREETING = {
    "name": "Begin",
    "hi": "नमस्ते, मैं {helper} हूँ। आपकी शिकायत {number} देख रहे हैं।",
    "en": "Hello, I am {helper}. We look at your complaint {number}.",
}
PLAIN = {"name": "Wait", "hi": "कृपया थोड़ा रुकिए।", "en": "Please wait a moment."}


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def desk(sign_in):
    return sign_in("helpdesk")


@pytest.fixture
def sita(sessions) -> int:
    """A citizen who waits for a person."""
    with transaction(sessions) as session:
        said = cast.message(session)
        handover.ask(session, "sita", said.id, DESK, NOW)
        return said.citizen_id


def kept(sessions):
    with sessions() as session:
        return session.execute(select(CannedReply).order_by(CannedReply.id)).scalars().all()


def test_a_reply_is_kept_changed_and_retired(desk, sessions):
    assert desk.submit("/conversations/replies", PLAIN).location == "/conversations/replies"
    assert PLAIN["en"] in desk.open("/conversations/replies").text
    desk.submit("/conversations/replies/1", {**PLAIN, "en": "One moment, please."})
    assert [reply.text_en for reply in kept(sessions)] == ["One moment, please."]
    desk.submit("/conversations/replies/1/retire")
    assert "One moment" not in desk.open("/conversations/replies").text
    assert desk.open("/conversations/replies/1").status_code == 404
    assert desk.submit("/conversations/replies/1", PLAIN).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"hi": ""},
        {"en": "नमस्ते"},
        {"hi": "{phone} पर बोलिए", "en": "Call {phone}"},
        {"hi": "मैं {helper} हूँ"},
        {"hi": "मैं {helper:>9999999} हूँ", "en": "I am {helper:>9999999}"},
    ],
)
def test_a_reply_that_cannot_be_sent_is_refused(desk, sessions, change):
    answer = desk.submit("/conversations/replies", {**PLAIN, **change})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert kept(sessions) == []


def test_it_is_offered_in_the_citizens_language_with_name_and_number(desk, sita, sessions):
    for reply in (GREETING, PLAIN):
        desk.submit("/conversations/replies", reply)
    desk.submit(f"/conversations/{sita}/take")
    page = desk.open(f"/conversations/{sita}").text
    assert PLAIN["hi"] in page
    assert "Begin" not in page  # there is no complaint whose number it could tell
    with transaction(sessions) as session:
        number = cast.filed(session, NOW).number
        session.get(Citizen, sita).language = "en"
    page = desk.open(f"/conversations/{sita}").text
    assert f"We look at your complaint {number[:4]}" in page
    assert PLAIN["en"] in page


def test_without_a_script_a_tap_fills_the_answer(desk, sita):
    desk.submit("/conversations/replies", PLAIN)
    desk.submit(f"/conversations/{sita}/take")
    page = desk.open(f"/conversations/{sita}?reply=1").text
    assert f">\n{PLAIN['hi']}</textarea>" in page.replace("\r\n", "\n")


def test_only_the_help_desk_has_replies_at_hand(sign_in):
    for login in ("trainer", "engineer"):
        assert sign_in(login).open("/conversations/replies").status_code == 404


def test_a_reply_with_a_number_is_not_offered_without_one(sessions):
    reply = CannedReply(text_hi=GREETING["hi"], text_en=GREETING["en"])
    assert canned_replies.filled(reply, "en", "Gita", None) is None
    assert canned_replies.filled(reply, "hi", "गीता", "1234 5678").startswith("नमस्ते, मैं गीता हूँ")


def test_a_reply_without_a_name_is_none(sessions):
    with transaction(sessions) as session, pytest.raises(NotATopic):
        canned_replies.put(session, None, " ", "क", "a", 1, "x", NOW)
