"""The page of one complaint: what it shows to whom."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from helpline.domain import complaint_number
from helpline.services.moves import ASSISTANT, Given, at_the_desk, citizen, perform
from helpline.store.accounts import Leave, Posting
from helpline.store.audit import AuditEntry
from helpline.store.complaints import Complaint
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, proof

PHONE, MASKED = "919000000001", "+91 ••••• ••001"

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def session(sessions):
    """A session for what happened before the page is opened; commit it first."""
    with sessions() as session:
        yield session


@pytest.fixture
def complaint(session):
    complaint = filed(session)
    session.commit()
    return complaint


@pytest.fixture
def open_case(sign_in):
    def open_case(complaint, login="engineer"):
        return sign_in(login).open(f"/complaints/{complaint.number}").text

    return open_case


def do(session, complaint, login, act, now=NOW, **given):
    actor = at_the_desk(session, person(session, login), complaint, now)
    perform(session, complaint, act, actor, now, Given(**given))


def solve(session, complaint, words, now=NOW):
    proof(session, complaint, now=now)
    do(session, complaint, "engineer", "report_solution", now, words=words)
    perform(session, complaint, "confirm_resolved", citizen(message(session, now).id), now)


def test_it_shows_all_that_is_known(session, open_case):
    complaint = filed(
        session,
        complaint_text="बिजली नहीं है\nबच्चे <b>परेशान</b> हैं",
        latitude=29.6,
        longitude=79.66,
    )
    session.commit()

    page = open_case(complaint)

    for words in (
        complaint_number.spoken(complaint.number),
        "बिजली नहीं है\nबच्चे &lt;b&gt;परेशान&lt;/b&gt; हैं",
        "अवर अभियंता, यूपीसीएल – भिलंगना",
        "स्तर 1 · Engineer",
        "Ghansali",
        "29.60000, 79.66000",
        "10 मार्च 2026, 12:00 pm",
        "2 दिन बाकी",
        "12 मार्च 2026, 6:00 pm",
    ):
        assert words in page


def test_the_history_names_who_did_what_with_which_office(session, complaint, open_case):
    do(session, complaint, "engineer", "start_work")
    perform(session, complaint, "escalate", ASSISTANT, NOW)
    session.commit()

    page = open_case(complaint)
    history = page[page.index('class="timeline"') :]

    steps = [
        *(
            "शिकायत दर्ज हुई",
            "अवर अभियंता, यूपीसीएल – भिलंगना",
            "कार्यालय को सौंपी गई",
            "काम शुरू हुआ",
            "Engineer",
        ),
        *("समय पूरा हुआ: ऊपर के स्तर पर गई", "अधिशासी अभियंता, यूपीसीएल – टिहरी गढ़वाल"),
    ]
    assert sorted(steps, key=history.index) == steps


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ({"days": 2}, "आज आख़िरी दिन है"),
        ({"days": 2, "hours": 7}, "समय आज पूरा हो गया"),
        ({"days": 5}, "समय-सीमा बीते 3 दिन"),
    ],
)
def test_the_time_left_is_said_in_days(complaint, open_case, frozen_clock, later, words):
    frozen_clock.advance(**later)

    assert words in open_case(complaint)


def test_an_empty_post_is_an_alarm(session, complaint, open_case):
    engineer = cast.account(session, "engineer").id
    session.add(Leave(account_id=engineer, since=NOW.date(), until=NOW.date()))
    session.commit()
    assert "छुट्टी पर हैं" in open_case(complaint, "executive")

    session.query(Posting).filter_by(account_id=engineer).delete()
    session.commit()
    page = open_case(complaint, "executive")
    assert "यह पद ख़ाली है" in page
    assert "काम शुरू कीजिए" in page


def test_a_waiting_proposal_says_whose_it_is(session, complaint, open_case):
    do(session, complaint, "engineer", "propose_cannot_be_done", words="निजी ज़मीन है")
    session.commit()

    page = open_case(complaint, "director")

    for words in ("निर्णय बाकी: काम संभव नहीं", "निजी ज़मीन है", "प्रस्ताव रखा: Engineer"):
        assert words in page


def test_complaints_about_the_same_thing_lead_to_each_other(session, complaint, open_case):
    child = filed(session)
    perform(
        session, child, "join", citizen(message(session).id), NOW, Given(parent_id=complaint.id)
    )
    session.commit()

    assert f'href="/complaints/{child.number}"' in open_case(complaint)
    assert f'href="/complaints/{complaint.number}"' in open_case(child)


def test_what_helped_nearby_is_shown_newest_first(session, complaint, open_case):
    for number, words in enumerate(("फ़्यूज़ बदला", "तार जोड़ा")):
        solve(session, filed(session), words, NOW + timedelta(minutes=number))
    solve(session, filed(session, category="energy/low_voltage"), "दूसरा विषय")
    unconfirmed = filed(session)
    proof(session, unconfirmed)
    do(session, unconfirmed, "engineer", "report_solution", words="बस कहा गया")
    session.commit()

    page = open_case(complaint)

    assert page.index("तार जोड़ा") < page.index("फ़्यूज़ बदला")
    assert "दूसरा विषय" not in page
    assert "बस कहा गया" not in page


def test_only_what_one_may_do_is_offered(complaint, open_case):
    engineer, helpdesk = open_case(complaint), open_case(complaint, "helpdesk")

    assert "काम शुरू कीजिए" in engineer
    assert "ऊपर के स्तर पर भेजिए" not in engineer
    assert "ऊपर के स्तर पर भेजिए" in helpdesk
    assert "काम शुरू कीजिए" not in helpdesk


# --- the citizen's number ---------------------------------------------------------------------


def test_the_phone_number_is_masked(complaint, open_case):
    page = open_case(complaint)

    assert MASKED in page
    assert PHONE not in page


@pytest.mark.parametrize("login", ["engineer", "executive", "magistrate", "helpdesk", "cm_office"])
def test_who_has_to_call_sees_the_number_and_it_is_written_down(sign_in, session, complaint, login):
    answer = sign_in(login).submit(f"/complaints/{complaint.number}/phone")

    assert f"+{PHONE}" in answer.text
    entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).scalars().first()
    assert (entry.actor, entry.act, entry.details) == (login, "show_phone", {})
    assert entry.subject == f"complaint {complaint.number}"


def test_a_number_in_the_citizens_words_is_shown_by_the_same_act(sign_in, session, complaint):
    complaint.text = "पोल गिरा है, 9876543210 पर पूछें"
    session.commit()
    desk = sign_in("engineer")

    assert "पोल गिरा है, •••••••210 पर पूछें" in desk.open(f"/complaints/{complaint.number}").text
    assert complaint.text in desk.submit(f"/complaints/{complaint.number}/phone").text
    assert session.query(AuditEntry).filter_by(act="show_phone").count() == 1


@pytest.mark.parametrize("login", ["stranger", "trainer"])
def test_nobody_else_sees_the_number(sign_in, session, complaint, login):
    answer = sign_in(login).submit(f"/complaints/{complaint.number}/phone")

    assert answer.status_code == 404
    assert PHONE not in answer.text
    assert session.query(AuditEntry).filter_by(act="show_phone").all() == []


@pytest.mark.parametrize("login", ["engineer", "executive", "director", "magistrate"])
def test_who_asks_for_secrecy_is_called_by_the_help_desk_alone(sign_in, session, complaint, login):
    complaint.in_confidence = True
    session.commit()
    page = sign_in(login).open(f"/complaints/{complaint.number}").text

    assert "नाम किसी को न बताया जाए" in page
    assert f"/complaints/{complaint.number}/phone" not in page
    answer = sign_in(login).submit(f"/complaints/{complaint.number}/phone")
    assert answer.status_code == 403
    assert PHONE not in answer.text


@pytest.mark.parametrize("login", ["helpdesk", "cm_office"])
def test_the_help_desk_still_sees_the_number(sign_in, session, complaint, login):
    complaint.in_confidence = True
    session.commit()
    desk = sign_in(login)

    assert f"+{PHONE}" in desk.submit(f"/complaints/{complaint.number}/phone").text


# --- finding it -------------------------------------------------------------------------------


def test_the_number_may_be_written_in_groups(sign_in, complaint):
    spoken = complaint_number.spoken(complaint.number)

    assert sign_in("engineer").open(f"/complaints/{spoken}").status_code == 200


@pytest.mark.parametrize("number", ["10000016", "10000017", "abc"])
def test_an_unknown_number_is_not_found(sign_in, number):
    answer = sign_in("helpdesk").open(f"/complaints/{number}")

    assert answer.status_code == 404
    assert "यह पेज नहीं मिला" in answer.text


def test_the_page_costs_the_same_however_long_the_story(sign_in, app, session, complaint):
    statements: list[str] = []
    engine = app.extensions["sessions"].kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    desk = sign_in("engineer")

    def count() -> int:
        statements.clear()
        desk.open(f"/complaints/{complaint.number}")
        return len(statements)

    solve(session, filed(session), "फ़्यूज़ बदला")
    session.commit()
    before = count()
    for _ in range(3):
        solve(session, filed(session), "फ़्यूज़ बदला")
        perform(session, session.get(Complaint, complaint.id), "escalate", ASSISTANT, NOW)
    session.commit()

    assert count() <= before
