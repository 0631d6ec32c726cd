"""Corrections: what a citizen says in place of what was said before, "pani nahi bijli".

Whether it is one is known only when both sides are understood: "pani nahi aata" has the same
shape. So this finds what may be one, and leaves out what surely is none.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, is_gap, tokenise

# A longer message tells a story, and its no's belong to that.
_MOST_WORDS = 25
# What is denied is named, not told.
_MOST_DENIED = 4
# Complaints have the shape of a statement too; one that names a place is short.
_MOST_STATED, _LONGEST_STATEMENT = 2, 10
_NAHI, _WRONG = "nahi nahin", "galat wrong"
_NO = f"{_NAHI} {_WRONG} no"
_NOT = "not"
_BUT = "balki but"
_VOCATIVES = "bhai sir madam beta bete bhaiya didi bahan behan babu maam mam saab sahab yaar dost chacha uncle aunty"
# Before a correction people clear their throat.
_FILLERS = (
    "are arre ji oh haan sorry maaf mafi kijiye wait actually matlab mera i mean meant it its is"
    f" this the lekin {_VOCATIVES}"
)
# One of these alone tells that a correction follows.
_MARKERS = "sorry matlab actually mean meant"
# Behind a no these make it the no of a sentence: nahi aa raha, nahi mila.
_VERBS = (
    "li a aa aata aati aate aaya aayi aae aaye mil mila mili mile milta milti milte hai hain he h ho"
    " hota hoti hote hua hui hue chal chala chalti chalta kar kari karta karte karti kiya kiye"
    " de di diya dete deta deti ja jata jati jate gaya gayi la laya le liya liye leta rah raha"
    " rahi rahe ban bana bani bante lag laga lagi lage likh likha likhi likhte sun suna sunte suni"
    " pahuncha pahunchi pata chahiye thi tha the available coming working there any water received"
)
# By their sound a no: "mohalla nai basti".
_NEW = ("nai", "nayi", "नई", "नयी")
_CLOSING = "hai hain he h"
_ALSO = "bhi also either"
_PLACE = "ward jagah pata gaon mohalla address place zila jila district village"
_WRITTEN = "likh likha likhi diya di gaya gayi ho hua maine mene"
_POINTING = "ye yeh yah wo woh vah ji"
# A yes that adds something: "haan, par Dangi bhi likh do", "yes but add ward 4".
_YES = "haan ha han ji yes yeah ok okay theek thik sahi right correct hai bilkul"
_ADD = "add jod jodo likh likho likhna dal dalo daalo include write mention"
_AROUND_ADDED = (
    f"{_VOCATIVES} bhi do dena dijiye dijie kar karo karna kijiye lo lena jaye also too please plz and aur par"
    " lekin magar but bas ji it the in"
)


@dataclass(frozen=True)
class Correction:
    """What is not so, where it is named, and what is so instead, both as typed; or `adds` to a yes.

    `is_statement` where "is not" has its verb: "Pokhri nahi hai, Dungri hai". So one also says
    what is lacking, "pani nahi hai, bijli bhi nahi": only a place is set right by it.
    """

    denied: str | None
    wanted: str
    adds: bool = False
    is_statement: bool = False


def says_only_no(text: str) -> bool:
    """Tell whether a text says that something is wrong, and not what: "nahi galat hai"."""
    words = [token.normal for token in tokenise(text)]
    known = (
        f"{_NO} {_NOT} {_CLOSING} {_POINTING} {_FILLERS} that isn't right sahi theek bilkul ekdum"
    )
    return bool(words) and all(is_one_of(word, known) for word in words)


def find_correction(text: str) -> Correction | None:
    """Return what the text may correct; None where it has no such shape."""
    tokens = tokenise(text)
    if not 2 <= len(tokens) <= _MOST_WORDS:
        return None
    added = _added_to_yes(text, tokens)
    if added is not None:
        return added
    behind = _behind_wrong(text, tokens)
    if behind is not None:
        return behind
    begun, rest = _without_beginning(text, tokens)
    found = _either_side(text, rest)
    if found is not None:
        return found
    return Correction(None, _typed(text, rest)) if begun and rest else None


def _added_to_yes(text: str, tokens: list[Token]) -> Correction | None:
    """Yes, but add Dangi."""
    if not is_one_of(tokens[0].normal, _YES) or not any(
        is_one_of(token.normal, _ADD) for token in tokens
    ):
        return None
    rest = _stripped(tokens[1:], f"{_YES} {_ADD} {_AROUND_ADDED}")
    return Correction(None, _typed(text, rest), adds=True) if rest else None


def _behind_wrong(text: str, tokens: list[Token]) -> Correction | None:
    """Sorry ward galat likh diya, ward 6 nahi ward 9 hai."""
    cut = _first_gap(text, tokens)
    head, rest = tokens[:cut], tokens[cut:] if cut else []
    names_part = any(is_one_of(token.normal, _PLACE) for token in head)
    is_wrong = any(is_one_of(token.normal, _WRONG) for token in head)
    known = f"{_PLACE} {_WRONG} {_FILLERS} {_POINTING} {_CLOSING} {_WRITTEN} me mein ka ki"
    if not rest or not (names_part and is_wrong):
        return None
    if not all(is_one_of(token.normal, known) for token in head):
        return None
    return _either_side(text, rest) or Correction(None, _typed(text, rest))


def _stripped(tokens: list[Token], words: str) -> list[Token]:
    """Take such words off both ends."""
    while tokens and is_one_of(tokens[0].normal, words):
        tokens = tokens[1:]
    while tokens and is_one_of(tokens[-1].normal, words):
        tokens = tokens[:-1]
    return tokens


def _without_beginning(text: str, tokens: list[Token]) -> tuple[bool, list[Token]]:
    """Take a no and fillers off the beginning; tell whether a correction was begun so."""
    rest, begun = tokens, False
    while rest:
        is_no = is_one_of(rest[0].normal, _NO) and not _is_no_of_a_sentence(text, rest, 0)
        if not is_no and not is_one_of(rest[0].normal, _FILLERS):
            break
        begun = begun or is_no or is_one_of(rest[0].normal, _MARKERS)
        rest = rest[1:]
    return begun, rest


def _either_side(text: str, tokens: list[Token]) -> Correction | None:
    for shape in (_not_but, _no_between, _no_at_the_end, _in_place_of, _stated):
        found = shape(text, tokens)
        if found is not None:
            return found
    return None


def _not_but(text: str, tokens: list[Token]) -> Correction | None:
    """Not water but electricity; not water, electricity; electricity, not water."""
    at = _position(tokens, lambda token: is_one_of(token.normal, _NOT))
    if at is None or at == len(tokens) - 1:
        return None
    before, after = tokens[:at], tokens[at + 1 :]
    if before:
        return _correction(text, after, before)
    cut = _position(after, lambda token: is_one_of(token.normal, _BUT))
    if cut is not None:
        return _correction(text, after[:cut], after[cut + 1 :])
    cut = _first_gap(text, after)
    return None if cut is None else _correction(text, after[:cut], after[cut:])


def _no_between(text: str, tokens: list[Token]) -> Correction | None:
    """Pani nahi bijli; Devprayag galat hai, Rudraprayag."""
    at = _position(tokens, lambda token: is_one_of(token.normal, f"{_NAHI} {_WRONG}"))
    if at is None or at == 0:
        return None
    after = tokens[at + 1 :]
    if tokens[at].normal in _NEW and after and not is_gap(text, tokens[at], after[0]):
        return None
    if is_one_of(tokens[at].normal, _WRONG):
        after = _without_closing(after)
        if all(is_one_of(token.normal, _VERBS) for token in after):
            return None
    elif _is_no_of_a_sentence(text, tokens, at):
        return None
    while after and is_one_of(after[0].normal, _BUT):
        after = after[1:]
    return _correction(text, tokens[:at], after)


def _no_at_the_end(text: str, tokens: list[Token]) -> Correction | None:
    """Bijli ki samasya hai, pani ki nahi."""
    last = _without_closing(tokens[::-1])[::-1]
    if len(last) < 3 or not is_one_of(last[-1].normal, _NAHI):
        return None
    said = last[:-1]
    if any(is_one_of(token.normal, _ALSO) for token in said):
        return None  # "no water, no light either" lacks both
    cuts = [
        index
        for index in range(1, len(said))
        if is_gap(text, said[index - 1], said[index]) or is_one_of(said[index - 1].normal, _CLOSING)
    ]
    return _correction(text, said[cuts[-1] :], said[: cuts[-1]]) if cuts else None


def _in_place_of(text: str, tokens: list[Token]) -> Correction | None:
    """Pani ki jagah bijli."""
    for at in range(2, len(tokens) - 1):
        if is_one_of(tokens[at - 1].normal, "ki ke") and is_one_of(
            tokens[at].normal, "jagah badle bajay"
        ):
            return _correction(text, tokens[: at - 1], tokens[at + 1 :])
    return None


def _stated(text: str, tokens: list[Token]) -> Correction | None:
    """Pokhri nahi hai ye, gaon Dungri hai; it isn't Pokhri, it's Dungri."""
    at = _position(tokens, lambda token: is_one_of(token.normal, _NAHI))
    if at is None or not 0 < at <= _MOST_STATED or len(tokens) > _LONGEST_STATEMENT:
        return None
    if at + 1 >= len(tokens) or not is_one_of(tokens[at + 1].normal, _CLOSING):
        return None
    behind = at + 2
    while behind < len(tokens) and is_one_of(tokens[behind].normal, _POINTING):
        behind += 1
    if behind >= len(tokens) or not (
        is_gap(text, tokens[behind - 1], tokens[behind]) or is_one_of(tokens[behind].normal, _BUT)
    ):
        return None
    while behind < len(tokens) - 1 and is_one_of(tokens[behind].normal, _BUT):
        behind += 1
    found = _correction(text, tokens[:at], tokens[behind:])
    return found and replace(found, is_statement=True)


def _correction(text: str, denied: list[Token], wanted: list[Token]) -> Correction | None:
    if not denied or not wanted or len(denied) > _MOST_DENIED:
        return None
    return Correction(_typed(text, denied), _typed(text, wanted))


def _is_no_of_a_sentence(text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether the verb comes right behind the no, without a comma between."""
    if at + 1 >= len(tokens):
        return True
    return is_one_of(tokens[at + 1].normal, _VERBS) and not is_gap(text, tokens[at], tokens[at + 1])


def _without_closing(tokens: list[Token]) -> list[Token]:
    return tokens[1:] if tokens and is_one_of(tokens[0].normal, _CLOSING) else tokens


def _first_gap(text: str, tokens: list[Token]) -> int | None:
    return next((i for i in range(1, len(tokens)) if is_gap(text, tokens[i - 1], tokens[i])), None)


def _position(tokens: list[Token], fits: Callable[[Token], bool]) -> int | None:
    return next((index for index, token in enumerate(tokens) if fits(token)), None)


def _typed(text: str, tokens: list[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end]
