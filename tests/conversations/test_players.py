"""What players of the product stumbled over: each once, in the words of different people."""

import pytest

from helpline.services import review
from helpline.store.base import transaction

pytestmark = pytest.mark.slow

NO_WATER = {
    "hi": "नल में पानी नहीं आ रहा, घनसाली",
    "roman": "nal me pani nahi aa raha, Ghansali",
    "en": "There is no water in our tap, Ghansali",
}
OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"


def filed(chat):
    """Tap yes; return the complaint."""
    chat.tap(chat.buttons()[0]["title"])
    (complaint,) = chat.complaints()
    return complaint


# --- the department ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "right", "department"),
    [
        (
            "मोटर नहीं चल रही, बिजली कम है, हल्द्वानी",
            "यह बिजली विभाग का नहीं, जल संस्थान का है",
            "drinking_water",
        ),
        (
            "kisan mandi me gehu nahi kharida ja raha hai, Kashipur",
            "khadya vibhag ka hai",
            "food_supply",
        ),
        (
            "The road is broken, Chitai, Almora",
            "this is not PWD, it is the panchayat's road",
            "panchayati_raj",
        ),
    ],
)
def test_naming_a_department_moves_what_is_proposed(talk, told, right, department):
    chat = talk()
    chat.say(told)
    chat.say(right)
    if chat.names() == ["utter_ask_category"]:
        chat.tap(chat.buttons()[0]["title"])
    assert filed(chat).department_code == department


def test_the_short_list_has_nothing_but_what_the_department_answers_for(talk):
    chat = talk()
    chat.say("sadak par pani beh raha hai, Rishikesh")
    chat.say("ye jal sansthan ka nahi, nagar nigam ka hai")
    offered = [button["payload"] for button in chat.buttons()]
    assert chat.names() == ["utter_ask_category"]
    assert all("urban_development/" in one or "other/other" in one for one in offered)
    assert "urban_development/sewer_or_drain" in "".join(offered)


def test_a_mere_wrong_department_is_asked_about_and_the_name_is_heard(talk):
    chat = talk()
    chat.say(NO_WATER["roman"])
    chat.say("galat vibhag hai")
    assert chat.names() == ["utter_ask_department"]
    chat.say("nagar palika")
    assert "शहरी विकास" in chat.answers[-1]["text"]
    complaint = filed(chat)
    assert (complaint.category_code, complaint.department_code) == (
        "other/other",
        "urban_development",
    )


def test_what_may_be_changed_has_the_department(talk):
    chat = talk()
    chat.say(NO_WATER["hi"])
    chat.tap("कुछ बदलना है")
    chat.tap("विभाग")
    chat.say("बिजली विभाग")
    assert filed(chat).department_code == "energy"


@pytest.mark.parametrize(
    ("spoken", "words", "department"),
    [
        ("hi", "गलत विभाग में भेज दिया, यह नगर निगम का है", "शहरी विकास"),
        ("roman", "ye jal sansthan ka nahi, nagar nigam ka hai", "शहरी विकास"),
        ("en", "this should go to the electricity department", "Electricity"),
    ],
)
def test_after_filing_too_the_right_department_is_heard_and_passed_on(
    whole_way, sessions, spoken, words, department
):
    chat = whole_way()
    chat.say(NO_WATER[spoken])
    complaint = filed(chat)
    said = chat.say(words)
    assert chat.names() == ["utter_noted_say_misrouted_to"]
    assert department in said
    with transaction(sessions) as session:
        assert words in [one.words for one in session.merge(complaint).history]
        reasons = [reason for (reason,) in session.query(review.ReviewItem.reason)]
    assert "said_misrouted" in reasons


# --- fear of fraud -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "question", "answer"),
    [
        ("roman", "OTP ya bank number to nahi mangoge", "utter_never_asked"),
        ("hi", "आप ओटीपी तो नहीं माँगोगे? बैंक का नंबर मत माँगना", "utter_never_asked"),
        ("en", "Will you ask for my OTP or bank details?", "utter_never_asked"),
        ("roman", "ye asli hai na?", "utter_official"),
        ("roman", "kahin thagi to nahi hai ye, aajkal bahut fraud ho raha hai", "utter_official"),
        ("hi", "पैसे तो नहीं लगेंगे", "utter_free"),
        ("en", "is this fraud?", "utter_official"),
    ],
)
def test_fear_of_fraud_is_answered_truly_and_the_filing_goes_on(talk, spoken, question, answer):
    chat = talk()
    chat.say(NO_WATER[spoken])
    chat.say(question)
    assert chat.names() == [answer, "utter_confirm_grievance_again"]
    chat.say(question)
    assert chat.names() == ["utter_trust_1905", "utter_confirm_grievance_again"]
    assert question not in filed(chat).text


