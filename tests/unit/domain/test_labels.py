import pytest

from helpline.domain.labels import (
    SOME_NUMBER,
    SOME_PHONE,
    NotALabel,
    annotated,
    checked,
    entities_of,
    plain,
)


def heard(text, words, entity):
    start = text.index(words)
    return {"entity": entity, "start": start, "end": start + len(words), "value": words}


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("mera naam Suresh Negi hai, light nahi hai", "mera naam Ram Kumar hai, light nahi hai"),
        ("मेरा नाम कमला देवी है और पेंशन बंद है", "मेरा नाम राम कुमार है और पेंशन बंद है"),
        ("राशन कार्ड में मेरा नाम गलत है", "राशन कार्ड में मेरा नाम गलत है"),
        ("mera naam list me nahi hai", "mera naam list me nahi hai"),
        ("main Rakesh bol raha hoon", "main Ram Kumar bol raha hoon"),
        ("श्री मोहन सिंह पुत्र श्री राम सिंह", "श्री राम कुमार पुत्र श्री राम कुमार"),
        ("call 98123 45678 please", f"call [{SOME_PHONE}](phone) please"),
        ("फोन ९८१२३४५६७८ है", f"फोन [{SOME_PHONE}](phone) है"),
        (f"no {SOME_NUMBER[:4]}-{SOME_NUMBER[4:]}", f"no [{SOME_NUMBER}](complaint_number)"),
        ("consumer no 1234567890123", "consumer no 0000000000000"),
        ("aadhaar XXXX XXXX 1234 hai", "aadhaar XXXX XXXX XXXX hai"),
        ("ward 7, pin 249155", "ward 7, pin 249155"),
        ("aadha [kaam]\nhua {1}", "aadha (kaam) hua (1)"),
    ],
)
def test_names_and_numbers_are_hidden_before_words_become_a_label(said, label):
    assert annotated(said, []) == label
    assert checked(label) == label


def test_what_was_heard_is_marked_beside_what_is_hidden():
    said = "mera naam Suresh Negi hai, Ghansali me 3 din se light nahi, 9812345678"
    entities = [
        heard(said, "Ghansali", "place"),
        heard(said, "3 din se", "duration"),
        heard(said, "9812345678", "phone"),
        {"entity": "category", "start": 0, "end": len(said), "value": "energy/power_outage"},
        {"entity": "language", "value": "hi"},
    ]
    label = annotated(said, entities)
    assert label == (
        "mera naam Ram Kumar hai, [Ghansali](place) me [3 din se](duration) light nahi,"
        f" [{SOME_PHONE}](phone)"
    )
    assert entities_of(label)[0] == ("place", "Ghansali")
    assert "[" not in plain(label)


def test_a_number_that_somebody_types_into_the_form_is_hidden_as_well():
    assert checked("call 9812345678\n now ") == f"call {SOME_PHONE} now"
    assert checked("[9812345678](phone) par") == f"[{SOME_PHONE}](phone) par"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("  ?! ", "no_words"),
        ("[Ghansali](village) me", "unknown_entity"),
        ("क" * 1001, "too_long"),
    ],
)
def test_what_is_no_label_is_refused(written, reason):
    with pytest.raises(NotALabel) as refused:
        checked(written)
    assert refused.value.reason == reason
