"""Filing as people do it: facts in any order, corrections, two problems at once, for others, together."""

import pytest

from helpline.store.base import transaction
from helpline.store.complaints import Complaint

pytestmark = pytest.mark.slow

YES = "हाँ, दर्ज करें"
GHANSALI = (30.4306, 78.6556)
TWO = "Ghansali me 3 din se bijli nahi aa rahi aur rashan ki dukan wala rashan nahi deta"
OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"
FEW_WORDS = "Ghansali me light nahi hai"


def only(chat):
    (complaint,) = chat.complaints()
    return complaint


def code_and_place(chat):
    return [(one.category_code, one.place) for one in chat.complaints()]


# --- any order of facts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "yes"),
    [
        (["light nahi aa rahi hai", "3 din se", "Ghansali me"], "haan"),
        (["लाइट नहीं आ रही है", "तीन दिन से", "घनसाली"], "हाँ"),
        (["there is no electricity", "since 3 days", "in Ghansali"], "yes"),
    ],
)
def test_three_short_messages_become_one_complaint(talk, messages, yes):
    chat = talk()
    for message in messages:
        chat.say(message)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say(yes)
    complaint = only(chat)
    assert complaint.category_code == "energy/power_outage"
    assert complaint.text == "\n".join(messages[:2])


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("Ghansali", "bijli nahi aa rahi hai teen din se"),
        ("घनसाली", "तीन दिन से बिजली नहीं आ रही है"),
        ("Ghansali, Tehri", "There has been no electricity for three days"),
    ],
)
def test_the_place_may_come_first(talk, place, problem):
    chat = talk()
    chat.say(place)
    assert chat.names() == ["utter_ask_problem_there"]
    chat.say(problem)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(chat.buttons()[0]["title"])
    assert only(chat).category_code == "energy/power_outage"


def test_a_pin_first_then_the_words(talk):
    chat = talk()
    chat.send_location(*GHANSALI)
    assert chat.names() == ["utter_ask_problem_there"]
    chat.say("नल में पानी नहीं आ रहा है")
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(YES)
    complaint = only(chat)
    assert (complaint.latitude, complaint.longitude) == GHANSALI
    assert complaint.category_code == "drinking_water/no_water_supply"


