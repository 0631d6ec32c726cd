"""The tables of `make evaluate`."""

from helpline.cli.measure import report
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer, figures
from helpline.cli.measure.tables import percent, table
from helpline.cli.measure.thresholds import Effect


def pair(script="roman", confidence=0.95, category="energy/power_outage", hard=False):
    example = Example(
        "…", script, "report_complaint", "energy/power_outage", "grievance", frozenset(), hard
    )
    answer = Answer("report_complaint", confidence, ((category, confidence),), None, frozenset())
    return example, answer


def cells(text):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]


def line(text, title):
    return next(found for found in cells(text) if found[0] == title)


def test_a_table_stands_in_columns_and_is_markdown():
    assert table(["", "ours"], [["intent", "9.0%"], ["x", "–"]]).splitlines() == [
        "|        | ours |",
        "| ------ | ---: |",
        "| intent | 9.0% |",
        "| x      |    – |",
    ]


def test_shares_are_percentages_and_nothing_is_a_dash():
    assert (percent(0.1234), percent(1.0), percent(None)) == ("12.3%", "100.0%", "–")


def test_both_models_stand_side_by_side_and_what_nobody_was_asked_is_left_out():
    wrong = pair(category="health/medicine_shortage")
    text = report.whole({"ours": [pair()], "stock": [wrong]})
    assert cells(text)[0] == ["", "ours", "stock"]
    assert line(text, "category top-1") == ["category top-1", "100.0%", "0.0%"]
    assert "emergencies missed" not in text
    assert "complaints turned away (less is better)" in text


def test_scripts_and_the_hard_half_are_told_apart():
    wrong = pair("devanagari", category="energy/low_voltage", hard=True)
    text = report.by_group({"ours": [pair(), wrong]})
    assert line(text, "Roman") == ["Roman", "1", "100.0%", "100.0%", "100.0%"]
    assert line(text, "Devanagari") == ["Devanagari", "1", "100.0%", "0.0%", "100.0%"]
    assert line(text, "hard half") == ["hard half", "1", "100.0%", "0.0%", "100.0%"]
    assert "English" not in text


def test_each_band_tells_how_many_were_right_of_how_many():
    wrong = pair(confidence=0.97, category="energy/low_voltage")
    text = report.reliability({"ours": [pair(), wrong, pair(confidence=0.25)]})
    assert cells(text)[0] == ["stated", "intent, ours", "category, ours"]
    assert line(text, "90–100%") == ["90–100%", "100.0% of 2", "50.0% of 2"]
    assert line(text, "20–30%") == ["20–30%", "100.0% of 1", "100.0% of 1"]
    assert "50–60%" not in text


def test_the_threshold_in_use_is_marked():
    found = [Effect(0.4, 0.05, 0.5, 0.03), Effect(0.45, 0.06, None, 0.02)]
    text = report.effects("fallback_confidence", found, 0.4)
    assert line(text, "0.40 *") == ["0.40 *", "5.0%", "50.0%", "3.0%"]
    assert line(text, "0.45") == ["0.45", "6.0%", "–", "2.0%"]


def test_what_one_script_teaches_the_other_is_told_in_times_as_much_as_stock():
    text = report.transfer([("a", 0.6, 0.15), ("b", 0.6, None), ("c", 0.6, 0.0)])
    assert line(text, "a") == ["a", "60.0%", "15.0%", "4.0"]
    assert line(text, "b") == ["b", "60.0%", "–", "–"]
    assert line(text, "c") == ["c", "60.0%", "0.0%", "–"]


def test_the_learning_curve_has_a_line_for_each_number_of_examples():
    text = report.learning_curve([("5", 475, figures([pair()])), ("all", 7000, figures([pair()]))])
    assert line(text, "5") == ["5", "475", "100.0%", "100.0%", "100.0%"]
    assert line(text, "all")[1] == "7000"
