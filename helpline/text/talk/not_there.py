"""Names of places in a text that are not where the trouble is: denied, or only where the writer lives."""

from collections.abc import Sequence

from helpline.text.talk.named import (
    Named,
    begins,
    ends,
    within,
    words_before,
    words_behind,
)
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, is_gap

_NAHI = "nahi nahin"
_LIVES = "rehta rehti rehte rahta rahti rahte reh rah live lives living stay staying"
_WORKS = "job naukri nokri kaam duty bol baat likh"
_IS = "hai hain hun he ho"
_POINTING = "ye yeh yah wo woh vah"
_I_AM = "hun"
_I = ("main", "mai", "मैं", "hum", "ham", "हम", "i", "i'm", "we")
_HOME = "ghar home house belong belongs resident native niwasi nivasi"
_HOME_IS = "is to mera meri my in at from of"
_AND = "aur or and par lekin magar but balki jabki"
_WRONG = "galat wrong"
_ALSO = "bhi also either"
_NOT, _DO_NOT = "not", "dont don't not didn't"
# Cities beyond the state in which its people work: never where the trouble is.
_ELSEWHERE = """
delhi dilli noida gurgaon gurugram ghaziabad faridabad mumbai bombay pune bangalore bengaluru
chandigarh mohali lucknow kanpur meerut moradabad bareilly saharanpur kolkata chennai hyderabad
jaipur ahmedabad surat ludhiana amritsar punjab haryana gujarat rajasthan himachal dubai saudi
"""


def denied_in(text: str, tokens: list[Token], named: Sequence[Named]) -> list[Named]:
    """Return the places that it is not: "Kashipur me nahi rehte", "Kashipur nahi, Jaspur"."""
    surely = [name for name in named if _lives_not_in(tokens, name) or _is_only_no(tokens, name)]
    perhaps = [name for name in named if _is_not(text, tokens, name, named)]
    denied = [name for name in named if name in surely or name in perhaps]
    # "Neither here nor there is light" denies no place.
    return denied if len(denied) < len(named) else surely


def _lives_not_in(tokens: list[Token], name: Named) -> bool:
    after = words_behind(tokens, name)
    if begins(after, _NAHI) and begins(after[1:], _LIVES):
        return True
    before = words_before(tokens, name)
    return ends(before[:-1], _DO_NOT) and ends(before, f"{_LIVES} from")


def _is_only_no(tokens: list[Token], name: Named) -> bool:
    """Kashipur galat hai."""
    after = [token for token in words_behind(tokens, name) if not is_one_of(token.normal, _IS)]
    is_first = within(tokens[0], name) or is_one_of(tokens[0].normal, _NAHI)
    return is_first and len(after) == 1 and begins(after, f"{_NAHI} {_WRONG}")


def _is_not(text: str, tokens: list[Token], name: Named, named: Sequence[Named]) -> bool:
    if ends(words_before(tokens, name), _NOT):
        return True
    after = words_behind(tokens, name)
    if begins(after, f"{_NAHI} {_WRONG}"):
        verdict, rest = after[0], after[1:]
    elif begins(after, _IS) and begins(after[1:], _WRONG):
        verdict, rest = after[1], after[2:]
    else:
        return False
    if any(is_one_of(token.normal, _ALSO) for token in rest):
        return False
    while begins(rest, f"{_IS} {_POINTING}"):
        verdict, rest = rest[0], rest[1:]
    return not rest or begins(rest, _AND) or is_gap(text, verdict, rest[0]) or _starts(rest, named)


def without_homes(text: str, tokens: list[Token], said: list[Named]) -> list[Named]:
    """Leave out where the writer only lives: "main Delhi me rehta hun, gaon Pauri me hai"."""
    beyond = [name for name in said if not name.places and is_one_of(name.text, _ELSEWHERE)]
    inside = [name for name in said if name not in beyond]
    homes = [n for n in inside if _is_home(text, tokens, n) or _is_house(text, tokens, n)]
    others = [name for name in inside if name not in homes]
    if any(name.larger for name in others):
        return [name for name in inside if name in others or _lies_in(name, others)]
    in_a_village = any(is_one_of(token.normal, "gaon village") for token in tokens)
    elsewhere = [name for name in others if name.places and not _share_a_district(name, homes)]
    return others if in_a_village and elsewhere else inside


def _lies_in(home: Named, others: list[Named]) -> bool:
    """Whether only the home's own district is named beside it: "Dehradun ke Clement Town se hun"."""
    return not home.is_district and all(
        name.is_district and not set(name.districts).isdisjoint(home.districts) for name in others
    )


def _share_a_district(name: Named, homes: list[Named]) -> bool:
    return any(not set(name.districts).isdisjoint(home.districts) for home in homes)


def _is_house(text: str, tokens: list[Token], name: Named) -> bool:
    """Mera ghar Pithoragarh me hai; I belong to Pithoragarh; I am a student from Pithoragarh."""
    said = [token for token in tokens if token.end <= name.start]
    before = _clause(text, words_before(tokens, name))
    if ends(said, "from") and any(token.normal in _I for token in before):
        return True
    while ends(before, _HOME_IS):
        before = before[:-1]
    return ends(before, _HOME)


def _is_home(text: str, tokens: list[Token], name: Named) -> bool:
    before, after = _clause(text, words_before(tokens, name)), words_behind(tokens, name)
    i_am = any(is_one_of(token.normal, _I_AM) for token in after[:4])
    mine = any(token.normal in _I for token in before[-3:])
    if begins(after, f"{_LIVES} {_WORKS}"):
        return mine or i_am
    if begins(after, _I_AM) or (mine and ends(before, f"{_LIVES} working am")):
        return True
    subject = bool(before) and before[-1].normal in _I
    return subject and (begins(after, f"{_IS} {_AND}") or _ends_clause(text, tokens, name, after))


def _ends_clause(text: str, tokens: list[Token], name: Named, after: list[Token]) -> bool:
    if not after:
        return True
    before = [token for token in tokens if token.end <= after[0].start]
    return is_gap(text, before[-1], after[0])


def _clause(text: str, before: list[Token]) -> list[Token]:
    """Return the words before a name back to the last comma or stop."""
    for index in range(len(before) - 1, 0, -1):
        if is_gap(text, before[index - 1], before[index]) or is_one_of(
            before[index - 1].normal, _AND
        ):
            return before[index:]
    return before


def _starts(tokens: list[Token], named: Sequence[Named]) -> bool:
    return bool(tokens) and any(within(tokens[0], name) for name in named)
