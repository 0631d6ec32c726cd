from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.domain.lifecycle import NotAllowed
from helpline.services import moves
from helpline.services.messages import (
    BLANK,
    LONGEST_MESSAGE,
    BlanksLeft,
    filled_template,
    send,
    template_names,
)
from helpline.services.moves import ASSISTANT, Given, perform
from helpline.services.outbox import WindowClosed
from helpline.services.written import NothingToSay, TooLong
from helpline.store.accounts import Leave
from helpline.store.audit import AuditEntry
from helpline.store.casework import ReplyTemplate
from helpline.store.messages import Outbox
from tests.support import cast
from tests.support.cast import NOW, filed, person, proof

WORDS = "कल लाइनमैन आएँगे।"
ONLY_YOU = "शिकायत तभी बंद होगी"


@pytest.fixture
def complaint(session):
    return filed(session)


def write(session, complaint, login="engineer", words=WORDS, now=NOW):
    send(session, complaint, person(session, login, now.date()), words, now)


def sent(session):
    return session.execute(select(Outbox.payload).order_by(Outbox.id)).scalars().all()


def text(session):
    """The text of the newest message, which has nothing to tap."""
    payload = sent(session)[-1]
    assert payload["type"] == "text"
    return payload["text"]["body"]


def test_the_citizen_reads_from_whom_it_is_and_about_what(session, complaint):
    write(session, complaint)

    assert text(session) == (
        "अवर अभियंता, यूपीसीएल – भिलंगना की ओर से शिकायत 1000-0010 (बिजली नहीं आ रही) के बारे में:\n\n"
        "कल लाइनमैन आएँगे।"
    ).replace("1000-0010", f"{complaint.number[:4]}-{complaint.number[4:]}")


def test_it_is_in_the_citizens_language(session, complaint):
    complaint.citizen.language = "en"
    write(session, complaint)

    assert text(session).startswith("From Junior Engineer, UPCL – Bhilangna, about your complaint")


def test_the_help_desk_writes_for_the_helpline(session, complaint):
    write(session, complaint, "helpdesk")

    assert text(session).startswith("मुख्यमंत्री हेल्पलाइन 1905 की ओर से")


@pytest.mark.parametrize(
    ("login", "title"),
    [("executive", "अधिशासी अभियंता"), ("director", "प्रबंध निदेशक"), ("engineer", "अवर अभियंता")],
)
def test_a_superior_writes_for_the_own_post(session, complaint, login, title):
    write(session, complaint, login)

    assert text(session).startswith(title)


def test_whoever_acts_for_an_empty_office_writes_for_it(session, complaint):
    engineer = cast.account(session, "engineer")
    session.add(Leave(account_id=engineer.id, since=NOW.date(), until=NOW.date()))
    session.flush()
    write(session, complaint, "executive")

    assert text(session).startswith("अवर अभियंता")


def test_it_stands_in_the_history_with_its_words_and_in_the_audit_log_without(session, complaint):
    version = complaint.version
    write(session, complaint)

    session.expire(complaint, ["history"])
    step = complaint.history[-1]
    assert (step.act, step.actor, step.words) == ("message", "engineer", WORDS)
    entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).scalars().first()
    assert (entry.actor, entry.act) == ("engineer", "message")
    assert WORDS not in str(entry.details)
    assert complaint.version == version


def test_during_the_work_it_says_that_only_the_citizens_answer_counts(session, complaint):
    by = moves.at_the_desk(session, person(session, "engineer"), complaint, NOW)
    write(session, complaint, words="नमस्ते")
    assert ONLY_YOU not in text(session)
    perform(session, complaint, "start_work", by, NOW)
    write(session, complaint)
    assert text(session).endswith("ख़ुद कहेंगे कि समस्या हल हो गई।")
    proof(session, complaint)
    perform(session, complaint, "report_solution", by, NOW, Given(words="तार जोड़ दिया"))
    write(session, complaint, words="बंद करने के लिए हाँ लिखें")
    assert ONLY_YOU in text(session)


@pytest.mark.parametrize("login", cast.CAST)
def test_who_may_write(session, complaint, login):
    if login in {"engineer", "executive", "director", "secretary", "helpdesk"}:
        write(session, complaint, login)
        assert WORDS in text(session)
        return
    before = len(sent(session))
    with pytest.raises(NotAllowed):
        write(session, complaint, login)
    assert len(sent(session)) == before


def test_who_passed_it_on_writes_no_more(session, complaint):
    perform(session, complaint, "escalate", ASSISTANT, NOW)
    with pytest.raises(NotAllowed):
        write(session, complaint)


def test_it_goes_only_while_whatsapps_window_is_open(session, complaint):
    write(session, complaint, now=NOW + timedelta(hours=23, minutes=59))
    with pytest.raises(WindowClosed):
        write(session, complaint, words="और", now=NOW + timedelta(hours=24))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (" \r\n ", NothingToSay),
        ("क" * (LONGEST_MESSAGE + 1), TooLong),
        (f"हम {BLANK} को आएँगे।", BlanksLeft),
    ],
)
def test_what_cannot_go_out(session, complaint, words, error):
    with pytest.raises(error):
        write(session, complaint, words=words)


def test_the_longest_message_goes_out_in_one_piece(session, complaint):
    before = len(sent(session))
    write(session, complaint, words="क\r\n" * (LONGEST_MESSAGE // 2))

    assert len(sent(session)) == before + 1


def test_braces_are_words_like_others(session, complaint):
    write(session, complaint, words="{number} {post.id} 100%")

    assert "{number} {post.id} 100%" in text(session)


def test_a_form_sent_twice_goes_out_once(session, complaint):
    before = len(sent(session))
    write(session, complaint)
    write(session, complaint, now=NOW + timedelta(minutes=1))
    assert len(sent(session)) == before + 1
    write(session, complaint, now=NOW + timedelta(hours=1))
    assert len(sent(session)) == before + 2


# --- reply templates --------------------------------------------------------------------------


def test_every_template_is_filled_with_the_complaints_facts_and_fits(session, complaint):
    names = template_names(session, "hi")
    assert len(names) >= 10
    for language in ("hi", "en"):
        complaint.citizen.language = language
        for code in names:
            words = filled_template(session, code, complaint)
            assert f"{complaint.number[:4]}-{complaint.number[4:]}" in words
            assert "{" not in words
            assert len(words) < LONGEST_MESSAGE / 2


def test_both_languages_of_a_template_leave_the_same_gaps(session):
    for template in session.execute(select(ReplyTemplate)).scalars():
        assert template.text_hi.count(BLANK) == template.text_en.count(BLANK), template.code


def test_templates_are_named_in_the_readers_language_in_order(session):
    english = list(template_names(session, "en").values())
    assert english == sorted(english)
    assert "Thanks for the information" in english
    assert "जानकारी के लिए धन्यवाद" in template_names(session, "hi").values()


def test_there_is_no_other_template(session, complaint):
    assert filled_template(session, "nothing", complaint) == ""
