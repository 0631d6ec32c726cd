"""What is filed is the trouble and nothing else, under the right subject."""

import pytest

pytestmark = pytest.mark.slow


def filed(chat):
    """Tap yes until nothing waits; return the complaints."""
    for _ in range(5):
        if chat.names()[-1].startswith(("utter_confirm", "utter_ask_category")):
            chat.tap(chat.buttons()[0]["title"])
    return chat.complaints()


# --- who writes, and what is no trouble ------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "मैं ग्राम प्रधान कांडा से बोल रहा हूँ, दो बातें हैं: हमारे गाँव में पानी नहीं आ रहा और बिजली का ट्रांसफार्मर फुंका हुआ है, घनसाली",
        "main gram pradhan hoon, do baatein hain: hamare gaon me pani nahi aa raha aur bijli ka transformer phunka hua hai, Ghansali",
        "I am the gram pradhan, two problems: there is no water in our village and the electricity transformer is burnt, Ghansali",
    ],
)
def test_an_introduction_is_no_problem(talk, words):
    chat = talk()
    chat.say(words)
    departments = {one.department_code for one in filed(chat)}
    assert departments == {"drinking_water", "energy"}


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("नल में पानी नहीं आ रहा, घनसाली", "हमारी सड़क की कोई शिकायत नहीं है"),
        ("nal me pani nahi aa raha, Ghansali", "hamari koi sadak ki shikayat nahi hai"),
        ("No water in our tap, Ghansali", "we have no complaint about the road"),
    ],
)
def test_what_is_denied_is_not_filed(talk, told, denied):
    chat = talk()
    chat.say(told)
    chat.say(denied)
    (complaint,) = filed(chat)
    assert complaint.category_code == "drinking_water/no_water_supply"
    assert complaint.text == told


@pytest.mark.parametrize(
    "words",
    ["मैं ग्राम प्रधान बोल रहा हूँ", "main gram pradhan bol raha hoon", "I am the gram pradhan of Kanda"],
)
def test_who_only_says_who_they_are_is_asked_what_is_wrong(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names()[-1] in (
        "utter_ask_complaint_text",
        "utter_ask_problem_there",
        "utter_greet",
        "utter_ask_how_to_help",
    )


# --- jokes, and a word of caution ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jokes", "told"),
    [
        (("मेरी पत्नी की शिकायत लिखो", "मेरी शादी करवा दो"), "ट्रांसफार्मर से चिंगारी निकल रही है, हल्द्वानी"),
        (
            ("mera pati shikayat", "shadi karwa do"),
            "transformer se chingari nikal rahi hai, Haldwani",
        ),
    ],
)
def test_the_trouble_begins_with_the_words_that_tell_of_it(talk, jokes, told):
    chat = talk()
    for joke in jokes:
        chat.say(joke)
    chat.say(told)
    said = chat.names()
    (complaint,) = filed(chat)
    assert complaint.text == told
    assert complaint.department_code == "energy"
    assert "utter_advice_wire" in said or "utter_emergency_unclear" in said


@pytest.mark.parametrize(
    "words",
    [
        "ट्रांसफार्मर से चिंगारी निकल रही है, काशीपुर",
        "hamare mohalle ke transformer me chingari nikalti hai, Kashipur",
        "The transformer near our house sparks at night, Kashipur",
    ],
)
def test_a_danger_told_calmly_gets_a_word_of_caution(talk, words):
    chat = talk()
    chat.say(words)
    assert "utter_advice_wire" in chat.names()


