"""Since when: "3 din se", "पिछले महीने से", "since Monday", in days before today."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from helpline.text.normalise import normalise, normalise_with_offsets
from helpline.text.numbers import number_of, number_words


@dataclass(frozen=True)
class Duration:
    """A span of the text as typed that says since when, and how many days ago that is."""

    start: int
    end: int
    days: int


def find_durations(text: str, today: date) -> list[Duration]:
    """Return the durations a text names, in order, without overlaps."""
    normalised = normalise_with_offsets(text)
    found: list[tuple[int, int, int]] = []
    for rule in _rules():
        for match in rule.pattern.finditer(normalised.text):
            days = rule.days(match, today)
            if days is not None and not _overlaps(match.span(), found):
                found.append((*match.span(), days))
    return [Duration(*normalised.span(start, end), days) for start, end, days in sorted(found)]


def _overlaps(span: tuple[int, int], found: list[tuple[int, int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, _ in found)


# --- words ----------------------------------------------------------------------------------

_UNITS = {
    1 / 24: "घंटे घंटा घंटों ghante ghanta ghnte ghanton hour hours hrs",
    1: "दिन दिनों रोज रोज़ दिवस रात रातें din raat raatein nights night dino dinon dinn roz roj day days",
    7: "हफ्ते हफ्ता हफ्तों हफ्त सप्ताह hafte hafta haftey hafto saptah week weeks wks",
    15: "पखवाड़े पखवाड़ा pakhwade pakhwada fortnight",
    30: "महीने महीना महीनों महिने महिना माह महैण मैना मैण mahine mahina mahino mahinon mahene mhine mhina "
    "maheene maheena mahiney maah mah month months",
    365: "साल सालों वर्ष वर्षों बरस बर्ष sal saal salon saalon varsh barsh baras year years yrs",
}
_PLURALS = {
    5: "दिनों dino dinon",
    21: "हफ्तों hafton weeks",
    90: "महीनों mahino mahinon months",
    1095: "सालों वर्षों बरसों saalon salon varshon barson years",
}
_DAYS_AGO = {
    0: "आज aaj today सुबह subah dopahar दोपहर शाम shaam sham morning afternoon afternon evening",
    1: "कल kal yesterday रात raat ब्याली",
    2: "परसों परसो parso parson पोरूं परस्यूं",
    3: "नरसों narso",
}
_WEEKDAYS = [
    "सोमवार somvar somwar monday",
    "मंगलवार मंगल mangalvar mangalwar mangal tuesday",
    "बुधवार बुध budhvar budhwar budh wednesday",
    "बृहस्पतिवार गुरुवार वीरवार guruvar guruwar veervar brihaspativar brihaspatiwar thursday",
    "शुक्रवार shukravar shukrawar sukravar shukrvar friday",
    "शनिवार शनिचर shanivar shaniwar sanivar saturday",
    "रविवार इतवार ravivar raviwar itvar itwar sunday",
]
_MONTHS = [
    "जनवरी january janvari janwari jan",
    "फरवरी february farvari farwari feb",
    "मार्च march",
    "अप्रैल april aprail",
    "मई may mai",
    "जून june joon",
    "जुलाई july julai",
    "अगस्त august agast",
    "सितंबर september sitambar sitamber sept",
    "अक्टूबर अक्तूबर october aktubar oct",
    "नवंबर november navambar nov",
    "दिसंबर december disambar dec",
]
# Feasts and seasons by the month and day they fall near; people mean them roughly too.
_SEASONS = {
    (11, 5): "दिवाली दीपावली दीवाली diwali deepawali dipawali deepavali divali",
    (3, 14): "होली holi",
    (10, 12): "दशहरे दशहरा dussehra dashahra dashhara नवरात्रि नवरात्र navratri navratra",
    (7, 1): "बरसात बरसातों बारिश मानसून barsat barsaat barish baarish monsoon rains चौमास",
    (12, 15): "सर्दी सर्दियों जाड़े जाड़ों sardi sardiyon jade winter",
    (5, 1): "गर्मी गर्मियों garmi garmiyon summer",
    (3, 20): "ईद eid",
    (4, 14): "बैसाखी baisakhi",
    (8, 26): "जन्माष्टमी janmashtami",
    (11, 12): "इगास igas",
    (11, 15): "एकादशी ekadashi",
    (9, 20): "असोज असौज asoj",
    (11, 25): "मंगशीर मंगसीर mangsir",
    (8, 15): "राखी रक्षाबंधन rakhi rakshabandhan",
    (1, 20): "माघ magh",
    (2, 20): "फागुन फाल्गुन phagun",
    (3, 25): "चैत chait",
    (4, 25): "बैसाख baisakh",
    (5, 25): "जेठ ज्येष्ठ jeth",
    (6, 25): "असाढ़ आषाढ़ asadh ashadh aashadh",
    (7, 25): "सावन sawan savan saawan",
    (8, 25): "भादो भादों bhado bhadon",
    (10, 25): "कार्तिक kartik",
    (12, 25): "पूस poos",
}
_SINCE = "से|बटी|बटि|बटे|बै|se|sey|bati"
_DONE = (
    "हो गए|हो गये|हो गया|हो गई|हो गयी|हो चुके|हो चुका|होगए|होगया|बीत गए|बीत गया|"
    "ho gaye|ho gye|ho gae|ho gaya|ho gya|ho gai|ho gayi|ho gyi|ho chuke|ho chuka|hogye|hogaye|hogaya|hogya|"
    "beet gaye|beet gaya|beet gye|निकल गए|nikal gaye|nikal gye|हो गईं|हो गयीं|हुए|हुआ|हुई|hue|hua|hui|बीते|"
    "होने को|hone ko|बाद भी|baad bhi|ह्वेगिन|ह्वेगे|ह्वेगेन|ह्वे ग्ये|है गो|है गीं|है गई"
)
_BEFORE = "पहले|पूर्व|pehle|pahle|pahele|phle"
_LAST = "पिछले|पिछली|पिछला|बीते|गत|विगत|pichle|pichhle|pichli|pichla|pichley|beete|bite|last|past"
# Months that in Roman letters are other words too.
_ALSO_WORDS = ("mai", "may", "jan")
_MONTHS_BACK = 300  # days
# A number of years this high, with nothing said beside it, is somebody's age.
_YOUNGEST_AGE = 15


# --- rules, the most telling first -----------------------------------------------------------


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], date], int | None]


@lru_cache(maxsize=1)
def _rules() -> list[_Rule]:
    number = _any(number_words(), r"\d{1,3}(?:\.5)?")
    units = _any(_words(_UNITS))
    last = f"(?:(?:{_LAST}) )"
    since = f"(?: (?:{_SINCE})(?! (?:{_BEFORE})))"
    done = f"(?= (?:{_DONE}))"  # "15 din ho gaye" is said by its first two words
    tail = rf"(?: (?:{_BEFORE})(?: (?:{_SINCE}))?|{since}|{done}| ago)"
    count = rf"(?:{number}(?: ?[-/] ?| to | se | से | ))?(?P<n>{number})"
    day = _any(_words(_DAYS_AGO))
    part = "(?: (?:सुबह|शाम|रात|दोपहर|subah|shaam|sham|raat|rat|dopahar|dopehar))"
    clock = rf"(?: (?:\d{{1,2}}(?::\d\d)?|{number}) ?(?:बजे|baje|am|pm))"
    month, weekday, season = _any(_words(_MONTHS)), _any(_words(_WEEKDAYS)), _any(_words(_SEASONS))
    after = "(?: (?:के|ke) (?:बाद|पहले|baad|pehle|pahle))"
    months_unit = "(?: (?:महीने|माह|mahine|maah))"
    within = "(?: (?:में|मे|me|mein))"
    # Behind "in June" stands else what happened then: an exam, or a bill that was paid.
    end = r"(?=\s*(?:[.,;!?।]|$))"
    english = "since (?:the )?"

    return [
        _rule(rf"{last}?(?:for |over |since )?{last}?{count} ?(?P<unit>{units}){tail}", _counted),
        _rule(
            rf"(?:for|over|since|(?<=been)|{_LAST})(?: the)?(?: {_LAST})? {count} ?(?P<unit>{units})",
            _counted,
        ),
        _rule(rf"(?:कई|kai|kayi|several) (?P<unit>{units})(?:{since}|{done})", _several),
        _rule(rf"(?:for |since )?(?P<plural>{_any(_words(_PLURALS))}){since}", _plural),
        _rule(rf"(?P<unit>{units}) ?(?:भर|bhar)(?:{since}|{done})", _one_unit),
        _rule(
            rf"(?:for |over )?(?:a|an) (?P<unit>{units}) ago|(?:for|over) (?:a|an) (?P<other>{units})",
            _one_unit,
        ),
        _rule(rf"(?P<unit>{units}){done}", _one_unit),
        _rule(rf"{last}(?P<unit>{units}){since}", _one_unit),
        _rule(rf"{english}{last}(?P<unit>{units})", _one_unit),
        _rule(
            r"since last night|since (?:yesterday|morning|today)(?: morning| evening)?",
            _english_day,
        ),
        _rule(rf"{day}{part}?{clock}?{since}", _days_ago),
        _rule(r"since \d{1,2} ?(?:am|pm)", lambda match, today: 0),
        _rule(rf"{last}?(?P<weekday>{weekday})(?: (?:रात|raat|शाम|shaam))?{since}", _since_weekday),
        _rule(rf"{english}{last}?(?P<weekday>{weekday})", _since_weekday),
        _rule(
            rf"(?P<day>{number}) (?P<month>{month})(?: (?P<year>(?:19|20)\d\d))?{since}",
            _since_date,
        ),
        _rule(rf"{english}(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{month})", _since_date),
        _rule(
            rf"{last}?(?P<month>{month}){months_unit}?(?: (?P<year>(?:19|20)\d\d))?{since}",
            _since_date,
        ),
        _rule(
            rf"(?:{english}|from ){last}?(?P<month>{month})(?: (?P<year>(?:19|20)\d\d))?",
            _since_date,
        ),
        _rule(rf"(?P<month>{month}){months_unit}?{within}(?:{since}|{end})", _in_month),
        _rule(rf"(?:सन |san )?(?P<year>(?:19|20)\d\d){since}", _since_year),
        _rule(rf"{english}(?P<year>(?:19|20)\d\d)", _since_year),
        _rule(rf"{last}?(?P<season>{season}){months_unit}?{after}?{since}", _since_season),
        _rule(rf"{english}{last}?(?P<season>{season})", _since_season),
        _rule(rf"{count} (?P<unit>{units}){end}", _bare_count),
    ]


def _rule(pattern: str, days: Callable[[re.Match[str], date], int | None]) -> _Rule:
    # \b would break at Devanagari vowel signs, so "no letter, sign or digit beside it" is said in full.
    edge = r"[\w\u0900-\u0963]"
    return _Rule(re.compile(rf"(?<!{edge})(?:{pattern})(?!{edge})"), days)


def _any(words: tuple[str, ...], *patterns: str) -> str:
    return "(?:" + "|".join([*patterns, *map(re.escape, words)]) + ")"


def _words(table: dict[object, str] | list[str]) -> tuple[str, ...]:
    lines = table.values() if isinstance(table, dict) else table
    words = {normalise(word) for line in lines for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


# --- days of a match ---------------------------------------------------------------------------


def _counted(match: re.Match[str], today: date) -> int | None:
    number = number_of(match["n"])
    if number is None:
        number = float(match["n"])
    return round(number * _value(_UNITS, match["unit"]))


def _bare_count(match: re.Match[str], today: date) -> int | None:
    """A bare "20 din" at the end of a clause; not hours (an amount) nor many years (an age)."""
    days = _counted(match, today)
    return days if 1 < days < _YOUNGEST_AGE * 365 else None


def _several(match: re.Match[str], today: date) -> int | None:
    return round(3 * _value(_UNITS, match["unit"]))


def _plural(match: re.Match[str], today: date) -> int | None:
    return _value(_PLURALS, match["plural"])


def _one_unit(match: re.Match[str], today: date) -> int | None:
    return round(_value(_UNITS, match["unit"] or match["other"]))


def _english_day(match: re.Match[str], today: date) -> int | None:
    return 1 if "last night" in match[0] or "yesterday" in match[0] else 0


def _days_ago(match: re.Match[str], today: date) -> int | None:
    return _value(_DAYS_AGO, match[0].split()[0])


def _since_weekday(match: re.Match[str], today: date) -> int | None:
    weekday = _index(_WEEKDAYS, match["weekday"])
    return (today.weekday() - weekday) % 7 or 7


def _since_date(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    month = _index(_MONTHS, match["month"]) + 1
    year = int(groups["year"]) if groups.get("year") else None
    return _days_since(today, year, month, _day(groups.get("day")))


def _in_month(match: re.Match[str], today: date) -> int | None:
    """A month in which it began; one so far back is rather the next of its name, and "mai me" is no May."""
    if match["month"] in _ALSO_WORDS:
        return None
    days = _since_date(match, today)
    return days if days is not None and days <= _MONTHS_BACK else None


def _day(word: str | None) -> int:
    return int(number_of(word) or 0) if word else 1


def _since_year(match: re.Match[str], today: date) -> int | None:
    return _days_since(today, int(match["year"]), 1, 1)


def _since_season(match: re.Match[str], today: date) -> int | None:
    month, day = _value(_SEASONS, match["season"])
    return _days_since(today, None, month, day)


def _days_since(today: date, year: int | None, month: int, day: int) -> int | None:
    """Days since a date; without a year the last such date is meant. None if there is no such past date."""
    try:
        then = date(year or today.year, month, day)
        if year is None and then > today:
            then = date(today.year - 1, month, day)
    except ValueError:
        return None
    days = (today - then) // timedelta(days=1)
    return days if days >= 0 else None


def _value(table: dict[object, str], word: str):
    return next(key for key, words in table.items() if word in map(normalise, words.split()))


def _index(lines: list[str], word: str) -> int:
    return next(i for i, line in enumerate(lines) if word in map(normalise, line.split()))
