"""Rasa extractor: complaint numbers, mobile numbers and PIN codes, in any script's digits."""

import re
from dataclasses import dataclass
from functools import lru_cache

import indian_pincode
import phonenumbers
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from helpline.domain import complaint_number
from helpline.nlu.rule_extractor import RuleExtractor
from helpline.text.normalise import normalise_with_offsets
from helpline.text.tokens import tokenise

# Intents about a complaint that exists already: a number in them is most likely its number.
_ABOUT_A_COMPLAINT = (
    "check_status",
    "send_reminder",
    "reopen_complaint",
    "confirm_resolved",
    "withdraw_complaint",
    "add_information",
)
_FEW_WORDS = 4  # a six-digit number alone, or nearly so, answers "which complaint?"


@dataclass(frozen=True)
class Number:
    """A number of some meaning; `start`, `end` are offsets in the text as typed."""

    entity: str
    start: int
    end: int
    value: str
    valid: bool = True


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NumberExtractor(RuleExtractor):
    """Finds `complaint_number` (with `valid`: its check digit fits), `phone` and `pincode`.

    Values are written in ASCII digits without spaces.
    """

    def entities(self, message: Message, text: str) -> list[dict]:
        """Return the numbers of one message."""
        about_a_complaint = message.get(INTENT, {}).get("name") in _ABOUT_A_COMPLAINT
        return [_as_entity(found) for found in find_numbers(text, about_a_complaint)]


def find_numbers(text: str, about_a_complaint: bool = False) -> list[Number]:
    """Return the numbers of a text in order; `about_a_complaint`: the text speaks of an old one."""
    normalised = normalise_with_offsets(text)
    few_words = len(tokenise(text)) <= _FEW_WORDS
    found: list[tuple[int, int, str, str, bool]] = []
    for match in _NUMBERS.finditer(normalised.text):
        reading = _read(normalised.text, match, about_a_complaint or few_words)
        if reading:
            found.append((*match.span(match.lastgroup), *reading))
    return [
        Number(entity, *normalised.span(start, end), value, valid)
        for start, end, entity, value, valid in found
    ]


def _as_entity(number: Number) -> dict:
    entity = {
        "entity": number.entity,
        "start": number.start,
        "end": number.end,
        "value": number.value,
        "confidence_entity": 1.0,
    }
    if number.entity == "complaint_number":
        entity["valid"] = number.valid
    return entity


# Digit lookarounds instead of \b: "9876543210को" is a number followed by a word.
_NUMBERS = re.compile(
    r"(?P<old>\bcm\s?-?hl?\s?[/\-. ]?\s?(?:19|20)\d\d\s?[/\-. ]?\s?\d{3,7}(?!\d))"
    r"|(?P<phone>(?<![\d/])(?:\+?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?!\d))"
    r"|(?P<phone_in_parts>(?<![\d/])(?:\+?91[\s-]?|0)?[6-9]\d{2,3}[\s-]\d{3}[\s-]\d{3,4}(?!\d))"
    r"|(?P<eight>(?<![\d/.,])\d{4}[\s.-]?\d{4}(?![\d/]))"
    r"|(?P<six>(?<![\d/.,])[1-9](?:\d{5}|\d{2} \d{3})(?![\d/]|,\d))"
)
_DIGITS_ONLY = re.compile(r"\D")
_BEFORE, _AFTER = 22, 16  # characters beside a six-digit number that may say what it is
_PIN_SAID = re.compile(r"pin|पिन|डाकघर|postal|zip")
_COMPLAINT_SAID = re.compile(
    r"complain|complent|कंप्ले|शिकायत|सिकायत|shikayat|sikayat|ticket|टिकट|token|टोकन|reference|"
    r"grievance|क्रमांक|संख्या|sankhya|registration|रजिस्ट्रेशन|\bid\b|\bcm\b|remark"
)
_MONEY_SAID = re.compile(r"(?:rs\.?|₹|inr|रु\.?|रुपए|रुपये|rupay|rupaye|rupees)\s*$")
_MONEY_AFTER = re.compile(r"^\s*(?:/-|rs|rupa|rupe|रु|₹|हजार|लाख|lakh|hajar|hazar)")


def _read(text: str, match: re.Match[str], complaint_likely: bool) -> tuple[str, str, bool] | None:
    """Return (entity, value, valid) for a match, or None where the number means none of these."""
    kind = match.lastgroup
    digits = _DIGITS_ONLY.sub("", match[0])
    if kind == "old":
        return "complaint_number", _old_number(digits), True
    if kind in ("phone", "phone_in_parts"):
        return ("phone", digits[-10:], True) if _is_mobile(digits[-10:]) else None
    if kind == "eight":
        return "complaint_number", digits, _has_right_check_digit(digits)
    return _read_six(text, match, digits, complaint_likely)


def _old_number(digits: str) -> str:
    return f"CMHL/{digits[:4]}/{digits[4:]}"


def _read_six(
    text: str, match: re.Match[str], digits: str, complaint_likely: bool
) -> tuple[str, str, bool] | None:
    start, end = match.span()
    before, after = text[max(start - _BEFORE, 0) : start], text[end : end + _AFTER]
    if _MONEY_SAID.search(before) or _MONEY_AFTER.search(after):
        return None
    if _PIN_SAID.search(before[-8:]):
        return "pincode", digits, True
    if _COMPLAINT_SAID.search(before) and " " not in match[0]:
        return "complaint_number", digits, True
    if digits in _pins_of_the_state():
        return "pincode", digits, True
    if (complaint_likely or _COMPLAINT_SAID.search(after)) and " " not in match[0]:
        return "complaint_number", digits, True
    return None


def _is_mobile(digits: str) -> bool:
    number = phonenumbers.parse(digits, "IN")
    return phonenumbers.is_possible_number(number)


def _has_right_check_digit(digits: str) -> bool:
    try:
        complaint_number.parse(digits)
    except complaint_number.WrongComplaintNumber:
        return False
    return True


@lru_cache(maxsize=1)
def _pins_of_the_state() -> frozenset[str]:
    return frozenset(indian_pincode.get_pincodes(state="UTTARAKHAND"))
