"""Numbers that citizens give: one to be reached at, or a complaint's that is none of ours."""

import pytest

pytestmark = pytest.mark.slow

FILING = {
    "hi": "घनसाली में तीन दिन से बिजली नहीं है",
    "roman": "hamare gaon me 3 din se light nahi hai, Ghansali",
    "en": "No electricity in our village Ghansali for three days",
}
GIVEN = {
    "hi": "मेरा नंबर लिख लीजिए संपर्क के लिए 9876512345",
    "roman": "mera number note kar lo sampark ke liye 9876512345",
    "en": "take my number for contact 9876512345",
}


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


@pytest.mark.parametrize("spoken", GIVEN)
def test_a_number_given_after_filing_stands_in_the_complaint(talk, spoken):
    chat = talk()
    chat.say(FILING[spoken])
    chat.tap(chat.buttons()[0]["title"])
    answer = chat.say(GIVEN[spoken])
    assert chat.names() == ["utter_noted_number"]
    assert "••345" in answer
    assert "9876512345" not in answer
    chat.say("number likha kya?")
    assert chat.names() == ["utter_phone_there"]


@pytest.mark.parametrize("spoken", GIVEN)
def test_a_number_given_while_filing_goes_into_its_words_and_nothing_else(talk, spoken):
    chat = talk()
    chat.say(FILING[spoken])
    chat.say(GIVEN[spoken])
    assert chat.names()[0] == "utter_number_with_draft"
    assert chat.names()[1].startswith("utter_confirm_grievance")
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.text == f"{FILING[spoken]}\n{GIVEN[spoken]}"
    assert complaint.category_code == "energy/power_outage"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("मेरा नंबर संपर्क के लिए ले लीजिए", "इसी WhatsApp नंबर पर"),
        ("mera number le lo contact ke liye", "इसी WhatsApp नंबर पर"),
        ("take my number for contact", "on this WhatsApp number"),
    ],
)
def test_without_a_complaint_it_is_said_where_we_write(talk, text, said):
    chat = talk()
    assert said in chat.say(text)
    assert chat.names() == ["utter_reached_here"]


@pytest.mark.parametrize(
    "text",
    [
        "मेरी शिकायत 202311234567 का क्या हुआ",
        "शिकायत संख्या 123456789012345",
        "shikayat number 1905202400123",
        "CM/2024/00123456 complaint status",
        "maine 1905 par shikayat ki thi number 20240056781234",
        "my complaint number is 1234567890123",
    ],
)
def test_a_number_of_another_kind_is_told_clearly(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_number_not_ours"]
    assert [button["payload"] for button in chat.buttons()] == ["/check_status", "/start_complaint"]


@pytest.mark.parametrize("text", ["status of 98765432 please", "शिकायत 98765432 की स्थिति"])
def test_a_mistyped_number_of_ours_is_told_so(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_number_wrong"]
