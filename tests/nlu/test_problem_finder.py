"""When one message counts as several problems; the cautious reading wins."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.clause_splitter import ClauseSplitter, clauses_of
from helpline.nlu.problem_finder import ProblemFinder

POWER, BILL, RATION = "energy/power_outage", "energy/electricity_bill", "food_supply/ration_card"
TEXT = "light nahi hai, kal se nahi hai, rashan kam dete hain"


def said(category, intent="report_complaint", sure=0.9, other=BILL):
    """Return what the classifiers say of one clause; `other` is what else it may be."""
    alternatives = [{"value": category, "confidence": sure}, {"value": other, "confidence": 0.05}]
    guess = {"category": category, "confidence": sure, "kind": "grievance"}
    guess["alternatives"] = alternatives
    return {"intent": {"name": intent, "confidence": sure}, "complaint_guess": guess}


@pytest.fixture
def problems(build):
    """Return the problems found where each clause of TEXT, and the whole, were read so."""

    def find(*readings, intent="report_complaint"):
        message = Message({"text": TEXT, "intent": {"name": intent, "confidence": 0.9}})
        build(ClauseSplitter).process([message])
        for clause, reading in zip(clauses_of(message), readings, strict=True):
            clause.data.update(reading)
        build(ProblemFinder).process([message])
        return message.as_dict(only_output_properties=True).get("problems")

    return find


def test_two_problems_stand_with_their_words(problems):
    first, second = problems(said(POWER), said(POWER), said(RATION))
    assert (first["category"], first["text"]) == (POWER, "light nahi hai, kal se nahi hai")
    assert (second["category"], second["text"]) == (RATION, "rashan kam dete hain")
    assert TEXT[second["start"] : second["end"]] == second["text"]
    assert (second["kind"], second["confidence"]) == ("grievance", 0.9)


def test_a_clause_that_is_no_complaint_belongs_to_the_one_before(problems):
    first, _ = problems(said(POWER), said(BILL, intent="inform"), said(RATION))
    assert first["text"] == "light nahi hai, kal se nahi hai"


@pytest.mark.parametrize(
    "readings",
    [
        pytest.param((said(POWER), said(POWER), said(POWER)), id="one problem"),
        pytest.param((said(POWER), said(POWER), said(BILL)), id="one department"),
        pytest.param((said(POWER), said(POWER), said(RATION, sure=0.5)), id="a doubtful one"),
        pytest.param((said(POWER), said(POWER), said(RATION, "ask_help")), id="a question"),
        pytest.param(
            (said(POWER), said(POWER), said(RATION, other=POWER)), id="it may be the same"
        ),
    ],
)
def test_what_may_be_one_problem_is_not_split(problems, readings):
    assert problems(*readings) is None


def test_the_whole_message_has_to_be_a_complaint(problems):
    readings = (said(POWER), said(POWER), said(RATION))
    assert problems(*readings, intent="check_status") is None
