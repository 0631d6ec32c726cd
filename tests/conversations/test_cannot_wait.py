"""Danger that is told calmly, danger that is long over, and an illness that cannot wait for an office."""

from datetime import timedelta

import pytest

from helpline import clock
from helpline.clock import day_in_india
from helpline.services import emergencies
from helpline.store.base import transaction

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


@pytest.mark.parametrize(
    "text",
    [
        "हमारे घर के ऊपर ज़मीन फट रही है, बारिश के बाद से दरार रोज़ चौड़ी हो रही है",
        "ghar ke peeche ki zameen khisak rahi hai, deewar me darar badhti ja rahi hai",
        "The slope over our house is slipping and the crack in our wall grows every hour",
    ],
)
def test_a_hillside_that_moves_is_danger_however_calmly_it_is_told(talk, sessions, text):
    chat = talk()
    answer = chat.say(text)
    assert chat.names() == ["utter_emergency_disaster"]
    assert "1070" in answer.splitlines()[0]
    with transaction(sessions) as session:
        assert [alarm.kind for alarm in emergencies.waiting(session)] == ["disaster"]
    chat.tap(chat.buttons()[0]["title"])
    chat.say("Ghansali")
    if chat.names() == ["utter_ask_category"]:
        chat.tap(chat.buttons()[0]["title"])
    assert text in "".join(one["text"] for one in chat.answers), "it can be filed as well"


@pytest.mark.parametrize(
    "text",
    [
        "पिछले महीने नदी में सड़क बह गई थी, अब तक पैदल चल रहे हैं, घनसाली",
        "gaadi ab gaon tak nahi aati, sadak do mahine pehle beh gayi thi, Ghansali",
        "Our road was washed away in the rains and has not been made again, Ghansali",
        "टूटा तार पिछले हफ्ते जोड़ दिया था, फिर भी बिजली नहीं आ रही, घनसाली",
        "nadi ke kinare wali colony me teen din se pani nahi aa raha, Ghansali",
    ],
)
def test_what_is_over_or_only_spoken_of_is_no_danger(talk, sessions, text):
    chat = talk()
    chat.say(text)
    assert not any(name.startswith("utter_emergency") for name in chat.names())
    with transaction(sessions) as session:
        assert emergencies.waiting(session) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("अगले हफ़्ते पिताजी के दिल का ऑपरेशन है और आयुष्मान कार्ड अस्पताल नहीं मान रहा, घनसाली", "आज ही 104"),
        ("maa ka operation parso hai aur ayushman card chal nahi raha, Ghansali", "आज ही 104"),
        ("Heart medicine for my father is finished and the hospital has none, Ghansali", "104"),
    ],
)
def test_a_treatment_that_cannot_wait_is_urgent_and_says_whom_to_call_today(talk, text, said):
    chat = talk()
    chat.say(text)
    answer = chat.say("haan")
    assert "utter_urgent_treatment" in chat.names()
    assert said in answer
    assert "108" in answer
    assert "मुख्य चिकित्सा अधिकारी" in answer or "Chief Medical Officer" in answer
    (complaint,) = chat.complaints()
    assert complaint.urgent
    assert day_in_india(complaint.due_at) == day_in_india(clock.now()) + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "अस्पताल में एक्सरे की मशीन छह महीने से बंद है, घनसाली",
        "ayushman card me naam galat hai, Ghansali",
        "There has been no electricity in our village for five days, Ghansali",
    ],
)
def test_what_can_wait_has_the_date_of_its_kind(talk, text):
    chat = talk()
    chat.say(text)
    if chat.names() == ["utter_ask_category"]:
        chat.tap(chat.buttons()[0]["title"])
    chat.say("haan")
    assert "utter_urgent_treatment" not in chat.names()
    assert not chat.complaints()[0].urgent
