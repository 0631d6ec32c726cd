"""What waits for somebody: proposals, citizens to call, alarms."""

import re
from datetime import timedelta
from html import unescape

import pytest

from helpline.domain import complaint_number
from helpline.domain.draft import Draft
from helpline.services import drafts, outbox, pressure
from helpline.services.moves import ASSISTANT, Given, at_the_desk, perform
from helpline.services.paging import PAGE_LENGTH
from helpline.store.accounts import Leave, Posting
from helpline.store.casework import Call
from helpline.store.messages import FAILED, NEVER_SENT, Outbox
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, post_of, proof

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def session(sessions):
    with sessions() as session:
        yield session


def do(session, complaint, login, act, now=NOW, **given):
    actor = at_the_desk(session, person(session, login), complaint, now)
    perform(session, complaint, act, actor, now, Given(**given))


def listed(visitor, path, complaint) -> bool:
    return complaint_number.spoken(complaint.number) in visitor.open(path).text


# --- to decide --------------------------------------------------------------------------------


def test_a_proposal_waits_with_its_reason_and_is_decided_from_the_list(sign_in, session):
    complaint = filed(session, NOW - timedelta(days=6))
    do(
        session,
        complaint,
        "engineer",
        "propose_as_demand",
        NOW - timedelta(days=5),
        words="नई लाइन",
    )
    session.commit()
    desk = sign_in("executive")

    page = desk.open("/approvals").text
    assert all(words in page for words in ("मांग माना जाए", "नई लाइन", "Engineer", "5 दिन पहले"))
    assert 'निर्णय के लिए <span class="count">1</span>' in page
    answer = desk.submit(
        f"/complaints/{complaint.number}/moves/approve_as_demand?next=/approvals",
        {"version": complaint.version},
    )

    assert answer.location == "/approvals"
    page = desk.open("/approvals").text
    assert "निर्णय के लिए कुछ नहीं है" in page
    assert "इसे मांग माना गया" in page


def test_the_proposals_are_paged_and_a_decision_leads_back_to_its_page(sign_in, session):
    complaints = [filed(session, NOW - timedelta(days=9)) for _ in range(PAGE_LENGTH + 1)]
    for days, complaint in enumerate(complaints, start=1):
        at = NOW - timedelta(days=8, minutes=-days)
        do(session, complaint, "engineer", "propose_as_demand", at, words="नई लाइन")
    session.commit()
    desk = sign_in("executive")

    first, second = desk.open("/approvals").text, desk.open("/approvals?page=2").text

    assert "26 प्रस्ताव" in first
    assert "26 प्रस्ताव" in second
    spoken = [complaint_number.spoken(complaint.number) for complaint in complaints]
    assert [number in first for number in spoken] == [True] * PAGE_LENGTH + [False]
    assert [number in second for number in spoken] == [False] * PAGE_LENGTH + [True]
    address = re.search(r'action="([^"]*approve_as_demand[^"]*)"', second)[1]
    answer = desk.submit(unescape(address), {"version": complaints[-1].version})
    assert answer.location == "/approvals?page=2"
    # The second page has become empty: what is left is shown.
    assert spoken[0] in desk.open("/approvals?page=2").text


def test_a_decision_leads_to_no_strangers_page(sign_in, session):
    complaint = filed(session)
    do(session, complaint, "engineer", "propose_as_demand", words="नई लाइन")
    session.commit()

    answer = sign_in("executive").submit(
        f"/complaints/{complaint.number}/moves/approve_as_demand?next=//evil.example",
        {"version": complaint.version},
    )

    assert answer.location == "/"


def test_a_complaint_of_the_cm_office_stands_in_their_list_only(sign_in, session):
    complaint = filed(session)
    do(session, complaint, "engineer", "propose_cannot_be_done", words="नहीं")
    session.commit()

    expected = {"director": True, "secretary": True, "executive": False, "cm_office": False}
    found = {login: listed(sign_in(login), "/approvals", complaint) for login in expected}
    assert found == expected


# --- to call ----------------------------------------------------------------------------------


@pytest.fixture
def reported(session):
    """A complaint whose citizen was asked two days ago."""
    complaint = filed(session, NOW - timedelta(days=4))
    proof(session, complaint, now=NOW - timedelta(days=2))
    do(session, complaint, "engineer", "report_solution", NOW - timedelta(days=2), words="जोड़ दिया")
    session.commit()
    return complaint


def test_whoever_does_not_answer_for_three_days_is_to_be_called(sign_in, reported, frozen_clock):
    assert not listed(sign_in("helpdesk"), "/call-list", reported)

    frozen_clock.advance(days=1)
    desk = sign_in("helpdesk")  # Nobody stays signed in over night.

    assert listed(desk, "/call-list", reported)
    assert "3 दिन से जवाब नहीं" in desk.open("/call-list").text


@pytest.mark.parametrize("state", NEVER_SENT)
def test_whoever_could_not_be_asked_is_to_be_called_at_once(sign_in, session, reported, state):
    question = session.query(Outbox).order_by(Outbox.id.desc()).first()
    question.state, question.error = state, outbox.WINDOW_CLOSED
    session.commit()

    page = sign_in("helpdesk").open("/call-list").text

    assert complaint_number.spoken(reported.number) in page
    assert "WhatsApp पर सवाल नहीं पहुँच सका" in page


