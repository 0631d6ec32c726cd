"""After the office says that it is done: only the citizen's clear word closes a complaint."""

import pytest

from helpline.store.base import transaction

pytestmark = pytest.mark.slow

YES = {
    "ji haan": "haan",
    "in Hindi": "हाँ हल हो गई",
    "in English": "yes, it is solved",
    "by what came back": "bijli aa gayi hai",
    "by what came back, in Hindi": "बिजली आ गई है",
    "with thanks": "ho gaya hai, dhanyavad",
    "with thanks, in Hindi": "हो गया है, धन्यवाद",
    "with thanks, in English": "problem is fixed, thanks",
    "with thanks first": "thank you, the light is back",
}
NO = {
    "nahi": "nahi",
    "a reproach": "abhi tak nahi hua, jhooth bol rahe hain",
    "in Hindi": "समस्या हल नहीं हुई",
    "in English": "not solved",
    "English at length": "the work is not done yet",
    "looks like a new complaint": "bijli abhi bhi nahi aa rahi hai",
}
PARTLY = {
    "thoda": "thoda kaam hua hai, baaki hai",
    "in Hindi": "थोड़ा काम हुआ है, पूरा नहीं",
    "half, in Hindi": "आधा काम हुआ है",
    "in English": "only half of it is done",
    "one word": "partly",
    "a no with a little": "thoda hua hai pura nahi",
}
DIALOGUES = {
    "a yes that answers nothing closes nothing": """
        haan → ask_how_to_help
        = assigned
    """,
    "bare thanks close nothing and ask gently": """
        (the office says solved)
        dhanyavad → thank_is_it_solved
        = solution_reported
        [हाँ, हल हो गई] → done_confirm_resolved
        = confirmed
    """,
    "bare thanks in English": """
        (the office says solved)
        thanks → thank_is_it_solved
        = solution_reported
        yes → done_confirm_resolved
        = confirmed
    """,
    "bare thanks without an open question": """
        dhanyavad → thank
    """,
    "days later, after something else, in clear words": """
        (the office says solved)
        namaste → greet
        (two days pass)
        kaam ho gaya shukriya aapka → done_confirm_resolved
        = confirmed
    """,
    "a bare yes after something else is asked about first": """
        (the office says solved)
        namaste → greet
        haan → ask_is_it_solved
        = solution_reported
        haan → done_confirm_resolved
        = confirmed
    """,
    "in the middle of filing another one": """
        (the office says solved)
        hamare mohalle me nal me pani nahi aa raha → ask_place
        ho gaya hai, dhanyavad → done_confirm_resolved, ask_place_again
        = 1: confirmed
    """,
    "yes and no at once is asked about once more": """
        (the office says solved)
        haan lekin theek nahi hua → done_not_solved
        = assigned
    """,
    "the status asks with all three answers": """
        (the office says solved)
        meri shikayat ka kya hua → status_solution_reported
        [थोड़ी हुई, पूरी नहीं] → done_partly_solved
        = partly_solved
    """,
    "the status asks, and words answer": """
        (the office says solved)
        meri shikayat ka kya hua → status_solution_reported
        nahi → done_not_solved
        = assigned
    """,
    "of two open questions, which?": """
        (another complaint)
        (the office says solved 1)
        (the office says solved 2)
        haan → which_is_solved
        = 1: solution_reported
        = 2: solution_reported
        [{1}] → done_confirm_resolved
        = 1: confirmed
        = 2: solution_reported
        ho gaya hai, dhanyavad → done_confirm_resolved
        = 2: confirmed
    """,
    "of two open questions, which is not solved?": """
        (another complaint)
        (the office says solved 1)
        (the office says solved 2)
        समस्या हल नहीं हुई → which_is_solved
        [{2}] → done_not_solved
        = 1: solution_reported
        = 2: assigned
    """,
    "of two open questions, after looking at one": """
        (another complaint)
        (the office says solved 1)
        (the office says solved 2)
        status {2} → status_solution_reported
        haan → done_confirm_resolved
        = 1: solution_reported
        = 2: confirmed
    """,
    "thanks with two open questions": """
        (another complaint)
        (the office says solved 1)
        (the office says solved 2)
        dhanyavad → which_is_solved
        [{1}] → status_solution_reported
    """,
    "solved, though nobody asked": """
        meri samasya hal ho gayi hai → sure_confirm_resolved
        = assigned
        [हाँ, हल हो गई] → done_confirm_resolved
        = confirmed
    """,
    "solved, though nobody asked, sure in words": """
        meri samasya hal ho gayi hai → sure_confirm_resolved
        haan → done_confirm_resolved
        = confirmed
    """,
    "solved, though nobody asked, and then not": """
        meri samasya hal ho gayi hai → sure_confirm_resolved
        nahi → noted_reopen_complaint
        = assigned
    """,
    "no, no, no: up to the top": """
        (the office says solved)
        nahi → done_not_solved
        (the office says solved)
        nahi → done_not_solved
        (the office says solved)
        nahi → done_not_solved
        (the office says solved)
        nahi → done_not_solved
        = assigned
    """,
}


def level(sessions, dialogue):
    with transaction(sessions) as session:
        return session.merge(dialogue.complaint()).post.level


@pytest.mark.parametrize("script", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_dialogue(dialogue, script):
    dialogue.follow(script)


@pytest.mark.parametrize("yes", YES.values(), ids=YES.keys())
def test_a_yes_in_words_closes_it(dialogue, yes):
    dialogue.follow(f"""
        (the office says solved)
        {yes} → done_confirm_resolved
        = confirmed
    """)


@pytest.mark.parametrize("no", NO.values(), ids=NO.keys())
def test_a_no_in_words_sends_it_one_level_up(dialogue, sessions, no):
    dialogue.follow(f"""
        (the office says solved)
        {no} → done_not_solved
        = assigned
    """)
    assert level(sessions, dialogue) == 2


@pytest.mark.parametrize("partly", PARTLY.values(), ids=PARTLY.keys())
def test_a_partly_in_words_leaves_it_with_the_office(dialogue, sessions, partly):
    dialogue.follow(f"""
        (the office says solved)
        {partly} → done_partly_solved
        = partly_solved
    """)
    assert level(sessions, dialogue) == 1


def test_a_closed_complaint_is_opened_again_one_level_up(dialogue, sessions):
    dialogue.follow("""
        (the office says solved)
        haan → done_confirm_resolved
        फिर से बिजली चली गई, समस्या हल नहीं हुई → done_reopen_complaint
        = assigned
    """)
    assert level(sessions, dialogue) == 2
