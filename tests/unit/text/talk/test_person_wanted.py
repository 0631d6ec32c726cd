"""Who wants a person, or to be called."""

import pytest

from helpline.text.talk.person_wanted import wants_call, wants_no_person, wants_person


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


@pytest.mark.parametrize(
    "text",
    [
        "अब व्यक्ति की ज़रूरत नहीं है",
        "helpdesk wala rehne do",
        "ab call mat karna",
        "no need of a person now",
        "cancel the help desk request",
    ],
)
def test_who_needs_nobody_any_more_is_heard(text):
    assert wants_no_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "mujhe robot nahi chahiye, insan chahiye",
        "rehne do, kisi insan se baat karao",
        "adhikari se meri shikayat wapas le lo",
        "koi insan nahi hai kya?",
        "bijli rehne do",
        "cancel",
    ],
)
def test_who_refuses_something_else_keeps_the_person(text):
    assert not wants_no_person(text)
