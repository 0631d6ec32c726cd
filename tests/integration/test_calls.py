from datetime import date, timedelta

import pytest
from sqlalchemy import select

from helpline.domain.lifecycle import NotAllowed
from helpline.services import calls, moves
from helpline.services.calls import (
    NothingSaid,
    PromiseInThePast,
    UnknownOutcome,
    calls_about,
    record,
    take_word,
    words_to_take,
)
from helpline.services.moves import REACHED, Given, Overtaken, perform
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.casework import Call
from helpline.store.messages import Outbox
from tests.support import cast
from tests.support.cast import NOW, filed, person, proof

MAY_CALL = {
    *("engineer", "executive", "director", "secretary"),
    *("magistrate", "helpdesk", "cm_office"),
}


@pytest.fixture
def complaint(session):
    return filed(session)


def acting(session, login, complaint, now=NOW):
    return moves.at_the_desk(session, person(session, login, now.date()), complaint, now)


def call(session, complaint, login="engineer", outcome=REACHED, words="कल आएँगे", now=NOW, **more):
    return record(
        session, complaint, acting(session, login, complaint, now), outcome, words, now, **more
    )


def solve(session, complaint):
    proof(session, complaint)
    by = acting(session, "engineer", complaint)
    perform(session, complaint, "report_solution", by, NOW, Given(words="तार जोड़ दिया"))


def test_a_call_is_kept_with_what_was_promised(session, complaint):
    call(session, complaint, promised_for=date(2026, 3, 12))
    call(session, complaint, "helpdesk", calls.NO_ANSWER, "", NOW + timedelta(hours=1))

    unanswered, reached = calls_about(session, complaint)
    assert (unanswered.outcome, unanswered.account.login) == ("no_answer", "helpdesk")
    assert (reached.words, reached.promised_for) == ("कल आएँगे", date(2026, 3, 12))
    assert calls_about(session, filed(session)) == []


def test_the_audit_log_has_the_outcome_and_no_words(session, complaint):
    call(session, complaint)

    entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).scalars().first()
    assert (entry.actor, entry.act, entry.details) == ("engineer", "call", {"outcome": "reached"})


@pytest.mark.parametrize("login", cast.CAST)
def test_whoever_may_act_on_a_complaint_may_call_and_nobody_else(session, complaint, login):
    if login in MAY_CALL:
        assert call(session, complaint, login).account_id == cast.account(session, login).id
        return
    with pytest.raises(NotAllowed):
        call(session, complaint, login)


def test_whoever_reached_the_citizen_says_what_was_said(session, complaint):
    with pytest.raises(NothingSaid):
        call(session, complaint, words=" \n")
    assert call(session, complaint, outcome=calls.WRONG_NUMBER, words="").words == ""


def test_nothing_is_promised_for_yesterday(session, complaint):
    with pytest.raises(PromiseInThePast):
        call(session, complaint, promised_for=date(2026, 3, 9))
    assert call(session, complaint, promised_for=date(2026, 3, 10)).promised_for


def test_a_call_ends_in_one_of_the_known_ways(session, complaint):
    with pytest.raises(UnknownOutcome):
        call(session, complaint, outcome="solved")


def test_a_form_sent_twice_is_one_call_and_the_next_try_another(session, complaint):
    first = call(session, complaint, outcome=calls.NO_ANSWER, words="")
    again = call(session, complaint, outcome=calls.NO_ANSWER, words="", now=NOW + timedelta(0, 20))
    next_try = call(
        session, complaint, outcome=calls.NO_ANSWER, words="", now=NOW + timedelta(0, 90)
    )

    assert first == again
    assert next_try != first


# --- the citizen's word -----------------------------------------------------------------------


def test_only_the_help_desk_takes_the_citizens_word_and_only_what_the_law_allows(
    session, complaint
):
    def words(login):
        return set(words_to_take(session, complaint, acting(session, login, complaint)))

    assert words("helpdesk") == {"confirm_resolved", "withdraw_complaint"}
    solve(session, complaint)
    assert words("helpdesk") == {
        *("confirm_resolved", "partly_solved", "not_solved", "withdraw_complaint")
    }
    for login in cast.CAST.keys() - {"helpdesk"}:
        assert words(login) == set(), login


def test_the_word_and_its_call_are_kept_together(session, complaint):
    solve(session, complaint)
    by = acting(session, "helpdesk", complaint)
    take_word(session, complaint, by, "not_solved", "अब भी अँधेरा है", NOW, complaint.version)

    assert (complaint.state, complaint.post.level) == ("assigned", 2)
    (kept,) = calls_about(session, complaint)
    assert (kept.outcome, kept.words) == (REACHED, "अब भी अँधेरा है")
    last = session.execute(select(Outbox.payload).order_by(Outbox.id.desc())).scalars().first()
    assert "फ़ोन पर बताया" in str(last)


def test_without_words_or_after_a_change_nothing_is_kept(seeded):
    with transaction(seeded) as session:
        cast.add_cast(session)
        complaint = filed(session)
        solve(session, complaint)
        seen = complaint.version
    attempts = (("", seen, NothingSaid), ("हल हो गई", seen - 1, Overtaken))
    for words, version, error in attempts:
        with pytest.raises(error), transaction(seeded) as session:
            complaint = session.merge(complaint)
            by = acting(session, "helpdesk", complaint)
            take_word(session, complaint, by, "confirm_resolved", words, NOW, version)
    with transaction(seeded) as session:
        assert session.execute(select(Call)).first() is None
        assert session.merge(complaint).state == "solution_reported"


@pytest.mark.parametrize("login", ["engineer", "executive", "magistrate", "cm_office"])
def test_no_office_takes_the_citizens_word(session, complaint, login):
    solve(session, complaint)
    by = acting(session, login, complaint)
    for act in ("confirm_resolved", "withdraw_complaint"):
        with pytest.raises(NotAllowed):
            take_word(session, complaint, by, act, "हल हो गई", NOW)
    assert complaint.state == "solution_reported"


def test_an_ordinary_move_is_no_word_of_the_citizens(session, complaint):
    by = acting(session, "helpdesk", complaint)
    with pytest.raises(NotAllowed):
        take_word(session, complaint, by, "send_higher", "ऊपर भेजें", NOW)
