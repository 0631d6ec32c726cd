"""A number that its writer calls a complaint's, and that is none of ours: too long, too short, with letters."""

import re

from helpline.text.talk.words import has_one_of, sounds_of

_NUMBER = re.compile(
    r"(?<![\w/.+])(?:[a-z]{1,6}[/-]?)?\d(?:[ ./-]?\d){3,23}(?![\w/])", re.IGNORECASE
)
_COMPLAINT = "shikayat shikayt sikayat complaint complain ticket token registration reference grievance sandarbh"
_AROUND = """
number nambar no sankhya hai ye yeh yah meri mera mere ka ki ko status sthiti kya hua hui batao bataiye sir ji madam please is my this it the of purani purana old id uk cm cmhl
"""
_SAME_AS_A_PHONE = re.compile(r"(?:\+?91|0)?[6-9]\d{9}")
_CALLED = "number nambar no sankhya id"
_OURS = 8  # digits
_LONG = 9  # digits; a shorter one is called a number


def other_number(text: str) -> str | None:
    """Return a number of another kind that is said to be a complaint's, or that is all a text says."""
    return next((one[0] for one in _NUMBER.finditer(text) if _is_meant(text, one)), None)


def _is_meant(text: str, found: re.Match[str]) -> bool:
    if not _may_be(found[0]):
        return False
    beside = sounds_of(f"{text[: found.start()]} {text[found.end() :]}")
    is_long = _is_long(found[0])
    is_called = has_one_of(sounds_of(text[: found.start()])[-2:], _CALLED)
    is_said = has_one_of(beside, _COMPLAINT) and (is_long or is_called)
    is_alone = is_long and all(has_one_of([one], _AROUND) for one in beside)
    return is_said or is_alone


def _may_be(written: str) -> bool:
    digits = "".join(str(int(char)) for char in written if char.isdecimal())
    if any(char.isalpha() for char in written):
        return True
    return len(digits) != _OURS and not _SAME_AS_A_PHONE.fullmatch(digits)


def _is_long(written: str) -> bool:
    has_letters = any(char.isalpha() for char in written)
    return has_letters or sum(char.isdecimal() for char in written) >= _LONG