# --- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "नल में पानी नहीं आ रहा है घनसाली में, कितने दिन में ठीक होगा?",
        "hamare gaon me 3 din se light nahi hai Ghansali, kitna time lagta hai theek hone me?",
        "Street light not working in ward 4 Kotdwar. How long does it take?",
    ],
)
def test_a_complaint_that_asks_how_long_is_taken_and_answered(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_timeline_if_filed", "utter_confirm_grievance"]
    assert filed(chat).text == words


# --- where ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "right", "place"),
    [
        (
            "बेटा हमारे यहाँ पानी नहीं आता पोखरी, चमोली में",
            "बेटा पोखरी नहीं है ये, गांव डूंगरी है",
            "गांव डूंगरी",
        ),
        ("pani nahi aa raha, Pokhri Chamoli", "bhai Pokhri nahi, Dungri gaon", "Dungri"),
        ("pani nahi aa raha, Pokhri Chamoli", "didi Pokhri nahi hai, Dungri hai", "Dungri"),
    ],
)
def test_not_this_village_but_that_one_in_any_words(talk, told, right, place):
    chat = talk()
    chat.say(told)
    chat.say(right)
    assert chat.names() == ["utter_confirm_grievance"]
    complaint = filed(chat)
    assert complaint.place.startswith(place)
    assert "Pokhri" not in complaint.place
    assert "पोखरी" not in complaint.place


def test_what_is_lacking_moves_no_complaint(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.say("light nahi hai, pani bhi nahi hai")
    assert filed(chat).category_code == "energy/power_outage"


@pytest.mark.parametrize(
    ("told", "nearer", "place"),
    [
        ("Vikasnagar me sadak kharab hai", "herbertpur ke paas", "herbertpur ke paas, Vikasnagar"),
        ("The road is broken in Vikasnagar", "near Herbertpur", "near Herbertpur, Vikasnagar"),
        ("ramnagar me sadak kharab hai", "lakhanpur chungi", "lakhanpur chungi, ramnagar"),
    ],
)
def test_what_it_is_near_to_comes_before_the_place(talk, told, nearer, place):
    chat = talk()
    chat.say(told)
    chat.say(nearer)
    assert filed(chat).place == place


def test_a_way_from_town_to_town_is_one_place(talk, sessions):
    chat = talk()
    chat.say("Haldwani se Almora wali bus me conductor ne zyada kiraya liya")
    complaint = filed(chat)
    with transaction(sessions) as session:
        assert session.merge(complaint).district.name_en == "Nainital"
    assert complaint.place == "Haldwani se Almora"


def test_a_complaint_without_a_verb_is_no_address(talk):
    chat = talk()
    chat.say("haldwani me kude ka dher hai")
    assert chat.names() == ["utter_confirm_grievance"]
    assert filed(chat).place == "haldwani"


@pytest.mark.parametrize(
    "words",
    [
        "mera naam mat batana, Kotdwar ward 3 ka mamla hai",
        "मेरा नाम मत बताना, कोटद्वार वार्ड 3 का मामला है",
        "Please keep my name secret. It is in ward 3 Kotdwar",
    ],
)
def test_a_place_beside_a_wish_for_secrecy_is_kept(talk, words):
    chat = talk()
    chat.say(words)
    chat.say("pradhan manrega ka paisa kha raha hai")
    assert "utter_confirm_grievance" in chat.names()
    complaint = filed(chat)
    assert complaint.in_confidence
    assert any(town in complaint.place for town in ("Kotdwar", "कोटद्वार"))
    assert "3" in complaint.place
    assert len(complaint.place) < 20


# --- the language --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "hinglish me likho, pani nahi aa raha hai Ghansali me",
        "Ghansali me 3 din se light nahi hai. roman me likho hindi padhni nahi aati",
    ],
)
def test_a_wish_for_roman_letters_beside_a_complaint_is_answered_honestly(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_language_roman", "utter_confirm_grievance"]
    assert "English" in [button["title"] for button in chat.buttons()]


# --- a bite --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "सेवा में, श्रीमान जिलाधिकारी महोदय, सविनय निवेदन है कि मेरे पुत्र को आवारा कुत्ते ने काट लिया है।"
        " कृपया आवारा कुत्तों पर कार्यवाही करें। हल्द्वानी",
        "Sir, I want to inform that 5 days ago a stray dog had bitten my son in ward 4 Kotdwar."
        " Kindly take action against the stray dogs.",
        "20 november ko meri beti ko kutte ne kaat liya tha, Haldwani",
    ],
)
def test_a_letter_about_a_bite_gets_the_vaccine_and_no_112(talk, words):
    chat = talk()
    said = chat.say(words)
    assert chat.names()[0] == "utter_advice_bite"
    assert "112" not in said


# --- yes, with a grumble -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "words", "kept"),
    [
        ("roman", "haan thik hai darj karo, waise bhi koi sunta nahi", "waise bhi koi sunta nahi"),
        ("hi", "हाँ दर्ज कर दो, वैसे भी कोई सुनता नहीं", "वैसे भी कोई सुनता नहीं"),
        ("en", "ok file it, not that anybody cares", "not that anybody cares"),
        ("roman", "haan, par koi sunta to hai nahi", "haan, par koi sunta to hai nahi"),
    ],
)
def test_a_yes_with_a_grumble_files_and_keeps_the_words(talk, spoken, words, kept):
    chat = talk()
    chat.say(NO_WATER[spoken])
    chat.say(words)
    (complaint,) = chat.complaints()
    assert complaint.text == f"{NO_WATER[spoken]}\n{kept}"


