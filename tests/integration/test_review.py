"""The review: what comes onto the list and why, cases in like words, opinions, decisions."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services import inbox, misheard, moves, review
from helpline.services.inbox import Understood
from helpline.services.moves import Given, at_the_desk, citizen
from helpline.services.review import AlreadySaid, Decided, NoReviewer, UnknownReason, Verdict
from helpline.store.accounts import Account
from helpline.store.audit import AuditEntry
from helpline.store.messages import Inbox, Turn
from helpline.store.review import ReviewCase, ReviewItem, ReviewWord
from tests.support import cast
from tests.support.cast import NOW, filed, message, person
from tests.support.claims import claim_next

LIGHT = Verdict("report_complaint", "energy/power_outage", "grievance")
NOTHING = Verdict()


@pytest.fixture
def sita(session):
    return cast.account(session, "helpdesk").id


@pytest.fixture
def gita(session):
    return cast.account(session, "trainer").id


@pytest.fixture
def third(session):
    return cast.account(session, "cm_office").id


def turn(session, text, intent="nlu_fallback", confidence=0.2, key="sita", now=NOW, **more):
    """Let a turn of a citizen end, as the channel does."""
    message(session, now, key)
    row = claim_next(session, Inbox, "test", now, inbox.LEASE)
    answers = more.pop("answers", ["utter_unclear"])
    understood = Understood(
        text, intent, confidence, more.pop("ranking", []), more.pop("entities", [])
    )
    replies = [{"response": name, "text": "जो कहा"} for name in answers]
    assert inbox.finish_turn(session, row, understood, "model", replies, [], now)
    return session.execute(select(Turn).where(Turn.inbox_id == row.id)).scalar_one()


def told(session, text="बिजली नहीं आ रही", **more):
    """Let a complaint be told and well understood."""
    more = {"answers": ["utter_ask_place"], **more}
    return turn(session, text, "report_complaint", 0.95, **more)


def reasons(session):
    rows = session.execute(select(ReviewItem).order_by(ReviewItem.id)).scalars()
    return [(row.turn_id, row.reason) for row in rows]


def cases(session, which="open", account_id=0, now=NOW):
    return review.lines(session, which, account_id, 1, now).lines


# --- why ----------------------------------------------------------------------------------------


def test_two_meanings_nearly_alike_and_a_doubtful_subject_are_reasons(session):
    ranking = [{"name": "thank", "confidence": 0.7}, {"name": "goodbye", "confidence": 0.65}]
    narrow = turn(session, "ठीक है जी", "thank", 0.7, ranking=ranking)
    category = {"entity": "category", "value": "energy/power_outage", "confidence": 0.4}
    doubtful = told(session, entities=[category])

    assert reasons(session) == [
        (narrow.id, "narrow_confidence"),
        (doubtful.id, "unsure_category"),
    ]


def test_saying_the_same_again_soon_is_a_reason_and_a_day_later_none(session):
    told(session, "गाँव की पाइप लाइन टूटी है")
    again = told(session, "gaon ki pipe line tooti hai", now=NOW + timedelta(minutes=5))
    told(session, "गाँव की पाइप लाइन टूटी है", now=NOW + timedelta(days=2), answers=["utter_x"])

    assert reasons(session) == [(again.id, "repeated")]


def test_what_the_citizen_changes_in_the_summary_was_told_before(session):
    first = told(session, answers=["utter_confirm_grievance"])
    turn(session, "विषय", "inform", 1.0, entities=[{"entity": "change", "value": "category"}])

    assert reasons(session) == [(first.id, "corrected")]


def test_words_in_the_shape_of_a_correction_are_one_where_the_summary_comes_anew(session):
    first = told(session, answers=["utter_confirm_grievance"])
    turn(session, "बिजली नहीं, पानी", "inform", 1.0, answers=["utter_confirm_grievance"])
    told(session, "नल सूखा है", answers=["utter_confirm_grievance"], key="ram")
    turn(session, "धन्यवाद", "inform", 1.0, answers=["utter_confirm_grievance"], key="ram")

    assert reasons(session) == [(first.id, "corrected")]


def test_what_an_office_passes_on_was_heard_wrongly_where_it_was_told(session):
    first = told(session)
    complaint = filed(session)
    yes = Turn(
        inbox_id=complaint.inbox_id,
        citizen_id=complaint.citizen_id,
        text="हाँ",
        intent="affirm",
        confidence=1.0,
        intent_ranking=[],
        entities=[],
        model_id="model",
        replies=[],
        finished_at=NOW,
    )
    session.add(yes)
    session.flush()
    by = at_the_desk(session, person(session, "executive"), complaint, NOW)
    post = cast.post_of(session, "health", 1)
    moves.perform(session, complaint, "transfer", by, NOW, Given("अस्पताल का है", post_id=post.id))

    assert reasons(session) == [(first.id, "rerouted")]


def test_a_yes_that_the_citizen_takes_back_was_perhaps_none(session):
    complaint = filed(session)
    cast.proof(session, complaint)
    by = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    moves.perform(session, complaint, "report_solution", by, NOW, Given("ठीक किया"))
    yes = turn(session, "हाँ देख लेंगे", "confirm_resolved", 0.9)
    moves.perform(session, complaint, "confirm_resolved", citizen(yes.inbox_id), NOW)
    later = message(session, NOW + timedelta(days=1))
    moves.perform(session, complaint, "reopen_complaint", citizen(later.id), NOW)

    assert reasons(session) == [(yes.id, "reopened")]


def test_what_people_part_again_was_joined_wrongly(session):
    first = told(session)
    parent, complaint = filed(session), filed(session)
    session.add(
        Turn(
            inbox_id=complaint.inbox_id,
            citizen_id=complaint.citizen_id,
            text="हाँ",
            intent="affirm",
            confidence=1.0,
            intent_ranking=[],
            entities=[],
            model_id="model",
            replies=[],
            finished_at=NOW,
        )
    )
    session.flush()
    by = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    moves.perform(session, complaint, "join", by, NOW, Given("वही", parent_id=parent.id))
    moves.perform(session, complaint, "separate", by, NOW, Given("अलग है"))

    assert reasons(session) == [(first.id, "joined_wrongly")]


# --- cases --------------------------------------------------------------------------------------


def test_like_words_in_any_script_are_one_case_and_the_latest_is_shown(session):
    turn(session, "ट्रांसफार्मर जला पड़ा पटवारी सोया", key="sita")
    turn(session, "transformer jala pada patwari soya ji", key="ram")
    turn(session, "राशन की दुकान बंद पड़ी", key="gita")

    both, other = cases(session)
    assert (both.turns, other.turns) == (2, 1)
    assert both.words == "transformer jala pada patwari soya ji"
    assert len(review.turns_of(session, both.id)) == 2


def test_the_most_valuable_case_comes_first_and_is_the_next(session, sita):
    turn(session, "कुछ समझ न आने वाला", "thank", 0.5)
    turn(session, "नहीं यह बिल्कुल गलत", "deny", 0.9, key="ram", answers=["utter_ask_change"])

    first, second = cases(session)
    assert (first.reasons, second.reasons) == (["denied"], ["low_confidence"])
    assert review.next_case(session, sita, NOW) == first.id
    assert review.next_case(session, sita, NOW, after=first.id) == second.id


def test_two_reasons_for_one_turn_are_one_case(session):
    said = turn(session, "कोई भी नहीं सुनता यहाँ")
    misheard.add(session, said.id, "rerouted", NOW)
    misheard.add(session, said.id, "rerouted", NOW)

    (case,) = cases(session)
    assert (case.reasons, case.turns) == (["rerouted", "fallback"], 1)


def test_the_same_words_after_a_decision_are_a_new_case(session, sita):
    turn(session, "ट्रांसफार्मर जला पड़ा पटवारी सोया")
    (case,) = cases(session)
    review.say(session, case.id, LIGHT, False, sita, "helpdesk", NOW)
    turn(session, "ट्रांसफार्मर जला पड़ा पटवारी सोया", key="ram")

    (again,) = cases(session)
    assert again.id != case.id
    assert [one.id for one in cases(session, "done")] == [case.id]


def in_doubt(session, text, category="energy/power_outage", surely=0.6, **more):
    """Let a complaint be told whose subject is likely and not sure."""
    heard = {"entity": "category", "value": category, "confidence": surely}
    return told(session, text, entities=[heard], **more)


def test_what_is_likely_the_same_in_other_words_is_one_case_and_shown_word_by_word(session):
    in_doubt(session, "light nahi aa rahi")
    in_doubt(session, "bijli gayab hai 2 din se", key="ram")
    in_doubt(session, "बिजली गायब है 2 दिन से", key="gita")
    in_doubt(session, "nal sookha pada hai", "drinking_water/no_water_supply", key="mohan")

    water, light = sorted(cases(session), key=lambda case: case.turns)
    assert (water.turns, light.turns) == (1, 3)
    words = [wording.turn.text for wording in review.wordings_of(session, light.id)]
    assert words == ["बिजली गायब है 2 दिन से", "light nahi aa rahi"]


def test_what_is_unlikely_or_may_mean_anything_is_one_case_only_in_like_words(session):
    in_doubt(session, "light nahi aa rahi", surely=0.4)
    in_doubt(session, "bijli gayab hai 2 din se", surely=0.4, key="ram")
    turn(session, "मौसम कैसा रहेगा", "out_of_scope", 0.6)
    turn(session, "कोई चुटकुला सुनाओ", "out_of_scope", 0.6, key="ram")
    in_doubt(session, "dj raat bhar bajta", "other/other")
    in_doubt(session, "phone ka tower nahi", "other/other", key="ram")

    assert [case.turns for case in cases(session)] == [1] * 6


def test_wishes_for_a_person_are_one_case_however_they_are_said(session):
    turn(session, "kisi aadmi se baat karao", "talk_to_human", 0.9)
    turn(session, "मुझे अधिकारी से बात करनी है", "talk_to_human", 0.8, key="ram")

    assert [case.turns for case in cases(session)] == [2]


def test_a_case_takes_in_no_more_other_words_than_its_page_can_show(session):
    for number in range(11):
        text = " ".join(f"{letter}{'aeiou'[number % 5]}{'rlmn'[number % 4]}t" for letter in "bdgk")
        in_doubt(session, text, key=f"citizen {number}")

    assert sorted(case.turns for case in cases(session)) == [1, 10]


def test_what_somebody_has_given_an_opinion_of_takes_in_no_other_words(session, sita):
    in_doubt(session, "light nahi aa rahi")
    (case,) = cases(session)
    review.say(session, case.id, LIGHT, True, sita, "helpdesk", NOW)
    in_doubt(session, "bijli gayab hai 2 din se", key="ram")

    assert [one.turns for one in cases(session, "second")] == [1]
    assert [one.turns for one in cases(session)] == [1]


def test_what_means_something_else_is_parted_and_waits_with_its_reasons(session):
    same = in_doubt(session, "light nahi aa rahi")
    other = in_doubt(session, "khambe ki roshni band", key="ram")
    misheard.add(session, other.id, "denied", NOW)
    (case,) = cases(session)
    misheard.part(session, session.get(ReviewCase, case.id), [other.id], NOW)

    parted, left = cases(session)
    assert (left.id, left.words, left.turns, left.reasons) == (
        case.id,
        "light nahi aa rahi",
        1,
        ["unsure_category"],
    )
    assert (parted.words, parted.turns) == ("khambe ki roshni band", 1)
    assert parted.reasons == ["denied", "unsure_category"]
    worth = session.execute(select(ReviewCase.worth).order_by(ReviewCase.id)).scalars().all()
    assert worth == [1, 6]
    assert [one.id for one in review.turns_of(session, left.id)] == [same.id]

    in_doubt(session, "khambe ki roshni band hai", key="gita")
    assert {one.id: one.turns for one in cases(session)} == {parted.id: 2, left.id: 1}


# --- decisions ----------------------------------------------------------------------------------


@pytest.fixture
def case(session):
    turn(session, "ट्रांसफार्मर जला पड़ा पटवारी सोया")
    return session.execute(select(ReviewCase)).scalar_one()


def test_what_somebody_took_is_nobody_else_s_next(session, case, sita, gita):
    review.take(session, case.id, sita, "helpdesk", NOW)
    assert review.next_case(session, sita, NOW) == case.id
    assert review.next_case(session, gita, NOW) is None
    assert [one.holder for one in cases(session, "mine", sita)] == ["Helpdesk"]

    review.take(session, case.id, sita, "helpdesk", NOW)
    assert review.next_case(session, gita, NOW) == case.id


def test_a_case_is_given_to_a_colleague_who_reviews(session, case, sita, gita, third):
    assert [one.login for one in review.reviewers(session)] == ["helpdesk", "trainer"]
    assert review.give(session, case.id, gita, "helpdesk", NOW).login == "trainer"
    assert [one.holder for one in cases(session)] == ["Trainer"]
    assert review.next_case(session, sita, NOW) is None
    assert review.next_case(session, gita, NOW) == case.id
    for stranger in (third, None):
        with pytest.raises(NoReviewer):
            review.give(session, case.id, stranger, "helpdesk", NOW)
    session.get(Account, sita).is_closed = True
    with pytest.raises(NoReviewer):
        review.give(session, case.id, sita, "trainer", NOW)
    acts = session.execute(select(AuditEntry.act)).scalars().all()
    assert acts == ["review_give"]


def test_what_is_put_off_comes_back_the_next_day(session, case, sita):
    review.put_off(session, case.id, "helpdesk", NOW)
    assert cases(session) == []
    assert len(cases(session, "later")) == 1
    assert len(cases(session, now=NOW + timedelta(days=1))) == 1


def test_a_case_is_skipped_for_a_reason_and_opened_again(session, case, sita):
    with pytest.raises(UnknownReason):
        review.skip(session, case.id, "tired", sita, "helpdesk", NOW)
    review.skip(session, case.id, "unreadable", sita, "helpdesk", NOW)
    (line,) = cases(session, "skipped")
    assert (line.skip_reason, line.by) == ("unreadable", "Helpdesk")
    with pytest.raises(Decided):
        review.skip(session, case.id, "other", sita, "helpdesk", NOW)
    assert session.execute(select(ReviewWord)).first() is None

    review.open_again(session, case.id, "helpdesk", NOW)
    assert len(cases(session)) == 1
    turn(session, "transformer jala pada patwari soya", key="ram")
    assert [one.turns for one in cases(session)] == [2]
    acts = session.execute(select(AuditEntry.act).order_by(AuditEntry.id)).scalars().all()
    assert acts == ["review_skip", "review_open"]


def test_a_sure_opinion_decides_at_once(session, case, sita):
    assert review.say(session, case.id, LIGHT, False, sita, "helpdesk", NOW)
    assert [one.by for one in cases(session, "done")] == ["Helpdesk"]


def test_a_doubtful_one_needs_another_person_who_agrees(session, case, sita, gita):
    assert not review.say(session, case.id, LIGHT, True, sita, "helpdesk", NOW)
    assert [one.id for one in cases(session, "second")] == [case.id]
    with pytest.raises(AlreadySaid):
        review.say(session, case.id, LIGHT, False, sita, "helpdesk", NOW)
    assert review.say(session, case.id, LIGHT, False, gita, "trainer", NOW)

    agreed = review.agreed(session)
    assert (agreed.count, agreed.same) == (1, 1)


def test_where_two_differ_a_third_one_decides(session, case, sita, gita, third):
    review.say(session, case.id, LIGHT, True, sita, "helpdesk", NOW)
    assert not review.say(session, case.id, NOTHING, False, gita, "trainer", NOW)
    assert review.say(session, case.id, NOTHING, False, third, "cm_office", NOW)

    agreed = review.agreed(session)
    assert (agreed.count, agreed.same, agreed.beyond_chance) == (1, 0, 0.0)
