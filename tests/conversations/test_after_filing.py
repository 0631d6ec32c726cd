"""Soon after filing: more of the same, thanks, a goodbye, something new. Nobody is trapped."""

import pytest

from helpline.store.base import transaction
from helpline.store.complaints import Complaint, ComplaintEvent

pytestmark = pytest.mark.slow

OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे गाँव में 3 दिन से बिजली नहीं है, घनसाली"
ENGLISH = "There has been no electricity in our village for three days, Ghansali"


def filed(talk, text=OUTAGE):
    chat = talk()
    chat.say(text)
    chat.tap(chat.buttons()[0]["title"])
    assert len(chat.complaints()) == 1
    return chat


def added(sessions):
    with transaction(sessions) as session:
        rows = session.query(ComplaintEvent).filter_by(act="add_information")
        return [row.words for row in rows.order_by(ComplaintEvent.id)]


@pytest.mark.parametrize(
    ("first", "more"),
    [
        (OUTAGE, "aur ek baat, transformer bhi kharab hai"),
        (OUTAGE, "3 din ho gaye hai"),
        (OUTAGE, "bijli bilkul nahi aa rahi"),
        (HINDI, "और एक बात, ट्रांसफार्मर भी जल गया है"),
        (HINDI, "तीन दिन हो गए हैं"),
        (ENGLISH, "one more thing, the transformer is burnt too"),
    ],
)
def test_what_plainly_belongs_to_it_is_added(talk, sessions, first, more):
    chat = filed(talk, first)
    chat.say(more)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [more]
    assert len(chat.complaints()) == 1


def test_several_afterthoughts_in_a_row(talk, sessions):
    chat = filed(talk)
    more = [
        "aur ek baat, khambha bhi tedha hai",
        "5 din ho gaye hai",
        "ye bhi likh do ki andhera hai",
    ]
    for words in more:
        chat.say(words)
        assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == more


REMARK = "raat ko bahut dar lagta hai"
OTHER = "bijli ka bill bhi pichle mahine bahut zyada aaya tha"


@pytest.mark.parametrize("said", ["tap", "nayi samasya hai"])
def test_what_was_added_may_be_a_new_problem(talk, said):
    chat = filed(talk)
    chat.say(REMARK)
    chat.tap("नई समस्या है") if said == "tap" else chat.say(said)
    assert chat.names()[-1].startswith(("utter_ask_", "utter_confirm"))
    assert len(chat.complaints()) == 1


@pytest.mark.parametrize("answer", ["isi me jodo", "हाँ, इसी में", "add it there please"])
def test_what_may_belong_to_it_is_asked_about_and_added(talk, sessions, answer):
    chat = filed(talk)
    chat.say(OTHER)
    assert chat.names() == ["utter_ask_add_or_new"]
    chat.say(answer)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [OTHER]
    assert len(chat.complaints()) == 1


@pytest.mark.parametrize(
    ("first", "new", "category"),
    [
        (
            OUTAGE,
            "rashan ki dukan wala do mahine se rashan nahi de raha",
            "food_supply/ration_not_given",
        ),
        (HINDI, "राशन की दुकान वाला दो महीने से राशन नहीं दे रहा", "food_supply/ration_not_given"),
        (
            ENGLISH,
            "The ration shop has not given us ration for two months",
            "food_supply/ration_not_given",
        ),
    ],
)
def test_a_clear_new_problem_is_a_new_filing(talk, first, new, category):
    chat = filed(talk, first)
    chat.say(new)
    while "affirm" not in str(chat.buttons()):
        chat.say("Ghansali")
    chat.tap(chat.buttons()[0]["title"])
    assert [one.category_code for one in chat.complaints()][1:] == [category]


def test_a_photo_soon_after_belongs_to_it(talk):
    chat = filed(talk)
    chat.say("rashan ki dukan wala rashan nahi deta, Ghansali")
    chat.tap(chat.buttons()[0]["title"])
    chat.send_file("image")
    assert chat.names() == ["utter_file_added"]
    assert chat.files()[0].complaint_id == chat.complaints()[1].id


