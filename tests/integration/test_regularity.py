from datetime import timedelta

import pytest
from sqlalchemy import event

from helpline.services import calls, moves
from helpline.services.messages import send
from helpline.services.moves import ASSISTANT, REACHED, citizen, perform
from helpline.services.regularity import regularity_page
from helpline.store.casework import Call
from tests.support import cast
from tests.support.cast import NOW, filed, message, person

IN_A_MONTH = NOW + timedelta(days=30)


def page(session, login, now=NOW, number=1):
    return regularity_page(session, person(session, login, now.date()), "hi", number, now)


def line(session, login, now, of="executive"):
    (found,) = [line for line in page(session, of, now).lines if line.name == login.title()]
    return found


def call(session, complaint, now, outcome=REACHED, login="engineer"):
    by = moves.at_the_desk(session, person(session, login, now.date()), complaint, now)
    calls.record(session, complaint, by, outcome, "बात हुई", now)


@pytest.mark.parametrize(
    ("login", "names"),
    [
        ("engineer", {"Engineer"}),
        ("doctor", {"Doctor"}),
        ("executive", {"Engineer", "Executive"}),
        (
            "director",
            {"Engineer", "Executive", "Director", "Stranger", "Strange Executive"},
        ),
        ("magistrate", {"Engineer", "Executive", "Doctor"}),
        ("strange_magistrate", {"Stranger", "Strange Executive"}),
        (
            "cm_office",
            {
                *("Engineer", "Executive", "Director", "Secretary"),
                *("Stranger", "Strange Executive", "Doctor"),
            },
        ),
        ("trainer", set()),
    ],
)
def test_everybody_sees_their_own_area(session, login, names):
    seen = page(session, login)

    assert {line.name for line in seen.lines} == names
    assert seen.total == len(names)


def test_calls_and_messages_of_the_last_thirty_days_count(session):
    complaint = filed(session)
    send(session, complaint, person(session, "engineer"), "कल आएँगे", NOW)
    call(session, complaint, NOW)
    call(session, complaint, NOW, calls.NO_ANSWER)
    call(session, complaint, NOW, login="helpdesk")

    shown = line(session, "engineer", NOW + timedelta(days=29))
    assert (shown.calls, shown.reached, shown.messages) == (2, 1, 1)
    shown = line(session, "engineer", NOW + timedelta(days=31))
    assert (shown.calls, shown.reached, shown.messages) == (0, 0, 0)


def test_a_complaint_goes_quiet_after_two_weeks_without_contact(session):
    complaint = filed(session)

    def quiet(days):
        shown = line(session, "engineer", NOW + timedelta(days=days))
        assert shown.complaints == 1
        return shown.quiet

    assert (quiet(14), quiet(15)) == (0, 1)
    call(session, complaint, NOW + timedelta(days=10), calls.NO_ANSWER)
    assert quiet(15) == 1
    call(session, complaint, NOW + timedelta(days=10), login="helpdesk")
    assert (quiet(15), quiet(24), quiet(25)) == (0, 0, 1)
    later = NOW + timedelta(days=26)
    message(session, later).citizen.last_message_at = later
    send(session, complaint, person(session, "engineer", later.date()), "कल आएँगे", later)
    assert (quiet(27), quiet(41)) == (0, 1)


def test_only_what_the_office_has_to_work_on_counts(session):
    gone_up, withdrawn = filed(session), filed(session)
    filed(session)
    perform(session, gone_up, "escalate", ASSISTANT, NOW)
    perform(session, withdrawn, "withdraw_complaint", citizen(message(session).id), NOW)

    assert line(session, "engineer", NOW).complaints == 1
    assert line(session, "executive", NOW).complaints == 1


def test_the_quietest_come_first_and_posts_are_named(session):
    filed(session, district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="")

    first = page(session, "cm_office", IN_A_MONTH).lines[0]
    assert (first.name, first.quiet) == ("Stranger", 1)
    assert first.posts == ["अवर अभियंता, यूपीसीएल – ताकुला"]


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_page_that_is_not_there_gives_the_nearest(session, number):
    assert page(session, "engineer", number=number).number == 1


def test_the_number_of_queries_does_not_grow(session):
    viewer = person(session, "cm_office")
    statements = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: statements.append(a[2]))

    def count():
        statements.clear()
        regularity_page(session, viewer, "hi", 1, IN_A_MONTH)
        return len(statements)

    one = count()
    for _ in range(5):
        complaint = filed(session)
        session.add(
            Call(
                complaint_id=complaint.id,
                account_id=cast.account(session, "engineer").id,
                at=NOW,
                outcome=REACHED,
            )
        )
    session.flush()
    assert 0 < one == count()
