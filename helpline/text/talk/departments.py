"""Which department a complaint belongs to, by the citizen's word: "bijli ka nahi, jal sansthan ka hai".

Only a message that says nothing else is read so. A story that names a department moves nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

from helpline.text.keys import sound_of
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

# Names that stand for the department wherever they are said …
_BODIES = {
    "energy": "upcl | यूपीसीएल | power corporation | vidyut nigam",
    "drinking_water": "jal sansthan | jal nigam | peyjal | पेयजल | pey jal",
    "public_works": "pwd | पीडब्ल्यूडी | p w d | lok nirman | lonivi | लोनिवि | public works",
    "urban_development": "nagar nigam | nagar palika | nagarpalika | nagar nikay | नगर निकाय | nagar panchayat"
    " | municipality | municipal corporation | municipal bodies | shahri vikas | शहरी विकास | shahari vikas | urban development",
    "revenue": "rajasva | राजस्व | revenue | tehsil | tahsil | तहसील",
    "food_supply": "khadya | khady | खाद्य | rasad | food supply | civil supplies | food and civil supplies",
    "social_welfare": "samaj kalyan | social welfare",
    "health": "swasthya | स्वास्थ्य | health department",
    "education": "shiksha vibhag | education department | higher education | uchch shiksha | technical education",
    "rural_development": "gramya vikas | ग्राम्य विकास | gramin vikas | gram vikas | rural development | khand vikas | bdo"
    " | pmgsy | पीएमजीएसवाई | pradhan mantri gram sadak | pradhanmantri gram sadak | gram sadak yojana | urrda",
    "panchayati_raj": "panchayati raj | पंचायती राज | gram panchayat | panchayat",
    "home_police": "police | pulis",
    "forest": "van vibhag | forest department | forest",
    "transport": "parivahan | परिवहन | roadways | rto | arto | transport department",
    "irrigation": "sinchai | sinchayi | सिंचाई | irrigation",
    "agriculture": "krishi | agriculture | ganna vibhag | ganna vikas | cane department",
    "women_child": "mahila evam bal vikas | महिला एवं बाल विकास | mahila aur bal vikas | mahila bal vikas | bal vikas"
    " | icds | women and child development | women and child",
    "labour": "shram | labour department | labor department",
    "mining": "khanan | khanij | mining",
    "vigilance": "satarkta | सतर्कता | vigilance | विजिलेंस",
    "tourism": "paryatan | tourism",
    "other": "jila prashasan | district administration",
}
# … and things that do where "department" or "office" follows.
_MATTERS = {
    "energy": "bijli vidyut urja light power electricity electric",
    "drinking_water": "pani jal water",
    "public_works": "sadak road roads",
    "urban_development": "shahar safai municipal",
    "revenue": "jameen zameen bhulekh land",
    "food_supply": "aapurti purti rashan ration food gehu",
    "social_welfare": "pension kalyan welfare",
    "health": "hospital aspatal chikitsa medical health",
    "education": "school education",
    "rural_development": "block manrega mgnrega",
    "forest": "jungle jangal",
    "transport": "bus transport",
    "irrigation": "nahar canal",
    "agriculture": "kheti kisan farmer farmers",
    "women_child": "anganwadi mahila women",
    "labour": "shramik majdoor mazdoor labour labor",
}
_OFFICE = "vibhag bibhag department dept mahakma mahkama daftar office karyalay karyalaya"
# What the department is said to answer for.
_MATTER = "mamla maamla matter vishay kaam kam baat case shikayat complaint problem samasya dikkat"
# "Nagar nigam ke andar aata hai", but "police nahi aati" is no department.
_INSIDE, _COMES = "andar under adheen antargat hisse", "aata aati aate"
# Who sets a department right points at the complaint, or says where it goes …
_POINTS = f"""
{_INSIDE}
ye yeh yah is isko ise iska iski isi balki bhejo bheje bhej bhejna bhejiye bheja transfer send forward pass move
change badlo badal belongs belong should must galat sahi correct wrong asli alag this it its it's goes go comes
"""
# … and nobody who only tells what is lacking.
_LACKING = "nahi nahin mat"
# Works of which one may belong to this department, and one to that.
_WORKS = (
    "sadak road roads rasta marg motor pul pulia bridge nali naali drain sewer sivar gutter pipe pipeline nal tap"
    " handpump tanki light street khamba pole deewar diwar pushta wall kuda kooda garbage safai"
)
_ALL_MATTERS = " ".join([*_MATTERS.values(), _WORKS])
# All that is said when nothing but the department is set right.
_FRAME = f"""
{_OFFICE} {_MATTER} {_ALL_MATTERS} {_POINTS}
wo woh vah uska usko mera meri mere hamara hamari to bhi hi na ka ki ke ko me mein par pe se hai hain he tha thi
ho hoga hona chahiye kyunki aur and but lekin wala wale wali do dijiye den de diya kar karo kare karen kijiye
kardo badliye daalo daal likho likhiye darj please plz kripya sir madam bhai ji haan ha han yes sorry that these
the a an of in to for was be has been with not nahi my our you have sent right actually chala gaya pahuncha are
oh matlab likha jaye jae likhen likhna shouldn't shouldnt
"""
# By its sound it would be a number, which is asked for.
_NO_IN_ENGLISH = "no"
_NO_BEFORE = "not no isn't isnt"
_NO_BEHIND = f"{_LACKING} galat wrong"
# Between a name and its no stand no more than these.
_JOINS = f"ka ki ke ko hai he ye yeh yah wala wale {_OFFICE} {_MATTER}"
_OF = "ka ki ke wala wale wali"
_POSSESSIVES = ("'s", "’s")
_MOST_WORDS = 18


@dataclass(frozen=True)
class NamedDepartment:
    """The codes of the department that is meant and of those that are not; a sentence or a bare name."""

    meant: str | None
    denied: tuple[str, ...] = ()
    is_bare: bool = False


def named_department(text: str) -> NamedDepartment | None:
    """Return which department a text says it is, or is not; None where it says something else."""
    tokens = tokenise(text)
    if not tokens or len(tokens) > _MOST_WORDS or _asks(text, tokens):
        return None
    named = _named(tokens)
    if not named:
        return None
    rest = [t for at, t in enumerate(tokens) if not any(s <= at < e for s, e, _ in named)]
    is_inside = any(is_one_of(token.normal, _INSIDE) for token in rest)
    known = f"{_FRAME} {_COMES}" if is_inside else _FRAME
    if not all(is_one_of(token.normal, known) or token.normal == _NO_IN_ENGLISH for token in rest):
        return None
    denied = [code for start, end, code in named if _is_denied(tokens, start, end)]
    if not denied and _tells_of_trouble(rest) and not _is_owned(tokens, named[-1]):
        return None
    meant = [code for start, end, code in named if not _is_denied(tokens, start, end)]
    is_bare = all(is_one_of(token.normal, _OFFICE) for token in rest)
    return NamedDepartment(meant[-1] if meant else None, tuple(dict.fromkeys(denied)), is_bare)


def _asks(text: str, tokens: list[Token]) -> bool:
    """Ye bijli vibhag ka hai kya."""
    return "?" in text or any(is_one_of(token.normal, "kya") for token in (tokens[0], tokens[-1]))


def _tells_of_trouble(rest: list[Token]) -> bool:
    """Panchayat me pani nahi hai; bijli vibhag ki shikayat hai."""
    lacks = any(is_one_of(token.normal, _LACKING) for token in rest)
    points = any(is_one_of(token.normal, _POINTS) for token in rest)
    return lacks or (
        not points and any(is_one_of(token.normal, f"{_MATTER} {_ALL_MATTERS}") for token in rest)
    )


def mentioned_department(text: str) -> str | None:
    """Return the department that a text names last among other words, and does not deny."""
    tokens = tokenise(text)
    meant = [code for start, end, code in _named(tokens) if not _is_denied(tokens, start, end)]
    return meant[-1] if meant else None


def owner_named(text: str) -> str | None:
    """Return the department to which the work belongs that a text tells of: "PMGSY ki sadak toot gayi"."""
    tokens = tokenise(text)
    for start, end, code in _named(tokens):
        behind = tokens[end + 1 :] if _is_of(tokens, end) else tokens[end:]
        is_work = bool(behind) and is_one_of(behind[0].normal, _WORKS)
        if is_work and not _is_denied(tokens, start, end):
            return code
    return None


def _is_of(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and is_one_of(tokens[at].normal, _OF)


def _is_owned(tokens: list[Token], named: tuple[int, int, str]) -> bool:
    """Sadak PMGSY ki hai; PMGSY wali sadak hai."""
    _, end, _ = named
    has_work = any(is_one_of(token.normal, _WORKS) for token in tokens)
    rest = [token for token in tokens[end:] if not is_one_of(token.normal, _WORKS)]
    return (
        has_work and _is_of(tokens, end) and all(is_one_of(t.normal, f"{_OF} hai he") for t in rest)
    )


def _named(tokens: list[Token]) -> list[tuple[int, int, str]]:
    """Return where departments are named, as (first word, word behind the last, code)."""
    found, at = [], 0
    while at < len(tokens):
        named = _body_at(tokens, at) or _matter_at(tokens, at)
        if named is None:
            at += 1
            continue
        end, code = named
        found.append((at, end, code))
        at = end
    return found


def _body_at(tokens: list[Token], at: int) -> tuple[int, str] | None:
    said = [sound_of(_bare(token)) for token in tokens[at:]]
    for words, code in _bodies():
        if tuple(said[: len(words)]) == words:
            return at + len(words), code
    return None


def _bare(token: Token) -> str:
    return token.normal[:-2] if token.normal.endswith(_POSSESSIVES) else token.normal


def _matter_at(tokens: list[Token], at: int) -> tuple[int, str] | None:
    if at + 1 >= len(tokens) or not is_one_of(tokens[at + 1].normal, _OFFICE):
        return None
    code = next(
        (code for code, things in _MATTERS.items() if is_one_of(tokens[at].normal, things)), None
    )
    return None if code is None else (at + 2, code)


def _is_denied(tokens: list[Token], start: int, end: int) -> bool:
    """Not the PWD; bijli vibhag ka nahi."""
    before = start - 1
    while before >= 0 and is_one_of(tokens[before].normal, "the a of from with an"):
        before -= 1
    if before >= 0 and tokens[before].normal in _NO_BEFORE.split():
        return True
    while (
        end < len(tokens)
        and is_one_of(tokens[end].normal, _JOINS)
        and not is_one_of(tokens[end].normal, _NO_BEHIND)
    ):
        end += 1
    return end < len(tokens) and is_one_of(tokens[end].normal, _NO_BEHIND)


@lru_cache(maxsize=1)
def _bodies() -> list[tuple[tuple[str, ...], str]]:
    """The names as sounds, the longest first."""
    names = [
        (tuple(map(sound_of, name.split())), code)
        for code, said in _BODIES.items()
        for name in said.split(" | ")
    ]
    return sorted(names, key=lambda named: -len(named[0]))
