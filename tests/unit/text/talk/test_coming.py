"""Whether somebody asks if anybody comes: short questions of it, and of nothing else."""

import pytest

from helpline.text.talk.coming import asks_who_comes


@pytest.mark.parametrize(
    "text",
    [
        "koi aa raha hai kya?",
        "kab tak pahunchoge",
        "police bhej di kya",
        "kab baat hogi",
        "आप लोग कब पहुँचेंगे",
        "एम्बुलेंस कब आएगी",
        "कोई आएगा भी या नहीं",
        "is anybody coming?",
        "has the ambulance left?",
        "when will somebody write to me",
    ],
)
def test_asking_whether_anybody_comes(text):
    assert asks_who_comes(text)


@pytest.mark.parametrize(
    "text",
    [
        "bijli kab aayegi",
        "पानी कब आएगा",
        "doctor kab aate hain hospital me",
        "police nahi aa rahi",
        "ambulance bhejo",
        "kab tak milega",
        "kya baat hai",
        "koi jawab nahi aa raha",
        "mujhe kisi se baat karni hai",
        "what is the way",
    ],
)
def test_asking_for_something_else_or_telling(text):
    assert not asks_who_comes(text)
