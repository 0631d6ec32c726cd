"""What stands before or beside a trouble and tells of none.

That is who writes ("main gram pradhan hun") and how old they are, how many matters follow ("do
baatein hain"), and what is not complained of ("sadak ki koi shikayat nahi").
"""

import re
from itertools import pairwise

from helpline.text.clauses import Clause, find_clauses
from helpline.text.normalise import normalise
from helpline.text.numbers import number_of
from helpline.text.signs import Signs
from helpline.text.talk.sorrow import sorrow_in
from helpline.text.talk.substance import tells_of_lack
from helpline.text.talk.words import is_one_of, signs
from helpline.text.tokens import tokenise

# "Main gram pradhan Kanda se bol raha hun": with any other verb it tells what happens to somebody.
_MY, _NAME = "mera meri", "naam"
# To the ear they are the "me" of "Haldwani me".
_I = frozenset(map(normalise, ("main", "mai", "मैं", "मै")))
_AM = "hun hai chhun chhu छूँ छौं"
# An age tells of nothing but itself: "meri umar 75 saal ho gayi hai", "main 75 saal ka hun".
_AGE = "umar umr ayu aayu age saal varsh sal years year old"
_AROUND_AGE = f"{_AGE} {_MY} main mai ki ka hun hai ho gayi gaya chuki is am i my of now ab"
_MARK = re.compile(r"[,;:.।!\n]+\s*")
_SPEAKING = Signs("bol raha hun | baat kar raha hun | likh raha hun")
_HAPPENS = "raha rahi rahe gaya gayi gaye chuka chuki karta karti karte kata kat"
_SELF_IN_ENGLISH = ("i am ", "i'm ", "i’m ", "we are ", "my name is ", "myself ")
_DOING = "ing"
_SPEAKING_IN_ENGLISH = frozenset(
    ["speaking", "writing", "calling", "living", "residing", "working"]
)
_LONGEST_INTRODUCTION = 12  # words
# Who says what they are need not say "am": "mai Bhuwan, pradhan gram sabha Kanda".
_OFFICES = "pradhan uppradhan sarpanch parshad sabhasad sadasya mukhiya"
_MATTERS = "baat baaten baatein samasya samasyaen samasyayen shikayat shikayaten problem problems mudde cheez cheezen things complaints issues matters"
_COUNTED = Signs(
    " | ".join(
        f"{count} {matter}"
        for count in [
            "do",
            "dono",
            "teen",
            "char",
            "kuch",
            "kai",
            "two",
            "three",
            "four",
            "some",
            "few",
            "several",
        ]
        for matter in _MATTERS.split()
    )
)
_LONGEST_COUNT = 7
# At the end of a clause; "shikayat nahi sunta" is a complaint indeed.
_DENIED = Signs(
    " | ".join(
        f"{what} {no}"
        for what in ["shikayat", "samasya", "problem", "dikkat", "pareshani", "mamla", "baat"]
        for no in ("nahi", "nahi hai", "nahi karni", "nahi thi", "nahi kar raha")
    )
    + """
    theek hai | theek hain | theek chal rahi hai | sahi hai | sahi chal rahi hai | is fine | are fine | is ok | is okay | is all right | is alright | works fine
    """
)
# So somebody says that several matters follow, and nothing else: "dwi kaam chhan".
_SEVERAL = "do dono dwi dui द्वी दुई teen char two three four several couple 2 3"
_ANY_MATTER = f"{_MATTERS} शिकायतें समस्याएं समस्याएँ बातें kaam kam matter matters complaint"
_AROUND_SEVERAL = f"""
{_SEVERAL} {_ANY_MATTER} mujhe hame humko hamko mera meri mere hamara hamari hamare humara humare hamra mi myara main hum gaon gau gauma गौं ka ki ke ko ma me mein
hain hai chhan chan छन thi the karni karna batani batana bolni bolna kehni kahni likhani likhwani likhna darj karani karwani chahta chahti chahte alag aur ji sir madam namaste namaskar pradhan
i we have want to report tell file about a of there are with my our
"""
_MOST_OF_ANNOUNCING = 10
_DENIAL_WORDS = range(2, 5)
_COURTESY = "ji sir madam bhai sahab bhaiya please"
_DENIED_IN_ENGLISH = """
not complaining | no complaint about | no complaint against | no complaint of | no complaints about | no complaint regarding | no problem with | no issue with | no trouble with | nothing to do with
"""


def is_prelude(text: str) -> bool:
    """Tell whether a text has clauses, and none of them tells of any trouble."""
    clauses = _clauses(text)
    return (
        bool(clauses) and all(_tells_of_none(one.text) for one in clauses) and not sorrow_in(text)
    )


