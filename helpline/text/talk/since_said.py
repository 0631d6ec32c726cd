"""Since when, where a text says nothing else: "15 din ho gaye hain bas", "6 mahine kar do", "March"."""

import re
from dataclasses import dataclass
from datetime import date

from helpline.text.durations import find_durations
from helpline.text.numbers import number_of
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

# All that stands around it.
_FRAME = """
ho gaye gaya gayi chuke hua hue hui hai hain he tha thi the bas hi sirf only just about around nearly almost lagbhag
karib kareeb is was it it's its been has have be for since from of to se asal me mera meri mere maine main i matlab
actually galat wrong likh likha likho likhiye likhna write put make change set badlo badal badalkar kar karo kardo
kariye kijiye do dijiye ko wala sahi correct right date tareekh kab when lekin but par balki haan ha yes ji please
plz sorry ye yeh yah wo woh pehle pahle ab abhi tak ka ki ke in now started shuru dikkat problem pareshani samasya
sir madam zyada jyada zyaada adhik more than over at least kam
"""
_LONGEST = 12  # words
_SINCE = " se"


@dataclass(frozen=True)
class SinceSaid:
    """Since when in the citizen's words, and how many days ago that is."""

    words: str
    days: int


def since_said(text: str, today: date, is_answer: bool = False) -> SinceSaid | None:
    """Return since when a short text says it is, and nothing else; None where it says more.

    As an `is_answer` to that question, or in place of another time, a bare "March" is enough.
    """
    tokens = tokenise(text)
    if not tokens or len(tokens) > _LONGEST or "?" in text:
        return None
    for first, last in _cores(tokens):
        core = tokens[first : last + 1]
        words = text[core[0].start : core[-1].end]
        is_counted = len(core) > 1 and any(_is_number(token) for token in core)
        for spoken in (words, words + _SINCE) if is_counted or is_answer else (words,):
            days = _days(spoken, today)
            if days is not None:
                return SinceSaid(words, days)
    return None


def put_right(since: str, denied: str, wanted: str, today: date) -> SinceSaid | None:
    """Return since when it is if one word of what was known is replaced: "4 nahi 7", "din nahi hafte"."""
    parts = re.split(rf"(?<!\S){re.escape(denied)}(?!\S)", since, flags=re.IGNORECASE)
    if len(parts) != 2:
        return None
    return since_said(wanted.join(parts), today, is_answer=True)


def _cores(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return the spans that may be the time, the longest first; what is left around is frame."""
    spans = [
        (first, last)
        for first in range(len(tokens))
        for last in range(first, len(tokens))
        if all(is_one_of(t.normal, _FRAME) for t in [*tokens[:first], *tokens[last + 1 :]])
    ]
    return sorted(spans, key=lambda span: span[0] - span[1])


def _days(words: str, today: date) -> int | None:
    """Return the days of words that are a time and nothing else."""
    found = find_durations(words, today)
    is_all = len(found) == 1 and found[0].start == 0 and words[found[0].end :] in ("", _SINCE)
    return found[0].days if is_all else None


def _is_number(token: Token) -> bool:
    return token.normal.isdecimal() or number_of(token.normal) is not None
