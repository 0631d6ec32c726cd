"""What a threshold would do."""

import pytest

from helpline.cli.measure import thresholds
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer

ANSWERS = [(0.3, False), (0.45, True), (0.45, False), (0.9, True), (0.95, False)]


def effect_at(threshold, found):
    return next(effect for effect in found if effect.threshold == threshold)


def test_messages_below_it_are_asked_about_and_the_others_believed():
    effect = effect_at(0.5, thresholds.effects(ANSWERS))
    assert effect.asked == pytest.approx(3 / 5)
    assert effect.right_of_asked == pytest.approx(1 / 3)
    assert effect.wrong_believed == pytest.approx(1 / 5)


def test_a_confidence_that_equals_it_is_believed():
    assert effect_at(0.45, thresholds.effects(ANSWERS)).asked == pytest.approx(1 / 5)


def test_where_none_is_asked_about_there_is_no_share():
    effect = effect_at(0.2, thresholds.effects(ANSWERS))
    assert (effect.asked, effect.right_of_asked) == (0.0, None)


def test_without_messages_there_is_nothing_to_tell():
    assert thresholds.effects([]) == []


def pair(intent, confidence, *categories):
    example = Example("…", "roman", "report_complaint", "a/b", "grievance", frozenset(), False)
    return example, Answer(intent, confidence, categories, None, frozenset())


def test_an_emergency_is_never_asked_about():
    found = thresholds.of_fallback([pair("report_emergency", 0.1), pair("greet", 0.1)])
    assert effect_at(0.4, found).asked == 0.5


def test_the_category_is_asked_for_where_a_complaint_was_seen():
    found = thresholds.of_category(
        [
            pair("report_complaint", 0.9, ("a/b", 0.4)),
            pair("report_complaint", 0.9, ("a/c", 0.9)),
            pair("greet", 0.9),
        ]
    )
    effect = effect_at(0.5, found)
    assert (effect.asked, effect.right_of_asked, effect.wrong_believed) == (0.5, 1.0, 0.5)
