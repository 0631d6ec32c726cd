"""Calls, messages and the citizen's word on the case page, and the page of contact with citizens."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.domain.draft import WOMEN_SAFETY
from helpline.services.moves import Given, perform
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.casework import Call
from helpline.store.messages import Outbox
from tests.desk.casework.conftest import acting, complaint_of
from tests.support import cast

A_CALL = {"call-outcome": "reached", "call-words": "Comes on Friday"}
A_WORD = {"word-act": "confirm_resolved", "word-words": "The light is back"}
POSTS = {
    "calls": A_CALL,
    "messages": {"message-words": "We come tomorrow"},
    "word": {**A_WORD, "word-version": "3"},
}
WHO_MAY = {
    "calls": {
        *("engineer", "executive", "director", "secretary"),
        *("magistrate", "helpdesk", "cm_office"),
    },
    "messages": {"engineer", "executive", "director", "secretary", "helpdesk"},
    "word": {"helpdesk"},
}


def rows(sessions, table):
    with transaction(sessions) as session:
        return session.execute(select(table).order_by(table.id)).scalars().all()


def state_of(sessions, number):
    with transaction(sessions) as session:
        return complaint_of(session, number).state


def version_of(sessions, number):
    with transaction(sessions) as session:
        return str(complaint_of(session, number).version)


def report_solution(sessions, number):
    with transaction(sessions) as session:
        complaint = complaint_of(session, number)
        cast.proof(session, complaint)
        by = acting(session, "engineer", complaint)
        perform(session, complaint, "report_solution", by, cast.NOW, Given(words="तार जोड़ दिया"))


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("login", cast.CAST)
def test_every_form_works_for_exactly_whom_it_is(somebody, sessions, number, login):
    visitor = somebody(login)
    for path, data in POSTS.items():
        data = {**data, "word-version": version_of(sessions, number)}
        answer = visitor.submit(f"/complaints/{number}/{path}", data)
        assert answer.status_code == (302 if login in WHO_MAY[path] else 404), path

    acts = [
        entry.act
        for entry in rows(sessions, AuditEntry)
        if (entry.actor, entry.subject) == (login, f"complaint {number}")
    ]
    known = {"calls": ["call"], "messages": ["message"], "word": ["call", "confirm_resolved"]}
    assert acts == [act for path in POSTS if login in WHO_MAY[path] for act in known[path]]


@pytest.mark.parametrize("path", POSTS)
def test_a_form_needs_the_sign_in(app, visitor, number, path):
    assert "/sign-in" in visitor.submit(f"/complaints/{number}/{path}", POSTS[path]).location


@pytest.mark.parametrize("path", POSTS)
def test_a_form_is_no_link_and_needs_its_token(somebody, sessions, number, path):
    engineer = somebody("helpdesk")
    address = f"/complaints/{number}/{path}"
    assert engineer.open(address).status_code == 405
    assert engineer.client.post(address, data=POSTS[path]).status_code == 400
    assert rows(sessions, Call) == []


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("wrong", ["10000099", "abc"])
def test_there_is_no_form_about_an_unknown_complaint(somebody, path, wrong):
    answer = somebody("helpdesk").submit(f"/complaints/{wrong}/{path}", POSTS[path])
    assert answer.status_code == 404


@pytest.mark.parametrize("login", ["stranger", "doctor", "strange_magistrate"])
def test_a_wrong_form_tells_a_stranger_nothing(somebody, number, login):
    visitor = somebody(login)
    for path in POSTS:
        assert visitor.submit(f"/complaints/{number}/{path}", {}).status_code == 404


# --- calls ------------------------------------------------------------------------------------


def test_a_call_stands_on_the_case_page_and_the_number_stays_masked(somebody, number):
    engineer = somebody("engineer")
    answer = engineer.submit(
        f"/complaints/{number}/calls",
        {**A_CALL, "call-promised_for": "2026-03-12"},
        follow_redirects=True,
    )

    for words in ("The call is written down.", "Comes on Friday", "Reached", "12 Mar 2026"):
        assert words in answer.text
    assert "919000000001" not in answer.text
    assert "+91 ••••• ••001" in answer.text


def test_a_promise_that_is_over_is_marked(somebody, number, frozen_clock):
    engineer = somebody("engineer")
    engineer.submit(f"/complaints/{number}/calls", {**A_CALL, "call-promised_for": "2026-03-10"})
    assert "promise-over" not in engineer.open(f"/complaints/{number}").text
    frozen_clock.advance(hours=12)
    assert "promise-over" in somebody("engineer").open(f"/complaints/{number}").text


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"call-words": ""}, "Please write down what was said."),
        ({"call-outcome": ""}, "Please choose one."),
        ({"call-outcome": "solved"}, "Please choose one."),
        ({"call-promised_for": "2026-03-09"}, "This day is over already."),
        ({"call-promised_for": "Friday"}, "Please choose a day."),
        ({"call-words": "क" * 2001}, "This is too long."),
    ],
)
def test_a_wrong_call_is_shown_again_and_not_kept(somebody, sessions, number, change, error):
    answer = somebody("engineer").submit(f"/complaints/{number}/calls", {**A_CALL, **change})

    assert answer.status_code == 400
    assert error in answer.text
    assert '<details class="act" open>' in answer.text
    assert rows(sessions, Call) == []


def test_a_call_sent_twice_is_one_call(somebody, sessions, number):
    engineer = somebody("engineer")
    for _ in range(2):
        assert engineer.submit(f"/complaints/{number}/calls", A_CALL).status_code == 302
    assert len(rows(sessions, Call)) == 1


# --- messages ---------------------------------------------------------------------------------


def test_a_message_goes_out_and_stands_in_the_history(somebody, sessions, number):
    engineer = somebody("engineer")
    answer = engineer.submit(
        f"/complaints/{number}/messages",
        {"message-words": "हम कल <b>आएँगे</b>"},
        follow_redirects=True,
    )

    assert "The message is on its way." in answer.text
    assert "Message to the citizen" in answer.text
    assert "हम कल &lt;b&gt;आएँगे&lt;/b&gt;" in answer.text
    assert "हम कल <b>आएँगे</b>" in rows(sessions, Outbox)[-1].payload["text"]["body"]


def test_when_the_window_is_closed_the_page_offers_the_call(
    somebody, sessions, number, frozen_clock
):
    frozen_clock.advance(hours=24)
    engineer = somebody("engineer")
    before = len(rows(sessions, Outbox))
    page = engineer.open(f"/complaints/{number}").text
    assert "only within 24 hours" in page
    assert "Write down a call" in page
    assert 'name="message-words"' not in page

    answer = engineer.submit(f"/complaints/{number}/messages", {"message-words": "Tomorrow"})
    assert answer.status_code == 400
    assert "Please call the citizen." in answer.text
    assert ">Tomorrow</textarea>" in re.sub(r">\s+", ">", answer.text)
    assert len(rows(sessions, Outbox)) == before


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Please write a message."),
        ("We come on ____", "Please fill in the gaps"),
        ("क" * 1001, "This is too long."),
    ],
)
def test_a_wrong_message_is_shown_again_and_not_sent(somebody, sessions, number, words, error):
    before = len(rows(sessions, Outbox))
    answer = somebody("engineer").submit(f"/complaints/{number}/messages", {"message-words": words})

    assert answer.status_code == 400
    assert error in answer.text
    assert words in answer.text
    assert len(rows(sessions, Outbox)) == before


def test_choosing_a_template_fills_the_box_in_the_citizens_language(somebody, number):
    page = somebody("engineer").open(f"/complaints/{number}?template=visit_date").text

    assert '<option value="visit_date" selected>Tell the date of a visit</option>' in page
    assert "देखने हमारे कर्मचारी ____ को घनसाली, टिहरी गढ़वाल आएँगे" in page


def test_an_unknown_template_leaves_the_box_empty(somebody, number):
    page = somebody("engineer").open(f"/complaints/{number}?template=nothing")

    assert page.status_code == 200
    assert "कर्मचारी" not in page.text


# --- the citizen's word -----------------------------------------------------------------------


def test_the_help_desk_takes_the_citizens_word(somebody, sessions, number):
    report_solution(sessions, number)
    helpdesk = somebody("helpdesk")
    page = helpdesk.open(f"/complaints/{number}").text
    for choice in ("The problem is solved", "only in part", "It is not solved", "takes the comp"):
        assert choice in page
    assert "appeals" not in page
    version = re.search(r'name="word-version"[^>]* value="(\d+)"', page)[1]

    answer = helpdesk.submit(
        f"/complaints/{number}/word", {**A_WORD, "word-version": version}, follow_redirects=True
    )
    assert "word is written down." in answer.text
    assert state_of(sessions, number) == "confirmed"
    assert [call.words for call in rows(sessions, Call)] == ["The light is back"]


def test_the_word_sent_twice_counts_once(somebody, sessions, number):
    report_solution(sessions, number)
    helpdesk = somebody("helpdesk")
    data = {**A_WORD, "word-act": "not_solved", "word-version": version_of(sessions, number)}
    for _ in range(2):
        answer = helpdesk.submit(f"/complaints/{number}/word", data, follow_redirects=True)
    assert "has changed meanwhile" in answer.text
    assert len(rows(sessions, Call)) == 1
    assert state_of(sessions, number) == "assigned"


def test_what_the_law_does_not_allow_now_is_not_done(somebody, sessions, number):
    version = version_of(sessions, number)
    answer = somebody("helpdesk").submit(
        f"/complaints/{number}/word",
        {**A_WORD, "word-act": "not_solved", "word-version": version},
        follow_redirects=True,
    )
    assert "has changed meanwhile" in answer.text
    assert rows(sessions, Call) == []


@pytest.mark.parametrize("missing", ["word-act", "word-words", "word-version"])
def test_a_word_needs_all_its_parts(somebody, sessions, number, missing):
    data = {**A_WORD, "word-version": version_of(sessions, number)}
    del data[missing]
    answer = somebody("helpdesk").submit(f"/complaints/{number}/word", data)

    assert answer.status_code == 400
    assert rows(sessions, Call) == []


@pytest.mark.parametrize("login", ["engineer", "executive", "magistrate", "cm_office"])
def test_no_office_sees_the_form_for_the_citizens_word(somebody, sessions, number, login):
    report_solution(sessions, number)
    assert "word-act" not in somebody(login).open(f"/complaints/{number}").text


def test_others_read_calls_but_have_no_form_they_may_not_use(somebody, number):
    somebody("engineer").submit(f"/complaints/{number}/calls", A_CALL)
    page = somebody("magistrate").open(f"/complaints/{number}").text

    assert "Comes on Friday" in page
    assert 'name="call-words"' in page
    assert "message-words" not in page


# --- contact with citizens --------------------------------------------------------------------


@pytest.mark.parametrize("login", cast.CAST)
def test_the_page_of_contact_is_for_officers_and_those_above(somebody, login):
    visitor = somebody(login)
    is_theirs = login not in {"helpdesk", "trainer", "administrator"}

    assert visitor.open("/contact").status_code == (200 if is_theirs else 404)
    assert ('href="/contact"' in visitor.open("/").text) == is_theirs


def test_it_shows_who_keeps_in_touch(somebody, sessions, number, frozen_clock):
    with transaction(sessions) as session:
        cast.filed(session)
    frozen_clock.advance(days=5)
    somebody("engineer").submit(f"/complaints/{number}/calls", A_CALL)
    frozen_clock.advance(days=10)
    page = somebody("executive").open("/contact").text
    row = next(row for row in page.split("<tr>") if "Engineer" in row)

    assert "Junior Engineer, UPCL – Bhilangna" in row
    assert [int(figure) for figure in re.findall(r"<td[^>]*>(?:<span[^>]*>)?(\d+)", row)] == [
        *(1, 0, 2, 1)
    ]
    assert "(1 reached)" in row
    assert "Stranger" not in page


def test_it_stays_a_page_when_nobody_is_there(somebody, sessions):
    with transaction(sessions) as session:
        for account in ("stranger", "strange_executive"):
            cast.account(session, account).postings[0].until = clock.now().date() - timedelta(1)
    assert "Nobody holds an office here" in somebody("strange_magistrate").open("/contact").text


def test_nobody_writes_to_who_wants_no_messages(somebody, sessions, number):
    with transaction(sessions) as session:
        complaint_of(session, number).citizen.wants_silence_since = clock.now()
    engineer = somebody("engineer")
    assert (
        "The citizen wants no messages. Please call." in engineer.open(f"/complaints/{number}").text
    )
    answer = engineer.submit(
        f"/complaints/{number}/messages", {"message-words": "We come tomorrow"}
    )
    assert answer.status_code == 400
    assert "The citizen wants no messages. Please call." in answer.text
    assert rows(sessions, Outbox) == []


def test_nobody_writes_to_a_phone_that_may_be_in_other_hands(somebody, sessions, number):
    with transaction(sessions) as session:
        complaint = complaint_of(session, number)
        complaint.category_code, complaint.in_confidence = WOMEN_SAFETY, True
    engineer = somebody("engineer")
    page = engineer.open(f"/complaints/{number}").text
    assert page.count("Somebody else may be holding her phone") == 2  # At her words, and to write.
    answer = engineer.submit(
        f"/complaints/{number}/messages", {"message-words": "We come tomorrow"}
    )
    assert answer.status_code == 400
    assert "Somebody else may be holding her phone" in answer.text
    assert rows(sessions, Outbox) == []
