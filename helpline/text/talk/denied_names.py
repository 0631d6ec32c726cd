"""That something is not what it was called: "kisan yojna ka nahi hai", "nothing to do with teachers"."""

from collections.abc import Iterable

from helpline.text.keys import sound_of
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, is_gap, tokenise

# Of a name only the other words count.
_SMALL = "ka ki ke ko se me mein aur ya or and of the a an in for to on no hai"
# A name that says itself what is lacking cannot be told from the trouble told once more.
_LACKS = "nahi not no without missing"
# Between a name and its no in Hindi, and behind that no.
_JOINS = "ka ki ke ko se wala wali wale bhi ji ye yeh vibhag department samasya shikayat problem mamla maamla matter baat vishay baare me mein bare liye"
_NAHI = "nahi nahin"
_NEW = frozenset({"nai", "nayi", "नई", "नयी"})
_CLOSING = "hai hain he h tha thi bilkul ji sir bhai"
# Between a no and the name in English.
_ABOUT = "a an the about for of any to do with related your our my"
_NOT = frozenset({"not", "isn't", "isnt", "wasn't", "nothing", "never"})
# The words of a name stand together.
_SPAN, _FARTHEST = 6, 6
_SHORT = 2  # consonants


def denies_name(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text says of one of these names that it is not so."""
    tokens = tokenise(text)
    # By its sound a no would be a word of "nai pension".
    said = ["" if _is_no(token) else _consonants(token) for token in tokens]
    return any(_denies(text, tokens, said, name) for name in names)


def _denies(text: str, tokens: list[Token], said: list[str], name: str) -> bool:
    words = {_consonants(token) for token in tokenise(name) if _counts(token)}
    if not words or any(_is_no(token) for token in tokenise(name)):
        return False
    # Of a long name people say what is special in it.
    enough = len(words) if len(words) < 3 else 2
    for first, sound in enumerate(said):
        if sound not in words:
            continue
        last = max(i for i in range(first, min(first + _SPAN, len(said))) if said[i] in words)
        is_named = len(words & set(said[first : last + 1])) >= enough
        if is_named and (_no_behind(text, tokens, last + 1) or _no_before(tokens, first)):
            return True
    return False


def _consonants(token: Token) -> str:
    """Yojana is yojna; of a short word the vowels count too."""
    sound = sound_of(token.normal)
    bare = "".join(letter for letter in sound if letter not in "aeiou")
    return bare if len(bare) > _SHORT else sound


def _counts(token: Token) -> bool:
    return not is_one_of(token.normal, _SMALL)


def _is_no(token: Token) -> bool:
    return token.normal not in _NEW and is_one_of(token.normal, _LACKS)


def _no_behind(text: str, tokens: list[Token], at: int) -> bool:
    """Kisan yojna ka nahi hai; but "kooda nahi uthaya" tells the trouble."""
    while at < len(tokens) and is_one_of(tokens[at].normal, _JOINS):
        at += 1
    if at >= len(tokens) or tokens[at].normal in _NEW or not is_one_of(tokens[at].normal, _NAHI):
        return False
    behind = at + 1
    if behind >= len(tokens) or is_one_of(tokens[behind].normal, _CLOSING):
        return True
    return is_gap(text, tokens[at], tokens[behind])


def _no_before(tokens: list[Token], at: int) -> bool:
    """It has nothing to do with a shortage of teachers."""
    before = at - 1
    while before >= max(0, at - _FARTHEST) and is_one_of(tokens[before].normal, _ABOUT):
        before -= 1
    return before >= 0 and tokens[before].normal in _NOT
