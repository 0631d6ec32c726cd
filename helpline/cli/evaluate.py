"""Measure how well the model understands citizens, beside stock Rasa trained on the same data."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from helpline.cli.errors import CommandError
from helpline.cli.measure.examples import Example, read_sets
from helpline.cli.measure.figures import Answer, figures
from helpline.cli.measure.models import answers, train_on_script, train_stock
from helpline.cli.training import ensure_model
from helpline.settings import PROJECT_ROOT

FROZEN = PROJECT_ROOT / "tests" / "nlu" / "frozen"
_STOCK_EPOCHS = 100
_FEW = ("intent accuracy", "category top-1")
_COUNTED_BAD = ("ECE", "missed", "false", "turned away")

_Group = tuple[str, Callable[[Example], bool]]
_GROUPS: list[_Group] = [
    ("Devanagari", lambda example: example.script == "devanagari"),
    ("Roman", lambda example: example.script == "roman"),
    ("English", lambda example: example.script == "english"),
    ("mixed script", lambda example: example.script == "mixed"),
    ("hard", lambda example: example.hard),
    ("not hard", lambda example: not example.hard),
]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command may be told."""
    parser.add_argument("--folder", type=Path, help="also measure every .jsonl file of this folder")
    parser.add_argument(
        "--stock-epochs",
        type=int,
        default=_STOCK_EPOCHS,
        help="epochs of the stock model, as `rasa init` has them by default; 0 leaves it out",
    )
    parser.add_argument(
        "--no-transfer", action="store_true", help="leave out the models taught one script only"
    )


def execute(options: argparse.Namespace) -> None:
    """Train what is missing, measure, and print the tables. Raises CommandError."""
    sets = _test_sets(options.folder)
    models = {"ours": ensure_model()}
    if options.stock_epochs:
        models["stock"] = train_stock(options.stock_epochs)
    for name, examples in sets.items():
        _print_set(name, examples, {label: _read(m, examples) for label, m in models.items()})
    if options.stock_epochs and options.stock_epochs != _STOCK_EPOCHS:
        print(f"\nThe stock model had {options.stock_epochs} epochs instead of {_STOCK_EPOCHS}.")
    if not options.no_transfer:
        _print_transfer(sets)


def _test_sets(folder: Path | None) -> dict[str, list[Example]]:
    """Return the sets by name: the frozen files as one, each file of the folder as one."""
    sets = {}
    frozen = sorted(FROZEN.glob("*.jsonl"))
    if frozen:
        sets["the frozen test set"] = read_sets(frozen)
    if folder:
        files = sorted(folder.glob("*.jsonl"))
        if not files:
            raise CommandError(f"There is no .jsonl file in {folder}.")
        sets |= {path.name: read_sets([path]) for path in files}
    if not sets:
        raise CommandError(f"There is nothing to measure with: no test set in {FROZEN}.")
    return sets


def _read(model: Path, examples: list[Example]) -> list[tuple[Example, Answer]]:
    return list(zip(examples, answers(model, [e.text for e in examples]), strict=True))


_Answers = dict[str, list[tuple[Example, Answer]]]


def _print_set(name: str, examples: list[Example], read: _Answers) -> None:
    complaints = sum(bool(example.category) for example in examples)
    print(f"\n== {name}: {len(examples)} messages, {complaints} complaints")
    measured = {label: figures(pairs) for label, pairs in read.items()}
    rows = [(figure, [found[figure] for found in measured.values()]) for figure in measured["ours"]]
    _print_table(list(measured), rows)
    print()
    _print_table(list(measured), _group_rows(read))


def _group_rows(read: _Answers) -> list[tuple[str, list[float | None]]]:
    rows = []
    for group, belongs in _GROUPS:
        found = [figures([p for p in pairs if belongs(p[0])]) for pairs in read.values()]
        rows += [(f"{group}: {figure}", [one[figure] for one in found]) for figure in _FEW]
    return rows


def _print_transfer(sets: dict[str, list[Example]]) -> None:
    """Print how well one script teaches the other: what a key shared by both is worth."""
    print("\n== Taught one script, tested on the other")
    rows = []
    for name, examples in sets.items():
        for taught, script in (("Devanagari", "roman"), ("Roman", "devanagari")):
            tested = [example for example in examples if example.script == script]
            found = figures(_read(train_on_script(taught == "Devanagari"), tested))
            title = f"{name}: {taught} → {script}"
            rows += [(f"{title}, {figure}", [found[figure]]) for figure in _FEW]
    _print_table(["ours"], rows)


def _print_table(columns: list[str], rows: list[tuple[str, list[float | None]]]) -> None:
    rows = [row for row in rows if any(value is not None for value in row[1])]
    width = max((len(title) for title, _ in rows), default=0)
    print(f"{'':{width}}  " + "  ".join(f"{column:>7}" for column in columns))
    for title, values in rows:
        shown = "  ".join("      –" if v is None else f"{100 * v:6.1f}%" for v in values)
        note = "  (less is better)" if any(word in title for word in _COUNTED_BAD) else ""
        print(f"{title:{width}}  {shown}{note}")


def main() -> int:
    """Run the command by itself: `python -m helpline.cli.evaluate`."""
    parser = argparse.ArgumentParser(prog="python -m helpline.cli.evaluate", description=__doc__)
    add_arguments(parser)
    try:
        execute(parser.parse_args())
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