def test_a_pin_after_the_name_keeps_the_name(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.send_location(*GHANSALI)
    chat.tap(YES)
    assert (only(chat).place, only(chat).latitude) == ("Ghansali", GHANSALI[0])


def test_a_photo_first_and_the_words_later(talk):
    chat = talk()
    chat.send_file("image")
    assert chat.names() == ["utter_file_image"]
    chat.say("हमारे यहाँ की सड़क पूरी टूट गई है, घनसाली")
    chat.tap(YES)
    assert only(chat).category_code == "public_works/road_damage"


def test_the_words_under_a_photo_are_words(talk):
    chat = talk()
    chat.send_file("image", "garbage has not been collected for a week, Haldwani")
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap("Yes, file it")
    assert only(chat).category_code == "urban_development/garbage"


def test_a_voice_note_in_the_middle_is_answered_and_the_question_asked_shortly(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.send_file("voice")
    assert chat.names() == ["utter_file_voice", "utter_ask_place_again"]
    chat.say("Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


def test_how_long_may_be_said_at_the_summary(talk):
    chat = talk()
    chat.say("Ghansali me bijli nahi aa rahi")
    assert "10 din se" in chat.say("10 din se")
    chat.tap(YES)
    assert only(chat).text == "Ghansali me bijli nahi aa rahi\n10 din se"


def test_a_ward_said_later_is_put_before_the_town(talk):
    chat = talk()
    chat.say("haldwani me street light kharab hai")
    chat.say("ward 12")
    chat.tap(YES)
    assert only(chat).place.lower() == "ward 12, haldwani"


def test_the_citizen_s_own_words_stay_untouched(talk):
    text = "  Bijli NAHI h 3 din se!!  ghansali me 😡😡  plz kuch kijiye  "
    chat = talk()
    chat.say(text)
    chat.tap(YES)
    assert only(chat).text == text.strip()


@pytest.mark.parametrize(
    ("first", "more"),
    [
        (OUTAGE, "transformer bhi jal gaya hai"),
        ("घनसाली में बिजली नहीं है", "ट्रांसफार्मर भी जल गया है"),
    ],
)
def test_more_of_the_same_problem_is_added_to_it(talk, first, more):
    chat = talk()
    chat.say(first)
    chat.say(more)
    chat.tap(YES)
    assert only(chat).text == f"{first}\n{more}"


def test_the_median_citizen_needs_no_more_than_four_messages(talk):
    ways = [
        [OUTAGE, YES],
        ["bijli nahi aa rahi hai teen din se", "Lohaghat", YES],
        ["namaste", "पेंशन छह महीने से नहीं आई", "चम्पावत, लोहाघाट", YES],
        ["I want to file a complaint", "Street light not working", "Haldwani", "Yes, file it"],
        ["hamare yahan pani nahi aata", "Ranikhet", YES],
    ]
    needed = []
    for way in ways:
        chat = talk()
        for message in way[:-1]:
            chat.say(message)
        chat.tap(way[-1])
        assert len(chat.complaints()) == 1, way
        needed.append(len(way))
    assert sorted(needed)[len(needed) // 2] <= 4


# --- corrections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "correction", "place", "yes"),
    [
        (OUTAGE, "nahi, Ghansali nahi Chamba wala", "Chamba", YES),
        ("घनसाली में तीन दिन से बिजली नहीं है", "नहीं, चम्बा में", "चम्बा", YES),
        (
            "No electricity in Ghansali for three days",
            "not Ghansali, it is Chamba",
            "Chamba",
            "Yes, file it",
        ),
        (OUTAGE, "sorry Chamba", "Chamba", YES),
    ],
)
def test_the_place_is_corrected_at_the_summary(talk, first, correction, place, yes):
    chat = talk()
    chat.say(first)
    chat.say(correction)
    while chat.names()[0].startswith("utter_ask_which_district"):
        chat.tap(chat.buttons()[0]["title"])
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(yes)
    assert place in only(chat).place
    assert "Ghansali" not in only(chat).place
    assert only(chat).text.startswith(first)


@pytest.mark.parametrize(
    ("first", "correction", "category", "yes"),
    [
        (
            "Ghansali me 3 din se pani nahi aa raha",
            "pani nahi bijli",
            "energy/power_outage",
            YES,
        ),
        (
            "घनसाली में तीन दिन से पानी नहीं आ रहा है",
            "पानी नहीं, बिजली नहीं आ रही है",
            "energy/power_outage",
            YES,
        ),
        (
            "No water supply in Ghansali for three days",
            "no, I mean there is no electricity",
            "energy/power_outage",
            "Yes, file it",
        ),
        (OUTAGE, "nahi nahi, sadak kharab hai", "public_works/road_damage", YES),
    ],
)
def test_the_kind_of_problem_is_corrected_at_the_summary(talk, first, correction, category, yes):
    chat = talk()
    chat.say(first)
    chat.say(correction)
    if chat.names() == ["utter_ask_category"]:
        row = next(b for b in chat.buttons() if category in b["payload"])
        chat.tap(row["title"])
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(yes)
    assert only(chat).category_code == category
    assert only(chat).text == f"{first}\n{correction}"


def test_the_kind_of_problem_is_corrected_while_the_place_is_asked(talk):
    chat = talk()
    chat.say("3 din se pani nahi aa raha")
    chat.say("pani nahi, bijli nahi aa rahi")
    assert chat.names() == ["utter_ask_place_again"]
    chat.say("Ghansali")
    chat.tap(YES)
    assert only(chat).category_code == "energy/power_outage"


@pytest.mark.parametrize("correction", ["nahi, 5 din se", "3 din nahi 5 din se", "नहीं, पाँच दिन से"])
def test_how_long_is_corrected_in_the_words(talk, correction):
    chat = talk()
    chat.say(OUTAGE)
    chat.say(correction)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(YES)
    assert only(chat).text == f"{OUTAGE}\n{correction}"


def test_a_bare_no_asks_what_to_change_and_words_answer_it(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.say("nahi")
    assert chat.names() == ["utter_ask_change"]
    assert "चमोली" in chat.say("Gopeshwar, Chamoli")
    chat.tap(YES)
    assert only(chat).place == "Gopeshwar"


def test_the_words_can_be_said_anew(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.tap("कुछ बदलना है")
    chat.tap("लिखी हुई बात")
    chat.say("voltage bahut kam aata hai, pankha tak nahi chalta")
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(YES)
    assert only(chat).text == "voltage bahut kam aata hai, pankha tak nahi chalta"
    assert only(chat).place == "Ghansali"


# --- for somebody else ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "meri maa ki pension 6 mahine se nahi aayi, Lohaghat",
        "मेरे पिताजी की पेंशन बंद हो गई है, लोहाघाट",
        "My father's pension has not come for six months, Lohaghat",
        "padosi ki pension band ho gayi hai, Lohaghat",
    ],
)
def test_it_is_filed_in_the_words_that_say_whose_it_is(talk, text):
    chat = talk()
    answer = chat.say(text)
    if chat.names() == ["utter_ask_category"]:
        answer = chat.tap(chat.buttons()[0]["title"])
    assert text in answer
    chat.tap(chat.buttons()[0]["title"])
    assert only(chat).text == text


# --- the category is asked only when unsure ---------------------------------------------------------


def test_something_else_leads_back_to_free_words_who_has_told_little(talk):
    chat = talk()
    chat.say(FEW_WORDS)
    chat.tap("कुछ बदलना है")
    chat.tap("विषय")
    assert chat.names() == ["utter_ask_category"]
    assert chat.buttons()[-1]["title"] == "कुछ और"
    chat.tap("कुछ और")
    assert chat.names() == ["utter_ask_in_other_words"]
    chat.say("bijli ka bill bahut zyada aa gaya hai, meter galat hai")
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(YES)
    assert only(chat).category_code == "energy/electricity_bill"
    assert FEW_WORDS in only(chat).text


@pytest.mark.parametrize("typed", ["kuch aur", "कुछ और", "number of the last"])
def test_something_else_may_be_typed(talk, typed):
    chat = talk()
    chat.say(FEW_WORDS)
    chat.tap("कुछ बदलना है")
    chat.tap("विषय")
    last = str(len(chat.buttons()))
    chat.say(last if typed == "number of the last" else typed)
    assert chat.names() == ["utter_ask_in_other_words"]


def test_who_finds_the_subject_wrong_chooses_from_all_of_the_department(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.tap("कुछ बदलना है")
    chat.tap("विषय")
    offered = " ".join(button["payload"] for button in chat.buttons())
    assert "energy/dangerous_power_line" in offered
    assert "energy/electricity_bill" in offered


@pytest.mark.parametrize("typed", ["2", "दो", "second"])
def test_the_list_takes_a_number_too_but_only_one_in_it(talk, typed):
    chat = talk()
    chat.say(OUTAGE)
    chat.tap("कुछ बदलना है")
    chat.tap("विषय")
    second = chat.buttons()[1]["payload"]
    chat.say(typed)
    if typed == "second":
        assert chat.names() == ["utter_ask_category_again"]
        return
    chat.tap(YES)
    assert only(chat).category_code in second


# --- two problems -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "yes", "categories"),
    [
        (
            "Ghansali me 3 din se bijli nahi aa rahi aur rashan ki dukan wala rashan nahi deta",
            YES,
            ["energy/power_outage", "food_supply/ration_not_given"],
        ),
        (
            "घनसाली में तीन दिन से बिजली नहीं आ रही है और राशन की दुकान वाला राशन नहीं देता",
            YES,
            ["energy/power_outage", "food_supply/ration_not_given"],
        ),
        (
            "Our street light is broken in Ghansali. Also my widow pension has stopped.",
            "Yes, file it",
            ["urban_development/street_light", "social_welfare/pension_stopped"],
        ),
    ],
)
def test_two_problems_in_one_message_become_two_complaints(talk, text, yes, categories):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_several_problems", "utter_confirm_grievance"]
    chat.tap(yes)
    assert chat.names() == [
        "utter_filed_grievance",
        "utter_next_problem",
        "utter_confirm_grievance",
    ]
    assert len(chat.complaints()) == 1
    chat.tap(yes)
    assert chat.names() == ["utter_filed_grievance"]
    filed = chat.complaints()
    assert [one.category_code for one in filed] == categories
    assert filed[0].place == filed[1].place != ""
    assert all(one.text in text for one in filed)


def test_the_place_of_two_problems_is_asked_once(talk):
    chat = talk()
    chat.say("5 din se bijli nahi aa rahi aur rashan ki dukan wala rashan nahi deta")
    assert chat.names() == ["utter_several_problems", "utter_ask_place"]
    chat.say("Ghansali")
    chat.tap(YES)
    assert chat.names()[-1] == "utter_confirm_grievance"
    chat.tap(YES)
    assert [one.place for one in chat.complaints()] == ["Ghansali", "Ghansali"]


def test_cancelling_the_first_of_two_goes_on_with_the_second(talk):
    chat = talk()
    chat.say(TWO)
    chat.tap("रद्द करें")
    assert chat.names() == ["utter_cancelled_one", "utter_confirm_grievance"]
    chat.tap(YES)
    assert [one.category_code for one in chat.complaints()] == ["food_supply/ration_not_given"]


def test_what_was_taken_for_two_problems_can_be_made_one(talk):
    chat = talk()
    chat.say(TWO)
    chat.tap("कुछ बदलना है")
    chat.tap("सब एक ही समस्या है")
    chat.tap(YES)
    assert chat.names() == ["utter_filed_grievance"]
    assert len(chat.complaints()) == 1
    assert "rashan" in only(chat).text


@pytest.mark.parametrize(
    ("first", "second", "yes"),
    [
        (OUTAGE, "aur rashan bhi nahi mil raha do mahine se", YES),
        ("घनसाली में बिजली नहीं आ रही है", "और दो महीने से राशन भी नहीं मिल रहा", YES),
        (
            "No electricity in Ghansali for three days",
            "The ration shop has not given us ration for two months",
            "Yes, file it",
        ),
    ],
)
def test_another_problem_told_at_the_summary_waits_for_its_turn(talk, first, second, yes):
    chat = talk()
    chat.say(first)
    chat.say(second)
    assert chat.names() == ["utter_kept_for_later", "utter_confirm_grievance_again"]
    chat.tap(yes)
    assert chat.names() == [
        "utter_filed_grievance",
        "utter_next_problem",
        "utter_confirm_grievance",
    ]
    chat.tap(yes)
    assert [one.category_code for one in chat.complaints()] == [
        "energy/power_outage",
        "food_supply/ration_not_given",
    ]
    assert chat.complaints()[0].text == first
    assert chat.complaints()[1].place == chat.complaints()[0].place


def test_another_problem_told_while_the_place_is_asked_waits_too(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("rashan bhi nahi mil raha do mahine se")
    assert chat.names() == ["utter_kept_for_later", "utter_ask_place_again"]
    chat.say("Ghansali")
    chat.tap(YES)
    chat.tap(YES)
    assert code_and_place(chat) == [
        ("energy/power_outage", "Ghansali"),
        ("food_supply/ration_not_given", "Ghansali"),
    ]


# --- together with others -----------------------------------------------------------------------------


def filed_by_others(talk, texts):
    for text in texts:
        neighbour = talk()
        neighbour.say(text)
        neighbour.tap(neighbour.buttons()[0]["title"])


@pytest.mark.parametrize(
    ("text", "join", "told"),
    [
        ("Ghansali me bijli nahi hai", "हाँ, साथ जोड़ दें", "अब तक 1"),
        ("घनसाली में बिजली नहीं है", "हाँ, साथ जोड़ दें", "अब तक 1"),
        ("There is no electricity in Ghansali", "Yes, join them", "1 so far"),
    ],
)
def test_one_tap_joins_those_who_told_of_the_same(talk, text, join, told):
    filed_by_others(talk, [OUTAGE])
    chat = talk()
    summary = chat.say(text)
    assert chat.names() == ["utter_confirm_together"]
    assert told in summary
    assert "light nahi hai" not in summary
    chat.tap(join)
    assert chat.names() == ["utter_filed_together"]
    mine = only(chat)
    assert (mine.state, mine.parent_id is not None) == ("joined", True)
    assert mine.text == text


def test_a_yes_in_words_joins_and_the_next_one_counts_both(talk):
    filed_by_others(talk, [OUTAGE])
    second = talk()
    second.say("Ghansali me bijli nahi hai")
    second.say("haan jod do")
    assert second.complaints()[0].state == "joined"
    third = talk()
    assert "अब तक 2" in third.say("bijli nahi aa rahi 2 din se, Ghansali")


@pytest.mark.parametrize("way", ["tap", "nahi alag se", "अलग"])
def test_whoever_wants_it_apart_files_apart(talk, way):
    filed_by_others(talk, [OUTAGE])
    chat = talk()
    chat.say("Ghansali me bijli nahi hai")
    if way == "tap":
        chat.tap("अलग दर्ज करें")
    else:
        chat.say(way)
    assert chat.names() == ["utter_filed_grievance"]
    assert (only(chat).state, only(chat).parent_id) == ("assigned", None)


@pytest.mark.parametrize(
    ("others", "text"),
    [
        ("bijli nahi aa rahi hai, Chamba, Tehri", "Ghansali me bijli nahi hai"),
        ("Ghansali me pani nahi aa raha", "Ghansali me bijli nahi hai"),
        (
            "meri pension 6 mahine se nahi aayi, Ghansali",
            "6 mahine se pension nahi aayi, Ghansali",
        ),
    ],
)
def test_elsewhere_something_else_or_something_of_one_s_own_is_not_joined(talk, others, text):
    filed_by_others(talk, [others])
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_confirm_grievance"]


def test_pins_near_each_other_are_the_same_place_and_far_ones_are_not(talk):
    first = talk()
    first.say("bijli nahi aa rahi hai teen din se")
    first.send_location(*GHANSALI)
    first.tap(YES)
    near, far = talk(), talk()
    for chat, spot in ((near, (30.4316, 78.6560)), (far, (30.4706, 78.6556))):
        chat.say("bijli nahi hai kal se")
        chat.send_location(*spot)
    assert near.names() == ["utter_confirm_together"]
    assert far.names() == ["utter_confirm_grievance"]


def test_who_joined_is_alone_when_the_parent_has_ended_meanwhile(talk, sessions):
    filed_by_others(talk, [OUTAGE])
    chat = talk()
    chat.say("Ghansali me bijli nahi hai")
    with transaction(sessions) as session:
        session.query(Complaint).one().state = "withdrawn"
    chat.tap("हाँ, साथ जोड़ दें")
    assert chat.names() == ["utter_filed_grievance"]
    assert only(chat).state == "assigned"


# --- a yes with more, and what is no place --------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "kuch nhi badalna h bhai, darj karo",
        "कुछ नहीं बदलना है, दर्ज कर दीजिए",
        "Yes, file it. But by when shall it be done?",
        "bola na kr do",
    ],
)
def test_a_yes_in_many_words_files_it(talk, words):
    chat = talk()
    chat.say(OUTAGE)
    chat.say(words)
    assert only(chat).text == OUTAGE


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (
            "ठीक है दर्ज कर दीजिए, फोन माँ को मत कीजिएगा उन्हें सुनाई कम देता है",
            "फोन माँ को मत कीजिएगा उन्हें सुनाई कम देता है",
        ),
        ("darj kar do, khambhe par chingari bhi hai", "khambhe par chingari bhi hai"),
    ],
)
def test_what_a_yes_adds_is_shown_before_it_is_filed(talk, words, more):
    chat = talk()
    chat.say(OUTAGE)
    chat.say(words)
    assert chat.names()[-1].startswith("utter_confirm")
    chat.say("haan")
    assert only(chat).text == f"{OUTAGE}\n{more}"


@pytest.mark.parametrize(
    "words",
    [
        "पहले ये बताओ किस अफसर के पास जाएगी",
        "is number pe nahi, mere bete ke number 9897001122 pe karna",
        "first tell me who will see this?",
    ],
)
def test_a_question_or_a_number_is_no_place(talk, words):
    chat = talk()
    chat.say("bijli nahi aa rahi hai")
    assert chat.names()[-1] == "utter_ask_place"
    chat.say(words)
    chat.say("Ghansali")
    chat.say("haan")
    assert only(chat).place == "Ghansali"
