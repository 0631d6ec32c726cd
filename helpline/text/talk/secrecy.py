"""Whether somebody wants their name kept from others, or asks who will know that it was they."""

import re
from itertools import pairwise

from helpline.text.clauses import find_clauses
from helpline.text.talk.questions import is_question
from helpline.text.talk.words import has_one_of, signs, sounds, sounds_of
from helpline.text.tokens import tokenise

_WISH = """
naam mat | naam na bata | naam nahi bata | naam … mat bata | naam … mat batana | naam … na bataye | naam … na batana | naam … nahi batana | naam … nahi bataye | naam … nahi bataiye
naam gupt | naam gopniya | naam gopaniya | naam … gupt | naam … gopniya | gupt rakh | gupt rakhna | gupt rakhiye | gupt rakhe | gopniya rakh | gopniya rakhna | gopniya rakhiye | gopniya rakhe | gupt rahe | gopniya rahe
naam chhupa | naam chupa | naam … chhupa | naam … chupa | naam … chhupana | naam … chupana | naam secret | naam … secret | naam na aaye | naam … na aaye | naam nahi aana | naam nahi aaye | naam … nahi aana | naam … nahi aaye | naam … bahar na
naam likhna mat | naam lena mat | naam mat lena | naam na le | naam na lena | bina naam | naam ke bina | gumnaam
pehchan gupt | pehchan … gupt | pehchan chhupa | pehchan … chhupa | pehchan mat | pehchan … mat | pehchan ujagar | pehchan na
number mat de | number mat dena | number mat bata | number mat batana | number … mat dena | number … mat batana | number … na dena | number gupt | number … gupt | mera number kisi ko
kisi ko mat bata | kisi ko mat batana | kisi ko na bata | kisi ko na batana | kisi ko nahi bata | kisi ko nahi batana | kisi ko pata na | kisi ko pata nahi chalna | kisi ko pata nahi chalni | pata na chale | pata nahi chalna chahiye
keep my name | keep my identity | keep me anonymous | keep it confidential | keep this confidential | keep it secret | keep this secret | name secret | name confidential | name private | name anonymous
hide my name | hide my number | hide my identity | don't tell … name | do not tell … name | dont tell … name | don't tell anyone | do not tell anyone | don't tell anybody | do not tell anybody
don't mention my | do not mention my | don't disclose | do not disclose | not disclose | don't reveal | do not reveal | not reveal | don't share my | do not share my | don't give my name | do not give my name | don't use my name | do not use my name
anonymous | anonymously | without my name | without name | without giving my name | nobody should know | no one should know | my name should not | my identity should not | confidential
"""
_QUESTION = """
pradhan ko … pata | pradhan ko … pta | sarpanch ko … pata | parshad ko … pata | thekedar ko … pata | padosi ko … pata | adhikari ko … pata | officer ko … pata | kotedar ko … pata | dealer ko … pata | unko … pata | unhe … pata | usko … pata | usse pata | use pata chal | kisi ko … pata chal | sabko pata | gaon … pata chal | logo ko pata
pata chalega ki main | pata chalega ki maine | pata chal jayega ki | pata to nahi chalega | pata nahi chalega na | pata chalega mera naam | naam pata chal | mera naam dikh | mera naam dikhega | naam … dikhega | naam … dikhta | naam … dikhai | mera number dikh | mera number dikhega | number … dikhega | number … dikhai | mera naam kisko | mera naam kaun | mera number kaun | kaun dekhega | kaun dekh sakta | kaun kaun dekh | kaun padhega | kisko dikhega | kisko dikhegi
jaan jayega … maine | jaan jayenge … maine | mera naam lenge | mera naam lega | mera naam … batayenge | mera naam … bata doge | mera naam … bataoge | naam bata doge | naam to nahi bata | naam … jayega kya
know it was me | know that it was me | know it is me | know that i | know i complained | know who complained | know my name | find out it was me | find out that i | find out who | see my name | see my number | see that i | will he know | will she know | will they know | will … know about me | get to know | tell him my name | tell them my name | tell the pradhan | who can see | who will see | who sees | who gets my | who will know | is my name | is it anonymous | is this anonymous | is this confidential | is it confidential
"""
_ONESELF = "naam nam pehchan pehchaan identity name"
_HIDDEN = "gupt… gopni… secret confiden… private chhup… chup… surakshit safe"
_BE_KNOWN = "bata… dikh… mileg… aayeg… aaeg… bahar khul… ujagar share reveal disclos… leak jaan… likhn… seen shown visible appear…"
_MY_NUMBER = "mera number | mera phone number | my number | my phone number"
_COMPLAINT = "shikayat complaint baat"
_LEARNS = "pata khabar malum maloom bata… dikh…"
_WILL = (
    "chaleg… padeg… lageg… hogi hoga jayeg… jaeg… batay… bataog… doge denge deng… dikhaog… dikhay…"
)
_ME = "mujhe mujhko hame hamen hamko humko"
_PAPERS = "list card suchi portal form aadhaar aadhar voter ration khatauni pension register kab"
_WILL_THEY_KNOW = """
who complained | will … know | will … find out | will … see it | will … see this | can … see it | can … see this | can … see my | does … get to know | will … be told
"""
_LONGEST_QUESTION = 12  # words
_SENTENCE_END = re.compile(r"(?<=[?!।])\s*")
# A sentence beside it that is longer than this says something of its own.
_FEW_WORDS = 4


def wants_secrecy(text: str) -> bool:
    """Tell whether somewhere in a text its writer asks that their name be kept from others."""
    return signs(_WISH).found_in(text)


def asks_who_knows(text: str) -> bool:
    """Tell whether somebody asks who will see their name or know that they complained."""
    sentences = _SENTENCE_END.split(text)
    return signs(_QUESTION).found_in(text) or any(map(_fears_to_be_known, sentences))


def _fears_to_be_known(text: str) -> bool:
    """Whether a short question has the name and the telling of it: "naam bahar to nahi jayega?"."""
    words = sounds_of(text)
    if len(words) > _LONGEST_QUESTION or not is_question(text) or has_one_of(words, _PAPERS):
        return False
    says_name = has_one_of(words, _ONESELF) and not _is_of_another(words)
    will_know = has_one_of(words, _LEARNS) and has_one_of(words, _WILL)
    if says_name or signs(_MY_NUMBER).found_in(text):
        return will_know or has_one_of(words, f"{_BE_KNOWN} {_HIDDEN}")
    if has_one_of(words, _COMPLAINT) and has_one_of(words, _HIDDEN):
        return True
    to_somebody = "ko" in words and not has_one_of(words, _ME)
    return (to_somebody and will_know) or signs(_WILL_THEY_KNOW).found_in(text)


def _is_of_another(words: list[str]) -> bool:
    """Whether it is somebody else's name: "pradhan ka naam"."""
    named = sounds(_ONESELF)
    return any(word in named and before in sounds("ka ki") for before, word in pairwise(words))


def is_about_secrecy_only(text: str) -> bool:
    """Tell whether a text speaks of the writer's name being known, and of nothing else."""
    if _fears_to_be_known(text):
        return True
    if not (wants_secrecy(text) or asks_who_knows(text)):
        return False
    others = [
        clause.text
        for clause in find_clauses(text)
        if not (wants_secrecy(clause.text) or asks_who_knows(clause.text))
    ]
    return sum(len(tokenise(other)) for other in others) <= _FEW_WORDS
