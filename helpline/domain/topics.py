"""What trainers make at the desk: a question with its answer, a category of complaints."""

import re
from string import Formatter

# An intent made at the desk: a question that a text answers. So the program knows it by its name.
TAUGHT = "faq_"
LONGEST_NAME, LONGEST_CATEGORY, LONGEST_CODE = 60, 24, 40
# WhatsApp's own limit for the text of a message with buttons: none has to be split.
LONGEST_REPLY = 1024
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_BUT_THE_LANGUAGE = "हिन्दी"
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NotATopic(ValueError):
    """What was written cannot be kept; `reason` says why, as a word of ours, `part` where."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part, self.reason = part, reason


def is_taught(intent: str) -> bool:
    """Tell whether an intent is a question made at the desk, answered by a text of its own."""
    return intent.startswith(TAUGHT)


def code_of(name_en: str) -> str:
    """Return a name as a code: small letters, digits and underscores. Raises NotATopic."""
    code = re.sub(r"[^a-z0-9]+", "_", name_en.lower()).strip("_")[:LONGEST_CODE].strip("_")
    if not code or not code[0].isalpha():
        raise NotATopic("name_en", "no_letters")
    return code


def checked_names(name_hi: str, name_en: str, longest: int) -> dict[str, str]:
    """Return the two names on one line each. Raises NotATopic."""
    names = {"name_hi": " ".join(name_hi.split()), "name_en": " ".join(name_en.split())}
    for part, name in names.items():
        if not name:
            raise NotATopic(part, "missing")
        if length(name) > longest:
            raise NotATopic(part, "too_long")
    if not _DEVANAGARI.search(names["name_hi"]):
        raise NotATopic("name_hi", "not_hindi")
    if _DEVANAGARI.search(names["name_en"]):
        raise NotATopic("name_en", "not_english")
    return names


def checked_reply(hi: str, en: str, facts: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return a reply in both languages, with exactly these facts in braces. Raises NotATopic."""
    texts = {"hi": _tidy(hi), "en": _tidy(en)}
    for part, text in texts.items():
        if not text:
            raise NotATopic(part, "missing")
        if length(text) > LONGEST_REPLY:
            raise NotATopic(part, "too_long")
        if facts_in(text, part) != facts:
            raise NotATopic(part, "other_facts")
    if not _DEVANAGARI.search(texts["hi"]):
        raise NotATopic("hi", "not_hindi")
    if _DEVANAGARI.search(texts["en"].replace(_BUT_THE_LANGUAGE, "")):
        raise NotATopic("en", "not_english")
    return texts


def facts_in(text: str, part: str = "hi") -> frozenset[str]:
    """Return the facts that are filled into a text. Raises NotATopic where a brace is wrong."""
    try:
        parts = [one[1:] for one in Formatter().parse(text) if one[1] is not None]
    except ValueError as error:
        raise NotATopic(part, "other_facts") from error
    if any(width or conversion for _, width, conversion in parts):
        raise NotATopic(part, "other_facts")
    return frozenset(field for field, _, _ in parts)


def length(text: str) -> int:
    """Return how long WhatsApp may find a text: every vowel sign counts, an emoji twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _tidy(text: str) -> str:
    text = _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n"))
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))
