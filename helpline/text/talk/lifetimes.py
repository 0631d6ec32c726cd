"""Years of somebody's life, which say nothing of how long a trouble lasts: age, service, where they live."""

from helpline.text.clauses import find_clauses
from helpline.text.talk.substance import tells_of_lack
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

# "75 saal ki hun", "6 saal ka bachcha", "80 years old"; "3 saal ki pension" is none.
_OF = "ka ki ke"
_AGED = (
    "hun hai hain ho tha thi budha budhi boodha boodhi buzurg bujurg vridh vriddh bachcha bacha bachchi bachi"
    " bachche ladka ladki aadmi admi aurat mahila vyakti maa mata mataji pita pitaji dada dadi nana nani"
    " beta beti chacha chachi sas sasur umar umr ayu"
)
_OLD = frozenset(["old", "age"])
_AGE_BEFORE = "umar umr ayu age aged"
_YEARLY = "varshiya varsiya"
# What fills the years of a life; in English it stands before them, in Hindi behind or close by.
_LIFE = (
    "naukri nokri noukri seva sewa service fauj phauj foj army sena military bsf crpf itbp navy"
    " regiment rifles duty shadi vivah retire retired served serving worked working taught lived living"
    " resident rehta rehti rehte rahta rahti rahte padhaya kheti"
)
# "My husband passed away eight years ago" says since when there is a widow.
_DEATH = "gujre gujar gujare guzre guzar swargwas swargvas dehant nidhan mrityu maut mare died death expired passed deceased"
_FAR, _NEAR = 4, 2  # words


def is_of_a_life(text: str, start: int, end: int) -> bool:
    """Tell whether the years at these places of a text are somebody's age or service."""
    clause = next((c for c in find_clauses(text) if c.start <= start < c.end), None)
    tokens = tokenise(text)
    before = [t for t in tokens if t.end <= start][-_FAR:]
    after = [t for t in tokens if t.start >= end][:_FAR]
    if _is_age(before, after) or any(is_of_death(t.normal) for t in before[-_NEAR:]):
        return True
    if clause is None or tells_of_lack(clause.text):
        return False
    inside = [t for t in after if t.end <= clause.end]
    return _tells_life(before[-_NEAR:] + inside) or _tells_life(before, in_english=True)


def is_of_death(word: str) -> bool:
    """Tell whether a word says that somebody has died."""
    return is_one_of(word, _DEATH)


def _is_age(before: list[Token], after: list[Token]) -> bool:
    behind = [token.normal for token in after]
    if before and is_one_of(before[-1].normal, _AGE_BEFORE):
        return True
    if behind and (behind[0] in _OLD or is_one_of(behind[0], _YEARLY)):
        return True
    if behind[:2] == ["of", "age"]:
        return True
    return len(behind) > 1 and is_one_of(behind[0], _OF) and is_one_of(behind[1], _AGED)


def _tells_life(tokens: list[Token], in_english: bool = False) -> bool:
    words = [token.normal for token in tokens]
    if in_english:
        return not {"served", "serving", "worked", "taught", "lived"}.isdisjoint(words)
    return any(is_one_of(word, _LIFE) for word in words)
