"""Where it is: towns and their quarters, villages, homes, places of one name, pins, ward and landmark."""

import pytest
from sqlalchemy import select

from helpline.store.base import transaction
from helpline.store.complaints import Complaint

pytestmark = pytest.mark.slow

ASKS = {"utter_ask_place", "utter_ask_district", "utter_ask_which_district"}


@pytest.fixture
def filed(talk, sessions):
    """Say messages, then yes; return what the summary said of the place, and the complaint's office."""

    def play(*messages, yes="haan"):
        chat = talk()
        for message in messages:
            summary = chat.say(message)
        chat.say(yes)
        (complaint,) = chat.complaints()
        with transaction(sessions) as session:
            complaint = session.get(Complaint, complaint.id)
            return summary, complaint.place, complaint.district.name_en, complaint.post.title_en

    return play


@pytest.mark.parametrize(
    ("message", "shown", "district", "yes"),
    [
        (
            "Kashipur ke mohalla Alli Khan me 3 din se naali band hai",
            "काशीपुर",
            "Udham Singh Nagar",
            "haan",
        ),
        (
            "काशीपुर के मोहल्ला अल्ली खां में तीन दिन से नाली बंद है",
            "ऊधम सिंह नगर",
            "Udham Singh Nagar",
            "हाँ",
        ),
        (
            "The drain in Mohalla Alli Khan, Kashipur has been blocked for three days",
            "Kashipur, Udham Singh Nagar",
            "Udham Singh Nagar",
            "yes",
        ),
    ],
)
def test_a_mohalla_s_name_changes_no_town(filed, message, shown, district, yes):
    summary, _, found, post = filed(message, yes=yes)
    assert shown in summary
    assert (found, post) == (district, "Executive Officer, municipal body – Kashipur town")


@pytest.mark.parametrize(
    ("first", "then", "yes"),
    [
        ("Kashipur me 3 din se naali band hai", "mohalla Alli Khan", "haan"),
        ("काशीपुर में तीन दिन से नाली बंद है", "मोहल्ला अल्ली खां", "हाँ"),
        ("The drain in Kashipur has been blocked for three days", "Mohalla Alli Khan", "yes"),
    ],
)
def test_a_mohalla_said_later_stays_in_the_town(filed, first, then, yes):
    _, place, district, _ = filed(first, then, yes=yes)
    assert district == "Udham Singh Nagar"
    assert then.split()[-1] in place
    assert "ashipur" in place or "काशीपुर" in place


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("Rishikesh me 5 din se kooda nahi uth raha", "Rishikesh town"),
        ("ऋषिकेश में पाँच दिन से कूड़ा नहीं उठ रहा", "Rishikesh town"),
        ("Garbage has not been collected in Tallital for five days", "Nainital town"),
        ("Patel Nagar Dehradun me kooda 5 din se nahi utha", "Dehradun town"),
    ],
)
def test_garbage_in_a_town_goes_to_its_municipal_body(filed, message, title):
    *_, post = filed(message)
    assert post == f"Executive Officer, municipal body – {title}"


@pytest.mark.parametrize(
    ("message", "post"),
    [
        ("Rishikesh me 3 din se bijli nahi aa rahi", "Junior Engineer, UPCL – Rishikesh town"),
        ("hamare gaon me 3 din se light nahi hai, Ghansali", "Junior Engineer, UPCL – Bhilangna"),
        ("घनसाली के पास हमारे गाँव में तीन दिन से बिजली नहीं है", "Junior Engineer, UPCL – Bhilangna"),
    ],
)
def test_a_town_has_its_office_and_a_village_that_of_the_block(filed, message, post):
    assert filed(message)[-1] == post


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("Rishikesh me 5 din se kooda nahi uth raha", "ऋषिकेश, देहरादून"),
        ("Garbage has not been collected in Rishikesh for five days", "Rishikesh, Dehradun"),
    ],
)
def test_the_town_named_is_shown_in_the_language_of_the_reply(talk, message, language):
    chat = talk()
    said = chat.say(message)
    assert language in said
    assert "Doiwala" not in said
    assert "डोईवाला" not in said


