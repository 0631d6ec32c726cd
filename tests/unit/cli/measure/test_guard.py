"""The guard: what of a new model is worse than the live one, and too much so."""

from dataclasses import replace

import pytest

from helpline.cli.measure import guard
from helpline.cli.measure.changes import changes
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer

POWER, WATER = "energy/power_outage", "drinking_water/no_water_supply"
GREET = Example("namaste", "roman", "greet", None, None, frozenset(), False)
DANGER = Example("current lag gaya", "roman", "report_emergency", None, None, frozenset(), False)
LIGHT = Example("बिजली नहीं", "devanagari", "report_complaint", POWER, None, frozenset(), False)


def right(example, sure=0.95):
    categories = ((example.category, sure),) if example.category else ()
    return Answer(example.intent, sure, categories, None, frozenset())


def all_right(*examples):
    return [(example, right(example)) for example in examples]


def with_wrong(pairs, example, count, wrong):
    """Let so many of the answers to an example be wrong."""
    left = count
    found = []
    for one, answer in pairs:
        is_hit = one == example and left > 0
        left -= is_hit
        found.append((one, wrong if is_hit else answer))
    return found


def judged(before, after):
    return guard.judge(before, after, [], [])


THANKS = Answer("thank", 0.9, (), None, frozenset())
PIPES = Answer("report_complaint", 0.9, ((WATER, 0.9),), None, frozenset())
MANY = all_right(*[GREET] * 100, *[LIGHT] * 100, *[DANGER] * 20)


def test_a_model_that_answers_as_before_passes():
    assert judged(MANY, MANY) == []


def test_a_single_emergency_newly_missed_is_refused():
    after = with_wrong(MANY, DANGER, 1, THANKS)
    assert judged(MANY, after) == [{"code": "emergency_missed", "count": 1}]


def test_an_emergency_that_was_missed_before_is_no_news():
    before = with_wrong(MANY, DANGER, 1, THANKS)
    assert judged(before, before) == []


def test_an_emergency_among_labels_counts_too():
    label = all_right(DANGER)
    assert guard.judge(MANY, MANY, label, [(DANGER, THANKS)]) == [
        {"code": "emergency_missed", "count": 1}
    ]


def test_one_or_two_messages_are_chance():
    few = all_right(*[GREET] * 50)
    assert judged(few, with_wrong(few, GREET, 2, THANKS)) == []


def test_a_fall_is_told_for_the_script_in_which_it_is():
    after = with_wrong(MANY, GREET, 3, THANKS)
    told = [(one["measure"], one["script"]) for one in judged(MANY, after)]
    assert told == [("intent", "all"), ("intent", "roman")]


def test_category_and_department_fall_where_the_subject_is_wrong():
    after = with_wrong(MANY, LIGHT, 5, PIPES)
    told = {(one["code"], one.get("measure")) for one in judged(MANY, after)}
    assert told == {("falls", "category"), ("falls", "department")}


def test_the_recall_of_one_intent_may_not_fall_clearly():
    rare = replace(GREET, intent="goodbye", text="alvida")
    before = [*MANY * 5, *all_right(*[rare] * 10)]
    (reason,) = judged(before, with_wrong(before, rare, 2, THANKS))
    assert reason == {
        "code": "recall",
        "intent": "goodbye",
        "category": None,
        "before": 1.0,
        "after": 0.8,
    }


def taught_as(example, answer, count):
    return [(example, answer)] * count


def test_new_examples_under_a_wrong_intent_contradict():
    poison = taught_as(replace(LIGHT, intent="thank", category=None), right(LIGHT), 30)
    assert guard.contradictions(poison) == [
        {
            "code": "contradicts",
            "intent": "thank",
            "category": None,
            "count": 30,
            "of": 30,
            "other_intent": "report_complaint",
            "other_category": POWER,
        }
    ]


def test_new_examples_under_a_wrong_subject_contradict():
    (reason,) = guard.contradictions(taught_as(LIGHT, PIPES, 10))
    assert (reason["category"], reason["other_category"]) == (POWER, WATER)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (replace(PIPES, confidence=0.6), 30),  # it was not sure: that is why it is taught
        (PIPES, 4),  # few may be corrections
    ],
)
def test_what_the_model_did_not_surely_know_is_no_contradiction(answer, count):
    assert guard.contradictions(taught_as(GREET, answer, count)) == []


def test_what_the_live_model_cannot_know_is_no_contradiction():
    new = replace(GREET, intent="ask_holiday")
    assert guard.contradictions(taught_as(new, THANKS, 15), known={"greet", "thank"}) == []


def test_each_changed_answer_is_worse_better_or_otherwise_wrong():
    before = [(GREET, right(GREET)), (LIGHT, PIPES), (LIGHT, PIPES), (DANGER, right(DANGER))]
    after = [(GREET, THANKS), (LIGHT, right(LIGHT)), (LIGHT, THANKS), (DANGER, right(DANGER))]
    told = [row["change"] for row in changes(before, after, "frozen")]
    assert told == ["worse", "better", "other"]
