"""Sentence vectors kept between trainings: a day's new examples need seconds, not minutes."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

_MOST_ROWS = 100_000  # then the file is begun anew; 150 MB

Embed = Callable[[str], np.ndarray]  # must bear being called by several threads


class VectorCache:
    """A file of vectors by the hash of their text. The texts themselves are not in it."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version  # of the model that makes the vectors

    def vectors(self, texts: Sequence[str], embed: Embed) -> np.ndarray:
        """Return one row per text, made by `embed` only where the file has none; at least one text."""
        known = self._read()
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            rows = _in_parallel(missing.values(), embed)
            known.update(zip(missing, rows, strict=True))
            self._write({key: known[key] for key in keys} if len(known) > _MOST_ROWS else known)
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._version}\n{text}".encode()).hexdigest()[:32]

    def _read(self) -> dict[str, np.ndarray]:
        if not self._path.exists():
            return {}
        with np.load(self._path, allow_pickle=False) as arrays:
            return dict(zip(arrays["keys"].tolist(), arrays["rows"], strict=True))

    def _write(self, known: dict[str, np.ndarray]) -> None:
        """Replace the file in one step: another training may be reading it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=np.array(list(known)), rows=np.stack(list(known.values())))
        Path(name).replace(self._path)


def _in_parallel(texts: Iterable[str], embed: Embed) -> list[np.ndarray]:
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(embed, texts))
