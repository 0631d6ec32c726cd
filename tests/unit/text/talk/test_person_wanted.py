"""Who wants a person, or to be called."""

import pytest

from helpline.text.talk.person_wanted import wants_call, wants_person


@pytest.mark.parametrize(
    "text",
    [
        "मुझे किसी आदमी से बात करनी है",
        "kisi insan se baat karao",
        "customer care se baat karni hai",
        "I want to talk to a real person",
        "connect me to a human",
        "मुझे फ़ोन कीजिए",
        "mujhe call karo",
        "please call me back",
    ],
)
def test_who_wants_a_person_is_heard(text):
    assert wants_person(text)


@pytest.mark.parametrize(
    "text", ["मुझे कॉल करो", "mujhe call karo", "call me please", "ek baar phone kar lo"]
)
def test_who_wants_a_call_is_heard(text):
    assert wants_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "bijli vibhag ka number do",
        "mujhe call karke dhamki di gayi",
        "lineman phone nahi uthata",
        "they keep calling me",
        "bijli nahi hai",
        "",
    ],
)
def test_others_calls_and_numbers_are_no_such_wish(text):
    assert not wants_call(text)
    assert not wants_person(text)