# --- the subject -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "category", "subject"),
    [
        ("हमारे गाँव में नया हैंडपंप चाहिए, घनसाली", "drinking_water/handpump_repair", "नया हैंडपंप"),
        (
            "hamari gali me nayi street light lagwa do, Haldwani",
            "urban_development/street_light",
            "स्ट्रीट लाइट",
        ),
        (
            "We need a new handpump in our village, Ghansali",
            "drinking_water/handpump_repair",
            "New handpump",
        ),
        (
            "Please install a bigger transformer in our colony, Kashipur",
            "energy/transformer_fault",
            "New transformer",
        ),
        ("hamare yahan nayi bus chalao, Gairsain", "transport/bus_service", "बस या टैक्सी सेवा"),
    ],
)
def test_a_wish_is_a_demand_for_it_and_not_broken(talk, words, category, subject):
    chat = talk()
    summary = chat.say(words)
    assert chat.names()[-1] == "utter_confirm_demand"
    assert f"* {subject}\n" in summary
    (complaint,) = filed(chat)
    assert (complaint.category_code, complaint.kind) == (category, "demand")


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("पुलिस वालों ने मेरे बेटे को थाने में पीटा, रुद्रपुर", "पुलिस का बर्ताव, एफआईआर"),
        ("thane me police ne mere bete ko bahut mara, Haldwani", "पुलिस का बर्ताव, एफआईआर"),
    ],
)
def test_violence_by_police_is_called_what_it_is_and_goes_above(talk, words, subject):
    chat = talk()
    assert subject in chat.say(words)
    (complaint,) = filed(chat)
    assert complaint.category_code == "home_police/fir_not_registered"


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("potholes, Haldwani", "public_works/road_damage"),
        ("no water, Lalkuan", "drinking_water/no_water_supply"),
        ("बिजली नहीं, लालकुआँ", "energy/power_outage"),
        ("sadak kharab, Lalkuan", "public_works/road_damage"),
    ],
)
def test_a_subject_and_a_place_are_a_complaint(talk, words, category):
    chat = talk()
    chat.say(words)
    (complaint,) = filed(chat)
    assert complaint.category_code == category
    assert complaint.text == words


@pytest.mark.parametrize("words", ["Haldwani", "केदारनाथ", "school road, Almora"])
def test_a_place_alone_is_no_complaint(talk, words):
    chat = talk()
    chat.say(words)
    assert not chat.names()[-1].startswith("utter_confirm")


# --- what is meant ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "1912 वाले आए थे, ठीक नहीं किया, अब शिकायत लिख लो",
        "1912 wale aaye the, theek nahi kiya, ab shikayat likh lo",
    ],
)
def test_who_wants_it_written_down_asks_for_no_status(talk, words):
    chat = talk()
    chat.say(words)
    assert "utter_no_complaints" not in chat.names()
    assert chat.names()[-1].startswith(("utter_ask_place", "utter_ask_category"))


@pytest.mark.parametrize(
    "words",
    ["क्या आप मेरा डेटा मिटा सकते हैं?", "mera data delete kar doge kya?", "Can my data be deleted?"],
)
def test_a_question_about_erasing_erases_nothing(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_can_be_erased"]
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names() == ["utter_erase_sure"]


@pytest.mark.parametrize(
    "words",
    [
        "किसी इंसान से बात कराओ",
        "kisi insaan se baat karao",
        "phone par baat karni hai",
        "मुझे फोन पर बात करनी है",
        "I want to talk to a person on the phone",
        "mujhe likhna nahi aata, kisi se phone par baat karao",
    ],
)
def test_who_wants_a_person_gets_one_at_once(talk, office_hours, words):
    chat = talk()
    said = chat.say(words)
    assert chat.names()[-1].startswith(("utter_human_", "utter_call_", "utter_ask_number_to_call"))
    assert "1" in said


@pytest.mark.parametrize(
    "words",
    [
        "असली है क्या, ओटीपी तो नहीं मांगोगे?",
        "asli hai kya, OTP to nahi mangoge?",
        "Is this real? You will not ask for an OTP?",
    ],
)
def test_the_fear_of_fraud_is_answered(talk, words):
    chat = talk()
    chat.say(words)
    assert set(chat.names()) <= {"utter_official", "utter_never_asked"}
