"""What sad thing is told beside a complaint."""

import pytest

from helpline.text.talk.sorrow import sorrow_in


@pytest.mark.parametrize(
    ("text", "sorrow"),
    [
        ("मेरे पति का देहांत हो गया, पेंशन नहीं मिली", "death"),
        ("mere pati guzar gaye, vidhwa pension nahi aayi", "death"),
        ("My husband died last year and the pension has not come", "death"),
        ("pradhan ne mujhe mara peeta", "violence"),
        ("bachche bhukhe hain ration nahi mila", "hunger"),
        ("there is nothing to eat at home", "hunger"),
        ("pita ji ko cancer hai, ayushman card nahi chal raha", "illness"),
        ("मेरी बूढ़ी माँ को पेंशन नहीं मिली", "old_age"),
        ("pension ke kagaz me mujhe mrit dikhaya, mrityu likhi hai, main zinda hun", None),
        ("gas book hai par cylinder nahi aaya", None),
        ("saal guzar gaya kist nahi aayi", None),
        ("bijli aa nahi rahi", None),
        ("transformer jal gaya", None),
        ("vidhwa pension ka form kahan milega", None),
        ("road is broken", None),
    ],
)
def test_the_saddest_thing_is_heard_and_plain_complaints_are_not(text, sorrow):
    assert sorrow_in(text) == sorrow
