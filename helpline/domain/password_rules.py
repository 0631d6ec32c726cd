"""What a password must be: long, and more than a name or a common word with a number behind it."""

import re

SHORTEST, LONGEST = 10, 200
# Of letters: a date, a phone number or `aaaaaaaaaa` has fewer.
FEWEST_DIFFERENT = 3
_NO_LETTERS = re.compile(r"[\W\d_]+")
# As they look without digits and signs: `India@12345` is `india`, `P@ssw0rd123` is `psswrd`.
_COMMON_WORDS = """
    abc abcd abcde abcdef abcdefgh admin administrator asdf asdfgh asdfghjkl changeme cmhelpline
    dehradun demo department district guest helpdesk helpline iloveyou india jaihind
    jaishreeram krishna letmein login mypassword nainital namaste newpassword office officer
    pass passw passwd password passwrd psswrd pssword qaz qazwsx qwe qwert qwerty qwertyuiop
    samadhan secret shriram system tehri test testtest uttarakhand welcome zaq zxcvbn zxcvbnm
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class WeakPassword(Exception):
    """The password is easy to guess."""


class TooShort(WeakPassword):
    """It has fewer than `SHORTEST` characters."""


class TooCommon(WeakPassword):
    """It is the login or a common word, with or without digits, or it has hardly any letters."""


def check_password(password: str, login: str) -> None:
    """Refuse a password that is easy to guess. Raises TooShort, TooCommon."""
    if len(password) < SHORTEST:
        raise TooShort
    letters = _only_letters(password)
    if len(set(letters)) < FEWEST_DIFFERENT or letters in _COMMON | {_only_letters(login)}:
        raise TooCommon


def _only_letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())
