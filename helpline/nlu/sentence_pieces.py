"""Cuts a text into the pieces of the sentence model's vocabulary."""

import re

from helpline.nlu.sentence_weights import SentenceWeights

_SPACES = re.compile(" {2,}")
_SPACE = "\u2581"  # how the vocabulary writes a space
_UNKNOWN_PENALTY = 10.0  # of SentencePiece: a letter no piece has


class SentencePieces:
    """The likeliest cut by a unigram vocabulary, as SentencePiece makes it."""

    def __init__(self, weights: SentenceWeights) -> None:
        self._pieces, self._scores = weights.pieces, weights.scores
        self._longest = max(map(len, self._pieces))
        self._spelling = weights.spelling
        self._unknown, self._unknown_score = weights.unknown, min(weights.scores) - _UNKNOWN_PENALTY
        self._ends = weights.begin, weights.end

    def of(self, text: str) -> list[int]:
        """Return the numbers of the text's pieces, with the model's marks of begin and end."""
        begin, end = self._ends
        return [begin, *self._cut(self._written(text)), end]

    def _written(self, text: str) -> str:
        spelt = _SPACES.sub(" ", text.translate(self._spelling))
        return (spelt if spelt.startswith(" ") else f" {spelt}").replace(" ", _SPACE)

    def _cut(self, text: str) -> list[int]:
        """Find the best path from letter to letter (Viterbi)."""
        best = [0.0] + [float("-inf")] * len(text)
        steps = [(0, self._unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = self._pieces.get(text[start:end])
                if piece is not None and best[start] + self._scores[piece] > best[end]:
                    best[end], steps[end] = best[start] + self._scores[piece], (start, piece)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                steps[start + 1] = (start, self._unknown)
        return _path(steps)


def _path(steps: list[tuple[int, int]]) -> list[int]:
    path, end = [], len(steps) - 1
    while end:
        end, piece = steps[end]
        path.append(piece)
    return path[::-1]
