"""The training files of data/nlu: read, searched, and written back as they are laid out.

A file has blocks, one for each meaning; a block has sorted lines, one sentence each. A file in
which no line changes is left alone, so a change is a diff of its lines and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpline.domain.labels import COMPLAINT, Meaning, plain
from helpline.domain.topics import is_taught
from helpline.settings import PROJECT_ROOT
from helpline.text.normalise import same_text_key

FOLDER = PROJECT_ROOT / "data" / "nlu"
# Of what trainers made at the desk, also among the rules and replies.
QUESTIONS = "questions.yml"
_COMPLAINTS = "report_complaint"
_HEAD = 'version: "3.1"\nnlu:\n'
_LINE = "    - "


class StrangeFile(Exception):
    """A training file is laid out otherwise than the helpline writes it; the message names it."""


@dataclass(frozen=True)
class Example:
    """A line of the training data: the sentence with its [words](entity), and what it means."""

    text: str
    meaning: Meaning

    @property
    def key(self) -> str:
        """The words after normalising: two examples with the same key are the same."""
        return key_of(self.text)

    def as_json(self) -> dict[str, Any]:
        """Return the line for a JSON column."""
        return {"text": self.text, **vars(self.meaning)}

    @classmethod
    def from_json(cls, row: dict[str, Any] | None) -> "Example | None":
        """Return the line of a JSON column; None where there was none."""
        if row is None:
            return None
        return cls(row["text"], Meaning(row["intent"], row["category"], row["kind"]))


class Examples:
    """All lines of a folder of training files, by their words."""

    def __init__(self, folder: Path, files: dict[Path, dict[Meaning, list[str]]]) -> None:
        """Hold what `read` found: for each file its meanings in order, each with its lines."""
        self._folder = folder
        self._files = files
        self._changed: dict[Path, None] = {}
        self._strange = {path for path, blocks in files.items() if not _is_tidy(path, blocks)}
        self._by_key = {
            key_of(line): Example(line, meaning)
            for blocks in files.values()
            for meaning, lines in blocks.items()
            for line in lines
        }

    def find(self, key: str) -> Example | None:
        """Return the example with these words."""
        return self._by_key.get(key)

    def all(self) -> Iterable[Example]:
        """Return every example, in the order of the files."""
        return self._by_key.values()

    def by_key(self) -> dict[str, Example]:
        """Return every example by the key of its words, in a dictionary of the caller's own."""
        return dict(self._by_key)

    def put(self, example: Example) -> None:
        """Let the files have this example, in the block of its meaning and nowhere else."""
        self.remove(example.key)
        path = self._file_for(example.meaning)
        self._changed[path] = None
        blocks = self._files.setdefault(path, {})
        blocks.setdefault(example.meaning, []).append(example.text)
        self._by_key[example.key] = example

    def remove(self, key: str) -> None:
        """Let no file have an example with these words."""
        known = self._by_key.pop(key, None)
        if known is None:
            return
        for path, blocks in self._files.items():
            lines = blocks.get(known.meaning, [])
            if known.text in lines:
                lines.remove(known.text)
                self._changed[path] = None

    def write(self) -> list[Path]:
        """Write the files whose lines have changed, remove those left without any; return all these.

        Raises StrangeFile, and nothing is written, where one of them is laid out otherwise.
        """
        changed = [path for path in self._changed if not _is_tidy(path, self._files[path])]
        for path in changed:
            if path in self._strange:
                raise StrangeFile(f"{path} is laid out otherwise than its neighbours: tidy it.")
        for path in changed:
            if any(self._files[path].values()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_laid_out(self._files[path]), "utf-8")
            else:
                path.unlink(missing_ok=True)
        return changed

    def _file_for(self, meaning: Meaning) -> Path:
        """Where the meaning stands already, else beside others of its department or intent."""
        for path, blocks in self._files.items():
            if meaning in blocks:
                return path
        if meaning.category:
            return self._folder / _COMPLAINTS / f"{meaning.category.split('/')[0]}.yml"
        for path, blocks in self._files.items():
            if any(known.intent == meaning.intent for known in blocks):
                return path
        name = QUESTIONS if is_taught(meaning.intent) else f"{meaning.intent}.yml"
        return self._folder / name


def key_of(text: str) -> str:
    """Return the words of a sentence after normalising; of what has no word, the text itself."""
    bare = plain(text)
    return " ".join(filter(None, map(_key_of_word, bare.split()))) or bare.strip()


# Word by word, because thousands of sentences share their words, and normalising is slow.
@lru_cache(maxsize=1 << 16)
def _key_of_word(word: str) -> str:
    return same_text_key(word)


def read(folder: Path = FOLDER) -> Examples:
    """Read a folder of training files, however they are laid out."""
    return Examples(folder, {path: _blocks(path) for path in sorted(folder.rglob("*.yml"))})


def current() -> Examples:
    """Return the project's examples, read again only where a file has changed since."""
    stamps = tuple((path, path.stat().st_mtime_ns) for path in sorted(FOLDER.rglob("*.yml")))
    return _read_once(stamps)


@lru_cache(maxsize=1)
def _read_once(_stamps: tuple[tuple[Path, int], ...]) -> Examples:
    return read()


def _blocks(path: Path) -> dict[Meaning, list[str]]:
    blocks: dict[Meaning, list[str]] = {}
    for block in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
        lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
        blocks.setdefault(_meaning(block), []).extend(lines)
    return blocks


def _meaning(block: dict[str, Any]) -> Meaning:
    more = block.get("metadata", {})
    return Meaning(block["intent"], more.get("category"), more.get("kind"))


def _laid_out(blocks: dict[Meaning, list[str]]) -> str:
    return _HEAD + "\n".join(_block(meaning, lines) for meaning, lines in blocks.items() if lines)


def _is_tidy(path: Path, blocks: dict[Meaning, list[str]]) -> bool:
    """Tell whether a file has these lines, laid out as they would be written; gaps do not count."""
    if not path.exists():
        return False
    found, written = path.read_text("utf-8").splitlines(), _laid_out(blocks).splitlines()
    return list(filter(None, found)) == list(filter(None, written))


def _block(meaning: Meaning, lines: list[str]) -> str:
    parts = [f"- intent: {meaning.intent}"]
    if meaning.intent == COMPLAINT:
        parts += ["  metadata:", f"    category: {meaning.category}", f"    kind: {meaning.kind}"]
    parts.append("  examples: |")
    return "\n".join([*parts, *(_LINE + line for line in sorted(lines))]) + "\n"
