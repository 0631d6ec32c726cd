"""Likeness: 64 bits that say how a photo looks, and how to find those that look the same.

Two photos are alike when at most `ALIKE` bits differ: copies that were made smaller, compressed
anew or cut a little, as chat programs do. To find them among very many, the bits are kept in four
bands of sixteen. When six bits differ, at least one band differs in one bit at the most; so the
bands of a photo, and those one bit away from them, lead to every photo that is like it.
"""

from itertools import pairwise

ALIKE = 6
BITS = 64
_BANDS, _BAND_BITS = 4, 16
# A wall or a dark night has hardly a pattern: such photos would all be alike.
_FEWEST_BITS = 8


def from_rows(rows: list[list[int]]) -> int | None:
    """Return the likeness of eight rows of nine grey values; None where there is no pattern.

    A bit tells whether a spot is darker than the one to the right of it.
    """
    bits = [left < right for row in rows for left, right in pairwise(row)]
    if not _FEWEST_BITS <= sum(bits) <= BITS - _FEWEST_BITS:
        return None
    return sum(bit << position for position, bit in enumerate(bits))


def differing_bits(one: int, other: int) -> int:
    """Return in how many bits two photos differ."""
    return bin(one ^ other).count("1")


def band_keys(likeness: int) -> list[int]:
    """Return the keys under which a photo is kept: each band behind its number."""
    mask = (1 << _BAND_BITS) - 1
    return [band << _BAND_BITS | likeness >> band * _BAND_BITS & mask for band in range(_BANDS)]


def near_keys(likeness: int) -> list[int]:
    """Return the keys that lead to every photo like this one, and to some others."""
    return [
        key ^ change
        for key in band_keys(likeness)
        for change in (0, *(1 << bit for bit in range(_BAND_BITS)))
    ]
