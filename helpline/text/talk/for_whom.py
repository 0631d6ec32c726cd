"""For whom somebody writes: "meri maa ki pension", "padosi ke liye", "my father's ration card"."""

from helpline.text.talk.words import is_one_of, signs
from helpline.text.tokens import Token, tokenise

_KIN = (
    "maa maaji mata mataji mummy mammi ammi amma mother mom pita pitaji papa papaji father dad abbu"
    " babuji dada dadaji dadi dadiji nana nanaji nani grandfather grandmother chacha chachi tau"
    " tauji tai mama mami bua mausi uncle aunt aunty bhai bhaiya bhabhi brother behen bahan didi"
    " sister pati husband patni biwi wife beta bete son beti daughter sas sasur saas sasural"
    " parents"
)
_NEIGHBOUR = "padosi padosan neighbour neighbor padosiyon"
_MY = "mere meri mera hamare hamari hamara humare humari apne apni my our"
# To the ear they are kin: "the" is "tai", "to" is "tau", "be" is "bhai".
_NO_KIN = frozenset(["the", "they", "then", "to", "te", "be", "baby", "थे", "तो", "ते", "बे"])
# Between the person and the thing.
_OF = "ka ki ke ko"
_FOR = (("ke", "liye"), ("ki", "taraf"), ("ki", "or"), ("ke", "naam"))
_SUFFIXES = ("'s", "’s")
# A neighbour can be the cause, and "bhai" a way to speak to us: with these it is who suffers.
_OWNED = (
    "pension ration rashan card bijli light pani vetan mazdoori majduri paisa kist awas bill meter"
    " connection ilaj certificate praman patra nal"
)

_FOR_ONESELF = """
mere liye hai | mere liye hi | mere khud ke liye | apne liye | khud ke liye | meri khud ki | mera khud ka | mera apna | meri apni | meri hi hai | mera hi hai | mere naam | kisi aur ke liye nahi | kisi aur ki nahi | kisi aur ka nahi | ke liye nahi
ki nahi meri | ka nahi mera | ke nahi mere | ki nahi mera | ka nahi meri | ki nahi hai meri | ka nahi hai mera | ki nahi apni | ka nahi apna
for myself | for me | my own | it's mine | it is mine | not for her | not for him | not for them | not for my | not for anyone | not for anybody | not my mother's | not my father's | it is about me | it's about me
"""
_LONGEST_CORRECTION = 12


def for_whom(text: str) -> str | None:
    """Return the words that name another person as the one concerned; None where it is the writer."""
    tokens = tokenise(text)
    for index, token in enumerate(tokens):
        found = _person(tokens, index) if _is_somebody(token) else None
        if found is not None:
            first, last = found
            return text[tokens[first].start : tokens[last].end]
    return None


def is_for_oneself(text: str) -> bool:
    """Tell whether a short text says that the matter is the writer's own and nobody else's."""
    return len(tokenise(text)) <= _LONGEST_CORRECTION and signs(_FOR_ONESELF).found_in(text)


def _is_somebody(token: Token) -> bool:
    return token.normal not in _NO_KIN and is_one_of(_bare(token), f"{_KIN} {_NEIGHBOUR}")


def _person(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return the first and last word of the person's name; None where nothing is theirs."""
    last = at + 1 if at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, "ji") else at
    first = at - 1 if at and is_one_of(tokens[at - 1].normal, _MY) else at
    written_for = at and is_one_of(tokens[first - 1].normal, "for") if first else False
    behind = [token.normal for token in tokens[last + 1 : last + 4]]
    if written_for or _is_for(behind) or _owns(tokens[at], behind, first < at):
        return first, last
    return None


def _is_for(behind: list[str]) -> bool:
    return len(behind) > 1 and any(
        is_one_of(behind[0], one) and is_one_of(behind[1], two) for one, two in _FOR
    )


def _owns(person: Token, behind: list[str], is_mine: bool) -> bool:
    english = person.normal.endswith(_SUFFIXES)
    if not english and not (behind and is_one_of(behind[0], _OF)):
        return False
    owned = any(is_one_of(word, _OWNED) for word in behind[0 if english else 1 :])
    return owned or (is_mine and not is_one_of(_bare(person), _NEIGHBOUR))


def _bare(token: Token) -> str:
    return token.normal[:-2] if token.normal.endswith(_SUFFIXES) else token.normal
