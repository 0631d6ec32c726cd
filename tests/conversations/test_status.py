"""Asking how a complaint stands: an honest answer to its citizen, and none to anybody else."""

import pytest

from helpline.domain import complaint_number
from helpline.domain.lifecycle import STATES
from helpline.services.status import standing
from helpline.services.texts import variation
from helpline.store.base import transaction
from tests.support import cast

pytestmark = pytest.mark.slow

DIALOGUES = {
    "asked in Roman Hindi": """
        meri shikayat ka kya hua → status_assigned
    """,
    "asked in Hindi": """
        मेरी शिकायत का क्या हुआ → status_assigned
    """,
    "asked in English": """
        What is the status of my complaint? → status_assigned
    """,
    "by its number, with a word": """
        status {1} → status_assigned
    """,
    "by the bare number": """
        {1} → status_assigned
    """,
    "work has begun": """
        (the office begins)
        kahan tak pahunchi meri shikayat → status_in_progress
    """,
    "the office says solved": """
        (the office says solved)
        मेरी शिकायत की स्थिति बताइए → status_solution_reported
    """,
    "partly solved": """
        (the office says solved)
        [थोड़ी हुई, पूरी नहीं] → done_partly_solved
        meri shikayat ka kya hua → status_partly_solved
    """,
    "it went higher by itself": """
        (the date is over)
        mera complaint kaha tak pahucha → status_assigned
    """,
    "it cannot be done": """
        (the office cannot)
        meri shikayat ka kya hua → status_cannot_be_done
        [अपील करें] → done_appeal
        = assigned
    """,
    "solved": """
        (the office says solved)
        haan → done_confirm_resolved
        meri shikayat ka kya hua → status_confirmed
    """,
    "taken back": """
        shikayat wapas leni hai → sure_withdraw_complaint
        [हाँ, वापस लेनी है] → done_withdraw_complaint
        मेरी शिकायत की स्थिति बताइए → status_withdrawn
        [फिर से खोलें] → done_reopen_complaint
        = assigned
    """,
    "several are listed, and one is chosen": """
        (another complaint)
        meri sari shikayatein dikhao → own_complaints
        [{2}] → status_assigned
    """,
    "several in English": """
        (another complaint)
        Show my complaints → own_complaints
        [{1}] → status_assigned
    """,
    "the list after looking at one is still the whole list": """
        (another complaint)
        status {1} → status_assigned
        meri sari shikayatein dikhao → own_complaints
    """,
    "a wrong digit, then the own list": """
        (another complaint)
        status 1000-0011 → number_wrong
        [मेरी शिकायतें] → which_complaint
        [{1}] → status_assigned
    """,
}


@pytest.mark.parametrize("script", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_dialogue(dialogue, script):
    dialogue.follow(script)


def test_the_status_answers_five_questions(dialogue):
    dialogue.follow("(the office begins)")
    told = dialogue.chat.say("meri shikayat ka kya hua")
    for answer in (
        "अवर अभियंता, यूपीसीएल",  # who has it
        "(ब्लॉक स्तर)",
        "*कब से:* आज",
        "*पिछली बात:* काम शुरू हुआ",
        "अपने-आप ऊपर जाएगी: अधिशासी अभियंता",
    ):
        assert answer in told
    titles = [button["title"] for button in dialogue.chat.buttons()]
    assert titles == ["याद दिलाएँ", "ऊपर भेजने को कहें", "कुछ जोड़ें"]


def test_the_english_status_is_english_throughout(dialogue):
    told = dialogue.chat.say("What is the status of my complaint?")
    assert not any("\u0900" <= char <= "\u097f" for char in told)
    assert "it goes higher by itself: Executive Engineer" in told


def test_ended_complaints_are_marked_in_the_list_and_come_last(dialogue):
    dialogue.follow("""
        (the office says solved)
        haan → done_confirm_resolved
        (another complaint)
        meri sari shikayatein dikhao → own_complaints
    """)
    first, last = dialogue.chat.buttons()
    assert not first["description"].startswith("✓ बंद")
    assert last["description"].startswith("✓ बंद · बिजली नहीं आ रही")


def test_a_stranger_learns_nothing_not_even_that_there_is_one(dialogue, talk):
    taken = complaint_number.spoken(dialogue.complaint().number)
    free = complaint_number.spoken(complaint_number.for_id(4711))
    stranger = talk()
    answers = [stranger.say(f"status {number}").replace(number, "…") for number in (taken, free)]
    assert stranger.names() == ["utter_number_not_yours"]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_text_in_both_languages(sessions, state):
    with transaction(sessions) as session:
        complaint = cast.filed(session)
        complaint.state = state
        for language in ("hi", "en"):
            told = standing(session, complaint, language, cast.NOW)
            text = variation(f"utter_status_{state}", language)["text"]
            assert told.number in text.format(**vars(told))
