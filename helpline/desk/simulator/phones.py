"""Phone numbers of the simulated citizens."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

HOME = "IN"
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_RECIPIENT = re.compile(r"\+?([1-9]\d{7,14})", re.ASCII)


class WrongPhone(ValueError):
    """What was given cannot be the number of a citizen's phone."""


def wa_id(number: str) -> str:
    """Return a mobile number in WhatsApp's form: digits with country code. Raises WrongPhone.

    A number without country code is taken for an Indian one.
    """
    for candidate in (number, f"+{number.lstrip('+ ')}"):
        try:
            parsed = phonenumbers.parse(candidate, HOME)
        except phonenumbers.NumberParseException:
            continue
        is_valid = phonenumbers.is_valid_number(parsed)
        if is_valid and phonenumbers.number_type(parsed) in _MOBILE:
            return f"{parsed.country_code}{parsed.national_number}"
    raise WrongPhone(number)


def recipient(number: str) -> str:
    """Return the number that a message is for in WhatsApp's form. Raises WrongPhone.

    Like Meta, it asks only that this could be an international number.
    """
    written = _RECIPIENT.fullmatch(re.sub(r"[ ()-]", "", number))
    if written is None:
        raise WrongPhone(number)
    return written[1]


def readable(wa_id: str) -> str:
    """Return a number as people write it: `+91 98765 43210`."""
    try:
        parsed = phonenumbers.parse(f"+{wa_id}")
    except phonenumbers.NumberParseException:
        return f"+{wa_id}"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