def test_a_photo_with_words_goes_with_the_words(talk):
    chat = filed(talk)
    chat.send_file("image", "aur ek baat, khambha bhi tedha hai")
    assert chat.names() == ["utter_noted_add_information"]
    assert chat.files()[0].complaint_id == chat.complaints()[0].id


@pytest.mark.parametrize(
    "words", ["dhanyavaad ji", "ok thanks bye", "धन्यवाद", "thank you so much", "bye", "ठीक है जी"]
)
def test_a_polite_end_is_answered_without_a_question(talk, words):
    chat = filed(talk)
    said = chat.say(words)
    assert "?" not in said
    assert chat.buttons() == []
    assert chat.complaints()[0].state == "assigned"


def test_a_number_with_words_is_added_soon_after_filing(talk, sessions):
    chat = filed(talk)
    chat.say("mera ration card number 12345678 hai")
    assert chat.names() == ["utter_noted_add_information"]


@pytest.mark.parametrize("number", ["12345678", "mera ration card number 12345678 hai"])
def test_a_number_of_another_kind_is_added(talk, sessions, number):
    chat = filed(talk)
    chat.say("meri shikayat ka kya hua")
    chat.tap("कुछ जोड़ें")
    chat.say(number)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [number]


def test_nothing_was_filed_is_not_said_to_who_has_a_complaint(talk):
    chat = filed(talk)
    chat.say("rashan ki dukan wala do mahine se rashan nahi de raha")
    chat.say("rehne do")
    assert chat.names() == ["utter_cancelled_new"]
    assert len(chat.complaints()) == 1


@pytest.mark.parametrize("words", ["darj karo", "दर्ज करो", "register it"])
def test_file_it_said_too_late_is_answered_by_what_was_filed(talk, words):
    chat = filed(talk)
    chat.say(words)
    assert chat.names() == ["utter_filed_already"]


def test_an_hour_later_it_is_a_new_matter(talk, time_passes):
    chat = filed(talk)
    time_passes(hours=2)
    chat.say("sadak toot gayi hai Ghansali me")
    assert chat.names()[0].startswith(("utter_confirm", "utter_ask"))


@pytest.mark.parametrize(
    "words", ["ये देखो सड़क का हाल, पूरी टूट गई है", "ye dekho sadak ka haal, puri toot gayi hai"]
)
def test_look_at_this_road_does_not_end_a_complaint(talk, words):
    chat = filed(talk)
    chat.say(words)
    assert chat.names() == ["utter_ask_add_or_new"]
    chat.tap(next(b["title"] for b in chat.buttons() if "नई" in b["title"]))
    assert chat.names() == ["utter_ask_place"]
    while not chat.names()[-1].startswith("utter_confirm"):
        chat.tap(chat.buttons()[0]["title"]) if chat.buttons() else chat.say("Ghansali")
    chat.tap("हाँ, दर्ज करें")
    assert chat.complaints()[1].text == words


# --- questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "question", "answer"),
    [
        (OUTAGE, "photo mil gayi kya?", "utter_no_files_there"),
        (HINDI, "फोटो पहुँच गई क्या?", "utter_no_files_there"),
        (ENGLISH, "did the photo arrive?", "utter_no_files_there"),
        (OUTAGE, "wo log mujhe phone karenge kya?", "utter_who_answers"),
        (HINDI, "मुझे इसका जवाब कौन देगा?", "utter_who_answers"),
        (ENGLISH, "will they call me?", "utter_who_answers"),
        (OUTAGE, "kitna samay lagega isme", "utter_timeline_yours"),
        (HINDI, "कब तक ठीक करोगे?", "utter_timeline_yours"),
        (ENGLISH, "how much time does it take?", "utter_timeline_yours"),
        (OUTAGE, "meri mummy ka number likha aapne?", "utter_no_phone_there"),
        (HINDI, "मेरी माँ का नंबर लिखा क्या?", "utter_no_phone_there"),
        (ENGLISH, "did you note my mother's number?", "utter_no_phone_there"),
        (OUTAGE, "kis office me gayi meri shikayat?", "utter_status_assigned"),
        (HINDI, "यह कौन से दफ्तर गई?", "utter_status_assigned"),
        (ENGLISH, "which office?", "utter_status_assigned"),
    ],
)
def test_a_question_is_answered_and_not_added(talk, sessions, first, question, answer):
    chat = filed(talk, first)
    chat.say(question)
    assert chat.names() == [answer]
    assert added(sessions) == []


