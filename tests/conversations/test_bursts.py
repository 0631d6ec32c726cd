"""Short messages one right after the other: one answer, with everything in it."""

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way, because the order is kept there."""
    return whole_way


@pytest.mark.parametrize(
    ("messages", "yes"),
    [
        (["bijli nahi hai", "3 din se", "Ghansali me"], "haan"),
        (["बिजली नहीं आ रही है", "तीन दिन से", "घनसाली में"], "हाँ"),
        (["there is no electricity", "since 3 days", "in Ghansali"], "yes"),
        (["Ghansali me", "bijli nahi hai", "3 din se"], "haan"),
        (["namaste", "bijli nahi hai Ghansali me", "3 din se"], "haan"),
    ],
)
def test_three_in_a_row_are_answered_by_one_summary(talk, messages, yes):
    chat = talk()
    chat.burst(*messages)
    assert chat.names() == ["utter_confirm_grievance"]
    # Behind it stands only what is told once: what happens with the citizen's words.
    summary, _notice = chat.sent()
    assert summary.startswith(("कृपया देख लीजिए", "Please check"))
    chat.say(yes)
    (complaint,) = chat.complaints()
    assert complaint.category_code == "energy/power_outage"


def test_a_question_that_never_went_out_is_asked_in_full(talk):
    chat = talk()
    chat.burst("bijli nahi hai", "3 din se")
    assert chat.names() == ["utter_ask_place"]
    chat.say("5 din se")
    assert chat.names() == ["utter_ask_place_again"]


@pytest.mark.parametrize("yes", ["haan", "हाँ", "yes"])
def test_a_yes_to_a_summary_that_never_went_out_files_nothing(talk, yes):
    chat = talk()
    chat.burst("Ghansali me bijli nahi hai", yes)
    assert chat.names() == ["utter_confirm_grievance"]
    assert chat.complaints() == []
    chat.say(yes)
    assert len(chat.complaints()) == 1


def test_a_sentence_in_pieces_is_one_problem_and_no_place(talk):
    chat = talk()
    chat.burst("bijli", "nahi aa rahi", "3 din se")
    assert chat.names() == ["utter_ask_place"]
    chat.say("Ghansali")
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.place == "Ghansali"
    assert "3 din se" in complaint.text


def test_what_is_no_question_is_never_taken_back(talk):
    chat = talk()
    chat.say("Ghansali me bijli nahi hai")
    chat.burst("haan", "dhanyavad")
    assert len(chat.complaints()) == 1
    assert chat.complaints()[0].number[:4] in "".join(chat.sent())
