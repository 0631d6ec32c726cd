"""The wish that one's name be kept, and the question who will know."""

import pytest

from helpline.text.talk.secrecy import asks_who_knows, is_about_secrecy_only, wants_secrecy


@pytest.mark.parametrize(
    "text",
    [
        "मेरा नाम मत बताना",
        "नाम गुप्त रखिएगा",
        "mera naam mat batana",
        "naam gupt rakhna",
        "mera naam kisi ko na bataye",
        "pehchan gupt rakhiye",
        "please keep my name secret",
        "I want to stay anonymous",
        "don't tell anyone my name",
    ],
)
def test_a_wish_for_secrecy_is_heard(text):
    assert wants_secrecy(text)
    assert is_about_secrecy_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "प्रधान को पता चल जाएगा कि मैंने शिकायत की?",
        "pradhan ko pata to nahi chalega",
        "mera number kisko dikhega",
        "will the pradhan know it was me?",
        "who can see my name",
        "naam to nahi batayenge?",
        "kya naam pata chalega kisi ko?",
        "ये मैसेज कौन पढ़ेगा?",
        "क्या मेरी पहचान सुरक्षित रहेगी?",
        "kya meri shikayat gupt rahegi?",
        "shikayat karne se mera naam to nahi aayega?",
        "thekedar ko mera number to nahi milega?",
        "pradhan ko bataoge kya?",
        "is my identity safe?",
        "can my neighbour see this?",
        "will the pradhan know?",
    ],
)
def test_the_question_who_will_know_is_heard(text):
    assert asks_who_knows(text)
    assert is_about_secrecy_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "मुख्य चिकित्सा अधिकारी का कार्यालय पता दीजिए",
        "kya aap mera naam pata store karte ho",
        "mera naam ration card me galat hai",
        "mujhe kab pata chalega",
        "mera naam Ramesh hai",
        "my name is missing from the voter list",
        "mera naam ration card me kyu nahi dikh raha?",
        "pradhan ka naam batau kya?",
        "bijli vibhag ko pata hai kya?",
        "will the road be repaired?",
        "",
    ],
)
def test_a_name_alone_is_no_such_wish(text):
    assert not wants_secrecy(text)
    assert not asks_who_knows(text)


def test_a_complaint_beside_the_wish_stays_a_complaint():
    text = "pradhan ne manrega ki mazdoori kha li hai, mera naam mat batana"
    assert wants_secrecy(text)
    assert not is_about_secrecy_only(text)
