"""Numbers nobody should send in a chat: Aadhaar, PAN, bank account, IFSC, card. They are masked.

What a complaint needs is kept as it is: complaint numbers, phone numbers, PIN codes, and the
account numbers of electricity and water bills. Not everybody who reads a message needs it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn, verhoeff

from helpline.domain import complaint_number

AADHAAR, PAN, ACCOUNT, IFSC, CARD = "aadhaar", "pan", "account", "ifsc", "card"
MASK = "X"
# As on a masked Aadhaar card: enough for its owner to know which one it was.
SHOWN_DIGITS = 4

# Digits in groups, as people write long numbers; what is glued to letters is no number.
_RUN = re.compile(r"(?<![\w/.,+])\d(?:[ \u00a0-]?\d){8,}(?![\d/])")
_GROUP = re.compile(r"\d+")
_PAN = re.compile(r"(?<![^\W_])[a-z]{3}[pchfatbljg][a-z]\d{4}[a-z](?![a-z0-9])", re.IGNORECASE)
_IFSC = re.compile(r"(?<![^\W_])[a-z]{4}0[a-z0-9]{6}(?![a-z0-9])", re.IGNORECASE)
_PHONE = re.compile(r"(?:91|0)?[6-9]\d{9}")
_CARD_LENGTH, _AADHAAR_LENGTH, _SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 16, 12, 9, 18
# How people group the twelve digits; six and six are two PIN codes, two and ten a phone number.
_AADHAAR_GROUPS = frozenset({(12,), (4, 4, 4), (4, 8), (8, 4), (3,) * 4, (2,) * 6, (1,) * 12})
# What stands just before a number says what it is.
_JUST_BEFORE = 30
_AADHAAR_SAID = re.compile(r"a+dh?a+r|uid(?:ai)?\b|आधार|आधर")
_PHONE_SAID = re.compile(r"mob|phone|fone|contact|whatsapp|call|मोबाइल|मोबाईल|फ़?ोन|फोन|संपर्क")
_BANK_SAID = re.compile(r"bank|बैंक|बेंक|passbook|पासबुक|\bsbi\b|\bpnb\b")
_ACCOUNT_SAID = re.compile(r"acc?o?u?nt|\ba/?c\b|khaa?ta|अकाउंट|एकाउंट|अकाऊंट|खाता|खाते")
_ITS_NUMBER_SAID = re.compile(r"(?:no\.?|num\w*|sankhya|नंबर|नम्बर|नं\.?|संख्या)\W*$")
_COMPLAINT_SAID = re.compile(r"shi?kaya?t|complain|ticket|शिकायत")
_BILL_SAID = re.compile(
    r"bill|बिल|consumer|upbhok|उपभोक्ता|connection|कनेक्शन|meter|मीटर|bijli|बिजली|upcl|jal sansthan"
)

# As the desk shows a phone number: enough to tell two of them apart.
HIDDEN, SHOWN_OF_A_PHONE = "•", 3
_A_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?91[ \u00a0-]?|0)?[6-9]\d(?:[ \u00a0-]?\d){8}"
    r"|0[1-8]\d(?:[ \u00a0-]?\d){7,8})(?!\d)"
)
_A_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ \u00a0-]?\d){6,}(?!\d)")
_OF_A_BILL = re.compile(
    r"(?:bill|बिल|consumer|upbhok\w*|उपभोक्ता|connection|कनेक्शन|meter|मीटर)\W+"
    r"(?:(?:no|num\w*|sankhya|नंबर|नम्बर|नं|संख्या)\W+)?(?:hai|h|is|है)?\W*$"
)


@dataclass(frozen=True)
class Masked:
    """A text without such numbers, and which kinds it had."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    kind: str
    start: int
    end: int


def mask(text: str) -> Masked:
    """Return the text with every such number masked, its last four digits left where usual."""
    # One character for each, so that places in the one are places in the other.
    plain = complaint_number.ascii_digits(text)
    found = sorted(_find(plain), key=lambda one: one.start)
    written = text
    for one in reversed(found):
        part = written[one.start : one.end]
        written = written[: one.start] + _masked(part, one.kind) + written[one.end :]
    return Masked(written, tuple(dict.fromkeys(one.kind for one in found)))


def discreet(text: str, every_long_number: bool = False) -> str:
    """Return a message as it stands on a page: of a phone number only the last digits can be read.

    So of `every_long_number` but a complaint's, for whoever has nothing to do with the matter.
    """
    for start, end in _not_for_all(text, every_long_number):
        text = text[:start] + _hidden(text[start:end]) + text[end:]
    return text


def in_full(words: str, message: str) -> str:
    """Return words that somebody wrote from a discreet message, with its numbers as they were sent."""
    for start, end in _not_for_all(message):
        words = words.replace(_hidden(message[start:end]), message[start:end])
    return words


