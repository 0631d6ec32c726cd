"""Measure how well the model understands citizens, beside stock Rasa trained on the same data."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import yaml

from helpline.cli.errors import CommandError
from helpline.cli.measure import models, report, thresholds
from helpline.cli.measure.answers import read
from helpline.cli.measure.examples import Example, read_sets
from helpline.cli.measure.figures import figures
from helpline.cli.measure.lessons import Lesson, at_most, in_script, lessons_of, project_lessons
from helpline.cli.training import ensure_model
from helpline.domain.draft import SURE
from helpline.settings import PROJECT_ROOT
from helpline.text.scripts import DEVANAGARI, LATIN

FROZEN = PROJECT_ROOT / "tests" / "nlu" / "frozen"
FROZEN_TITLE = "The frozen test set"
_PER_CATEGORY = (5, 10, 20, 40)
_TAUGHT, _TESTED = "train.jsonl", "test.jsonl"  # a folder with both brings its own training data
# How a script is called in training data and in a test set.
_SCRIPTS = (("Devanagari", DEVANAGARI, "devanagari"), ("Roman", LATIN, "roman"))

_Learners = Mapping[str, Callable[[Sequence[Lesson]], models.Recipe]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command may be told."""
    parser.add_argument(
        "--folder",
        type=Path,
        help="also measure the .jsonl files in and below this folder; where train.jsonl and "
        "test.jsonl lie together, both pipelines are trained on the one and tested on the other",
    )
    parser.add_argument(
        "--stock-epochs",
        type=int,
        default=models.STOCK_EPOCHS,
        help="rounds the stock model learns (default: %(default)s, as `rasa init` has them, which "
        "takes hours); 0 leaves it out",
    )
    parser.add_argument(
        "--no-transfer", action="store_true", help="leave out the models taught one script only"
    )
    parser.add_argument(
        "--learning-curve",
        action="store_true",
        help="instead of all this, tell how accuracy grows with the examples of a category",
    )


def execute(options: argparse.Namespace) -> None:
    """Train what is missing, measure, and print the tables. Raises CommandError."""
    if options.learning_curve:
        _print_learning_curve()
        return
    sets, foreign = _test_sets(options.folder)
    learners = _learners(options.stock_epochs)
    _print_sets(sets, learners)
    if not options.no_transfer:
        _print_transfer(sets, learners)
    for folder in foreign:
        _print_foreign(folder, learners)


def _learners(stock_epochs: int) -> _Learners:
    if not stock_epochs:
        return {"ours": models.ours}
    return {"ours": models.ours, "stock": partial(models.stock, epochs=stock_epochs)}


def _test_sets(folder: Path | None) -> tuple[dict[str, list[Example]], list[Path]]:
    """Return the sets by name, the frozen files as one, and the folders that bring their own data."""
    sets = {FROZEN_TITLE: read_sets(sorted(FROZEN.glob("*.jsonl")))}
    if folder is None:
        return sets, []
    files = sorted(folder.rglob("*.jsonl"))
    if not files:
        raise CommandError(f"There is no .jsonl file in {folder}.")
    foreign = [path.parent for path in files if path.name == _TAUGHT]
    foreign = [found for found in foreign if (found / _TESTED) in files]
    own = [path for path in files if path.parent not in foreign]
    return sets | {str(path.relative_to(folder)): read_sets([path]) for path in own}, foreign


def _print_sets(sets: Mapping[str, list[Example]], learners: _Learners) -> None:
    lessons = project_lessons()
    paths = {"ours": ensure_model()}
    paths |= {name: models.trained(learners[name](lessons)) for name in learners if name != "ours"}
    for title, examples in sets.items():
        answered = {name: read(path, examples) for name, path in paths.items()}
        _print_head(title, examples)
        for part in (report.whole, report.by_group, report.reliability):
            print(f"{part(answered)}\n")
        if title == FROZEN_TITLE:
            _print_thresholds(answered["ours"])


def _print_head(title: str, examples: Sequence[Example]) -> None:
    complaints = sum(bool(example.category) for example in examples)
    print(f"\n## {title}: {len(examples)} messages, {complaints} complaints\n")


def _print_thresholds(answered: report.Pairs) -> None:
    fallback = thresholds.of_fallback(answered)
    print(report.effects("fallback_confidence", fallback, fallback_confidence()), end="\n\n")
    print(report.effects("SURE", thresholds.of_category(answered), SURE))


def fallback_confidence() -> float:
    """Return the threshold that the channel has."""
    credentials = yaml.safe_load((PROJECT_ROOT / "credentials.yml").read_text(encoding="utf-8"))
    return credentials["helpline.channels.whatsapp.WhatsAppChannel"]["fallback_confidence"]


def _print_transfer(sets: Mapping[str, list[Example]], learners: _Learners) -> None:
    """Print how well one script teaches the other: what a key shared by both is worth."""
    print("\n## Taught in one script, tested in the other\n")
    lessons = project_lessons()
    rows = []
    for (taught, script, _), (tested, _, tag) in (_SCRIPTS, _SCRIPTS[::-1]):
        chosen = in_script(lessons, script)
        paths = {name: models.trained(learn(chosen)) for name, learn in learners.items()}
        for title, examples in sets.items():
            own = [example for example in examples if example.script == tag and example.category]
            if own:
                row = {name: _category_accuracy(path, own) for name, path in paths.items()}
                rows.append((f"{title}: {taught} to {tested}", row["ours"], row.get("stock")))
    print(report.transfer(rows))


def _category_accuracy(model: Path, examples: Sequence[Example]) -> float | None:
    return figures(read(model, examples))["category top-1"]


def _print_foreign(folder: Path, learners: _Learners) -> None:
    """Print how well both pipelines learn data that has nothing to do with complaints."""
    lessons = lessons_of(read_sets([folder / _TAUGHT]))
    examples = read_sets([folder / _TESTED])
    answered = {
        name: read(models.trained(learn(lessons)), examples) for name, learn in learners.items()
    }
    _print_head(f"{folder.name}, taught by its own {len(lessons)} messages", examples)
    print(f"{report.whole(answered)}\n\n{report.reliability(answered)}")


def _print_learning_curve() -> None:
    """Print how much more examples would help: the same pipeline taught by few and by all."""
    lessons = project_lessons()
    examples = read_sets(sorted(FROZEN.glob("*.jsonl")))
    taught = {str(count): at_most(lessons, count) for count in _PER_CATEGORY}
    paths = {few: models.trained(models.ours(chosen)) for few, chosen in taught.items()}
    steps = [(few, len(taught[few]), figures(read(path, examples))) for few, path in paths.items()]
    steps.append(("all", len(lessons), figures(read(ensure_model(), examples))))
    print(f"\n## How accuracy grows with examples, on {len(examples)} frozen messages\n")
    print(report.learning_curve(steps))
