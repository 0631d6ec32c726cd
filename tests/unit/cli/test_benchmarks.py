"""What `make bench-nlu` writes for the contestants, and makes of their reports."""

import itertools
import json
from types import SimpleNamespace

import pytest
import yaml

from benchmarks import messages, nlu
from helpline.cli.errors import CommandError
from helpline.cli.measure.examples import Example
from helpline.cli.measure.lessons import Lesson

OUTAGE = ("report_complaint", "energy/power_outage", "grievance")
EXAMPLES = [
    Example("light nahi", "roman", *OUTAGE, frozenset(), False),
    Example("namaste", "roman", "greet", None, None, frozenset(), False),
]


def result(*labels, **others):
    measured = {
        "milliseconds": [1.0, 3.0],
        "cpu_seconds": 0.5,
        "load_seconds": 3.26,
        "memory_mb": 120.4,
        "training_seconds": 60.2,
    }
    return nlu.Result(labels=labels, **{**measured, **others})


def test_contestants_learn_one_label_and_never_see_the_right_answers(tmp_path):
    nlu.write(tmp_path, [Lesson("[Ghansali](place) me light nahi", *OUTAGE)], EXAMPLES)
    taught = json.loads((tmp_path / "train.jsonl").read_text(encoding="utf-8"))
    read = (tmp_path / "test.jsonl").read_text(encoding="utf-8").splitlines()
    assert taught == {
        "text": "Ghansali me light nahi",
        "label": "report_complaint.energy.power_outage",
    }
    assert [json.loads(line) for line in read] == [{"text": "light nahi"}, {"text": "namaste"}]


@pytest.mark.parametrize(
    ("label", "shares"),
    [
        ("report_complaint.energy.power_outage", ["100.0%", "100.0%"]),
        ("report_complaint.energy.low_voltage", ["100.0%", "0.0%"]),
        ("None", ["50.0%", "0.0%"]),
    ],
)
def test_intent_and_category_are_judged_apart(label, shares):
    assert nlu.row("x", result(label, "greet"), EXAMPLES)[1:3] == shares


def test_speed_memory_training_and_start_stand_beside():
    row = nlu.row("x", result("greet", "greet", milliseconds=[1.0] * 99 + [50.0]), EXAMPLES)
    assert row[3:] == ["1.00 ms", "1.00 ms", "4", "120 MB", "60 s", "3.3 s"]


def test_stock_rasa_is_asked_with_its_own_project_and_one_action_more(tmp_path):
    messages._write_stock_project(tmp_path / "project", actions_port=5055)
    domain = yaml.safe_load((tmp_path / "project" / "domain.yml").read_text(encoding="utf-8"))
    rules = (tmp_path / "project" / "data" / "rules.yml").read_text(encoding="utf-8")
    assert domain["actions"] == ["action_note"]
    assert rules.count("action: action_note") == 1
    assert "utter_goodbye" in rules


@pytest.mark.parametrize(("action", "late", "missed"), [(60, 12, 0), (59, 12, 2), (60, 13, 1)])
def test_a_missed_target_is_told(action, late, missed):
    assert len(list(messages._missed(figures(action, late), figures(20, 50)))) == missed


def test_all_are_asked_by_turns_and_their_figures_stand_beside_each_other(monkeypatch):
    monkeypatch.setattr(messages, "CITIZENS", (1, 2))
    order = []

    def ask(name):
        return lambda _phone, _words: order.append(name) or 0.5

    words = dict.fromkeys(messages.KINDS, "x")
    both = [messages.Figures(ask(name), words) for name in ("ours", "stock")]
    messages._take(both, 20)
    changes = sum(one != other for one, other in itertools.pairwise(order))
    assert changes > 100, "the long conversations alone take fifty parts"
    rows = {row[0]: row[1:] for row in messages._rows(both)}
    assert rows["a plain turn, to the reply"][:2] == ["p50 500.0 ms  p95 500.0 ms"] * 2
    assert rows["the 500th beside the 10th"] == ["1.00 times", "1.00 times", ""]


def figures(action, late):
    times = [10.0 if number < messages.LATE.start else late for number in range(500)]
    rates = {(count, messages.ACTION_TURN): action for count in messages.CITIZENS}
    return SimpleNamespace(rates=rates, long_one=times)


def test_a_contestant_that_fails_is_named():
    with pytest.raises(CommandError, match="false"):
        nlu._run(["false"])
