"""What a model says, in one form whichever model it is."""

from helpline.cli.measure.answers import answer_of


def test_our_model_names_category_and_kind_as_entities():
    guesses = [{"value": "a/b", "confidence": 0.8}, {"value": "a/c", "confidence": 0.1}]
    parsed = {
        "text": "Ghansali me light nahi",
        "intent": {"name": "report_complaint", "confidence": 0.9},
        "entities": [
            {"entity": "category", "start": 0, "end": 22, "value": "a/b", "alternatives": guesses},
            {"entity": "kind", "start": 0, "end": 22, "value": "grievance"},
            {"entity": "place", "start": 0, "end": 8, "value": "घनसाली"},
        ],
    }
    answer = answer_of(parsed)
    assert (answer.intent, answer.confidence, answer.kind) == ("report_complaint", 0.9, "grievance")
    assert answer.categories == (("a/b", 0.8), ("a/c", 0.1))
    assert answer.entities == {("place", "Ghansali")}


def test_a_model_that_knows_labels_only_names_the_category_in_them():
    ranking = [
        {"name": "report_complaint.energy.power_outage", "confidence": 0.5},
        {"name": "greet", "confidence": 0.3},
        {"name": "report_complaint.energy.low_voltage", "confidence": 0.1},
    ]
    answer = answer_of(
        {"text": "x", "intent": ranking[0], "intent_ranking": ranking, "entities": []}
    )
    assert (answer.intent, answer.kind) == ("report_complaint", None)
    assert answer.categories == (("energy/power_outage", 0.5), ("energy/low_voltage", 0.1))


def test_what_is_no_complaint_has_no_category():
    ranking = [
        {"name": "greet", "confidence": 0.5},
        {"name": "report_complaint.energy.power_outage", "confidence": 0.4},
    ]
    answer = answer_of(
        {"text": "x", "intent": ranking[0], "intent_ranking": ranking, "entities": []}
    )
    assert answer.categories == ()
