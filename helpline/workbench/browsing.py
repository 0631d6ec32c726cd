"""Looking through the examples: by words, meaning and script, with what speaks against a new one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from helpline.domain.labels import Meaning, plain
from helpline.domain.review import ALIKE, likeness
from helpline.text.scripts import DEVANAGARI, LATIN, MIXED, script_of
from helpline.text.search_keys import keys_of
from helpline.workbench.examples import Example, key_of

SCRIPTS = (DEVANAGARI, LATIN, MIXED)
# With fewer the model hardly knows how people write it in this script.
FEWEST = 10
# More like examples say nothing new.
_MOST_ALIKE = 3
_EXAMPLES_KNOWN = 1 << 15


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty narrows nothing."""

    words: str = ""
    intent: str | None = None
    category: str | None = None
    kind: str | None = None
    script: str | None = None


@dataclass(frozen=True)
class Counted:
    """A meaning with how many examples it has in each script."""

    meaning: Meaning
    total: int
    by_script: dict[str, int]

    @property
    def lacks(self) -> list[str]:
        """The scripts in which there are too few; mixed ones come by themselves."""
        return [script for script in (DEVANAGARI, LATIN) if self.by_script[script] < FEWEST]


@dataclass(frozen=True)
class Concerns:
    """What speaks against a sentence as an example of a meaning.

    `same` has the same words: with this meaning it is there already, with another one both clash.
    `alike` are nearly the same words with another meaning. In its script there are `count` others.
    """

    same: Example | None
    alike: list[Example]
    script: str
    count: int

    @property
    def has_few(self) -> bool:
        """Whether the meaning has too few examples in the sentence's script."""
        return self.script in (DEVANAGARI, LATIN) and self.count < FEWEST


def find(lines: Iterable[Example], wanted: Wanted) -> list[Example]:
    """Return the examples with all these words, in any script, and of this kind."""
    keys = frozenset(keys_of(wanted.words))
    return [
        line
        for line in lines
        if wanted.intent in (None, line.meaning.intent)
        and wanted.category in (None, line.meaning.category)
        and wanted.kind in (None, line.meaning.kind)
        and wanted.script in (None, script_of_line(line.text))
        and keys <= words_of(line.text)
    ]


def count(lines: Iterable[Example]) -> list[Counted]:
    """Return every meaning with its numbers, those with the fewest examples first."""
    scripts = Counter((line.meaning, script_of_line(line.text)) for line in lines)
    totals: Counter[Meaning] = Counter()
    for (meaning, _), number in scripts.items():
        totals[meaning] += number
    counted = [
        Counted(meaning, total, {script: scripts[meaning, script] for script in SCRIPTS})
        for meaning, total in totals.items()
    ]
    return sorted(counted, key=lambda one: one.total)


def concerns(lines: dict[str, Example], text: str, meaning: Meaning) -> Concerns:
    """Return what speaks against a sentence as an example of a meaning; `lines` are by their key."""
    script, same = script_of_line(text), lines.get(key_of(text))
    in_script = sum(
        # What is compared first tells most of them apart, and there are thousands.
        line.meaning.intent == meaning.intent
        and line.meaning == meaning
        and script_of_line(line.text) == script
        for line in lines.values()
    )
    return Concerns(same, _alike(lines, words_of(text), meaning, same), script, in_script)


def _alike(
    lines: dict[str, Example], words: frozenset[str], meaning: Meaning, same: Example | None
) -> list[Example]:
    """Return the examples with another meaning in nearly the same words, the likest first."""
    sharing = ((line, words_of(line.text)) for line in lines.values())
    near = [
        (likeness(words, theirs), line)
        for line, theirs in sharing
        if not words.isdisjoint(theirs) and line.meaning != meaning and line != same
    ]
    alike = sorted((pair for pair in near if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [line for _, line in alike[:_MOST_ALIKE]]


@lru_cache(maxsize=_EXAMPLES_KNOWN)
def words_of(text: str) -> frozenset[str]:
    """Return the telling words of an example by their sound."""
    return frozenset(key for word in plain(text).split() for key in _keys_of_word(word))


# Word by word, because thousands of sentences share their words.
@lru_cache(maxsize=1 << 16)
def _keys_of_word(word: str) -> tuple[str, ...]:
    return tuple(keys_of(word))


@lru_cache(maxsize=_EXAMPLES_KNOWN)
def script_of_line(text: str) -> str:
    """Return the script of an example."""
    return script_of(plain(text))
