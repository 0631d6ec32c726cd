"""Forgetting a citizen: what goes at once, what waits for an open complaint, what stays."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from helpline.services import audit, erasure, media, privacy, search
from helpline.services.moves import citizen as by_citizen
from helpline.services.moves import perform
from helpline.store import attachment_files, conversations
from helpline.store.audit import AuditEntry
from helpline.store.base import make_engine, transaction
from helpline.store.complaints import Complaint, ComplaintEvent, ComplaintWord
from helpline.store.messages import DONE, Citizen, Inbox, Outbox
from helpline.store.review import ReviewCase
from helpline.worker.forgetting import Forgetting
from tests.support.cast import NOW, citizen_file, filed, message, misunderstood

WORDS = "3 दिन से बिजली नहीं है"
LATER = NOW + erasure.QUIET


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def withdrawn(session):
    """File a complaint and take it back."""
    complaint = filed(session)
    perform(session, complaint, "withdraw_complaint", by_citizen(message(session).id), NOW)
    return complaint


def settle(session):
    """Let every message have been handled and sent."""
    for table in (Inbox, Outbox):
        session.query(table).update({"state": DONE})


def forget(session, folder, now=LATER):
    settle(session)
    found = erasure.due(session, now)
    return [erasure.erase(session, folder, citizen_id, now) for citizen_id in found]


def the_citizen(session):
    return session.execute(select(Citizen)).scalar_one()


def test_what_is_kept_is_told_with_numbers_and_counts(session):
    complaint = filed(session)
    citizen_file(session)
    kept = privacy.kept_about(session, "sita", "hi")
    assert (kept.phone, kept.since) == ("001", "10 मार्च 2026")
    assert (kept.messages, kept.complaints, kept.files) == (2, 1, 1)
    assert kept.numbers == f"{complaint.number[:4]}-{complaint.number[4:]}"
    assert privacy.open_numbers(session, "sita") == kept.numbers


def test_nobody_is_forgotten_who_did_not_ask(session, tmp_path):
    withdrawn(session)
    assert forget(session, tmp_path) == []


def test_with_no_open_complaint_words_number_and_key_go_and_the_facts_stay(session, tmp_path):
    complaint = withdrawn(session)
    privacy.ask_erasure(session, "sita", NOW)
    assert forget(session, tmp_path) == [erasure.Forgotten("sita", LATER)]
    session.expire_all()
    person = the_citizen(session)
    assert (person.phone, person.whatsapp_user_id) == (None, None)
    assert person.key.startswith("erased-")
    assert (complaint.text, complaint.place, complaint.latitude) == ("", "", None)
    assert (complaint.category_code, complaint.state) == ("energy/power_outage", "withdrawn")
    words = session.execute(select(ComplaintEvent.words)).scalars().all()
    assert WORDS not in words
    assert session.execute(select(ComplaintWord)).first() is None
    assert {json.dumps(row.payload) for row in session.execute(select(Inbox)).scalars()} == {"{}"}
    assert forget(session, tmp_path) == []


def test_an_open_complaint_keeps_its_words_files_and_number_until_it_ends(session, tmp_path):
    old, complaint = withdrawn(session), filed(session)
    file = citizen_file(session, complaint=complaint)
    privacy.ask_erasure(session, "sita", NOW)
    (forgotten,) = forget(session, tmp_path)
    assert forgotten.until == NOW
    session.expire_all()
    assert (old.text, complaint.text, the_citizen(session).phone) == ("", WORDS, "919000000001")
    assert file.media_id == "1"

    perform(session, complaint, "withdraw_complaint", by_citizen(message(session).id), NOW)
    forget(session, tmp_path)
    session.expire_all()
    assert (complaint.text, the_citizen(session).phone, file.media_id) == ("", None, "")


def test_what_is_still_to_be_sent_arrives_first(session, tmp_path):
    withdrawn(session)
    privacy.ask_erasure(session, "sita", NOW)
    citizen_id = the_citizen(session).id
    assert erasure.erase(session, tmp_path, citizen_id, LATER) is None
    assert the_citizen(session).phone is not None


def test_who_writes_on_is_answered_first(session, tmp_path):
    withdrawn(session)
    privacy.ask_erasure(session, "sita", NOW)
    assert forget(session, tmp_path, NOW + timedelta(seconds=30)) == []


def test_files_are_removed_from_the_disk_when_it_is_certain(seeded, tmp_path):
    with transaction(seeded) as session:
        token = attachment_files.write(session, tmp_path, b"voice", b"small")
        citizen_file(session, "voice", token=token, sha256="1")
        privacy.ask_erasure(session, "sita", NOW)
        settle(session)
    with seeded() as session:
        erasure.erase(session, tmp_path, the_citizen(session).id, LATER)
        session.rollback()
    assert attachment_files.original_path(tmp_path, token).exists()
    with transaction(seeded) as session:
        erasure.erase(session, tmp_path, the_citizen(session).id, LATER)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with seeded() as session:
        assert media.count_waiting(session) == 0


def test_the_audit_log_tells_that_and_not_what(session, tmp_path):
    withdrawn(session)
    privacy.ask_erasure(session, "sita", NOW)
    privacy.ask_erasure(session, "sita", NOW)
    forget(session, tmp_path)
    entries = session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
    assert [entry.act for entry in entries][-3:] == ["ask_erasure", "erase_words", "erase_citizen"]
    told = json.dumps([[entry.subject, entry.details] for entry in entries], ensure_ascii=False)
    assert WORDS not in told and "9000000001" not in told and "sita" not in told
    assert audit.first_broken(session) is None


def test_an_erased_complaint_is_found_by_its_words_no_more(session, tmp_path):
    complaint = withdrawn(session)
    search.index(session, complaint)
    privacy.ask_erasure(session, "sita", NOW)
    forget(session, tmp_path)
    assert session.execute(select(ComplaintWord)).first() is None
    assert session.execute(select(Complaint.number)).scalar_one() == complaint.number


def test_rasa_forgets_too_and_remembers_others(seeded, tmp_path, frozen_clock):
    frozen_clock.moment = LATER
    with transaction(seeded) as session:
        message(session)
        privacy.ask_erasure(session, "sita", NOW)
        settle(session)
    trackers = make_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    Forgetting(seeded, trackers, tmp_path).erase()
    with transaction(seeded) as session:
        message(session, key="ram")
        privacy.ask_erasure(session, "ram", NOW)
        settle(session)
    with trackers.begin() as connection:
        connection.execute(text("CREATE TABLE events (sender_id TEXT, timestamp FLOAT)"))
        connection.execute(text("INSERT INTO events VALUES ('ram', 1), ('gita', 1)"))
    Forgetting(seeded, trackers, tmp_path).erase()
    with trackers.connect() as connection:
        assert connection.execute(text("SELECT sender_id FROM events")).scalars().all() == ["gita"]
    assert conversations.forget(trackers, "gita", NOW) == 1
    trackers.dispose()


def test_a_case_to_review_goes_on_with_the_words_of_others(session, tmp_path):
    others = misunderstood(session, "ट्रांसफार्मर जला पड़ा पटवारी सोया", key="ram")
    misunderstood(session, "transformer jala pada patwari soya")
    misunderstood(session, "कोई भी नहीं सुनता यहाँ")
    privacy.ask_erasure(session, "sita", NOW)
    settle(session)
    forget(session, tmp_path)

    both, own = session.execute(select(ReviewCase).order_by(ReviewCase.id)).scalars()
    assert (both.state, both.last_turn_id) == ("open", others.id)
    assert (own.state, own.skip_reason) == ("skipped", "private")