@pytest.mark.parametrize(
    ("first", "question"),
    [
        (OUTAGE, "tab tak main light band kar du kya?"),
        (HINDI, "तब तक मेन स्विच बंद कर दूँ?"),
        (ENGLISH, "should I cut the power meanwhile?"),
        (OUTAGE, "itne din?? tab tak bachche kaise padhe"),
    ],
)
def test_what_nobody_can_advise_on_is_passed_on_and_a_person_offered(
    talk, sessions, first, question
):
    chat = filed(talk, first)
    said = chat.say(question)
    assert chat.names() == ["utter_noted_no_advice"]
    assert "1912" in said
    assert "112" not in said.replace("1912", "")
    assert added(sessions) == [question]
    assert "/talk_to_human" in [button["payload"] for button in chat.buttons()]


@pytest.mark.parametrize(
    ("first", "question"),
    [
        (OUTAGE, "tab tak taar ko chhu sakte hain kya?"),
        (HINDI, "तब तक उधर जाने में खतरा है क्या?"),
        (ENGLISH, "is it safe to go near the pole until then?"),
    ],
)
def test_of_danger_112_is_named(talk, first, question):
    chat = filed(talk, first)
    assert "112" in chat.say(question).replace("1912", "")
    assert chat.names() == ["utter_noted_no_advice_danger"]


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (OUTAGE, "beti ki shaadi se pehle ho jana chahiye"),
        (HINDI, "फॉर्म भरने की आखिरी तारीख सोमवार है, जल्दी हो सकता है क्या?"),
        (ENGLISH, "admission closes on Friday, can you make it urgent?"),
    ],
)
def test_a_reason_to_hurry_is_before_the_officer(talk, sessions, first, reason):
    chat = filed(talk, first)
    chat.say(reason)
    assert chat.names() == ["utter_noted_hurry"]
    assert added(sessions) == [reason]


@pytest.mark.parametrize(
    "words",
    [
        "adhikari ko bata dijiye, jawab likhkar chahiye",
        "अधिकारी को बता दो, मुझे किसी से बात नहीं करनी",
        "just tell the officer, I need no phone call",
    ],
)
def test_who_wants_the_officer_told_gets_no_person(talk, sessions, words):
    chat = filed(talk)
    chat.say(words)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [words]


def test_the_photo_and_the_number_are_found_where_they_are(talk):
    chat = filed(talk)
    chat.send_file("image")
    chat.say("photo mil gayi?")
    assert chat.names() == ["utter_files_there"]
    chat.say("meri maa ka number 9812345670 bhi likh lo")
    assert chat.names() == ["utter_noted_number"]
    assert "45670" in chat.say("number likh liya kya?")
    assert chat.names() == ["utter_phone_there"]


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (OUTAGE, "nahi bas puch raha tha"),
        (HINDI, "नहीं, बस पूछ रहा था"),
        (ENGLISH, "no, I was just asking"),
    ],
)
def test_only_asking_is_a_no(talk, sessions, first, words):
    chat = filed(talk, first)
    chat.say(OTHER)
    assert chat.names() == ["utter_ask_add_or_new"]
    chat.say(words)
    assert chat.names() == ["utter_nothing_added"]
    assert added(sessions) == []


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (OUTAGE, "ye to galat office me chali gayi"),
        (HINDI, "गलत विभाग में चली गई"),
        (ENGLISH, "wrong office!"),
    ],
)
def test_the_wrong_office_goes_to_the_desk(talk, sessions, first, words):
    chat = filed(talk, first)
    chat.say(words)
    assert chat.names() == ["utter_noted_say_misrouted"]
    with transaction(sessions) as session:
        steps = session.query(ComplaintEvent).filter_by(act="say_misrouted")
        assert [step.words for step in steps] == [words]


