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


def test_two_meanings_nearly_alike_are_doubtful_though_the_first_is_likely():
    near = Heard("thank", 0.7, frozenset({"utter_thank"}), ahead=0.05)
    assert reasons_for(near, []) == [review.NARROW]


def test_a_subject_that_is_not_sure_is_a_reason_of_complaints_only():
    answers = frozenset({"utter_ask_place"})
    doubtful = Heard("report_complaint", 0.9, answers, category_confidence=0.4)
    assert reasons_for(doubtful, []) == [review.UNSURE_CATEGORY]
    assert reasons_for(Heard("inform", 0.9, answers, category_confidence=0.4), []) == []


def test_the_meaning_of_a_turn_is_what_it_was_likely_heard_as():
    def meaning(intent, confidence, category=None, surely=1.0):
        return Heard(
            intent, confidence, frozenset(), category=category, category_confidence=surely
        ).meaning

    assert meaning("thank", 0.6) == "thank"
    assert meaning("thank", 0.4) is None
    assert meaning("report_complaint", 0.9, "energy/power_outage", 0.6) == "energy/power_outage"
    assert meaning("report_complaint", 0.7, "energy/power_outage", 0.6) is None
    assert meaning("report_complaint", 0.9) is None
    assert meaning("deny", 1.0) is None
    assert meaning("report_complaint", 1.0, "other/other") is None


def test_a_single_word_may_be_said_twice_and_a_sentence_may_not():
    one, two = frozenset({"bjl"}), frozenset({"bjl", "gnsl"})
    answers = frozenset({"utter_x"})
    short, long = (Heard("inform", 0.9, answers, words=words) for words in (one, two))
    assert reasons_for(short, [short]) == []
    assert reasons_for(long, [long]) == [review.REPEATED]


def test_a_summary_anew_follows_a_summary_and_shows_no_mere_repetition():
    summary, again = frozenset({"utter_confirm_grievance"}), frozenset({"utter_confirm_x_again"})
    shown = Heard("inform", 0.9, summary)
    assert review.sums_up_anew(shown, [shown])
    assert not review.sums_up_anew(shown, [Heard("greet", 0.9, frozenset({"utter_greet"}))])
    assert not review.sums_up_anew(shown, [])
    assert not review.sums_up_anew(Heard("inform", 0.9, again), [shown])


def test_every_reason_has_a_worth_and_the_quiet_ones_are_worth_most():
    assert review.WORTH[review.REROUTED] == max(review.WORTH.values())
    assert min(review.WORTH.values()) > 0


def test_agreement_counts_what_chance_alone_would_give():
    assert review.agreement([]) == review.Agreement(0, 0, None)
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]
    found = review.agreement(pairs)
    assert (found.count, found.same) == (4, 3)
    assert found.beyond_chance == pytest.approx(0.5)
    assert review.agreement([("a", "a")]).beyond_chance is None
