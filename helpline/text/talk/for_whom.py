"""For whom somebody writes: "meri maa ki pension", "padosi ke liye", "my father's ration card"."""

from dataclasses import dataclass

from helpline.text.talk.lifetimes import is_of_death
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

_KIN = (
    "maa maaji mata mataji mummy mammi ammi amma mother mom pita pitaji papa papaji father dad abbu"
    " babuji dada dadaji dadi dadiji nana nanaji nani grandfather grandmother chacha chachi tau"
    " tauji tai mama mami bua mausi uncle aunt aunty bhai bhaiya bhabhi brother behen bahan didi"
    " sister pati husband patni biwi wife beta bete son beti daughter sas sasur saas sasural"
    " parents dost friend saheli rishtedar relative kirayedar tenant"
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

# All that is said when nothing but the person is told or set right.
_FRAME = f"""
{_OWNED} ka ki ke ko liye taraf or naam se ji hai hain he ho bas sirf hi to bhi wala wali wale ye yeh yah wo
woh vah is iski iska iske isko main hun i am i'm it its it's is isn't this this's that the of for about on behalf
in name from nahi nahin na not no galat wrong actually matlab asal sorry balki but lekin par aur and haan ha yes
please sir madam likh likha likho likhna likhiye raha rahi rahe kar karo kardo do dijiye kijiye darj badlo badal change
shikayat complaint problem samasya mamla maamla matter baat case applying writing file filing instead her his one jagah badle hatao hata remove
"""
_ONESELF = "mera meri mere hamara hamari hamare humara humari humare khud apna apni apne myself mine my own"
_ANYBODY = "kisi anyone anybody someone somebody else aur dusre doosre kisiki"
_NO_BEFORE = "not isn't isnt remove"
_NO_BEHIND = "nahi nahin na galat wrong jagah badle hatao hata"
# Between whom it is about and its no.
_JOINS = f"ka ki ke ko liye hai hain naam taraf wala wali wale {_OWNED}"
# So one speaks to us.
_VOCATIVES = "bhai bhaiya beta bete didi behan uncle aunty"
_LONGEST_CORRECTION = 12
_SELF, _OTHER, _SOMEBODY = "self", "other", "somebody"
# The first word, the one behind the last, and who it is.
_Mention = tuple[int, int, str]


@dataclass(frozen=True)
class Whose:
    """Whose matter it is: another person's, in the citizen's words, or the writer's own.

    `is_open` where only the writer is denied: "mere liye nahi hai".
    """

    person: str | None = None
    is_open: bool = False

    @property
    def is_the_writer(self) -> bool:
        """Whether it is the writer's own."""
        return self.person is None and not self.is_open


def for_whom(text: str) -> str | None:
    """Return the words that name another person as the one concerned; None where it is the writer."""
    tokens = tokenise(text)
    for index, token in enumerate(tokens):
        found = _person(tokens, index) if _is_somebody(token) else None
        if found is not None:
            first, last = found
            return text[tokens[first].start : tokens[last].end]
    return None


def whose(text: str) -> Whose | None:
    """Return whose matter a short text says it is; None where it says something else."""
    tokens = tokenise(text)
    if not tokens or len(tokens) > _LONGEST_CORRECTION or "?" in text:
        return None
    named = _mentions(tokens)
    rest = [t for at, t in enumerate(tokens) if not any(s <= at < e for s, e, _ in named)]
    if rest and rest[0] is tokens[0] and is_one_of(rest[0].normal, _VOCATIVES):
        rest = rest[1:]
    if not named or not all(is_one_of(token.normal, _FRAME) for token in rest):
        return None
    meant = [one for one in named if not _is_denied(tokens, one, named)]
    persons = [text[tokens[s].start : tokens[e - 1].end] for s, e, who in meant if who == _OTHER]
    if persons:
        return Whose(persons[-1])
    if any(who == _SELF for _, _, who in meant):
        return Whose()
    if len(meant) == len(named):
        return None
    # Who is denied alone leaves open whose it is; "not my mother's" is the writer's own.
    return Whose(is_open=all(who == _SELF for _, _, who in named))


def names_only_whose(text: str) -> bool:
    """Tell whether a text says whose complaint it is, and nothing of what is wrong: "meri patni ki shikayat"."""
    said = whose(text)
    is_other = said is not None and said.person is not None
    return is_other and not any(is_one_of(token.normal, _OWNED) for token in tokenise(text))


def _mentions(tokens: list[Token]) -> list[_Mention]:
    """Return where the writer or others are spoken of, in order."""
    found: list[_Mention] = []
    at = 0
    while at < len(tokens):
        mention = _mention_at(tokens, at)
        if mention is not None:
            found.append(mention)
        at = mention[1] if mention is not None else at + 1
    return found


def _mention_at(tokens: list[Token], at: int) -> _Mention | None:
    following = at + 1
    if is_one_of(tokens[at].normal, _MY) and following < len(tokens):
        while following < len(tokens) - 1 and is_one_of(tokens[following].normal, _ONESELF):
            following += 1  # "meri khud ki"
        if _is_somebody(tokens[following]):
            return at, _behind_person(tokens, following), _OTHER
        return at, following, _SELF
    if _is_somebody(tokens[at]):
        is_call = at == 0 and is_one_of(tokens[at].normal, _VOCATIVES)
        is_called = is_call and not (len(tokens) > 1 and is_one_of(tokens[1].normal, _OF))
        return None if is_called else (at, _behind_person(tokens, at), _OTHER)
    if is_one_of(tokens[at].normal, _ONESELF):
        return at, following, _SELF
    if at and tokens[at].normal == "me" and is_one_of(tokens[at - 1].normal, "for about"):
        return at, following, _SELF
    return (at, following, _SOMEBODY) if is_one_of(tokens[at].normal, _ANYBODY) else None


def _behind_person(tokens: list[Token], at: int) -> int:
    return at + 2 if at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, "ji") else at + 1


def _is_denied(tokens: list[Token], mention: _Mention, named: list[_Mention]) -> bool:
    """Not for me; meri pension nahi."""
    start, end, _ = mention
    while start and is_one_of(tokens[start - 1].normal, "for of the about my"):
        start -= 1
    if start and tokens[start - 1].normal in _NO_BEFORE.split():
        return True
    others = [first for first, _, _ in named if first >= end]
    last = min(others, default=len(tokens))
    while end < last and is_one_of(tokens[end].normal, _JOINS):
        end += 1
    return end < last and is_one_of(tokens[end].normal, _NO_BEHIND)


def _is_somebody(token: Token) -> bool:
    return token.normal not in _NO_KIN and is_one_of(_bare(token), f"{_KIN} {_NEIGHBOUR}")


def _person(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return the first and last word of the person's name; None where nothing is theirs."""
    last = at + 1 if at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, "ji") else at
    first = at - 1 if at and is_one_of(tokens[at - 1].normal, _MY) else at
    written_for = at and is_one_of(tokens[first - 1].normal, "for") if first else False
    behind = [token.normal for token in tokens[last + 1 : last + 4]]
    if any(is_of_death(word) for word in behind):
        return None  # what is told of the dead is the matter of the living
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