# --- and if nobody comes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("roman", "agar 5 tarikh tak koi nahi aaya to?"),
        ("hi", "अगर कोई नहीं आया तो?"),
        ("en", "if nobody comes?"),
    ],
)
def test_what_follows_if_nobody_comes_is_said(talk, spoken, words):
    chat = talk()
    chat.say(NO_WATER[spoken])
    filed(chat)
    chat.say(words)
    assert chat.names() == ["utter_if_undone"]


# --- laughter ------------------------------------------------------------------------------------


@pytest.mark.parametrize("laughter", ["lol", "haha", "हाहा 😂"])
def test_laughter_is_no_answer_and_no_word_of_the_complaint(talk, laughter):
    chat = talk()
    chat.say(NO_WATER["roman"])
    chat.say(laughter)
    assert chat.names() == ["utter_bear_with_me", "utter_confirm_grievance_again"]
    assert filed(chat).text == NO_WATER["roman"]


# --- one of two ----------------------------------------------------------------------------------


def test_leaving_one_of_two_problems_leaves_the_other(talk):
    chat = talk()
    chat.say("bijli nahi aati aur pani bhi nahi aata, Ghansali")
    chat.say("pani wali rehne do")
    assert chat.names()[0] == "utter_left_out"
    assert filed(chat).department_code == "energy"


# --- what free stories showed ---------------------------------------------------------------------


def test_a_new_quarter_is_no_no(talk):
    chat = talk()
    chat.say("naali band hai badbu aati hai")
    chat.say("jaspur, mohalla nai basti")
    assert filed(chat).place == "jaspur, mohalla nai basti"


def test_the_wrong_place_is_asked_for_anew(talk):
    chat = talk()
    chat.say(NO_WATER["roman"])
    chat.say("haan, par jagah galat hai")
    assert chat.names() == ["utter_ask_place"]
    chat.say("Chamba")
    assert filed(chat).place == "Chamba"


def test_a_bridge_lost_some_time_ago_is_no_emergency(talk):
    chat = talk()
    chat.say("हमारे गाँव का पुल बह गया है, बच्चे स्कूल नहीं जा पा रहे")
    assert chat.names() == ["utter_ask_place"]


BRIDGE = "बादल फट गया है, पुल बह गया, लोग मलबे में दबे हैं"


def test_what_was_told_before_an_emergencys_answer_is_filed_on_a_word(talk):
    chat = talk()
    chat.say(BRIDGE)
    assert chat.names() == ["utter_emergency_disaster"]
    chat.say("उत्तरकाशी, पुरोला, गाँव नेटवाड़")
    chat.say("ठीक है दर्ज करें")
    assert chat.names() == ["utter_confirm_grievance"]
    assert filed(chat).text == BRIDGE


def test_that_nobody_came_is_no_problem_of_its_own(talk):
    chat = talk()
    chat.say("light ka khamba gira hua hai 4 din se koi nahi aaya")
    assert chat.names() == ["utter_advice_wire", "utter_ask_place"]
    chat.say("Ghansali")
    if chat.names()[-1] == "utter_ask_category":
        chat.tap(chat.buttons()[0]["title"])
    assert "4 din se koi nahi aaya" in filed(chat).text


def test_a_question_of_cost_in_a_long_complaint_is_answered_too(talk):
    chat = talk()
    chat.say(
        "mera bijli ka bill 45000 aaya hai jabki 2 bulb hai. Bazpur. paise to nahi lagenge shikayat ke?"
    )
    assert chat.names() == ["utter_free", "utter_confirm_grievance"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("bijli nahi hai Ghansali me, please reply in english", "utter_language_en"),
        (
            "hamare gaon me 3 din se light nahi hai Ghansali, hindi me likho",
            "utter_language_hi",
        ),
    ],
)
def test_a_wish_for_a_language_beside_a_complaint_loses_neither(talk, words, name):
    chat = talk()
    chat.say(words)
    assert chat.names() == [name, "utter_confirm_grievance"]


@pytest.mark.parametrize("words", ["yes thanks", "haan ji, dhanyavad", "ठीक है, धन्यवाद"])
def test_a_yes_with_thanks_files(talk, words):
    chat = talk()
    chat.say(NO_WATER["en"])
    chat.say(words)
    assert len(chat.complaints()) == 1


def test_what_if_nothing_happens_is_answered_before_filing_too(talk):
    chat = talk()
    chat.say(NO_WATER["en"])
    chat.say("if nothing happens?")
    assert chat.names() == ["utter_timeline_if_filed", "utter_confirm_grievance_again"]
    assert filed(chat).text == NO_WATER["en"]


def test_what_it_is_about_is_read_from_the_whole_story(talk):
    chat = talk()
    chat.say("Road")
    chat.say("Mussoorie road near Kuthal gate is full of potholes")
    assert chat.names() == ["utter_confirm_grievance"]
    assert filed(chat).category_code == "public_works/road_damage"