@pytest.mark.parametrize(
    ("message", "place", "district"),
    [
        (
            "main Delhi me rehta hu, mere gaon Satpuli me 3 din se bijli nahi hai",
            "Satpuli",
            "Pauri Garhwal",
        ),
        (
            "मैं दिल्ली में रहता हूँ, मेरे गाँव सतपुली में तीन दिन से बिजली नहीं है",
            "सतपुली",
            "Pauri Garhwal",
        ),
        (
            "I live in Dehradun but there is no electricity in Satpuli for three days",
            "Satpuli",
            "Pauri Garhwal",
        ),
    ],
)
def test_where_the_writer_lives_is_not_where_it_is(filed, message, place, district):
    _, said, found, _ = filed(message)
    assert (said, found) == (place, district)


@pytest.mark.parametrize(
    ("first", "correction", "place"),
    [
        ("Kashipur me 3 din se bijli nahi hai", "hum Kashipur me nahi rehte, Jaspur me", "Jaspur"),
        ("काशीपुर में तीन दिन से बिजली नहीं है", "काशीपुर नहीं, जसपुर", "जसपुर"),
        ("No electricity in Kashipur for three days", "not Kashipur, Jaspur", "Jaspur"),
    ],
)
def test_what_is_denied_is_neither_kept_nor_joined(filed, first, correction, place):
    assert filed(first, correction)[1] == place


@pytest.mark.parametrize(
    ("no", "place"), [("hum Kashipur me nahi rehte", "Jaspur"), ("Kashipur galat hai", "जसपुर")]
)
def test_after_a_mere_not_there_it_is_asked_where(talk, no, place):
    chat = talk()
    chat.say("Kashipur me 3 din se bijli nahi hai")
    chat.say(no)
    assert ASKS & set(chat.names())
    assert chat.say(place)
    assert chat.names() == ["utter_confirm_grievance"]


@pytest.mark.parametrize(
    ("first", "yes", "added"),
    [
        ("Ghansali me 3 din se bijli nahi hai", "haan, par Dangi bhi likh do", "Dangi"),
        ("घनसाली में तीन दिन से बिजली नहीं है", "हाँ, पर डांगी भी लिख दीजिए", "डांगी"),
        ("No electricity in Ghansali for three days", "yes, but add Dangi", "Dangi"),
    ],
)
def test_what_a_yes_adds_is_in_the_complaint(talk, first, yes, added):
    chat = talk()
    chat.say(first)
    chat.say(yes)
    assert chat.names() == ["utter_confirm_grievance"]
    assert chat.complaints() == []
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert added in complaint.place


@pytest.mark.parametrize(
    ("problem", "answer", "parts"),
    [
        (
            "street light kharab hai",
            "Haldwani, ward 12, Shiv mandir ke paas",
            ("ward 12", "Shiv mandir ke paas"),
        ),
        (
            "स्ट्रीट लाइट खराब है",
            "हल्द्वानी, वार्ड 12, शिव मंदिर के पास",
            ("वार्ड 12", "शिव मंदिर के पास"),
        ),
        (
            "The street light is broken",
            "Haldwani, ward 12, near the Shiva temple",
            ("ward 12", "near the Shiva temple"),
        ),
    ],
)
def test_ward_and_landmark_are_in_the_summary_and_in_the_complaint(filed, problem, answer, parts):
    summary, place, district, _ = filed(problem, answer)
    assert district == "Nainital"
    for part in parts:
        assert part in summary
        assert part in place


@pytest.mark.parametrize(
    ("problem", "which", "district"),
    [
        ("gaon Toli me 3 din se bijli nahi hai", "पौड़ी गढ़वाल", "Pauri Garhwal"),
        ("गाँव तोली में तीन दिन से बिजली नहीं है", "पिथौरागढ़", "Pithoragarh"),
        ("No electricity in village Toli for three days", "Tehri Garhwal", "Tehri Garhwal"),
    ],
)
def test_of_places_of_one_name_the_district_is_asked_once(talk, sessions, problem, which, district):
    chat = talk()
    chat.say(problem)
    assert chat.names() == ["utter_ask_which_district"]
    assert len(chat.buttons()) == 3
    chat.tap(which)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say("haan")
    with transaction(sessions) as session:
        (complaint,) = session.execute(select(Complaint)).scalars()
        assert complaint.district.name_en == district


