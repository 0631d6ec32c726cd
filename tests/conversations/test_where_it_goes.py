"""Troubles no category fits, and dangers that are none now: each goes where it can be helped."""

import pytest

from helpline.services import review
from helpline.store.base import transaction

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "words",
    [
        "पुलिस ने मुझे थाने में गाली दी और एफआईआर नहीं लिखी, हल्द्वानी",
        "thane me mujhe dhakka diya aur FIR nahi likhi, Kotdwar",
        "The police at Rishikesh station insulted me and refused to write my FIR",
    ],
)
def test_a_complaint_about_the_police_does_not_go_to_that_station(talk, sessions, words):
    chat = talk()
    summary = chat.say(words)
    assert "थाने को नहीं" in summary or "not to the police station" in summary
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names() == ["utter_filed_above"]
    with transaction(sessions) as session:
        (complaint,) = chat.complaints()
        session.add(complaint)
        assert (complaint.department_code, complaint.post.level) == ("home_police", 2)


@pytest.mark.parametrize(
    "words",
    [
        "मेरे पिताजी कल से घर नहीं आए, गुमशुदा हैं, रुद्रपुर",
        "mera bhai 3 din se lapata hai, Haldwani",
        "my mother has been missing since yesterday, Haldwani",
    ],
)
def test_a_missing_person_first_the_police_then_a_complaint(talk, words):
    chat = talk()
    said = chat.say(words)
    assert chat.names() == ["utter_emergency_missing"]
    assert "112" in said
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(chat.buttons()[0]["title"])
    assert [(one.category_code, one.text) for one in chat.complaints()] == [("other/other", words)]


@pytest.mark.parametrize(
    "words",
    [
        "हमारे गाँव में मोबाइल टावर नहीं है, नेटवर्क नहीं आता, मुनस्यारी",
        "hamare gaon me jio ka tower nahi hai network nahi aata, Munsyari",
        "there is no mobile network in our village, Munsyari",
    ],
)
def test_a_village_without_network_is_something_else(talk, words):
    chat = talk()
    chat.say(words)
    chat.tap(chat.buttons()[0]["title"])
    assert [one.category_code for one in chat.complaints()] == ["other/other"]


@pytest.mark.parametrize(
    "words",
    [
        "बिजली का तार नीचे लटक रहा है, बच्चे वहीं से निकलते हैं, काशीपुर",
        "bijli ka taar latak raha hai road par, Kashipur",
        "a live wire is hanging over the road near the school, Kashipur",
    ],
)
def test_a_hanging_wire_is_the_electricity_s_and_112(talk, words):
    chat = talk()
    said = chat.say(words)
    assert "1912" in said and "112" in said and "108" not in said
    if chat.names() == ["utter_emergency_wire"]:
        chat.tap(chat.buttons()[0]["title"])
    assert chat.names()[-1] == "utter_confirm_grievance"
    chat.tap(chat.buttons()[0]["title"])
    assert [one.category_code for one in chat.complaints()] == ["energy/dangerous_power_line"]


@pytest.mark.parametrize(
    "words",
    [
        "सड़क पर बहुत बड़ा गड्ढा है, दुर्घटना हो सकती है, हल्द्वानी",
        "sadak me bada gaddha hai koi gir jayega, Haldwani",
        "there is a huge pothole on the main road, accident can happen, Haldwani",
    ],
)
def test_a_pothole_is_no_emergency(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_confirm_grievance"]


@pytest.mark.parametrize(
    "words",
    [
        "कल मेरे बेटे को आवारा कुत्ते ने काट लिया, हल्द्वानी",
        "kal mere bete ko kutte ne kaat liya, Haldwani",
        "yesterday a stray dog bit my daughter in Haldwani",
    ],
)
def test_yesterday_s_bite_gets_advice_and_a_complaint(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_advice_bite", "utter_confirm_grievance"]
    chat.tap(chat.buttons()[0]["title"])
    assert [one.category_code for one in chat.complaints()] == ["urban_development/stray_animals"]


@pytest.mark.parametrize(
    "words",
    [
        "कुत्ते ने अभी बच्चे को काट लिया, खून बह रहा है",
        "kutte ne abhi bachche ko kaat liya khoon beh raha hai",
        "a dog has just bitten my child and he is bleeding badly",
    ],
)
def test_a_bite_that_bleeds_now_is_an_emergency(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_emergency_medical"]


def test_the_wrong_office_comes_onto_the_review(whole_way, sessions):
    chat = whole_way()
    chat.say("kuda pada hai 10 din se, Haldwani")
    chat.say("haan")
    chat.say("ye to galat office me chali gayi")
    assert chat.names() == ["utter_noted_say_misrouted"]
    with transaction(sessions) as session:
        reasons = [reason for (reason,) in session.query(review.ReviewItem.reason)]
    assert "said_misrouted" in reasons
