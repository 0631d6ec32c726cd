"""Which language somebody asks for, in any wording: "in English please", "hindi padh nahi paata".

Hindi in Roman letters counts as a third one: whoever asks for it has to hear what there is instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from helpline.text.clauses import find_clauses
from helpline.text.keys import sound_of
from helpline.text.language import ENGLISH, HINDI, language_of
from helpline.text.normalise import normalise
from helpline.text.talk.words import sounds, sounds_of
from helpline.text.tokens import Token, tokenise

ROMAN = "roman"

_NAMES = {
    HINDI: "hindi hindee devanagari devnagari devanagri devnagri",
    ENGLISH: "english eng engilsh inglish ingles angrezi angreji angreezi angrezy",
    ROMAN: "roman romen hinglish abc abcd",
}
# "Hindi in English letters" is asking for Roman letters.
_LETTERS = "letter letters akshar aksharon akshron aksar alphabet alphabets lipi script font fonts"
# "Hindi in English" too, but "Hindi or English" is not.
_LETTERS_OF = frozenset(
    map(
        normalise,
        ["me", "mein", "ko", "in", "wali", "wala", "likhi", "में", "मे", "को", "वाली", "वाला"],
    )
)
_FEW = 2
_DEVANAGARI = "devanagari devnagari devanagri devnagri देवनागरी"
_NO_BEFORE = "why kyun kyu kyon not dont don't cant can't cannot never without"
_NO_BEHIND = "kyun kyu kyon why nahi नि mat band hata hatao isn't isnt weak poor tight dikkat mushkil pareshani"
_READING = "padh padha padhna padhni padhne padhi padhta padhti read reading"
_MARKS = frozenset(",.;!?।\n")
_LONGEST_WISH = 16
# What a wish for a language is made of. In longer ones a word of something else is no harm.
_SMALL_WORDS = f"""
{" ".join(_NAMES.values())} {_LETTERS} {_NO_BEFORE} {_NO_BEHIND} {_READING} wala wali wale bhasha
language lang me mein main ko ki ka ke se hi bhi to na ji ab abhi aage bas sirf only ya aur or and
but lekin par no mujhe mujhko hame humko hum mere meri mera i my we us you u your aap ap tum likho
likhiye likhe likhkar likhna likh likhte likhoge do dijiye den dena de bhejo bhejiye bhej bolo
boliye bol bole bataiye batao bata samjhao samjhaiye baat karo kariye kare karein karna kar karte
sakte sakta sakti hai hain ho hun chahiye chahta chahti pata pati pate paunga aata aati samajh
samajhta samajhti samajhte jawab reply answer answers message msg messages sandesh sms chat could
can would will please kripya kripaya write speak talk respond send tell understand know use switch
change set want need like prefer in the a of is do does it this that for from now on any well much
very badlo badal badliye badlna badalna karwa kijiye hoga thoda bhai sir madam mam didi yaar koi
kuch poori pura sara sab mode bhashaa aaye aaya ye yeh hello hi namaste bhaiya jawaab sorry
"""


@dataclass(frozen=True)
class _Named:
    """A language named at a place of the text, and whether it is refused there."""

    language: str
    at: int


def asks_for_language(text: str) -> bool:
    """Tell whether a text asks for a language and says nothing else."""
    words = sounds_of(text)
    if not words or len(words) > _LONGEST_WISH or not _mentions(tokenise(text)):
        return False
    foreign = sum(word not in sounds(_SMALL_WORDS) for word in words)
    return foreign <= (1 if len(words) >= 5 else 0)


def language_beside(text: str) -> str | None:
    """Return the language that one clause of a text asks for, where the others say something else."""
    clauses = [clause.text for clause in find_clauses(text)]
    wishes = [clause for clause in clauses if asks_for_language(clause)]
    if not wishes or len(wishes) == len(clauses):
        return None
    return named_language(wishes[-1])


def named_language(text: str) -> str | None:
    """Return the language somebody asks for (`hi`, `en`, `roman`), or None where none is named.

    Of two the one that is not refused; where the only one is refused, the one they can read.
    """
    wanted: list[str] = []
    refused: set[str] = set()
    for clause in _clauses(text, tokenise(text)):
        named = _mentions(clause)
        unwanted = {named[index].language for index in _refused(clause, named)}
        refused |= unwanted
        wanted += [one.language for one in named if one.language not in unwanted]
    left = [language for language in wanted if language not in refused]
    if left:
        return ROMAN if ROMAN in left else left[-1]
    return _instead_of(refused, text)


def _instead_of(refused: set[str], text: str) -> str | None:
    if not refused:
        return None
    if refused == {ENGLISH} or refused == {ROMAN} or refused == {ENGLISH, ROMAN}:
        return HINDI
    words = set(sounds_of(text))
    roman_hindi = text.isascii() and language_of(text) != ENGLISH
    if ENGLISH in refused or (roman_hindi and words & sounds(f"{_READING} {_DEVANAGARI}")):
        # Speaks Hindi and cannot read it.
        return ROMAN
    return ENGLISH


def _mentions(tokens: list[Token]) -> list[_Named]:
    named = []
    for index, token in enumerate(tokens):
        language = _languages().get(sound_of(token.normal))
        if language is None:
            continue
        following = tokens[index + 1].normal if index + 1 < len(tokens) else ""
        if language == ENGLISH and sound_of(following) in sounds(_LETTERS):
            language = ROMAN
        is_roman_hindi = named and named[-1].language == ROMAN and index - named[-1].at <= 2
        if language == HINDI and is_roman_hindi:
            continue
        if named and _is_in_letters_of(tokens, named[-1], language, index):
            named[-1] = _Named(ROMAN, index)
            continue
        named.append(_Named(language, index))
    return named


def _is_in_letters_of(tokens: list[Token], one: _Named, language: str, at: int) -> bool:
    """Whether "Hindi English me", "English me Hindi" or "Hindi in English" is said: the one's words, the other's letters."""
    between = tokens[one.at + 1 : at]
    joined = all(token.normal in _LETTERS_OF for token in between) and len(between) <= _FEW
    return joined and {one.language, language} == {HINDI, ENGLISH}


def _refused(tokens: list[Token], named: list[_Named]) -> Iterable[int]:
    """Yield the indices of those that a no belongs to: in English it stands before, in Hindi behind."""
    if not named:
        return
    for at, token in enumerate(tokens):
        sound = sound_of(token.normal)
        before = [index for index, one in enumerate(named) if one.at < at]
        behind = [index for index, one in enumerate(named) if one.at > at]
        if sound in sounds(_NO_BEFORE):
            yield behind[0] if behind else before[-1]
        elif sound in sounds(_NO_BEHIND) and (before or at > 0):
            yield before[-1] if before else behind[0]


def _clauses(text: str, tokens: list[Token]) -> list[list[Token]]:
    clauses = [tokens[:1]]
    for one, other in pairwise(tokens):
        if _MARKS.isdisjoint(text[one.end : other.start]):
            clauses[-1].append(other)
        else:
            clauses.append([other])
    return clauses


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return {sound_of(name): code for code, names in _NAMES.items() for name in names.split()}
