"""What models are taught with."""

import pytest
import yaml

from helpline.cli.measure.examples import Example
from helpline.cli.measure.lessons import (
    Lesson,
    as_rasa,
    at_most,
    in_script,
    joined_label,
    lessons_of,
    project_lessons,
)

FILE = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - नमस्ते
- intent: report_complaint
  metadata:
    category: energy/power_outage
    kind: grievance
  examples: |
    - [Ghansali](place) me light nahi hai
    - [तीन दिन]{"entity": "duration"} से बिजली नहीं है
"""
GREETING = Lesson("नमस्ते", "greet")
OUTAGE = ("report_complaint", "energy/power_outage", "grievance")


@pytest.fixture
def lessons(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.yml").write_text(FILE, encoding="utf-8")
    return project_lessons(tmp_path)


def test_each_line_of_the_training_data_is_a_lesson(lessons):
    assert lessons == [
        GREETING,
        Lesson("[Ghansali](place) me light nahi hai", *OUTAGE),
        Lesson('[तीन दिन]{"entity": "duration"} से बिजली नहीं है', *OUTAGE),
    ]


def test_its_text_is_what_a_citizen_would_type(lessons):
    assert [lesson.text for lesson in lessons[1:]] == [
        "Ghansali me light nahi hai",
        "तीन दिन से बिजली नहीं है",
    ]


def test_the_name_of_an_entity_makes_no_devanagari_line_a_mixed_one(lessons):
    assert in_script(lessons, "devanagari") == [lessons[0], lessons[2]]
    assert in_script(lessons, "latin") == [lessons[1]]


def test_the_project_s_own_data_are_found():
    lessons = project_lessons()
    assert {lesson.intent for lesson in lessons} >= {"greet", "report_complaint"}
    assert all(lesson.category for lesson in lessons if lesson.intent == "report_complaint")


def test_a_label_for_tools_that_know_labels_only_holds_the_category():
    assert joined_label("greet", None) == "greet"
    assert Lesson("x", *OUTAGE).joined_label == "report_complaint.energy.power_outage"


def test_few_examples_are_drawn_of_each_category_and_intent_and_more_hold_the_fewer():
    lessons = [Lesson(str(n), *OUTAGE) for n in range(9)] + [GREETING]
    few, more = at_most(lessons, 2), at_most(lessons, 5)
    assert [lesson.intent for lesson in few].count("report_complaint") == 2
    assert GREETING in few
    assert set(few) < set(more)
    assert few == at_most(lessons, 2)


def test_rasa_gets_them_under_the_label_asked_for_and_with_their_metadata(lessons):
    written = yaml.safe_load(as_rasa(lessons, lambda lesson: lesson.joined_label))
    assert written["nlu"] == [
        {"intent": "greet", "examples": "- नमस्ते"},
        {
            "intent": "report_complaint.energy.power_outage",
            "metadata": {"category": "energy/power_outage", "kind": "grievance"},
            "examples": f"- {lessons[1].line}\n- {lessons[2].line}",
        },
    ]


def test_what_is_written_for_rasa_reads_the_same_again(lessons, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    (again / "a.yml").write_text(as_rasa(lessons, lambda lesson: lesson.intent), encoding="utf-8")
    assert project_lessons(again) == lessons


def test_a_message_of_a_test_set_becomes_one_line():
    example = Example("दो\nपंक्ति", "devanagari", *OUTAGE, frozenset(), False)
    assert lessons_of([example]) == [Lesson("दो पंक्ति", *OUTAGE)]
