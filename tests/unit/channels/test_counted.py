"""Problems that a citizen has counted are read clause by clause."""

from helpline.channels.counted import clauses_behind, problems_in

TEXT = "two problems: there is no water in our village and the transformer is burnt, Ghansali"


def read(category, confidence=0.9, intent="report_complaint"):
    guess = {"category": category, "confidence": confidence, "kind": "grievance"}
    return {"intent": {"name": intent}, "complaint_guess": guess}


def test_an_article_ends_no_clause():
    clauses = clauses_behind(TEXT, TEXT.index("there"))
    assert [clause.text for clause in clauses] == [
        "there is no water in our village",
        "transformer is burnt, Ghansali",
    ]
    assert all(TEXT[one.start : one.end] == one.text for one in clauses)


def test_each_office_has_a_problem_of_its_own_and_the_rest_belongs_to_it():
    clauses = clauses_behind(
        "no water comes, it is dirty too, nobody came here, bulbs are dark now", 0
    )
    told = [
        read("drinking_water/no_water_supply"),
        read("drinking_water/dirty_water"),
        read("energy/power_outage", confidence=0.3),
        read("energy/power_outage"),
    ]
    problems = problems_in(zip(clauses, told, strict=True))
    assert [(one["category"], one["start"], one["end"]) for one in problems] == [
        ("drinking_water/no_water_supply", 0, clauses[2].end),
        ("energy/power_outage", clauses[3].start, clauses[3].end),
    ]


def test_one_problem_is_not_several():
    (clause,) = clauses_behind("no water comes", 0)
    assert problems_in([(clause, read("drinking_water/no_water_supply"))]) == []
