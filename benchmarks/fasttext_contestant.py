"""FastText as a contestant: `python -m benchmarks.fasttext_contestant train|read FOLDER`."""

from benchmarks import reading  # isort: skip - it looks at the clock

import json
import re
import sys
from pathlib import Path

import fasttext

_LABEL = "__label__"
_MODEL = "fasttext.bin"
# The best of a dozen settings on a held-out fifth of the training messages.
_SETTINGS = {"epoch": 100, "lr": 1.0, "minn": 3, "maxn": 6, "bucket": 200_000}
_MARK = re.compile(r"([^\w\s\u0900-\u0963])")


def train(folder: Path) -> None:
    """Train on train.jsonl of the folder, on one thread so that it is the same every time."""
    lines = (folder / "train.jsonl").read_text(encoding="utf-8").splitlines()
    lessons = folder / "fasttext.txt"
    with lessons.open("w", encoding="utf-8") as file:
        for row in map(json.loads, lines):
            file.write(f"{_LABEL}{row['label']} {_words(row['text'])}\n")
    model = fasttext.train_supervised(str(lessons), thread=1, verbose=0, **_SETTINGS)
    model.save_model(str(folder / _MODEL))


def read(folder: Path) -> None:
    """Read test.jsonl of the folder."""
    fasttext.FastText.eprint = lambda *_: None  # a warning with every load
    model = fasttext.load_model(str(folder / _MODEL))
    reading.report(
        lambda text: model.predict(_words(text))[0][0].removeprefix(_LABEL), folder / "test.jsonl"
    )


def _words(text: str) -> str:
    """Return small letters, punctuation apart, on one line: what fastText's manual advises."""
    return " ".join(_MARK.sub(r" \1 ", text.lower()).split())


if __name__ == "__main__":
    {"train": train, "read": read}[sys.argv[1]](Path(sys.argv[2]))
