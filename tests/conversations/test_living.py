"""Living with a complaint: pressing, adding, taking back, opening again, rating, telling in confidence."""

import pytest
from sqlalchemy import select

from helpline.services import pressure
from helpline.store.base import transaction
from helpline.store.complaints import Complaint, ComplaintEvent
from tests.support import cast

pytestmark = pytest.mark.slow

DIALOGUES = {
    # Pressing for action.
    "a reminder in Roman Hindi": """
        yaad dilao unko → noted_send_reminder
    """,
    "a reminder in Hindi": """
        याद दिला दीजिए, अब तक कोई नहीं आया → noted_send_reminder
    """,
    "a reminder in English": """
        Please send them a reminder, nobody has come yet → noted_send_reminder
    """,
    "not twice on one day": """
        meri shikayat ka kya hua → status_assigned
        [याद दिलाएँ] → noted_send_reminder
        yaad dilao unko → reminded_already
        (two days pass)
        yaad dilao unko → noted_send_reminder
    """,
    "of two, the one just looked at is meant": """
        (another complaint)
        status {1} → status_assigned
        yaad dilao unko → noted_send_reminder
    """,
    "of two, the one just looked at is meant no more after an hour": """
        (another complaint)
        status {1} → status_assigned
        (an hour passes)
        yaad dilao unko → which_complaint
        [{2}] → noted_send_reminder
    """,
    "higher, in Roman Hindi": """
        bade sahab ko bhejo → noted_ask_higher
    """,
    "higher, in Hindi": """
        ऊपर के अधिकारी को भेजिए → noted_ask_higher
    """,
    "higher, in English": """
        please send it to a higher officer → noted_ask_higher
    """,
    "higher, by the button": """
        meri shikayat ka kya hua → status_assigned
        [ऊपर भेजने को कहें] → noted_ask_higher
    """,
    "higher, where the citizen's own no does it": """
        (the office says solved)
        bade sahab ko bhejo → higher_by_your_word
        [नहीं हुई] → done_not_solved
        = assigned
    """,
    "thanks beside a yes are a yes": """
        (the office says solved)
        yes thank you → done_confirm_resolved
        = confirmed
    """,
    "and in Hindi": """
        (the office says solved)
        हाँ जी, धन्यवाद → done_confirm_resolved
        = confirmed
    """,
    "a reminder after the end": """
        (the office says solved)
        haan → done_confirm_resolved
        yaad dilao unko → ended
        [फिर से खोलें] → done_reopen_complaint
        = assigned
    """,
    # Adding something.
    "words, in Hindi": """
        मेरी शिकायत में यह भी जोड़ दीजिए कि ट्रांसफ़ॉर्मर से आवाज़ आती है → noted_add_information
    """,
    "words, in English": """
        Please add to my complaint that the pole is leaning too → noted_add_information
    """,
    "by the button, then words that look like a new complaint": """
        meri shikayat ka kya hua → status_assigned
        [कुछ जोड़ें] → invite_words
        transformer se bhi awaz aa rahi hai aur voltage kam hai → noted_add_information
    """,
    "by the button, then nothing after all": """
        meri shikayat ka kya hua → status_assigned
        [कुछ जोड़ें] → invite_words
        rehne do → nothing_added
    """,
    "by the button, then something else": """
        meri shikayat ka kya hua → status_assigned
        [कुछ जोड़ें] → invite_words
        meri shikayat ka kya hua → status_assigned
    """,
    "by the button, then thanks": """
        meri shikayat ka kya hua → status_assigned
        [कुछ जोड़ें] → invite_words
        dhanyavad → thank
    """,
    "a photo and a pin after the status": """
        meri shikayat ka kya hua → status_assigned
        (photo) → file_added
        (location) → noted_add_place
    """,
    "a photo out of the blue, with one open complaint": """
        (photo) → file_added
    """,
    "a photo out of the blue, with two open complaints": """
        (another complaint)
        (photo) → which_for_file
        [{1}] → file_added
    """,
    "what is left, after a partly": """
        (the office says solved)
        [थोड़ी हुई, पूरी नहीं] → done_partly_solved
        do khambe abhi bhi tute hue hain → noted_add_information
        = partly_solved
    """,
    "a new problem is not swallowed": """
        meri shikayat ka kya hua → status_assigned
        hamare mohalle me 4 din se nal me pani nahi aa raha, Ranikhet → confirm_grievance
    """,
    # Taking it back.
    "taken back, sure in words": """
        shikayat wapas leni hai → sure_withdraw_complaint
        haan → done_withdraw_complaint
        = withdrawn
    """,
    "taken back in English": """
        I want to withdraw my complaint → sure_withdraw_complaint
        [Yes, take it back] → done_withdraw_complaint
        = withdrawn
    """,
    "not taken back after all": """
        मुझे शिकायत वापस लेनी है → sure_withdraw_complaint
        नहीं → left_as_it_is
        = assigned
    """,
    "not taken back, by the button": """
        shikayat wapas leni hai → sure_withdraw_complaint
        [नहीं, रहने दें] → left_as_it_is
        = assigned
    """,
    "a yes much later takes nothing back": """
        shikayat wapas leni hai → sure_withdraw_complaint
        meri shikayat ka kya hua → status_assigned
        haan → ask_how_to_help
        = assigned
    """,
    "of two, choosing one is not yet being sure": """
        (another complaint)
        shikayat wapas leni hai → which_complaint
        [{2}] → sure_withdraw_complaint
        [हाँ, वापस लेनी है] → done_withdraw_complaint
        = 1: assigned
        = 2: withdrawn
    """,
    "pressed to take it back": """
        shikayat wapas leni hai → sure_withdraw_complaint
        mujh par dabav dal rahe hain → noted_pressure_unended
        = assigned
    """,
    # After the end.
    "rated from the list, and no pressure": """
        (the office says solved)
        haan → done_confirm_resolved
        [4 · अच्छा] → noted_rate_solution
        [नहीं, कोई दबाव नहीं] → noted_no_pressure
    """,
    "rated by a digit": """
        (the office says solved)
        haan → done_confirm_resolved
        5 → noted_rate_solution
        nahi, kisi ne nahi kaha → noted_no_pressure
    """,
    "rated in English": """
        (the office says solved)
        yes, it is solved → done_confirm_resolved
        [2 · Not good] → noted_rate_solution
        [No, nobody did] → noted_no_pressure
    """,
    "the rating is ignored": """
        (the office says solved)
        haan → done_confirm_resolved
        dhanyavad → thank
    """,
    "pressure is told in confidence, and who it was": """
        (the office says solved)
        haan → done_confirm_resolved
        [1 · बहुत ख़राब] → noted_rate_solution
        [हाँ, दबाव था] → noted_pressure
        JE ne phone karke bola ki haan bol do → noted_pressure_words
        = confirmed
    """,
    "pressure in English": """
        (the office says solved)
        yes, it is solved → done_confirm_resolved
        [1 · Very bad] → noted_rate_solution
        I was pressed to say yes → noted_pressure
        [Open it again] → done_reopen_complaint
        = assigned
    """,
    # Four weeks later.
    "still fixed": """
        (the office says solved)
        haan → done_confirm_resolved
        (four weeks pass)
        haan theek hai abhi bhi → noted_confirm_resolved
        = confirmed
    """,
    "still fixed, in Hindi, in words that look like a farewell": """
        (the office says solved)
        haan → done_confirm_resolved
        (four weeks pass)
        अब भी ठीक है → noted_confirm_resolved
        = confirmed
    """,
    "broken again": """
        (the office says solved)
        haan → done_confirm_resolved
        (four weeks pass)
        nahi → done_reopen_complaint
        = assigned
    """,
    "broken again, in words that look like a new complaint": """
        (the office says solved)
        haan → done_confirm_resolved
        (four weeks pass)
        phir kharab ho gaya hai → done_reopen_complaint
        = assigned
    """,
    "broken again, in English": """
        (the office says solved)
        yes → done_confirm_resolved
        (four weeks pass)
        no, it stopped working again → done_reopen_complaint
        = assigned
    """,
    # Opening it again.
    "open again in Roman Hindi": """
        (the office says solved)
        haan → done_confirm_resolved
        phir se kholo → done_reopen_complaint
        = assigned
    """,
    "open again in English": """
        (the office says solved)
        yes → done_confirm_resolved
        open my complaint again → done_reopen_complaint
        = assigned
    """,
}


