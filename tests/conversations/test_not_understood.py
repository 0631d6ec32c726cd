"""What is not understood: never the same sentence twice, a way out, and a review item."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from helpline.store.base import transaction
from helpline.store.helpdesk import Handover
from helpline.store.messages import Turn
from helpline.store.review import ReviewItem

pytestmark = pytest.mark.slow

NONSENSE = ("xqzv wkrp blmf", "zzgh qwrt bhkj", "wpfq lkjh mnbv", "qqxz trwp", "vbnm hjkl")


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here, so that what is noted beside the answer is seen."""
    return whole_way


def reasons(sessions):
    with transaction(sessions) as session:
        found = session.execute(
            select(Turn.text, ReviewItem.reason)
            .join(Turn, Turn.id == ReviewItem.turn_id)
            .order_by(ReviewItem.id)
        )
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    "texts",
    [("/", "//", "///", "////", "/////"), ("🙂", "🙂🙂", "🙂🙂🙂", "ॐॐॐ", "👍👍"), NONSENSE],
    ids=["slashes", "emoji", "letters"],
)
def test_five_failures_in_a_row_never_repeat_a_sentence(talk, texts):
    chat = talk()
    said = [chat.say(text) for text in texts]
    assert [after for before, after in pairwise(said) if before == after] == []


@pytest.mark.parametrize("language", ["hi", "en"])
def test_it_asks_then_explains_then_brings_a_person(talk, sessions, language):
    chat = talk()
    if language == "en":
        chat.say("English please")
    names = []
    for text in ("/", "//", "///", "////", "/////"):
        chat.say(text)
        names.append(chat.names()[0])
    assert names == [
        "utter_unclear",
        "utter_unclear_again",
        "utter_unclear_person",
        "utter_kept_for_person",
        "utter_kept_for_person_again",
    ]
    with transaction(sessions) as session:
        waiting = session.execute(select(Handover.citizen_id)).scalar_one()
    assert waiting == chat.citizen().id


def test_every_step_offers_something_to_tap_or_a_person(talk):
    chat = talk()
    for text in ("/", "//"):
        chat.say(text)
        assert {"/check_status"} < {button["payload"] for button in chat.buttons()}
    assert "/talk_to_human" in {button["payload"] for button in chat.buttons()}


def test_something_understood_between_begins_anew(talk):
    chat = talk()
    for text, name in (("/", "utter_unclear"), ("नमस्ते", "utter_greet"), ("/", "utter_unclear")):
        chat.say(text)
        assert chat.names() == [name]


def test_what_is_out_of_scope_is_not_said_twice_either(talk):
    chat = talk()
    said = [chat.say(text) for text in ("koi joke sunao", "aaj mausam kaisa hai", "gana sunao")]
    assert len(set(said)) == 3


def test_a_yes_to_no_question_is_not_answered_twice_alike(talk):
    chat = talk()
    said = [chat.say(text) for text in ("haan", "ok", "ji", "haan")]
    assert [after for before, after in pairwise(said) if before == after] == []
    assert chat.names() == ["utter_ask_how_to_help"]


def test_words_not_understood_become_a_complaint_at_a_tap(talk):
    chat = talk()
    chat.say(NONSENSE[0])
    chat.tap(chat.buttons()[0]["title"])
    chat.say("Ghansali")
    chat.tap("कुछ और")
    chat.say("हमारे गाँव में तीन दिन से बिजली नहीं आ रही है")
    assert chat.names() == ["utter_confirm_grievance"]
    assert NONSENSE[0] in "".join(answer["text"] for answer in chat.answers)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ॐॐॐ", "utter_unclear"),
        ("எனக்கு தண்ணீர் வரவில்லை ஐயா", "utter_other_script"),
        ("我没有水", "utter_other_script"),
    ],
)
def test_signs_and_other_scripts_are_met_with_what_would_help(talk, text, name):
    chat = talk()
    chat.say(text)
    assert chat.names() == [name]


def test_ten_thousand_characters_are_filed_like_ten(talk):
    chat = talk()
    story = "hamare gaon Ghansali me 3 din se light nahi hai. " * 205
    answer = chat.say(story)
    assert chat.names() == ["utter_confirm_grievance"]
    assert len(answer) < 1024
    chat.say("haan")
    assert chat.complaints()[0].text.startswith("hamare gaon Ghansali")


@pytest.mark.parametrize(
    "text", ["jio ka network nahi aa raha", "My train ticket refund has not come from the railways"]
)
def test_whose_matter_it_is_is_not_said_twice_in_a_row(talk, text):
    chat = talk()
    assert chat.say(text) != chat.say(text)


# --- the review list --------------------------------------------------------------------------


def test_what_is_not_understood_is_to_be_reviewed(talk, sessions):
    talk().say("/")
    assert reasons(sessions) == [("/", "fallback")]


@pytest.mark.parametrize("kind", ["image", "audio", "document"])
def test_a_file_without_words_is_to_be_reviewed(talk, sessions, kind):
    chat = talk()
    chat.send(kind, {kind: {"id": "media-1"}})
    assert reasons(sessions) == [("", "media_without_words")]


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("hamare gaon me 3 din se light nahi hai, Ghansali", "nahi galat hai"),
        ("हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत", "नहीं, गलत है"),
        (
            "There has been no electricity in our village for five days, Lohaghat",
            "no, that is wrong",
        ),
    ],
)
def test_no_wrong_at_the_summary_is_to_be_reviewed(talk, sessions, text, no):
    chat = talk()
    chat.say(text)
    chat.say(no)
    assert chat.names() == ["utter_ask_change"]
    assert (no, "denied") in reasons(sessions)


def test_a_question_answered_amiss_twice_is_to_be_reviewed(talk, sessions):
    chat = talk()
    chat.say("मुझे शिकायत दर्ज करानी है")
    for text in ("haan", "theek hai"):
        chat.say(text)
    assert chat.complaints() == []
    assert any(reason == "form_failed_twice" for _, reason in reasons(sessions))


def test_what_was_understood_is_not_to_be_reviewed(talk, sessions):
    chat = talk()
    chat.say("नमस्ते")
    chat.say("hamare gaon me 3 din se light nahi hai, Ghansali")
    assert reasons(sessions) == []
