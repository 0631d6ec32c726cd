"""Counting turns by day, and what the page of insight makes of it."""

from datetime import timedelta

from helpline.clock import day_in_india
from helpline.domain.labels import Meaning
from helpline.services import misheard, turn_counts
from helpline.store.drafts import UnfinishedComplaint
from helpline.store.messages import Inbox
from helpline.workbench import insight, labels
from helpline.workbench.labels import Author, Lesson
from tests.support import cast
from tests.support.cast import NOW

TODAY, DAY = day_in_india(NOW), timedelta(days=1)
GREETED = {"intent": "greet", "confidence": 0.99}


def count(session, now=NOW):
    for day in turn_counts.days_to_count(session, now):
        turn_counts.keep(session, day, turn_counts.counted(session, day))


def shares(found):
    return [(one.name, one.turns, one.misunderstood) for one in found]


def test_turns_are_counted_by_day_script_and_district(session):
    at = [{"entity": "district", "value": "Almora"}]
    cast.misunderstood(session, "कुछ अजीब बात है")
    cast.misunderstood(session, "namaste ji", entities=at, **GREETED)
    cast.misunderstood(session, "purani baat", now=NOW - 3 * DAY, **GREETED)
    count(session)
    assert shares(insight.shares_by_day(session, NOW)) == [(TODAY, 2, 1), (TODAY - 3 * DAY, 1, 0)]
    assert shares(insight.shares_by_script(session, NOW)) == [("latin", 2, 0), ("devanagari", 1, 1)]
    assert shares(insight.shares_by_district(session, NOW)) == [("", 2, 1), ("Almora", 1, 0)]


def test_counting_again_changes_nothing(session):
    cast.misunderstood(session)
    count(session)
    count(session)
    assert shares(insight.shares_by_day(session, NOW)) == [(TODAY, 1, 1)]


def test_what_turns_out_later_to_be_misheard_is_counted_on_its_day(session):
    turn = cast.misunderstood(session, "namaste ji", now=NOW - 5 * DAY, **GREETED)
    count(session)
    assert shares(insight.shares_by_day(session, NOW)) == [(TODAY - 5 * DAY, 1, 0)]
    misheard.add(session, turn.id, "rerouted", NOW)
    count(session)
    assert shares(insight.shares_by_day(session, NOW)) == [(TODAY - 5 * DAY, 1, 1)]


def test_a_tapped_button_is_not_counted(session):
    turn = cast.misunderstood(session, "हाँ", **GREETED)
    session.get(Inbox, turn.inbox_id).kind = "interactive"
    count(session)
    assert insight.shares_by_day(session, NOW) == []


def test_a_day_ends_at_midnight_in_india(session):
    midnight = NOW.replace(hour=0, minute=0)
    cast.misunderstood(session, "raat ki baat", now=midnight - timedelta(minutes=1))
    cast.misunderstood(session, "subah ki baat", now=midnight)
    count(session)
    assert [one.name for one in insight.shares_by_day(session, NOW)] == [TODAY, TODAY - DAY]


def test_what_nobody_means_is_unused_once_something_is_counted(session):
    assert insight.unused_intents(session, ["greet", "abuse"], NOW) == []
    cast.misunderstood(session, "namaste", **GREETED)
    count(session)
    assert insight.unused_intents(session, ["greet", "abuse"], NOW) == ["abuse"]


def test_confirmed_labels_tell_what_is_taken_for_what(session):
    author = Author(cast.account(session, "trainer").id, "trainer")
    power = [{"entity": "category", "value": "energy/power_outage"}]
    heard = {"intent": "report_complaint", "confidence": 0.5, "entities": power}
    for number, (text, meaning, values) in enumerate(
        [
            ("pehli baat", Meaning("thank"), GREETED),
            ("dusri baat", Meaning("thank"), GREETED),
            ("teesri baat", Meaning("greet"), GREETED),
            ("chauthi", Meaning("report_complaint", "energy/low_voltage", "grievance"), heard),
        ]
    ):
        turn = cast.misunderstood(session, text, key=f"c{number}", **values)
        labels.confirm(session, Lesson(text, meaning, turn_id=turn.id), author, NOW)
    found = [(one.heard, one.meant, one.count) for one in insight.confusions(session, NOW)]
    assert found == [
        ("greet", "thank", 2), ("energy/power_outage", "energy/low_voltage", 1),
    ]  # fmt: skip
    matrix = insight.matrix_of(insight.heard_and_meant(session, NOW))
    assert set(matrix.codes[:2]) == {"greet", "thank"}
    assert matrix.counts["greet", "greet"] == 1


def test_messages_alike_that_fit_nothing_are_a_new_topic(session):
    for number, text in enumerate(
        [
            "chardham yatra registration kab khulega",
            "yatra ka registration chardham ke liye kaise",
            "चारधाम यात्रा का रजिस्ट्रेशन",
            "gadi ka number plate",
        ]
    ):
        cast.misunderstood(session, text, key=f"c{number}")
    (topic,) = insight.new_topics(session, NOW)
    assert topic.turns == 3
    assert len(topic.case_ids) == len(topic.samples)
    assert "gadi ka number plate" not in topic.samples


def test_unfinished_complaints_tell_at_which_question_citizens_stop(session):
    cast.filed(session, NOW - DAY)
    inbox = cast.message(session)
    session.add(
        UnfinishedComplaint(
            citizen_id=inbox.citizen_id, words="light", draft={"complaint_text": "light"},
            begun_at=NOW - DAY, changed_at=NOW - DAY, left_at=NOW - DAY,
        )
    )  # fmt: skip
    session.flush()
    (line,) = insight.drop_off(session, NOW)
    assert (line.question, line.left, line.part) == ("place", 1, 0.5)