def is_prelude_at(text: str, start: int) -> bool:
    """Tell whether the clause at this place of a text tells of no trouble."""
    found = next((one for one in _clauses(text) if one.start <= start < one.end), None)
    return found is not None and _tells_of_none(found.text)


def end_of_prelude(text: str) -> int:
    """Return where the trouble begins behind who writes and how much follows; 0 where nothing is before it."""
    end = 0
    for mark in _MARK.finditer(text):
        said = text[end : mark.start()]
        if not _tells_of_none(said) or sorrow_in(said):
            break
        end = mark.end()
    return end if any(char.isalpha() for char in text[end:]) else 0


def counts_matters(prelude: str) -> bool:
    """Tell whether what stands before the trouble says that it is more than one: "two problems"."""
    return _COUNTED.found_in(prelude)


def announces_several(text: str) -> bool:
    """Tell whether a part of a text says that several matters follow: "do baatein hain", "dwi kaam chhan"."""
    return any(_announces(part) for part in _parts(text))


def only_announces_several(text: str) -> bool:
    """Tell whether a text says that several matters follow, perhaps who writes, and nothing else."""
    return announces_several(text) and not parts_beside_announcing(text)


def parts_beside_announcing(text: str) -> list[str]:
    """Return what a text tells besides that several matters follow, and who writes."""
    return [part for part in _parts(text) if not (_announces(part) or _tells_of_none(part))]


def _parts(text: str) -> list[str]:
    return [part for part in _MARK.split(text) if part.strip()]


def _announces(part: str) -> bool:
    words = [token.normal for token in tokenise(part)]
    if len(words) > _MOST_OF_ANNOUNCING or not any(is_one_of(w, _SEVERAL) for w in words):
        return False
    is_said = any(is_one_of(word, _ANY_MATTER) for word in words)
    return is_said and all(is_one_of(word, _AROUND_SEVERAL) for word in words)


def denies(text: str) -> bool:
    """Tell whether a text says of something that it is no trouble, and tells of none."""
    return is_prelude(text) and any(_is_denial(one.text) for one in _clauses(text))


def _clauses(text: str) -> list[Clause]:
    """Return the clauses of a text, an introduction in one piece: "Main gram pradhan, Kanda se bol raha hun"."""
    whole: list[Clause] = []
    for clause in find_clauses(text):
        if whole and _goes_on(whole[-1].text):
            start = whole.pop().start
            clause = Clause(text[start : clause.end], start, clause.end)
        whole.append(clause)
    return whole


def _goes_on(clause: str) -> bool:
    words = [token.normal for token in tokenise(clause)]
    # To the ear, "the" is a verb that ends a sentence.
    is_begun = words[0] in _I and not any(is_one_of(word, _AM) for word in words)
    return words[-1] == "the" or (is_begun and not tells_of_lack(clause))


def _tells_of_none(clause: str) -> bool:
    return _is_denial(clause) or (
        not tells_of_lack(clause)
        and (_is_introduction(clause) or _is_age(clause) or _is_count(clause))
    )


def _is_denial(clause: str) -> bool:
    words = [token.text for token in tokenise(clause)]
    while words and is_one_of(words[-1], _COURTESY):
        words.pop()
    ends = (" ".join(words[-count:]) for count in _DENIAL_WORDS)
    return any(map(_DENIED.is_all_of, ends)) or signs(_DENIED_IN_ENGLISH).found_in(clause)


def _is_count(clause: str) -> bool:
    return len(tokenise(clause)) <= _LONGEST_COUNT and _COUNTED.found_in(clause)


def _is_age(clause: str) -> bool:
    words = [token.normal for token in tokenise(clause)]
    rest = [word for word in words if not is_one_of(word, _AROUND_AGE)]
    is_said = any(is_one_of(word, _AGE) for word in words)
    return is_said and bool(rest) and all(w.isdecimal() or number_of(w) is not None for w in rest)


def _is_introduction(clause: str) -> bool:
    words = [token.normal for token in tokenise(clause)]
    if not words or len(words) > _LONGEST_INTRODUCTION:
        return False
    if " ".join(words).startswith(_SELF_IN_ENGLISH):
        return not any(w.endswith(_DOING) and w not in _SPEAKING_IN_ENGLISH for w in words)
    if _SPEAKING.found_in(clause):
        return True
    names = any(is_one_of(one, _MY) and is_one_of(two, _NAME) for one, two in pairwise(words))
    is_self = names or not _I.isdisjoint(words)
    is_said = is_one_of(words[-1], _AM) or any(is_one_of(word, _OFFICES) for word in words)
    return is_self and is_said and not any(is_one_of(word, _HAPPENS) for word in words)
