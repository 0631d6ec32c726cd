"""Building messages within WhatsApp's limits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.whatsapp import outbound
from helpline.whatsapp.outbound import Choice, PayloadError

YES_NO = [Choice("/affirm", "हाँ, दर्ज करें"), Choice("/deny", "नहीं")]
# Whole letters: conjuncts, vowel signs, nuktas, emoji; ends of words and sentences.
LETTERS = ["क्षि", "हूँ", "ज़", "न", "3.5", "👍🏽", " ", "। ", "? ", "\n"]
LONG = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=12).map(
    lambda letters: "".join(letters) * 800
)


def test_a_text_is_one_message():
    assert outbound.texts(" नमस्ते। ") == [{"type": "text", "text": {"body": "नमस्ते।"}}]


@pytest.mark.parametrize("end", ["।", "॥", ".", "?", "!", "\n"])
def test_a_long_text_is_split_after_a_sentence(end):
    sentence = "क" * 99 + end
    parts = [part["text"]["body"] for part in outbound.texts(f"{sentence} " * 100)]
    assert len(parts) > 1
    assert all(part.endswith(sentence.strip()) for part in parts)


def test_a_number_with_a_point_is_not_torn():
    text = "क" * 4094 + " 3.5 " + "क" * 10
    assert [part["text"]["body"] for part in outbound.texts(text)] == [
        "क" * 4094,
        "3.5 " + "क" * 10,
    ]


def test_without_sentences_it_is_split_between_words():
    parts = [part["text"]["body"] for part in outbound.texts("शब्द " * 2000)]
    assert all(part.startswith("शब्द") and part.endswith("शब्द") for part in parts)


@given(LONG.filter(str.strip))
def test_splitting_loses_nothing_and_tears_no_letter(text):
    parts = [part["text"]["body"] for part in outbound.texts(text)]
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < outbound.length(part) <= outbound.TEXT for part in parts)
    assert not [part for part in parts if unicodedata.category(part[0]) in ("Mn", "Mc", "Sk")]
    assert not [part for part in parts if part[-1] in "\u094d\u200d"]


def test_a_conjunct_is_not_torn():
    text = "क्ष" * 2000
    parts = [part["text"]["body"] for part in outbound.texts(text)]
    assert len(parts) == 2
    assert all(set(part[::3]) == {"क"} and part.endswith("क्ष") for part in parts)


def test_vowel_signs_and_decomposed_letters_count():
    assert outbound.length("क्षि") == 4
    assert outbound.length("\u0958") == 2
    assert outbound.length("👍") == 2


def test_up_to_three_short_titles_are_buttons():
    assert outbound.choices("दर्ज करें?", YES_NO) == [
        {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "body": {"text": "दर्ज करें?"},
                "action": {
                    "buttons": [
                        {"type": "reply", "reply": {"id": "/affirm", "title": "हाँ, दर्ज करें"}},
                        {"type": "reply", "reply": {"id": "/deny", "title": "नहीं"}},
                    ]
                },
            },
        }
    ]


@pytest.mark.parametrize(
    "offered",
    [
        [Choice(f"/{number}", f"{number}") for number in range(4)],
        [Choice("/a", "क" * 21)],
        [Choice("/a", "क", "with a description")],
    ],
    ids=["four", "long title", "description"],
)
def test_what_does_not_fit_on_buttons_is_a_list(offered):
    (message,) = outbound.choices("किसकी?", offered, "चुनें")
    interactive = message["interactive"]
    assert interactive["type"] == "list"
    assert interactive["action"]["button"] == "चुनें"
    (section,) = interactive["action"]["sections"]
    assert [row["title"] for row in section["rows"]] == [choice.title for choice in offered]
    assert section["rows"][0].get("description") == offered[0].description


def test_what_is_too_much_beside_buttons_goes_ahead():
    ahead, last = outbound.choices("यह एक वाक्य है। " * 100, YES_NO)
    body = last["interactive"]["body"]["text"]
    assert ahead["type"] == "text"
    assert outbound.length(body) <= outbound.BODY
    assert f"{ahead['text']['body']} {body}" == ("यह एक वाक्य है। " * 100).strip()


def test_a_location_is_asked_for_with_a_button():
    (message,) = outbound.location_request("जगह भेजिए")
    assert message["interactive"]["type"] == "location_request_message"
    assert message["interactive"]["action"] == {"name": "send_location"}


def test_a_phone_number_is_asked_for_with_a_button():
    (message,) = outbound.contact_request("नंबर भेजिए")
    assert message["interactive"]["type"] == "request_contact_info"
    assert message["interactive"]["action"] == {"name": "request_contact_info"}


def test_a_picture_and_a_document_are_fetched_from_an_address_and_may_have_a_caption():
    assert outbound.image("https://example.org/a.jpg", " ऐसे ") == {
        "type": "image",
        "image": {"link": "https://example.org/a.jpg", "caption": "ऐसे"},
    }
    assert outbound.document("https://example.org/a.pdf", "form.pdf") == {
        "type": "document",
        "document": {"link": "https://example.org/a.pdf", "filename": "form.pdf"},
    }


@pytest.mark.parametrize("emoji", ["👍", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", ""])
def test_a_reaction_is_an_emoji_on_a_message(emoji):
    assert outbound.reaction("wamid.1", emoji) == {
        "type": "reaction",
        "reaction": {"message_id": "wamid.1", "emoji": emoji},
    }


def test_reading_shows_the_ticks_and_that_an_answer_is_written():
    assert outbound.reading("wamid.1") == {
        "status": "read",
        "message_id": "wamid.1",
        "typing_indicator": {"type": "text"},
    }


def test_what_there_is_to_tap_is_found_again_in_a_message():
    many = rows(5, description="…")
    assert outbound.offered_in(outbound.choices("?", YES_NO)[0]) == YES_NO
    assert outbound.offered_in(outbound.choices("?", many, "चुनें")[0]) == many
    assert outbound.offered_in(outbound.texts("नमस्ते")[0]) == []


def rows(count, **changes):
    return [Choice(f"/{number}", f"row {number}", **changes) for number in range(count)]


@pytest.mark.parametrize(
    ("build", "complaint"),
    [
        (lambda: outbound.texts("  "), "text is empty"),
        (lambda: outbound.choices("", YES_NO), "text is empty"),
        (lambda: outbound.choices("?", []), "0 buttons"),
        (lambda: outbound.choices("?", rows(4)), "list_button"),
        (lambda: outbound.choices("?", rows(11), "चुनें"), "11 rows"),
        (lambda: outbound.choices("?", rows(4), "क" * 21), "list button has 21 characters, at most 20"),
        (lambda: outbound.choices("?", [*rows(3), Choice("/z", "क" * 25)], "चुनें"), "title of row /z has 25"),
        (lambda: outbound.choices("?", rows(4, description="क" * 73), "चुनें"), "description of row /0 has 73"),
        (lambda: outbound.choices("?", [*rows(3), Choice("/0", "again")], "चुनें"), "same id"),
        (lambda: outbound.choices("?", [*rows(3), Choice("x" * 201, "long")], "चुनें"), "id of row has 201"),
        (lambda: outbound.reply_buttons("?", [Choice("/a", "क" * 21)]), "title of button /a has 21"),
        (lambda: outbound.reply_buttons("?", [Choice("/a", " ")]), "title of button /a is empty"),
        (lambda: outbound.reply_buttons("?", [Choice("x" * 257, "a")]), "id of button has 257"),
        (lambda: outbound.reply_buttons("?", [Choice(" /a", "a")]), "space"),
        (lambda: outbound.reply_buttons("?", [Choice("/a", "a"), Choice("/a", "b")]), "same id"),
        (lambda: outbound.reply_buttons("?", [Choice("/a", "a"), Choice("/b", "a")]), "same title"),
        (lambda: outbound.image("http://example.org/a.jpg"), "https"),
        (lambda: outbound.image("https://example.org/a.jpg", "क" * 1025), "caption has 1025"),
        (lambda: outbound.document("file:///etc/passwd", "a.pdf"), "https"),
        (lambda: outbound.document("https://example.org/a.pdf", " "), "name of a document is empty"),
        (lambda: outbound.document("https://example.org/a.pdf", "क" * 241), "name of a document has 241"),
        (lambda: outbound.reaction("", "👍"), "needs the message"),
        (lambda: outbound.reaction("wamid.1", "thank you very much indeed"), "one emoji"),
    ],
)  # fmt: skip
def test_a_broken_limit_is_named(build, complaint):
    with pytest.raises(PayloadError, match=complaint):
        build()
