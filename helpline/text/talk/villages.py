"""A village by its name, which no list need know: "gaon Syul se", "gram Syul", "hamar gaon Karmi padta hai"."""

from collections.abc import Sequence

from helpline.text.talk.addresses import could_be_a_name
from helpline.text.talk.place_words import is_beside, is_kind_of_spot
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

_VILLAGE = "gaon gram village gaun gau गौं"
# Before the word: a village without a name.
_ANY = (
    "pura poora pure poore sara saara sare saare har kisi kai sabhi dusre doosre whole entire every"
)
_NAME, _CALLED = "naam nam name", "called named"
_OUR = "hamara hamaro hamar hamra mera mero mor apna apne hamare mere our my"
# Of "gram pradhan" and "gaon kal se" these are no names.
_NO_NAME = """
panchayat pradhan sabha vikas sevak samaj prahari walon walo walo vasi wasi vasiyon people head road school
kal raat subah sham roj hamesha poora pura saara sara last this every
"""
# Behind a name one of these, a stop or the end: so "gaon andhera rehta hai" names none.
_BEHIND = "se mein me ka ki ke ko par pe bhi near in from block vikaskhand tehsil tahsil zila jila district post"
# "Gaon to hamara Kotli hai", "गौं दरकोट छ".
_SMALL, _IS = "to toh hi", "hai he chha chh ch छ च"
_LIES = "padta padti parta lagta padda parda"
_LONGEST = 2  # words of a name
Span = tuple[int, int]


def village_in(text: str, known: Sequence[Span] = ()) -> Span | None:
    """Return the offsets of the name that a text gives to a village, which ends before a known place; None where it names none."""
    tokens = tokenise(text)
    starts = frozenset(start for start, _ in known)
    for at, token in enumerate(tokens):
        is_any = at > 0 and is_one_of(tokens[at - 1].normal, _ANY)
        if is_one_of(token.normal, _VILLAGE) and not is_any:
            found = _behind(text, tokens, at, starts) or _before(tokens, at)
            if found is not None:
                return found
    return None


def _behind(text: str, tokens: list[Token], at: int, starts: frozenset[int]) -> Span | None:
    """Gram Syul se; gaon ka naam Syul hai; village called Syul; gaon hamar Karmi padta hai."""
    first, is_called = at + 1, False
    while first < len(tokens) and is_one_of(
        tokens[first].normal, f"{_OUR} {_SMALL} ka ki of is hai {_NAME} {_CALLED}"
    ):
        is_called = is_called or is_one_of(tokens[first].normal, f"{_NAME} {_CALLED}")
        first += 1
    if first > at + 1 and not (is_called or is_one_of(tokens[first - 1].normal, f"{_OUR} of")):
        return None
    last = first
    while last < len(tokens) and last - first < _LONGEST and _is_name(text, tokens, last):
        if last > first and tokens[last].start in starts:
            break
        last += 1
    if last == first:
        return None
    before_known = last < len(tokens) and tokens[last].start in starts
    is_told = last < len(tokens) and is_one_of(tokens[last].normal, _IS)
    ends = is_called or before_known or is_told or _ends(text, tokens, last) or _lies(tokens, last)
    return (tokens[first].start, tokens[last - 1].end) if ends else None


def _before(tokens: list[Token], at: int) -> Span | None:
    """Karmi gaon padta hai."""
    if not _lies(tokens, at + 1) or at == 0 or not could_be_a_name(tokens[at - 1].normal):
        return None
    return tokens[at - 1].start, tokens[at - 1].end


def _is_name(text: str, tokens: list[Token], at: int) -> bool:
    word = tokens[at].normal
    between = text[tokens[at - 1].end : tokens[at].start]
    is_other = is_one_of(
        word, f"{_NO_NAME} {_OUR} {_SMALL} {_IS} {_LIES} {_BEHIND}"
    ) or is_kind_of_spot(word)
    return not (between.strip() or is_other or is_beside(word)) and could_be_a_name(word)


def _ends(text: str, tokens: list[Token], at: int) -> bool:
    if at == len(tokens):
        return True
    gap = text[tokens[at - 1].end : tokens[at].start].strip()
    return bool(gap) or is_one_of(tokens[at].normal, _BEHIND)


def _lies(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and is_one_of(tokens[at].normal, _LIES)
