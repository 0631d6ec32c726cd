"""Whether somebody gives a phone number of their own, to be reached at."""

from helpline.text.talk.person_wanted import other_numbers, wants_call
from helpline.text.talk.questions import is_question
from helpline.text.talk.words import has_one_of, sounds_of

_NUMBER = "number nambar no mobile phone fon contact sampark"
_OWN = "mera meri mere apna hamara humara my our"
_KEEP = """
note likh likho likhiye likhna likhen lo le lijiye lena rakh rakho rakhiye rakhna save jod jodo jodna jodiye add keep take write put
"""
_TO_REACH = "sampark contact reach baat"
# Numbers of something else.
_OF_SOMETHING = """
meter bill consumer ration account khata card aadhar aadhaar connection vehicle gadi gaadi shikayat complaint form roll house makan ward pension vibhag department office
"""
_MOST_WORDS = 14


def gives_own_number(text: str) -> bool:
    """Tell whether a short text asks us to keep the writer's number, in it or still to come."""
    words = sounds_of(text)
    if len(words) > _MOST_WORDS or is_question(text) or wants_call(text):
        return False
    if not has_one_of(words, _NUMBER) or has_one_of(words, _OF_SOMETHING):
        return False
    if not (has_one_of(words, _OWN) or other_numbers(text)):
        return False
    return has_one_of(words, f"{_KEEP} {_TO_REACH}") or bool(other_numbers(text))
