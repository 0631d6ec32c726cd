"""Labels: a sentence without names and numbers, with [words](entity), and what it means.

A citizen's words become training data, which everybody may read. So numbers and names are put
away first; what no rule finds, the person who teaches has to see and hide.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpline.domain import complaint_number, private_numbers

PLACE, DISTRICT, DURATION = "place", "district", "duration"
NUMBER, PHONE, PINCODE = "complaint_number", "phone", "pincode"
ENTITIES = (PLACE, DISTRICT, DURATION, NUMBER, PHONE, PINCODE)
COMPLAINT = "report_complaint"
KINDS = ("grievance", "demand")
LONGEST = 1000

# Nobody's: they stand for any other.
SOME_PHONE, SOME_NUMBER = "9000000001", complaint_number.for_id(1)
SOME_NAME = {False: "Ram Kumar", True: "राम कुमार"}
_NOBODYS = re.compile(r"9000000\d{3}")
_MASK = "X"
# A number that is no entity: only hidden.
_HIDDEN = "hidden"

_ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+)\)")
_PHONE = re.compile(r"(?<![\w+])(?:\+?91[ -]?|0)?[6-9]\d(?:[ -]?\d){8}(?!\d)")
_NUMBER = re.compile(r"(?<![\w/])\d{4}[ -]?\d{4}(?![\d/])")
# As left by private_numbers: its last digits still tell something.
_MASKED = re.compile(r"X[X -]*\d[\d -]*\d|X{3,}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){6,}(?!\d)")

_LETTERS = r"[A-Za-z\u0900-\u0963\u0970-\u097f.]+"
_NO_NAME = (
    r"(?!(?:hai|hain|h|he|hoon|hu|hun|aur|or|and|is|se|ka|ki|ke|ko|ne|me|mein|main|mai|gaon|gram"
    r"|from|in|of|at|my|i|mera|meri|bol|likh|batao|kya|nahi|galat|galti|list|m|son|wife"
    r"|है|हैं|हूँ|हूं|और|से|का|की|के|को|ने|में|मैं|गाँव|गांव|ग्राम|मेरा|मेरी|बोल|लिख|नहीं|गलत|सूची"
    r"|पुत्र|पुत्री|पत्नी|सही|श्री|श्रीमती)(?![A-Za-z\u0900-\u0963]))"
)
_NAME = rf"({_NO_NAME}{_LETTERS}(?:\s+{_NO_NAME}{_LETTERS}){{0,2}})"
_NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:mera|hamara|humara|my|मेरा|हमारा)\s+(?:naam|nam|name|नाम)\s*(?:is|:|-)?\s*{_NAME}",
        rf"(?:^|[\n,.।])\s*(?:naam|name|नाम)\s*[:\-–]\s*{_NAME}",
        rf"\b(?:i\s+am|this\s+is)\s+(?:mr|mrs|ms|shri|smt)\.?\s+{_NAME}",
        rf"(?:\b(?:main|mai)|मैं)\s+{_NAME}\s+(?:bol\s+rah|bol\s+rh|likh\s+rah|बोल\s+रह|लिख\s+रह)",
        rf"(?:\b(?:shrimati|smt|shri|mr|mrs)\b|श्रीमती|श्री)\.?\s+{_NAME}",
        rf"\b[sdw]/o\.?\s+{_NAME}",
    )
)


class NotALabel(ValueError):
    """A sentence that cannot be a label; `reason` says why, as a word of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Meaning:
    """What a sentence means: its intent; of a complaint also the category and the kind."""

    intent: str
    category: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class _Part:
    start: int
    end: int
    text: str
    entity: str | None = None


def plain(text: str) -> str:
    """Return the sentence without its annotations."""
    return _ANNOTATION.sub(r"\1", text)


def entities_of(text: str) -> list[tuple[str, str]]:
    """Return the entities of an annotated sentence with their words, in their order."""
    return [(match[2], match[1]) for match in _ANNOTATION.finditer(text)]


def annotated(text: str, entities: Iterable[dict]) -> str:
    """Return a citizen's words as a label has them: what was heard marked, what is private hidden.

    `entities` are those of a turn, with their places in the text.
    """
    text, parts = private_numbers.mask(text).text, []
    for part in (*_private(text), *_heard(text, entities)):
        if all(part.end <= other.start or other.end <= part.start for other in parts):
            parts.append(part)
    written, at = [], 0
    for part in sorted(parts, key=lambda part: part.start):
        written += [_bare(text[at : part.start]), _marked(part.text, part.entity)]
        at = part.end
    return _one_line("".join([*written, _bare(text[at:])]))


def checked(text: str) -> str:
    """Return an annotated sentence as it is kept: one line, known entities, no private number.

    Raises NotALabel.
    """
    written, at = [], 0
    for match in _ANNOTATION.finditer(text):
        if match[2] not in ENTITIES:
            raise NotALabel("unknown_entity")
        written += [_hidden(text[at : match.start()]), _marked(_hidden(match[1]), match[2])]
        at = match.end()
    line = _one_line("".join([*written, _hidden(text[at:])]))
    if not any(char.isalnum() for char in plain(line)):
        raise NotALabel("no_words")
    if len(line) > LONGEST:
        raise NotALabel("too_long")
    return line


def can_be_label(text: str) -> bool:
    """Tell whether an annotated sentence can be kept."""
    try:
        checked(text)
    except NotALabel:
        return False
    return True


def _private(text: str) -> Iterator[_Part]:
    """What nobody else may read, with what stands in its place."""
    # Digits of any script, one for each, so that places stay the same.
    text = complaint_number.ascii_digits(text)
    for match in _PHONE.finditer(text):
        yield _Part(*match.span(), _nobodys(match[0]), PHONE)
    for match in _NUMBER.finditer(text):
        if complaint_number.is_right(re.sub(r"\D", "", match[0])):
            yield _Part(*match.span(), SOME_NUMBER, NUMBER)
    for match in _MASKED.finditer(text):
        yield _Part(*match.span(), re.sub(r"\w", _MASK, match[0]), _HIDDEN)
    for match in _LONG_NUMBER.finditer(text):
        yield _Part(*match.span(), re.sub(r"\d", "0", match[0]), _HIDDEN)
    for pattern in _NAMES:
        for match in pattern.finditer(text):
            yield _Part(*match.span(1), _some_name(match[1]))


def _heard(text: str, entities: Iterable[dict]) -> Iterator[_Part]:
    for entity in entities:
        start, end = entity.get("start"), entity.get("end")
        if entity["entity"] not in ENTITIES or start is None or not 0 <= start < end <= len(text):
            continue
        yield _Part(start, end, text[start:end], entity["entity"])


def _hidden(text: str) -> str:
    """Hide numbers in a stretch that a person has written or left; names are theirs to see."""
    parts = [part for part in _private(text) if part.entity is not None]
    written, at = [], 0
    for part in sorted(parts, key=lambda part: part.start):
        if part.start >= at:
            written += [_bare(text[at : part.start]), part.text]
            at = part.end
    return "".join([*written, _bare(text[at:])])


def _nobodys(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)[-10:]
    return digits if _NOBODYS.fullmatch(digits) else SOME_PHONE


def _some_name(name: str) -> str:
    return SOME_NAME[any("\u0900" <= char <= "\u097f" for char in name)]


def _marked(text: str, entity: str | None) -> str:
    return f"[{_bare(text)}]({entity})" if entity in ENTITIES else _bare(text)


def _bare(text: str) -> str:
    """Brackets mean something in training data."""
    return text.translate(str.maketrans("[]{}", "()()"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
