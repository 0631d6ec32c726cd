import pytest

from helpline.domain import review
from helpline.domain.review import Heard, reasons_for


def heard(intent="greet", confidence=0.9, *answers):
    return Heard(intent, confidence, frozenset(answers or ("utter_greet",)))


PLACE = "utter_ask_place"


@pytest.mark.parametrize(
    ("turn", "reasons"),
    [
        (heard(), []),
        (heard("nlu_fallback", 0.2, "utter_unclear"), [review.FALLBACK]),
        (heard("check_status", 0.6, "utter_no_complaints"), [review.LOW_CONFIDENCE]),
        (heard("talk_to_human", 0.9, "utter_human_waiting"), [review.WANTS_PERSON]),
        (heard("share_media", 1.0, "utter_media_received"), [review.MEDIA]),
        (heard("deny", 0.9, "utter_ask_change"), [review.DENIED]),
        (heard("deny", 0.9, "utter_done_not_solved"), []),
    ],
)
def test_a_turn_alone(turn, reasons):
    assert reasons_for(turn, []) == reasons


def test_a_question_that_stands_for_the_third_time_has_failed_twice():
    asked = heard("inform", 0.9, PLACE)
    assert reasons_for(asked, [asked]) == []
    assert reasons_for(asked, [asked, heard()]) == []
    assert reasons_for(asked, [asked, asked]) == [review.ASKED_THRICE]
    again = heard("inform", 0.9, f"{PLACE}_again")
    assert reasons_for(again, [again, asked]) == [review.ASKED_THRICE]


def test_a_question_that_comes_back_after_another_answer_has_not_failed():
    asked, in_between = heard("inform", 0.9, PLACE), heard("thank", 0.9, "utter_thank", PLACE)
    assert reasons_for(in_between, [in_between, asked]) == []
    assert reasons_for(asked, [in_between, asked]) == []


def test_a_turn_that_a_person_answers_needs_nobody_else():
    assert reasons_for(Heard("nlu_fallback", 0.1, frozenset()), []) == []
