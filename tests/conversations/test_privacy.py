"""Dialogues about the citizen's own data, with the trained model and the real actions."""

import pytest

pytestmark = pytest.mark.slow

ROMAN = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत"
SHOW, ERASE = ["utter_my_data"], ["utter_erase_sure"]
YES, NO = "हाँ, मिटा दीजिए", "नहीं, रहने दीजिए"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("मेरा डेटा", "हमारे पास आपका यह डेटा है"),
        ("आपके पास मेरी कौन सी जानकारी है", "हमारे पास आपका यह डेटा है"),
        ("mera data dikhao", "हमारे पास आपका यह डेटा है"),
        ("mere bare me kya kya save karke rakha hai aapne", "हमारे पास आपका यह डेटा है"),
        ("What information about me do you store?", "This is what we keep about you"),
    ],
)
def test_what_is_kept_is_told_on_request(talk, text, heading):
    chat = talk()
    assert heading in chat.say(text)
    assert chat.names() == SHOW


def test_the_short_words_that_the_notice_names_are_enough_in_english(talk):
    chat = talk()
    chat.say("Good morning, how can I get help here?")
    assert "This is what we keep about you" in chat.say("my data")


def test_it_counts_what_is_kept_and_names_the_complaints(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.send_file("image")
    chat.say("haan")
    (complaint,) = chat.complaints()
    answer = chat.say("मेरा डेटा दिखाओ")
    assert chat.names() == ["utter_my_data_numbers", "utter_my_data"]
    for fact in (
        f"{complaint.number[:4]}-{complaint.number[4:]}",
        "शिकायतें: 1",
        "फ़ाइलें: 1",
        "आपके 4 संदेश",
        f"आख़िर में {chat.phone[-3:]}",
    ):
        assert fact in answer


def test_nobody_hears_of_others_data(talk):
    other = talk()
    other.say(ROMAN)
    other.say("haan")
    assert "शिकायतें: 0" in talk().say("मेरा डेटा")


@pytest.mark.parametrize(
    "text",
    [
        "मेरा डेटा मिटा दो",
        "मेरी सारी निजी जानकारी हटा दीजिए अपने यहाँ से",
        "mera data delete kar do",
        "mera number aapke record se mita do",
        "delete my data",
        "Please erase everything you have stored about me",
    ],
)
def test_erasing_is_asked_for_in_many_words_and_always_asked_back(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ERASE
    assert chat.citizen().erasure_asked_at is None


def test_a_tapped_yes_erases(talk):
    chat = talk()
    chat.say("mera data mita do")
    chat.tap(YES)
    assert chat.names() == ["utter_erased"]
    assert chat.citizen().erasure_asked_at is not None


@pytest.mark.parametrize(
    ("ask", "yes"),
    [("mera data mita do", "haan"), ("मेरा डेटा मिटा दो", "हाँ"), ("erase my data", "yes")],
)
def test_a_typed_yes_erases_as_well(talk, ask, yes):
    chat = talk()
    chat.say(ask)
    chat.say(yes)
    assert chat.names() == ["utter_erased"]
    assert chat.citizen().erasure_asked_at is not None


def test_a_tapped_no_erases_nothing(talk):
    chat = talk()
    chat.say("मेरा डेटा मिटा दो")
    chat.tap(NO)
    assert chat.names() == ["utter_not_erased"]
    assert chat.citizen().erasure_asked_at is None


@pytest.mark.parametrize("no", ["nahi", "नहीं", "no"])
def test_a_typed_no_erases_nothing(talk, no):
    chat = talk()
    chat.say("mera data delete kar do")
    chat.say(no)
    assert chat.names() == ["utter_not_erased"]
    assert chat.citizen().erasure_asked_at is None


def test_a_yes_to_nothing_erases_nothing(talk):
    chat = talk()
    chat.say("mera data delete kar do")
    chat.say("namaste")
    chat.say("haan")
    assert chat.names() == ["utter_ask_how_to_help"]
    assert chat.citizen().erasure_asked_at is None


def test_open_complaints_are_named_as_the_reason_for_what_stays(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    (complaint,) = chat.complaints()
    number = f"{complaint.number[:4]}-{complaint.number[4:]}"
    assert number in chat.say("mera data delete kar do")
    assert chat.names() == ["utter_erase_sure_open"]
    assert number in chat.tap(YES)
    assert chat.names() == ["utter_erased_open"]


def test_who_asked_to_be_forgotten_is_reminded_of_it(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.say("mera data delete kar do")
    chat.tap(YES)
    chat.say("mera data dikhao")
    assert "utter_my_data_leaves" in chat.names()


def test_the_button_under_my_data_leads_to_erasing(talk):
    chat = talk()
    chat.say("मेरा डेटा")
    chat.tap("मेरा डेटा मिटाइए")
    assert chat.names() == ERASE


def test_in_the_middle_of_filing_a_yes_stays_the_complaint_s(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("मेरा डेटा मिटा दो")
    assert chat.names()[0] == "utter_erase_after_filing"
    chat.say("haan")
    assert len(chat.complaints()) == 1
    assert chat.citizen().erasure_asked_at is None


def test_asking_for_one_s_data_in_the_middle_of_filing_loses_nothing(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("mera data dikhao")
    assert chat.names() == ["utter_my_data", "utter_ask_place_again"]


@pytest.mark.parametrize("text", ["meri shikayat wapas le lo", "मेरी शिकायत हटा दीजिए"])
def test_taking_a_complaint_back_is_not_erasing(talk, text):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.say(text)
    assert not {"utter_erase_sure", "utter_erase_sure_open"} & set(chat.names())


def test_starting_over_is_not_erasing(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("sab cancel karo")
    assert chat.names() == ["utter_cancelled"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{HINDI}, आधार 2341 2341 2346", f"{HINDI}, आधार XXXX XXXX 2346"),
        (f"{ROMAN}, mera aadhaar 234123412346", f"{ROMAN}, mera aadhaar XXXXXXXX2346"),
        (f"{ROMAN}, PAN ABCPD1234E", f"{ROMAN}, PAN XXXXXXXXXX"),
        (f"{ROMAN}, phone 9000000001, pin 249155", f"{ROMAN}, phone 9000000001, pin 249155"),
    ],
)
def test_private_numbers_are_in_no_complaint_and_other_numbers_stay(talk, text, kept):
    chat = talk()
    chat.say(text)
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert complaint.text == kept
    assert (chat.answers[0]["text"].count("2341 2341"), len(chat.complaints())) == (0, 1)


@pytest.mark.parametrize(
    ("stop", "resume"),
    [
        ("band karo messages", "messages chalu karo"),
        ("मुझे मैसेज मत भेजो", "संदेश चालू करें"),
        ("STOP", "start"),
    ],
)
def test_messages_nobody_asked_for_stop_and_begin_again_on_request(talk, stop, resume):
    chat = talk()
    chat.say(stop)
    assert chat.names() == ["utter_messages_stopped"]
    assert chat.citizen().wants_silence_since is not None
    chat.say("mera data")
    assert chat.names() == SHOW
    chat.say(resume)
    assert chat.names() == ["utter_messages_resumed"]
    assert chat.citizen().wants_silence_since is None


def test_the_button_brings_messages_back(talk):
    chat = talk()
    chat.say("Don't send me messages")
    assert "start messages" in chat.answers[0]["text"]
    chat.tap("Start messages")
    assert chat.citizen().wants_silence_since is None


def test_in_the_middle_of_filing_it_is_asked_what_is_to_stop(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("STOP")
    assert chat.names()[0] == "utter_stop_what"
    assert chat.citizen().wants_silence_since is None
    chat.tap("संदेश बंद करें")
    assert chat.names()[0] == "utter_messages_stopped"
    chat.say("haan")
    assert len(chat.complaints()) == 1


def test_start_is_a_greeting_for_who_never_stopped_anything(talk):
    chat = talk()
    chat.say("start")
    assert chat.names() == ["utter_greet"]