@pytest.mark.parametrize("script", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_dialogue(dialogue, script):
    dialogue.follow(script)


def steps(sessions, dialogue):
    with transaction(sessions) as session:
        rows = select(ComplaintEvent).where(
            ComplaintEvent.complaint_id == dialogue.complaint().id,
            ComplaintEvent.actor == "citizen",
        )
        return session.execute(rows.order_by(ComplaintEvent.id)).scalars().all()


def test_the_officer_sees_reminders_wishes_and_words_in_the_history(sessions, dialogue):
    dialogue.follow("""
        yaad dilao unko → noted_send_reminder
        bade sahab ko bhejo → noted_ask_higher
        meri shikayat ka kya hua → status_assigned
        [कुछ जोड़ें] → invite_words
        khambha bhi tedha hai → noted_add_information
        (photo) → file_added
        (location) → noted_add_place
    """)
    acts = [(step.act, step.words) for step in steps(sessions, dialogue)][1:]
    assert acts == [
        ("send_reminder", "yaad dilao unko"),
        ("ask_higher", "bade sahab ko bhejo"),
        ("add_information", "khambha bhi tedha hai"),
        ("add_file", ""),
        ("add_place", "📍"),
    ]
    complaint = dialogue.complaint()
    assert (complaint.latitude, complaint.longitude) == (30.4306, 78.6556)


def test_a_file_belongs_to_the_complaint_in_whose_history_its_message_stands(sessions, dialogue):
    dialogue.follow("""
        (another complaint)
        (photo) → which_for_file
        [{1}] → file_added
    """)
    photo = steps(sessions, dialogue)[-1]
    assert photo.act == "add_file"
    with transaction(sessions) as session:
        assert (
            session.merge(photo).complaint_id
            == session.execute(select(Complaint.id).order_by(Complaint.id)).scalars().first()
        )


def test_words_said_before_the_complaint_was_chosen_are_kept(sessions, dialogue):
    dialogue.follow("""
        (another complaint)
        yaad dilao unko, bachche andhere me padhte hain → which_complaint
        [{1}] → noted_send_reminder
    """)
    assert steps(sessions, dialogue)[-1].words == "yaad dilao unko, bachche andhere me padhte hain"


def test_what_is_told_in_confidence_reaches_those_above_and_nobody_else(sessions, dialogue):
    dialogue.follow("""
        (the office says solved)
        haan → done_confirm_resolved
        5 → noted_rate_solution
        [हाँ, दबाव था] → noted_pressure
        JE ne phone karke bola ki haan bol do → noted_pressure_words
    """)
    assert not any("JE ne" in step.words for step in steps(sessions, dialogue))
    with transaction(sessions) as session:
        readers = [
            login
            for login in cast.CAST
            if pressure.told_to(session, cast.person(session, login), "hi")
        ]
    assert readers == ["executive", "director", "secretary", "cm_office"]
