"""The figures of `make evaluate`."""

import pytest

from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer, bands, calibration_error, figures, sure_of_category


def example(intent="report_complaint", category="energy/power_outage", kind="grievance", *words):
    return Example("…", "roman", intent, category, kind, frozenset(words), False)


def answer(intent="report_complaint", *categories, kind="grievance", words=()):
    return Answer(intent, 0.9, tuple((name, 0.5) for name in categories), kind, frozenset(words))


def test_a_complaint_seen_as_something_else_has_no_right_category():
    found = figures([(example(), answer("greet"))])
    assert (found["intent accuracy"], found["category top-1"]) == (0.0, 0.0)
    assert found["complaints turned away"] == 1.0


def test_the_first_three_categories_and_the_department_count_for_themselves():
    found = figures(
        [
            (
                example(),
                answer("report_complaint", "energy/low_voltage", "a/b", "energy/power_outage"),
            )
        ]
    )
    assert (found["category top-1"], found["category top-3"], found["department"]) == (
        0.0,
        1.0,
        1.0,
    )


def test_a_missed_emergency_and_a_false_one_are_counted_apart():
    emergency = example("report_emergency", None, None)
    found = figures(
        [
            (emergency, answer("report_complaint", kind=None)),
            (emergency, answer("report_emergency", kind=None)),
            (example(), answer("report_emergency", kind=None)),
        ]
    )
    assert (found["emergencies missed"], found["false emergencies"]) == (0.5, 1.0)
    assert found["complaints turned away"] == 0.0


def test_an_entity_counts_by_its_exact_words_in_any_form():
    wanted = example("inform", None, None, ("phone", "९०००००००१२"), ("place", "घनसाली"))
    found = figures(
        [(wanted, answer("inform", words=(("phone", "9000000012"), ("place", "घनसाल"))))]
    )
    assert (found["phone F1"], found["place F1"], found["pincode F1"]) == (1.0, 0.0, None)


def test_macro_f1_weighs_rare_labels_as_much_as_frequent_ones():
    pairs = [(example("greet", None, None), answer("greet"))] * 9
    pairs += [(example("thank", None, None), answer("greet"))]
    assert figures(pairs)["intent macro-F1"] == pytest.approx((2 * 9 / 19 + 0) / 2)


def test_confidence_is_calibrated_when_it_equals_the_share_right():
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)] * 4) == pytest.approx(0.9)
    assert calibration_error([]) is None


def test_the_kind_of_a_complaint_not_seen_as_one_is_wrong():
    seen, unseen = answer("report_complaint", "energy/power_outage"), answer("greet", kind=None)
    assert figures([(example(), seen), (example(), unseen)])["kind"] == 0.5


def test_a_model_that_knows_no_kinds_has_no_figure_for_them():
    assert figures([(example(), answer(kind=None))])["kind"] is None


def test_all_entities_count_together_too():
    wanted = example("inform", None, None, ("phone", "9000000012"), ("place", "Ghansali"))
    found = figures([(wanted, answer("inform", words=(("phone", "9000000012"),)))])
    assert found["all entities F1"] == pytest.approx(2 / 3)


def test_only_complaints_seen_as_such_are_sure_of_a_category():
    pairs = [
        (example(), answer("report_complaint", "energy/power_outage")),
        (example(), answer("report_complaint", "energy/low_voltage")),
        (example(), answer("greet")),
        (example("greet", None, None), answer("report_complaint", "energy/low_voltage")),
    ]
    assert sure_of_category(pairs) == [(0.5, True), (0.5, False)]


def test_answers_are_banded_by_tenths_and_full_certainty_belongs_to_the_last():
    assert bands([(1.0, True), (0.95, False), (0.0, True)]) == {
        0: [(0.0, True)],
        9: [(0.95, False), (1.0, True)],
    }
