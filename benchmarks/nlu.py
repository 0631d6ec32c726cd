"""`make bench-nlu`: how fast and how well messages are understood, beside other tools.

Every contestant learns the project's training messages and reads the frozen test set, in
processes of its own, one after the other, each on one core. A tool that knows labels only
gets intent and category in one.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpline.cli.environment import ONE_THREAD, QUIET
from helpline.cli.errors import CommandError
from helpline.cli.evaluate import FROZEN
from helpline.cli.measure import models
from helpline.cli.measure.examples import Example, read_sets
from helpline.cli.measure.lessons import JOIN, Lesson, joined_label, project_lessons
from helpline.cli.measure.tables import percent, table
from helpline.settings import PROJECT_ROOT

_NAMES = ("ours", "stock", "NLP.js", "fastText")
_HEADS = ["", "intent", "category", "p50", "p95", "messages/s", "memory", "training", "start"]


@dataclass(frozen=True)
class Result:
    """What a contestant reported of its reading, and the processor seconds its training took."""

    labels: Sequence[str]
    milliseconds: Sequence[float]
    cpu_seconds: float
    load_seconds: float
    memory_mb: float
    training_seconds: float


def main() -> None:
    """Measure the contestants that were named, or all, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu", description=__doc__)
    named = f"one or more of: {', '.join(_NAMES)}"
    parser.add_argument("name", nargs="*", type=_contestant, help=named)
    parser.add_argument("--stock-epochs", type=int, default=models.STOCK_EPOCHS)
    options = parser.parse_args()
    names = options.name or [name for name in _NAMES if name != "stock" or options.stock_epochs]
    lessons, examples = project_lessons(), read_sets(sorted(FROZEN.glob("*.jsonl")))
    contestants = _contestants(options.stock_epochs)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), lessons, examples)
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            rows.append(row(name, contestants[name](Path(folder), lessons), examples))
    print(f"Taught {len(lessons)} messages, read {len(examples)}.\n")
    print(table(_HEADS, rows))


def _contestant(name: str) -> str:
    if name not in _NAMES:
        raise argparse.ArgumentTypeError(f"{name} is none of: {', '.join(_NAMES)}")
    return name


def write(folder: Path, lessons: Sequence[Lesson], examples: Sequence[Example]) -> None:
    """Write train.jsonl and test.jsonl as every contestant reads them."""
    taught = [{"text": lesson.text, "label": lesson.joined_label} for lesson in lessons]
    for name, rows in (("train", taught), ("test", [{"text": e.text} for e in examples])):
        lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")


def row(name: str, result: Result, examples: Sequence[Example]) -> list[str]:
    """Return a contestant's row of the table."""
    pairs = list(zip(examples, result.labels, strict=True))
    intents = [e.intent == label.split(JOIN)[0] for e, label in pairs]
    categories = [joined_label(e.intent, e.category) == label for e, label in pairs if e.category]
    cuts = statistics.quantiles(result.milliseconds, n=20)
    return [
        name,
        percent(statistics.mean(intents)),
        percent(statistics.mean(categories)),
        f"{cuts[9]:.2f} ms",
        f"{cuts[18]:.2f} ms",
        f"{len(examples) / result.cpu_seconds:.0f}",
        f"{result.memory_mb:.0f} MB",
        f"{result.training_seconds:.0f} s",
        f"{result.load_seconds:.1f} s",
    ]


# --- contestants ------------------------------------------------------------------------------


_Contestant = Callable[[Path, Sequence[Lesson]], Result]


def _contestants(stock_epochs: int) -> dict[str, _Contestant]:
    """Return how each contestant learns and reads, by its name."""
    nlpjs = ["node", str(Path(__file__).with_name("nlpjs.js"))]
    fasttext = [sys.executable, "-m", "benchmarks.fasttext_contestant"]
    return {
        "ours": lambda folder, lessons: _rasa(folder, models.our_whole(lessons)),
        "stock": lambda folder, lessons: _rasa(folder, models.stock(lessons, stock_epochs)),
        "NLP.js": lambda folder, _: _other(folder, nlpjs),
        "fastText": lambda folder, _: _other(folder, fasttext),
    }


def _rasa(folder: Path, recipe: models.Recipe) -> Result:
    begun = _seconds_of_children()
    # A cache of its own, or what an earlier training left would make this one look fast.
    apart = {**ONE_THREAD, "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    model = models.train(recipe, folder, _one_core(), **apart)
    training = _seconds_of_children() - begun
    command = [sys.executable, "-m", "benchmarks.read_rasa", str(folder), str(model)]
    return Result(**json.loads(_run(command)), training_seconds=training)


def _other(folder: Path, command: list[str]) -> Result:
    begun = _seconds_of_children()
    _run([*command, "train", str(folder)])
    training = _seconds_of_children() - begun
    return Result(**json.loads(_run([*command, "read", str(folder)])), training_seconds=training)


def _run(command: list[str]) -> str:
    """Return what a command prints, run on one core."""
    done = subprocess.run(
        [*_one_core(), *command],
        cwd=PROJECT_ROOT,
        env={**os.environ, **QUIET, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{command} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _one_core() -> list[str]:
    return ["taskset", "-c", "0"] if shutil.which("taskset") else []


def _seconds_of_children() -> float:
    """Return the processor seconds of all children so far: other programs do not stretch them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