@pytest.mark.parametrize(
    ("words", "spot", "shown"),
    [
        ("kooda nahi uth raha 5 din se", (30.1037, 78.2945), "ऋषिकेश शहर, देहरादून"),
        ("पानी नहीं आ रहा तीन दिन से", (30.5000, 78.7000), "घनसाली के पास, टिहरी गढ़वाल"),
        ("Garbage has not been collected for five days", (29.38, 79.46), "Nainital town, Nainital"),
    ],
)
def test_a_pin_is_named_after_the_nearest_town_in_the_reply_s_language(talk, words, spot, shown):
    chat = talk()
    chat.say(words)
    assert shown in chat.send_location(*spot)


@pytest.mark.parametrize(
    ("message", "parts", "district"),
    [
        ("Base hospital Haldwani me dawai nahi mil rahi", ["Base hospital", "हल्द्वानी"], "Nainital"),
        ("बेस अस्पताल हल्द्वानी में दवाई नहीं मिल रही", ["बेस अस्पताल", "हल्द्वानी"], "Nainital"),
        ("GIC Bhimtal me 6 mahine se maths ka teacher nahi hai", ["GIC Bhimtal"], "Nainital"),
        (
            "Garbage is lying at Triveni Ghat in Rishikesh for a week",
            ["Triveni Ghat", "Rishikesh"],
            "Dehradun",
        ),
        (
            "Haldwani me Mangal Padav ke paas 3 din se naali band hai",
            ["Mangal Padav ke paas", "हल्द्वानी"],
            "Nainital",
        ),
        (
            "Transit Camp Rudrapur me 4 din se pani nahi aa raha",
            ["ट्रांजिट कैंप"],
            "Udham Singh Nagar",
        ),
    ],
)
def test_the_spot_beside_a_town_is_in_the_place(filed, message, parts, district):
    summary, place, found, _ = filed(message)
    (line,) = [line for line in summary.splitlines() if line.startswith(("*जगह:*", "*Place:*"))]
    assert all(part in line for part in parts), line
    assert found == district
    assert place


@pytest.mark.parametrize(
    ("answer", "place", "district"),
    [
        ("ward 7, Rampur road, Haldwani", "ward 7, Rampur road, Haldwani", "Nainital"),
        ("it should be Nainital, Mallital", "Mallital", "Nainital"),
        ("लिखना है रुद्रपुर, भूतबंगला", "रुद्रपुर, भूतबंगला", "Udham Singh Nagar"),
        ("yaha Kashipur me manpur road pe hai", "Kashipur, manpur road", "Udham Singh Nagar"),
        (
            "Clement Town Dehradun ISBT ke peeche",
            "Clement Town Dehradun ISBT ke peeche",
            "Dehradun",
        ),
        ("हम भवाली में श्यामखेत के पास रहते हैं", "भवाली, श्यामखेत के पास", "Nainital"),
    ],
)
def test_an_answer_is_the_address_without_the_words_around_it(filed, answer, place, district):
    _, said, found, _ = filed("street light kharab hai teen din se", answer)
    assert (said, found) == (place, district)


@pytest.mark.parametrize(
    ("first", "answer", "place"),
    [
        ("Base hospital me dawai nahi mil rahi hai", "Haldwani", "Base hospital, Haldwani"),
        ("प्राथमिक विद्यालय में शिक्षक नहीं है", "कौसानी", "प्राथमिक विद्यालय, कौसानी"),
        (
            "There is no doctor at the primary health centre for two weeks",
            "Ghansali",
            "primary health centre, Ghansali",
        ),
    ],
)
def test_the_school_named_before_the_town_is_in_the_place_too(filed, first, answer, place):
    assert place in filed(first, answer)[1]
