"""What messages mean by their words, whatever the model makes of them."""

import pytest

from helpline.channels.by_words import about_what_is_filed, by_words

SUBJECT = {"category": "drinking_water/no_water_supply", "confidence": 0.95}


def read(text, intent, confidence=0.97):
    """Return a message as the model might have read it."""
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [],
        "complaint_guess": SUBJECT,
    }


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("dog bit my son in the market, kindly send ambulance", "report_emergency", None),
        ("kindly help, kutte ne bachche ko kaat liya", "report_emergency", None),
        ("kal mere bete ko kutte ne kaat liya", "report_emergency", "report_complaint"),
        ("gram panchayat me pani nahi hai", "report_complaint", None),
        ("bijli vibhag ki shikayat hai", "report_complaint", None),
        ("ye jal sansthan ka nahi nagar nigam ka hai", "report_complaint", "say_misrouted"),
        ("cm helpline hai par koi nahi sunta", "report_complaint", None),
        ("maine ye 1905 par likhaya tha, koi nahi aaya", "report_complaint", None),
        (
            "1912 wale aaye the, theek nahi kiya, ab shikayat likh lo",
            "check_status",
            "report_complaint",
        ),
        ("The police beat my son in the police station", "out_of_scope", "report_complaint"),
        ("maine shikayat darj ki thi kya hua", "check_status", None),
    ],
)
def test_words_change_what_was_read_only_where_they_are_sure(text, intent, meant):
    assert by_words(read(text, intent))["intent"]["name"] == (meant or intent)


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("agar 5 tarikh tak koi nahi aaya to?", "out_of_scope", "ask_about_filed"),
        ("agar koi nahi aaya to mujhe adhikari se baat karni hai", "talk_to_human", None),
        ("agar nahi hua to shikayat wapas le lo", "withdraw_complaint", None),
        ("adhikari ko bata do, likhit jawab chahiye", "talk_to_human", "add_information"),
        ("wo log mujhe phone karenge kya?", "talk_to_human", "ask_about_filed"),
        ("tab tak bachche kya khaye?", "report_complaint", "ask_about_filed"),
        ("mujhe phone kijiye", "talk_to_human", None),
    ],
)
def test_what_somebody_surely_wants_is_no_question_about_what_is_filed(text, intent, meant):
    parsed = about_what_is_filed(read(text, intent), was_filed=True)
    assert parsed["intent"]["name"] == (meant or intent)
