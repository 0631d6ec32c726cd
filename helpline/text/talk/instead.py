"""One matter dropped for another: "ration wali baat rehne do, street light ka likho"."""

from dataclasses import dataclass

from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, is_gap, tokenise

# Behind what is dropped; not "hatao", which is said of garbage, …
_LEFT_BEHIND = (
    "chhod do", "chhod dijiye", "chhod dena", "rehne do", "rehne dijiye", "rehne dena", "jane do",
    "jaane dijiye", "mat likho", "mat likhna", "mat likhiye", "cancel karo", "cancel kar do",
    "cancel kardo", "chhodo", "chhodiye", "chhoddo", "rehnedo",
)  # fmt: skip
# … and before it.
_LEFT_BEFORE = "leave skip drop forget cancel discard"
_BEGINS = (
    "likho likhiye likhna likh write file register report darj instead karo kar kariye kijiye do"
    " note make take"
)
_AROUND = f"{_BEGINS} complaint shikayat ki ka ke ko wali wala wale baat mamla please plz dijiye dena den kardo bas"
_BEFORE_BEGUN = f"{_AROUND} about a an the one for of on and aur par lekin but ab now abhi uski usko iski jagah badle balki only sirf i want need"
_FILLERS = "no nahi nahin sorry actually ok okay wait please are arre ji haan acha achha ab now sir madam bhai just"
_LONGEST, _MOST_LEFT = 30, 6  # words


@dataclass(frozen=True)
class Instead:
    """What is dropped, empty where it is only pointed at, and what is begun instead, as typed."""

    left: str
    begun: str


def find_instead(text: str) -> Instead | None:
    """Return what a text drops and begins; None where it does not do both."""
    tokens = tokenise(text)
    while tokens and is_one_of(tokens[0].normal, _FILLERS):
        tokens = tokens[1:]
    if not 3 <= len(tokens) <= _LONGEST:
        return None
    left, begun = _before(text, tokens) or _behind(text, tokens) or ([], [])
    begun = _stripped(begun)
    if not begun or len(left) > _MOST_LEFT:
        return None
    if all(is_one_of(token.normal, _LEFT_BEFORE) for token in begun):
        return None  # "rehne do, cancel kar do" begins nothing
    return Instead(_typed(text, left), _typed(text, begun))


def _before(text: str, tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Leave that, write about the garbage."""
    if is_one_of(tokens[0].normal, "never") and is_one_of(tokens[1].normal, "mind"):
        tokens = tokens[1:]
    elif not is_one_of(tokens[0].normal, _LEFT_BEFORE) or is_one_of(tokens[1].normal, "kar karo"):
        return None
    rest = tokens[1:]
    cut = next((at for at in range(1, len(rest)) if _is_gap(text, rest[at - 1], rest[at])), None)
    if cut is None:
        cut = next(
            (at for at in range(1, len(rest)) if is_one_of(rest[at].normal, f"{_BEGINS} and")), None
        )
    return None if cut is None else (rest[:cut], rest[cut:])


def _behind(text: str, tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Ration rehne do, street light ka likho; street light ka likho, ration rehne do."""
    for at in range(len(tokens)):
        end = _leaving_at(tokens, at)
        if end is None:
            continue
        if end < len(tokens):
            return (tokens[:at], tokens[end:]) if at else _named_behind(text, tokens, end)
        cuts = [i for i in range(1, at) if _is_gap(text, tokens[i - 1], tokens[i])]
        begins = cuts and any(is_one_of(token.normal, _BEGINS) for token in tokens[: cuts[-1]])
        return (tokens[cuts[-1] : at], tokens[: cuts[-1]]) if begins else None
    return None


def _named_behind(text: str, tokens: list[Token], end: int) -> tuple[list[Token], list[Token]]:
    """Chhodo ration, street light ka likho; chhodo, street light ka likho."""
    cuts = [at for at in range(end, len(tokens)) if _is_gap(text, tokens[at - 1], tokens[at])]
    cut = cuts[0] if cuts and cuts[0] - end <= _MOST_LEFT else end
    return tokens[end:cut], tokens[cut:]


def _leaving_at(tokens: list[Token], at: int) -> int | None:
    """Return where the words behind "rehne do" begin, if these stand there."""
    for phrase in _LEFT_BEHIND:
        words = phrase.split()
        said = tokens[at : at + len(words)]
        if len(said) == len(words) and all(
            is_one_of(token.normal, word) for token, word in zip(said, words, strict=True)
        ):
            return at + len(words)
    return None


def _stripped(tokens: list[Token]) -> list[Token]:
    """Take "write about" off the beginning and "ka likho" off the end."""
    while tokens and is_one_of(tokens[0].normal, _BEFORE_BEGUN):
        tokens = tokens[1:]
    while tokens and is_one_of(tokens[-1].normal, _AROUND):
        tokens = tokens[:-1]
    return tokens


def _is_gap(text: str, one: Token, other: Token) -> bool:
    return is_gap(text, one, other) or "-" in text[one.end : other.start]


def _typed(text: str, tokens: list[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
