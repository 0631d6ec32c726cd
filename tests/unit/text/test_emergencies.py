"""Which number helps, chosen by the words, in any script."""

import pytest

from helpline.text.emergencies import kind_of_emergency


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("fire", "घर में आग लग गई है बचाओ"),
        ("fire", "jungle me aag lagi hai"),
        ("fire", "There is a fire in my house"),
        ("medical", "पिताजी बेहोश हो गए हैं, सांस नहीं आ रही"),
        ("medical", "mere pita ko saanp ne kaat liya jaldi karo"),
        ("medical", "bus khai me gir gayi"),
        ("medical", "My father is unconscious and not breathing"),
        ("disaster", "गाँव में बादल फटा है, लोग मलबे में दबे हैं"),
        ("disaster", "badal phat gaya gaon me pani ghus gaya"),
        ("disaster", "landslide, people are trapped under the debris"),
        ("women", "मेरे पति मुझे मार रहे हैं"),
        ("women", "mera pati mujhe bahut maar raha hai"),
        ("women", "my husband is beating me"),
        ("child", "padosi apne bachche ko bahut maar raha hai"),
        ("child", "बच्चे को कोई उठा ले गया"),
        ("child", "a child is being beaten next door"),
        ("cyber", "mere khate se paise nikal liye abhi abhi"),
        ("cyber", "अभी मेरे साथ ऑनलाइन ठगी हो गई"),
        ("police", "घर में चोर घुस आए हैं"),
        ("police", "someone is breaking into my house"),
        ("despair", "मैं जीना नहीं चाहता"),
        ("despair", "I want to end my life"),
        ("unclear", "बचाओ"),
        ("unclear", "help help"),
        ("unclear", ""),
    ],
)
def test_the_kind_is_read_from_the_words(kind, text):
    assert kind_of_emergency(text) == kind


def test_the_wounded_come_before_the_question_who_did_it():
    assert kind_of_emergency("do log ladai me chaku se ghayal, khoon beh raha hai") == "medical"
