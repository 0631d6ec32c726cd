"""What no subject of the list fits: a denied subject is dropped, and the words go to the right department."""

import pytest

from tests.conversations.test_corrections import DRAIN, PENSION, ROAD, begin, file, summary

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (ROAD["roman"], "sadak kharab nahi hai ji, mod par railing nahi lagi"),
        (ROAD["hi"], "सड़क खराब की बात नहीं है, मोड़ पर रेलिंग लगनी है"),
        (ROAD["en"], "It is not about a damaged road, the bend has no railing"),
    ],
)
def test_a_denied_subject_is_dropped_and_its_department_gets_the_words(talk, told, words):
    chat = begin(talk, told)
    before = summary(chat)
    chat.say(words)
    after = summary(chat)
    subject, department = ("Problem", "Department") if "Problem" in after else ("समस्या", "विभाग")
    assert after[subject] != before[subject]
    assert after[department] == before[department]
    complaint = file(chat)
    assert complaint.category_code == "other/other"
    assert complaint.text == f"{told}\n{words}"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (PENSION["roman"], "ye samaj kalyan vibhag ka nahi hai, meri naukri wali pension koshagar se aati hai"),
        (PENSION["hi"], "यह समाज कल्याण विभाग का मामला नहीं है, मेरी नौकरी वाली पेंशन कोषागार देता है"),
        (PENSION["en"], "This has nothing to do with Social Welfare, the treasury pays my service pension"),
    ],
)  # fmt: skip
def test_a_department_denied_in_a_sentence_is_left_and_the_sentence_kept(talk, told, words):
    chat = begin(talk, told)
    chat.say(words)
    complaint = file(chat)
    assert complaint.department_code == "other"
    assert complaint.text == f"{told}\n{words}"


@pytest.mark.parametrize(
    ("told", "words", "department"),
    [
        (DRAIN["roman"], "van vibhag ka hai", "forest"),
        (DRAIN["hi"], "यह वन विभाग का है", "forest"),
        (DRAIN["en"], "this should go to higher education, not the district administration", "education"),
    ],
)  # fmt: skip
def test_a_named_department_without_such_a_subject_gets_it_at_once(talk, told, words, department):
    chat = begin(talk, told)
    chat.say(words)
    summary(chat)
    complaint = file(chat)
    assert (complaint.category_code, complaint.department_code) == ("other/other", department)
