"""Soon after filing: more of the same, thanks, a goodbye, something new. Nobody is trapped."""

import pytest

from helpline.store.base import transaction
from helpline.store.complaints import ComplaintEvent

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


UNSURE = "pole number 14 ke paas wala"


@pytest.mark.parametrize("answer", ["isi me jodo", "हाँ, इसी में", "add it there please"])
def test_what_may_belong_to_it_is_asked_about_and_added(talk, sessions, answer):
    chat = filed(talk)
    chat.say(UNSURE)
    if chat.names() == ["utter_ask_add_or_new"]:
        chat.say(answer)
    assert chat.names() == ["utter_noted_add_information"]
    assert added(sessions) == [UNSURE]
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
    assert chat.names() == ["utter_ask_place"]
    while not chat.names()[-1].startswith("utter_confirm"):
        chat.tap(chat.buttons()[0]["title"]) if chat.buttons() else chat.say("Ghansali")
    chat.tap("हाँ, दर्ज करें")
    assert chat.complaints()[1].text == words