def _not_for_all(text: str, every_long_number: bool = False) -> list[tuple[int, int]]:
    """Where numbers stand that are hidden on a page."""
    plain = complaint_number.ascii_digits(text)
    found = [one.span() for one in _A_PHONE.finditer(plain) if not _is_of_a_bill(plain, one)]
    if every_long_number:
        found += [one.span() for one in _A_LONG_NUMBER.finditer(plain) if not _is_complaints(one)]
    return found


def _is_of_a_bill(text: str, found: re.Match[str]) -> bool:
    return _OF_A_BILL.search(_before(text, found.start())) is not None


def _is_complaints(found: re.Match[str]) -> bool:
    return complaint_number.is_right(re.sub(r"\D", "", found[0]))


def _hidden(part: str) -> str:
    left = sum(char.isdecimal() for char in part) - SHOWN_OF_A_PHONE
    written = []
    for char in part:
        hide = char.isdecimal() and left > 0
        left -= char.isdecimal()
        written.append(HIDDEN if hide else char)
    return "".join(written)


def _find(text: str) -> Iterator[_Found]:
    codes = [
        _Found(IFSC, *match.span())
        for match in _IFSC.finditer(text)
        # A meter's number may look the same.
        if not _says_last(_before(text, match.start()), _BILL_SAID, _BANK_SAID)
    ]
    yield from codes
    for match in _PAN.finditer(text):
        yield _Found(PAN, *match.span())
    for run in _RUN.finditer(text):
        yield from _find_in_run(text, list(_GROUP.finditer(text, *run.span())), bool(codes))


def _find_in_run(text: str, groups: list[re.Match[str]], beside_ifsc: bool) -> Iterator[_Found]:
    """Read groups of digits from the left, each time as many together as make a private number."""
    first = 0
    while first < len(groups):
        # No number has more groups than digits; a page full of digits must not take long either.
        last = min(len(groups), first + _LONGEST_ACCOUNT)
        for end in range(last, first, -1):
            kind = _kind_of(text, groups[first:end], beside_ifsc)
            if kind:
                yield _Found(kind, groups[first].start(), groups[end - 1].end())
                first = end
                break
        else:
            first += 1


def _kind_of(text: str, groups: list[re.Match[str]], beside_ifsc: bool) -> str | None:
    digits = "".join(group[0] for group in groups)
    before = _before(text, groups[0].start())
    lengths = tuple(len(group[0]) for group in groups)
    if _is_aadhaar(digits, lengths, before):
        return AADHAAR
    if len(digits) == _CARD_LENGTH and digits[0] in "34568" and luhn.is_valid(digits):
        return CARD
    # Only what is grouped evenly is one number; a 2 behind it may be an amount.
    is_one = len(set(lengths[:-1])) <= 1 and lengths[-1] <= lengths[0] and min(lengths) > 1
    if is_one and _is_account(digits, before, text.lower(), beside_ifsc):
        return ACCOUNT
    return None


def _is_aadhaar(digits: str, groups: tuple[int, ...], before: str) -> bool:
    if len(digits) != _AADHAAR_LENGTH:
        return False
    if _says_last(before, _AADHAAR_SAID, _PHONE_SAID):
        # Said to be one: a mistyped digit does not make it public.
        return True
    if _says_last(before, _COMPLAINT_SAID, _AADHAAR_SAID):
        return False
    if _says_last(before, _BILL_SAID, _AADHAAR_SAID):
        # Of twelve digits on a bill every tenth has a check digit that fits.
        return False
    if groups == (12,) and _PHONE.fullmatch(digits):
        return False
    if groups == (8, 4) and complaint_number.is_right(digits[: complaint_number.LENGTH]):
        return False
    return groups in _AADHAAR_GROUPS and digits[0] in "23456789" and verhoeff.is_valid(digits)


def _is_account(digits: str, before: str, text: str, beside_ifsc: bool) -> bool:
    if not _SHORTEST_ACCOUNT <= len(digits) <= _LONGEST_ACCOUNT:
        return False
    account_said = _says_last(before, _ACCOUNT_SAID, _PHONE_SAID)
    if _PHONE.fullmatch(digits):
        return account_said and _ITS_NUMBER_SAID.search(before) is not None
    if beside_ifsc or _says_last(before, _BANK_SAID, _PHONE_SAID):
        return True
    return account_said and _BILL_SAID.search(text) is None


def _before(text: str, start: int) -> str:
    return text[max(0, start - _JUST_BEFORE) : start].lower()


def _says_last(before: str, wanted: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Tell whether a word of the one kind stands before a number, and none of the other after it."""
    said = [match.end() for match in wanted.finditer(before)]
    return bool(said) and other.search(before, said[-1]) is None


def _masked(part: str, kind: str) -> str:
    hidden = sum(char.isalnum() for char in part)
    shown = 0 if kind in (PAN, IFSC) else SHOWN_DIGITS
    written, left = [], hidden - shown
    for char in part:
        hide = char.isalnum() and left > 0
        left -= char.isalnum()
        written.append(MASK if hide else char)
    return "".join(written)
