"""The training data: tidy, private, and apart from the frozen test set."""

import json
import re
from collections import Counter

import pytest
import yaml

from helpline.settings import PROJECT_ROOT
from helpline.text.normalise import normalise, same_text_key

ANNOTATION = re.compile(r"\[([^\]]+)\]\(\w+\)")
MOBILE = re.compile(r"(?<!\d)(?:91)?([6-9]\d{9})(?!\d)")
FICTITIOUS = "9000000"
FEWEST_OF_A_CATEGORY = 40
FEWEST_OF_AN_INTENT = 60


def blocks():
    for path in sorted((PROJECT_ROOT / "data/nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            yield path, block, lines


BLOCKS = list(blocks())
LINES = [line for _, _, lines in BLOCKS for line in lines]


def plain(line):
    return ANNOTATION.sub(r"\1", line)


def same(text):
    return same_text_key(text) or text.strip()


def test_no_training_line_is_a_frozen_line():
    frozen = {
        same(json.loads(line)["text"])
        for path in (PROJECT_ROOT / "tests/nlu/frozen").rglob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    assert len(frozen) > 800
    assert [line for line in LINES if same(plain(line)) in frozen] == []


def test_no_two_lines_are_the_same_after_normalising():
    counts = Counter(same(plain(line)) for line in LINES)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("path", "lines"),
    [pytest.param(path, lines, id=f"{path.stem}-{n}") for n, (path, _, lines) in enumerate(BLOCKS)],
)
def test_lines_are_sorted(path, lines):
    assert lines == sorted(lines)


def test_phone_numbers_are_nobody_s():
    found = [
        number
        for line in LINES
        for number in MOBILE.findall(re.sub(r"(?<=\d)[ -](?=\d)", "", normalise(plain(line))))
    ]
    assert found
    assert [number for number in found if not number.startswith(FICTITIOUS)] == []


def test_every_category_and_intent_has_enough_examples():
    counts = Counter()
    for _, block, lines in BLOCKS:
        counts[block.get("metadata", {}).get("category", block["intent"])] += len(lines)
    categories = {name: count for name, count in counts.items() if "/" in name}
    intents = {name: count for name, count in counts.items() if "/" not in name}
    assert len(categories) == 70
    assert {name: n for name, n in categories.items() if n < FEWEST_OF_A_CATEGORY} == {}
    assert {name: n for name, n in intents.items() if n < FEWEST_OF_AN_INTENT} == {}
