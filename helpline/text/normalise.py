"""One written form for one text: what people see as the same is made the same.

WhatsApp keyboards write the same Hindi word in several ways (precomposed or decomposed
nukta, anusvara or half nasal, joiners nobody sees). Everything that compares texts compares
their normalised form; `normalise_with_offsets` leads back to what the citizen typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NUKTA = "\u093c"
VIRAMA = "\u094d"
ANUSVARA = "\u0902"
CHANDRABINDU = "\u0901"
# ड़ and ढ़ are letters of their own in Hindi; on all other consonants the nukta is optional.
_LETTERS_WITH_NUKTA = "डढ"
# A half nasal before a consonant of its own row is written as anusvara: सम्बन्ध → संबंध.
_NASAL_BEFORE = {"ङ": "कखगघ", "ञ": "चछजझ", "ण": "टठडढ", "न": "तथदध", "म": "पफबभ"}
_PLAIN_PUNCTUATION = {
    "।": ".",
    "॥": ".",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
}


@dataclass(frozen=True)
class Normalised:
    """A normalised text and, for each of its characters, where it came from.

    `starts[i]` and `ends[i]` bound, in the text as typed, what character `i` stands for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets, in the text as typed, of `text[start:end]` (not empty)."""
        return self.starts[start], self.ends[end - 1]


# Mostly asked of single words, and most messages use the same ones.
@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """Return the normal form: lower case, one spelling a character, single spaces."""
    return normalise_with_offsets(text).text


def normalise_with_offsets(text: str) -> Normalised:
    """Normalise a text and remember where each character came from."""
    pieces = _pieces(text)
    for step in (_fold_nasals, _drop_optional_nuktas, _shorten_runs, _single_spaces):
        pieces = step(pieces)
    return Normalised(
        "".join(piece[0] for piece in pieces),
        tuple(piece[1] for piece in pieces),
        tuple(piece[2] for piece in pieces),
    )


# A piece is (character, start, end): one normalised character and its place in the original.
_Piece = tuple[str, int, int]


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for cluster, start, end in _clusters(text):
        pieces += [(_canonical(char), start, end) for char in _composed(cluster)]
    return pieces


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Join each base character with the marks that compose with it, leaving out what is invisible."""
    clusters: list[tuple[str, int, int]] = []
    for index, char in enumerate(text):
        if _is_invisible(char):
            continue
        if clusters and unicodedata.combining(char):
            base, start, _ = clusters[-1]
            clusters[-1] = (base + char, start, index + 1)
        else:
            clusters.append((char, index, index + 1))
    return clusters


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def _composed(cluster: str) -> str:
    """Compose and lower-case; styled letters (𝐛) become plain, but no character becomes several."""
    plain = unicodedata.normalize("NFKC", cluster)
    if sum(not unicodedata.combining(char) for char in plain) != 1:
        plain = unicodedata.normalize("NFC", cluster)
    return unicodedata.normalize("NFC", plain.lower())


def _canonical(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.digit(char))
    if char == CHANDRABINDU:
        return ANUSVARA
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    return _PLAIN_PUNCTUATION.get(char, char)


def _fold_nasals(pieces: list[_Piece]) -> list[_Piece]:
    folded: list[_Piece] = []
    index = 0
    while index < len(pieces):
        char, start, end = pieces[index]
        following = [piece[0] for piece in pieces[index + 1 : index + 3]]
        if len(following) == 2 and _is_half_nasal(char, *following):
            folded.append((ANUSVARA, start, pieces[index + 1][2]))
            index += 2
            continue
        folded.append((char, start, end))
        index += 1
    return folded


def _is_half_nasal(char: str, mark: str, consonant: str) -> bool:
    return mark == VIRAMA and consonant in _NASAL_BEFORE.get(char, "")


def _drop_optional_nuktas(pieces: list[_Piece]) -> list[_Piece]:
    kept: list[_Piece] = []
    for piece in pieces:
        if piece[0] == NUKTA and kept and kept[-1][0] not in _LETTERS_WITH_NUKTA:
            base, start, _ = kept[-1]
            kept[-1] = (base, start, piece[2])
            continue
        kept.append(piece)
    return kept


def _shorten_runs(pieces: list[_Piece]) -> list[_Piece]:
    """Keep two of a repeated letter, one of a repeated mark: `plzzzz` → `plzz`, `!!!` → `!`.

    Digits are never shortened: they are numbers.
    """
    kept: list[_Piece] = []
    for piece in pieces:
        allowed = _allowed_run(piece[0])
        if allowed and len(kept) >= allowed and all(p[0] == piece[0] for p in kept[-allowed:]):
            char, start, _ = kept[-1]
            kept[-1] = (char, start, piece[2])
            continue
        kept.append(piece)
    return kept


def _allowed_run(char: str) -> int:
    if char.isdecimal():
        return 0
    return 2 if char.isalpha() else 1


def _single_spaces(pieces: list[_Piece]) -> list[_Piece]:
    start, end = 0, len(pieces)
    while start < end and pieces[start][0] == " ":
        start += 1
    while end > start and pieces[end - 1][0] == " ":
        end -= 1
    return pieces[start:end]


_NOT_COMPARED = re.compile(r"[^\w\u0900-\u097f]+")


def same_text_key(text: str) -> str:
    """Return what two texts share when they differ only in case, marks and spacing."""
    return _NOT_COMPARED.sub(" ", normalise(text)).strip()
