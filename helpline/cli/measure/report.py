"""The tables of `make evaluate`, each as text."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import (
    Answer,
    bands,
    figures,
    sure_of_category,
    sure_of_intent,
)
from helpline.cli.measure.tables import NOTHING, percent, table
from helpline.cli.measure.thresholds import Effect

Pairs = Sequence[tuple[Example, Answer]]
# Of these less is better.
_BAD = {
    "intent ECE",
    "category ECE",
    "emergencies missed",
    "false emergencies",
    "complaints turned away",
}
_FEW = {"intent": "intent accuracy", "category": "category top-1", "department": "department"}
_GROUPS: dict[str, Callable[[Example], bool]] = {
    "all": lambda example: True,
    "Devanagari": lambda example: example.script == "devanagari",
    "Roman": lambda example: example.script == "roman",
    "English": lambda example: example.script == "english",
    "mixed script": lambda example: example.script == "mixed",
    "hard half": lambda example: example.hard,
    "the rest": lambda example: not example.hard,
}


def whole(read: Mapping[str, Pairs]) -> str:
    """Return every figure of each model."""
    found = {model: figures(pairs) for model, pairs in read.items()}
    lines = {name: [f[name] for f in found.values()] for name in next(iter(found.values()))}
    rows = [
        [f"{name} (less is better)" if name in _BAD else name, *map(percent, shares)]
        for name, shares in lines.items()
        if any(share is not None for share in shares)
    ]
    return table(["", *found], rows)


def by_group(read: Mapping[str, Pairs]) -> str:
    """Return how well each script and the hard half are understood."""
    heads = [f"{name}, {model}" for name in _FEW for model in read]
    rows = []
    for group, belongs in _GROUPS.items():
        own = {model: [p for p in pairs if belongs(p[0])] for model, pairs in read.items()}
        count = len(next(iter(own.values())))
        if count:
            found = {model: figures(pairs) for model, pairs in own.items()}
            cells = [percent(found[model][name]) for name in _FEW.values() for model in read]
            rows.append([group, str(count), *cells])
    return table(["", "messages", *heads], rows)


def reliability(read: Mapping[str, Pairs]) -> str:
    """Return, for each band of stated confidence, the share that was right, and of how many."""
    columns = {}
    for what, sure in (("intent", sure_of_intent), ("category", sure_of_category)):
        columns |= {f"{what}, {model}": bands(sure(pairs)) for model, pairs in read.items()}
    columns = {head: found for head, found in columns.items() if found}
    rows = [
        [
            f"{10 * band}–{10 * band + 10}%",
            *(_right_of(found.get(band)) for found in columns.values()),
        ]
        for band in range(10)
        if any(band in found for found in columns.values())
    ]
    return table(["stated", *columns], rows)


def _right_of(band: list[tuple[float, bool]] | None) -> str:
    if band is None:
        return NOTHING
    return f"{percent(sum(right for _, right in band) / len(band))} of {len(band)}"


def effects(what: str, found: Iterable[Effect], chosen: float) -> str:
    """Return what each threshold would do; the one in use is marked."""
    rows = [
        [
            f"{effect.threshold:.2f}{' *' if effect.threshold == chosen else ''}",
            percent(effect.asked),
            percent(effect.right_of_asked),
            percent(effect.wrong_believed),
        ]
        for effect in found
    ]
    return table([f"{what} (* in use)", "asked about", "of these right", "wrong, believed"], rows)


def transfer(rows: Iterable[tuple[str, float | None, float | None]]) -> str:
    """Return how much of one script another teaches: ours, stock, and how many times as much."""
    return table(
        ["category accuracy", "ours", "stock", "ours ÷ stock"],
        [
            [title, percent(ours), percent(stock), _ratio(ours, stock)]
            for title, ours, stock in rows
        ],
    )


def _ratio(ours: float | None, stock: float | None) -> str:
    return f"{ours / stock:.1f}" if ours is not None and stock else NOTHING


def learning_curve(steps: Iterable[tuple[str, int, dict[str, float | None]]]) -> str:
    """Return accuracy over the examples a category has at most."""
    names = ["intent accuracy", "category top-1", "category top-3"]
    rows = [
        [most, str(count), *(percent(found[name]) for name in names)]
        for most, count, found in steps
    ]
    return table(["examples of each category at most", "in all", *names], rows)
