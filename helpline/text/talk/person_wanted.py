"""Whether somebody wants a person of the helpline, or none any more; or to be called, and on which number."""

import re

from helpline.text.numbers import number_of
from helpline.text.talk.questions import is_question
from helpline.text.talk.words import has_one_of, is_one_of, signs, sounds_of
from helpline.text.tokens import Token, tokenise

_PERSON = """
insan se | insaan se | aadmi se | admi se | vyakti se | vyakti ko | manushya se | asli aadmi | asli insan | asli vyakti | kisi se baat | kisi se meri baat | kisi se bat | kisi adhikari se baat | kisi officer se baat
operator se | operator do | customer care | costumer care | call center | call centre | helpline wale se | helpline wali se | staff se baat | executive se | agent se | madam se baat | sir se baat | sahab se baat
aapse baat karni | aap se baat karni | baat karao | baat karwao | baat karwa do | baat karwaiye | baat kara do | baat karaiye | baat karni hai | baat karna chahta | baat karna chahti | baat karna hai
real person | real human | human being | a human | human agent | human please | talk to human | speak to human | talk to a person | speak to a person | speak with a person | talk with a person | talk to someone | speak to someone | talk to somebody | speak to somebody | talk to an officer | speak to an officer | talk to an agent | speak to an agent | connect me to | live agent | customer service
"""
_CALL = """
mujhe call kar | mujhe call karo | mujhe call karen | mujhe call kare | mujhe call kijiye | mujhe phone kar | mujhe phone karo | mujhe phone karen | mujhe phone kare | mujhe phone kijiye | mujhe fon kar | mujhe fon karo | mujhe fon kijiye | mujhe ghanti
mujhko call | mujhko phone | hame call kar | hame call karo | hame phone kar | hame phone karo | hume call karo | hume phone karo | humko call karo | humko phone karo
call karo mujhe | call kijiye mujhe | phone karo mujhe | phone kijiye mujhe | call kar lo | call kar lena | call kar lijiye | call kar do | call kar dijiye | phone kar lo | phone kar lena | phone kar lijiye | phone kar do | phone kar dijiye
par call karna | par call karo | par call kare | par call karen | par call kijiye | par call kariye | pe call kar | par phone karna | par phone karo | par phone kare | par phone karen | par phone kijiye | par phone kariye | par phone kijiyega | par fon karna | baje call | baje phone | baje fon
call kijiye | phone kijiye | call karwa | call karwao | call karao | phone karwa | phone karwao | phone karao | call karo | phone karo | call chahiye | phone chahiye mujhe | call karenge | phone karenge | call kare koi | koi call kare | koi phone kare | wapas call | wapas phone | call back | callback | call me | phone me | ring me | give me a call | give me a ring | please call | someone call | somebody call | have someone call | on phone please | phone par baat | phone pe baat | call par baat | call pe baat
"""
# Somebody else's calls, and those that came to nothing.
_NOT_FOR_US = "dhamki | aaya tha | aayi thi | nahi utha | nahi uthata | nahi uthate | kiya tha | kiya to | kar raha hun | kar rahe hain | karta hun | karte hain | called me | calls me | calling me"
_A_PERSON = """
person vyakti insan insaan manushya operator agent human adhikari officer helpdesk desk staff call phone fon कॉल
"""
_NOT_NEEDED = """
zarurat nahi | zaroorat nahi | jarurat nahi | jaroorat nahi | zarurat … nahi | rehne do | rahne do | rehne dijiye | rahne dijiye | rehne den | nahi chahiye | mat bulao | mat bulaiye | mat bhejo
mat karna | mat karo | mat kijiye | cancel | cancel kar | hata do | wapas le | not needed | no need | not need | don't need | dont need | do not need | no longer need | don't want | do not want | never mind | nevermind | forget the | leave the | withdraw | remove
"""
# "I want no robot" is a wish for a person, and a complaint is taken back in other ways.
_OF_ANOTHER = (
    "shikayat shikayt complaint bot robot machine program programme chatbot assistant computer"
)
_LONGEST_WISH = 14
_LONGEST_REFUSAL = 9
_PART_END = re.compile(r"[,;.।\n]+")
_LAST_HOUR = 24


# What a call is in Devanagari sounds otherwise than in English.
_CALL = f"{_CALL.strip()}\n{_CALL.strip().replace('call', 'कॉल')}"


# "9876512345 par", "kal subah 10 baje", "after 6 pm".
_NUMBER = r"(?<!\d)(?:\+?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?!\d)"
_DAY = (
    "aaj kal parso subah savere dopahar sham shaam raat somvar mangalvar budhvar guruvar shukravar"
    " shanivar ravivar today tomorrow morning afternoon evening noon tonight monday tuesday"
    " wednesday thursday friday saturday sunday after before"
)
_CLOCK = "baje am pm o'clock oclock"


def wished_call(text: str) -> str | None:
    """Return the other number and the hour at which a call is wished, as written; None for neither."""
    numbers = other_numbers(text)
    tokens = [t for t in tokenise(text) if _is(t, f"{_DAY} {_CLOCK}") or _is_hour(t)]
    hour = text[tokens[0].start : tokens[-1].end] if _names_time(tokens) else ""
    for number in numbers:
        hour = hour.replace(number, "")
    return ", ".join(filter(None, (*numbers, " ".join(hour.split())))) or None


def other_numbers(text: str) -> list[str]:
    """Return the phone numbers in a text, as written."""
    return [match[0] for match in re.finditer(_NUMBER, text)]


def _names_time(tokens: list[Token]) -> bool:
    return any(_is(token, f"{_DAY} {_CLOCK}") for token in tokens)


def _is_hour(token: Token) -> bool:
    hour = number_of(token.normal)
    return hour is not None and hour <= _LAST_HOUR


def _is(token: Token, words: str) -> bool:
    # By its sound "call" would be "kal".
    return token.normal != "call" and is_one_of(token.normal, words)


def wants_person(text: str) -> bool:
    """Tell whether a short text asks for somebody to talk to, whoever it may be."""
    return _is_short(text) and (signs(_PERSON).found_in(text) or wants_call(text))


def wants_no_person(text: str) -> bool:
    """Tell whether a short text says that the person asked for is not needed any more."""
    words = sounds_of(text)
    if len(words) > _LONGEST_REFUSAL or is_question(text) or has_one_of(words, _OF_ANOTHER):
        return False
    return any(
        has_one_of(sounds_of(part), _A_PERSON) and signs(_NOT_NEEDED).found_in(part)
        for part in _PART_END.split(text)
    )


def wants_call(text: str) -> bool:
    """Tell whether a short text asks us to call."""
    return _is_short(text) and signs(_CALL).found_in(text) and not signs(_NOT_FOR_US).found_in(text)


def _is_short(text: str) -> bool:
    return len(tokenise(text)) <= _LONGEST_WISH