def test_whoever_was_asked_by_a_template_was_asked(sign_in, session, reported):
    question = session.query(Outbox).order_by(Outbox.id.desc()).first()
    question.state, question.error = FAILED, outbox.TEMPLATE_INSTEAD
    session.commit()

    assert not listed(sign_in("helpdesk"), "/call-list", reported)


def test_a_failure_before_the_question_says_nothing(sign_in, session, reported):
    session.query(Outbox).update(
        {"state": FAILED, "error": outbox.WINDOW_CLOSED, "created_at": NOW - timedelta(days=3)}
    )
    session.commit()

    assert not listed(sign_in("helpdesk"), "/call-list", reported)


def test_the_last_call_is_shown(sign_in, session, reported, frozen_clock):
    frozen_clock.advance(days=2)
    helpdesk = cast.account(session, "helpdesk").id
    for outcome in ("call_again", "no_answer"):
        session.add(Call(complaint_id=reported.id, account_id=helpdesk, at=NOW, outcome=outcome))
        session.flush()
    session.commit()

    page = sign_in("helpdesk").open("/call-list").text

    assert "फ़ोन नहीं उठा" in page
    assert "2 बार फ़ोन" in page


def test_the_oldest_question_stands_first_and_the_list_is_paged(sign_in, session, frozen_clock):
    inbox = message(session)
    complaints = [filed(session, NOW - timedelta(days=20)) for _ in range(26)]
    for days, complaint in enumerate(complaints):
        complaint.state, complaint.state_since = "solution_reported", NOW - timedelta(days=4 + days)
        complaint.citizen = inbox.citizen
    session.commit()
    desk = sign_in("helpdesk")

    first, second = desk.open("/call-list").text, desk.open("/call-list?page=2").text

    spoken = [complaint_number.spoken(complaint.number) for complaint in complaints]
    assert [number in first for number in spoken] == [False, *[True] * 25]
    assert spoken[0] in second
    assert first.index(spoken[-1]) < first.index(spoken[1])


# --- unfinished -------------------------------------------------------------------------------


def test_the_help_desk_sees_what_was_begun_and_left_and_nobody_else_does(sign_in, session):
    message(session)
    drafts.keep(session, "sita", Draft(complaint_text="नल में पानी नहीं", place="Ghansali"), NOW)
    session.commit()
    assert "नल में पानी नहीं" not in sign_in("helpdesk").open("/unfinished").text

    drafts.leave_old(session, NOW + timedelta(days=4), after=timedelta(days=3))
    session.commit()

    page = sign_in("helpdesk").open("/unfinished").text
    assert "नल में पानी नहीं" in page
    assert "Ghansali" in page
    assert "919000000001" not in page
    assert re.search(r'href="/conversations/1">\+91 ••••• ••001', page)
    for login in ("engineer", "magistrate", "cm_office", "administrator"):
        assert sign_in(login).open("/unfinished").status_code in (403, 404), login


# --- alarms -----------------------------------------------------------------------------------


def test_an_empty_post_with_open_complaints_alarms_those_above(sign_in, session):
    filed(session)
    engineer = cast.account(session, "engineer").id
    title = post_of(session, "energy", 1).title_hi
    session.commit()
    for login in ("executive", "director", "magistrate", "cm_office", "administrator"):
        assert title not in sign_in(login).open("/alarms").text, login

    session.add(Leave(account_id=engineer, since=NOW.date(), until=NOW.date()))
    session.commit()

    for login in ("executive", "director", "magistrate", "cm_office", "administrator"):
        assert title in sign_in(login).open("/alarms").text, login
    for login in ("strange_executive", "strange_magistrate"):
        assert title not in sign_in(login).open("/alarms").text, login


def test_nobody_below_hears_of_it_when_nothing_lies_there(sign_in, session):
    session.query(Posting).delete()
    session.commit()

    assert "स्तर 1" not in sign_in("cm_office").open("/alarms").text


def test_what_is_stuck_at_the_top_or_too_old_is_named(sign_in, session):
    old, top, fine = filed(session, NOW - timedelta(days=181)), filed(session), filed(session)
    for _ in range(3):
        perform(session, top, "escalate", ASSISTANT, NOW - timedelta(days=30))
    session.commit()
    page = sign_in("magistrate").open("/alarms").text

    at_the_top, too_old = page[page.index('id="at-the-top"') :].split('id="too-old"')
    assert complaint_number.spoken(top.number) in at_the_top
    assert complaint_number.spoken(old.number) not in at_the_top
    assert complaint_number.spoken(old.number) in too_old
    assert complaint_number.spoken(fine.number) not in page


def test_an_administrator_sees_posts_but_no_complaints(sign_in, session):
    old = filed(session, NOW - timedelta(days=181))
    session.commit()
    page = sign_in("administrator").open("/", follow_redirects=True).text

    assert "ख़ाली पद" in page
    assert complaint_number.spoken(old.number) not in page


def test_what_is_told_in_confidence_stands_among_the_alarms_of_those_above_only(sign_in, session):
    complaint = filed(session, NOW - timedelta(days=6))
    words = "JE ne kaha haan bol do"
    pressure.tell(session, complaint, words, message(session).id, NOW)
    session.commit()
    for login in ("executive", "director", "cm_office"):
        assert words in sign_in(login).open("/alarms").text
    for login in ("magistrate", "strange_executive", "administrator"):
        assert words not in sign_in(login).open("/alarms").text
    assert words not in sign_in("engineer").open(f"/complaints/{complaint.number}").text
    assert words not in sign_in("executive").open(f"/complaints/{complaint.number}").text