LIGHTS = {
    "hi": "डिफेंस कॉलोनी देहरादून में एक हफ्ते से स्ट्रीट लाइट नहीं जल रही",
    "roman": "Defence Colony Dehradun me ek hafte se street light nahi jal rahi",
    "en": "Street lights not working since a week in Defence Colony Dehradun",
}


def office_of(chat, sessions):
    with transaction(sessions) as session:
        (complaint,) = chat.complaints()
        session.add(complaint)
        return complaint.post.title_en


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (LIGHTS["hi"], "जगह गलत है, डिफेंस कॉलोनी हल्द्वानी में है"),
        (LIGHTS["roman"], "sir Dehradun nahi, Haldwani hai"),
        (LIGHTS["en"], "Wrong place, it is Defence Colony in Haldwani"),
    ],
)
def test_a_place_put_right_after_filing_moves_it_to_the_office_there(talk, sessions, first, words):
    chat = filed(talk, first)
    assert "Dehradun" in office_of(chat, sessions)
    chat.say(words)
    assert chat.names() == ["utter_place_put_right"]
    (complaint,) = chat.complaints()
    assert "Haldwani" in office_of(chat, sessions)
    assert complaint.place.startswith(("Defence Colony", "डिफेंस कॉलोनी", "Haldwani"))
    assert complaint.transfers == 0
    with transaction(sessions) as session:
        steps = session.query(ComplaintEvent).filter_by(act="correct_place")
        assert [step.words for step in steps] == [words]


@pytest.mark.parametrize(
    ("first", "wrong", "right"),
    [
        (LIGHTS["hi"], "जगह गलत है", "हल्द्वानी"),
        (LIGHTS["roman"], "jagah galat likh di", "Haldwani me hai"),
        (LIGHTS["en"], "the address is wrong", "Haldwani"),
    ],
)
def test_who_only_says_that_the_place_is_wrong_is_asked_where(talk, sessions, first, wrong, right):
    chat = filed(talk, first)
    chat.say(wrong)
    assert chat.names() == ["utter_noted_say_misrouted"]
    chat.say(right)
    assert chat.names() == ["utter_place_put_right"]
    assert "Haldwani" in office_of(chat, sessions)


def test_a_place_is_left_to_the_office_that_has_begun(talk, sessions):
    chat = filed(talk, LIGHTS["roman"])
    with transaction(sessions) as session:
        session.query(Complaint).one().state = "in_progress"
    chat.say("sir Dehradun nahi, Haldwani hai")
    assert chat.names() == ["utter_noted_right_place"]
    assert "Dehradun" in office_of(chat, sessions)


GARBAGE = {
    "hi": "सड़क पर 10 दिन से कूड़ा पड़ा है, हल्द्वानी",
    "roman": "sadak par kuda pada hai 10 din se, Haldwani",
    "en": "garbage is lying on the road for ten days, Haldwani",
}


@pytest.mark.parametrize(
    ("first", "harm"),
    [
        (GARBAGE["hi"], "कल एक कुत्ते ने मेरे बेटे को काट लिया"),
        (GARBAGE["roman"], "aur ek baat, kutte ne meri beti ko kaat liya kal"),
        (GARBAGE["en"], "a stray dog bit my son yesterday"),
    ],
)
def test_harm_by_something_else_is_never_added_unasked(talk, sessions, first, harm):
    chat = filed(talk, first)
    chat.say(harm)
    assert chat.names() == ["utter_advice_bite", "utter_ask_add_or_new"]
    assert added(sessions) == []


@pytest.mark.parametrize(
    "news",
    [
        "साहब आ गए थे, कह रहे थे कल मशीन आएगी",
        "sahab aaye the, bole kal machine aayegi",
        "the officer came today, he says the machine will come tomorrow",
    ],
)
def test_the_news_of_a_visit_is_kept(talk, sessions, news):
    chat = filed(talk, "handpump kharab hai, Kashipur")
    chat.say(news)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [news]
    assert chat.complaints()[0].state == "assigned"
