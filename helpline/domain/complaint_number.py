"""Complaint numbers: seven digits and a check digit, read out in two groups of four.

The check digit is Verhoeff's: it notices every single wrong digit and every pair of
neighbouring digits that changed places, the two mistakes people make on the phone.
Eight digits cannot be taken for a PIN code (six) or a mobile number (ten).
"""

import re
import unicodedata

from stdnum import verhoeff
from stdnum.exceptions import ValidationError

FIRST = 1_000_000
LENGTH = 8
_PREFIX = re.compile(r"^\s*(?:cmhl|cm|uk|no|number|नंबर|नम्बर|संख्या)?[\s.:#/-]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s./-]+")


class WrongComplaintNumber(ValueError):
    """What was given is not a complaint number: a digit is wrong, missing or too many."""


def for_id(complaint_id: int) -> str:
    """Return the eight-digit number of the complaint with this database id (1, 2, …)."""
    body = str(FIRST + complaint_id)
    return body + verhoeff.calc_check_digit(body)


def spoken(number: str) -> str:
    """Return the number as it is written for people: `10000010` as `1000-0010`."""
    return f"{number[:4]}-{number[4:]}"


def parse(text: str) -> str:
    """Return the eight digits of a complaint number written in any way.

    Any spacing, any script's digits, with or without a prefix (`CM`, `नंबर`).
    Raises WrongComplaintNumber when the count of digits or the check digit is wrong.
    """
    digits = ascii_digits(_SEPARATORS.sub("", _PREFIX.sub("", text)))
    if not (digits.isascii() and digits.isdigit()) or len(digits) != LENGTH:
        raise WrongComplaintNumber(text)
    try:
        return verhoeff.validate(digits)
    except ValidationError as error:
        raise WrongComplaintNumber(text) from error


def is_right(digits: str) -> bool:
    """Tell whether eight plain digits could be a complaint's: the check digit fits."""
    return len(digits) == LENGTH and verhoeff.is_valid(digits)


def looks_like_ours(text: str) -> bool:
    """Tell whether a wrong number may be one of ours with a digit mistyped, left out or too many."""
    digits = re.sub(r"\D", "", _PREFIX.sub("", text))
    letters = any(char.isalpha() for char in _PREFIX.sub("", text))
    return not letters and abs(len(digits) - LENGTH) <= 1


def ascii_digits(text: str) -> str:
    """Return the text with the digits of any script, as in १२३, written 123."""
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
