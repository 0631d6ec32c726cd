"""Whether somebody asks if anybody comes to them and when: help, an official, the person asked for."""

from helpline.text.talk.questions import is_question
from helpline.text.talk.words import has_one_of, sounds_of
from helpline.text.tokens import tokenise

_WILL_COME = "aayeg… aaeg… aaog… aayeng… आएगा आएगी आएंगे आएँगे raha rahe rahi coming"
_COMES = f"""
{_WILL_COME} aa aana aane aaya aaye aayi aata aati aate pahunch… pahuch… bhej… nikal… nikle
come comes came arrive… reach… send… sent left way
"""
_TALKS = "baat likheg… likheng… talk speak write reply answer contact"
_HELPER = """
ambulance police gadi gaadi damkal team madad helpline sdrf ndrf sahayata fire brigade help rescue
एम्बुलेंस पुलिस
"""
_SOMEBODY = "koi kisi kisko anybody anyone somebody someone"
_WHEN = "kab kitni kitne kitna when how"
# Beside these nothing else may stand: "bijli kab aayegi" asks for something else.
_AROUND = """
kya ko log aap tum tumhara hum ham mujhe mere hamare humare wo woh vo voh ve ye yeh yahan idhar ghar paas sir ji bhai madam bhi ab abhi to tak me mein hai hain ho hoga hogi hua hue raha rahe rahi
gaya gaye gayi liye lag lagegi lagega lagenge der time samay din ghante minute baje wale wala na nahi ya se ki ka ke are batao bataiye karne karenge hoon hun dijiye diya di de
is are am be being has have had will would do does did you they he she it there here for us me to on the a an my our i not yet any till until long much soon please tell who person officer adhikari insan aadmi vyakti going now
"""
_MOST_WORDS = 9


def asks_who_comes(text: str) -> bool:
    """Tell whether a short text asks whether somebody comes or writes, and when, and nothing else."""
    words = sounds_of(text)
    if len(words) > _MOST_WORDS or not has_one_of(words, f"{_COMES} {_TALKS}"):
        return False
    asks = is_question(text) or has_one_of(words, _WHEN)
    if has_one_of(words, _HELPER):
        return asks and has_one_of(words, _COMES)
    asks = asks or (has_one_of(words, _SOMEBODY) and has_one_of(words, _WILL_COME))
    if not has_one_of(words, f"{_COMES} {_WHEN}"):
        return False  # "kya baat hai"
    known = f"{_COMES} {_TALKS} {_SOMEBODY} {_WHEN} {_AROUND}"
    others = (token for token in tokenise(text) if not token.normal.isdecimal())
    return asks and all(has_one_of(sounds_of(one.text), known) for one in others)
