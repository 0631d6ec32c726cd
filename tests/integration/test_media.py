"""Citizens' files: where they belong, and how their words are heard."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services import audit, doubts, inbox, media, proof
from helpline.services.media import AlreadyHeard
from helpline.services.moves import at_the_desk
from helpline.services.written import NothingToSay
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.messages import Citizen, Inbox, Outbox
from tests.support.cast import NOW, add_cast, citizen_file, filed, message, person
from tests.support.photos import PDF

AADHAAR = "2341 2341 2346"


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def waiting(session, now=NOW):
    return [one.file.id for one in media.waiting(session, 1, now).lines]


def test_what_was_sent_while_filing_goes_with_the_complaint(session):
    photo, voice = citizen_file(session), citizen_file(session, "voice")
    old = citizen_file(session, at=NOW - timedelta(hours=25))
    complaint = filed(session)
    assert media.files_of(session, complaint) == [voice, photo]
    assert old.complaint_id is None


def test_what_came_with_a_cancelled_draft_goes_with_no_other(session):
    photo = citizen_file(session)
    media.drop(session, "sita")
    complaint = filed(session)
    session.refresh(photo)
    assert (photo.is_dropped, photo.complaint_id) == (True, None)
    assert media.files_of(session, complaint) == []
    assert waiting(session) == []


def test_a_file_is_put_with_a_complaint_of_its_citizen_and_no_other_s(session):
    complaint = filed(session)
    own, strange = citizen_file(session), citizen_file(session, key="ram-key", at=NOW)
    assert media.attach(session, own.inbox_id, complaint)
    assert not media.attach(session, strange.inbox_id, complaint)
    assert not media.attach(session, message(session).id, complaint)
    assert (own.complaint_id, strange.complaint_id) == (complaint.id, None)


def test_the_only_open_complaint_is_what_a_photo_is_of(session):
    complaint = filed(session)
    assert media.only_open_complaint(session, citizen_file(session)) is complaint
    filed(session)
    assert media.only_open_complaint(session, citizen_file(session)) is None


def test_what_waits_for_the_help_desk_comes_oldest_first(session):
    voice = citizen_file(session, "voice")
    photo = citizen_file(session, at=NOW - timedelta(hours=1))
    citizen_file(session, has_words=True)
    citizen_file(session, "sticker")
    assert waiting(session) == [photo.id, voice.id]
    assert media.count_waiting(session) == 2
    # A photo with a complaint is seen there; what is spoken has to be heard all the same.
    filed(session)
    session.expire_all()
    assert waiting(session) == [voice.id]


def test_words_written_down_are_heard_once_as_the_citizen_s_own_without_private_numbers(session):
    voice = citizen_file(session, "voice")
    media.take_words(session, voice.id, f" लाइट नहीं है, आधार {AADHAAR} ", "helpdesk", NOW)
    heard = session.get(Inbox, voice.transcript_inbox_id)
    words = "लाइट नहीं है, आधार XXXX XXXX 2346"
    assert heard.kind == "transcript"
    assert heard.payload["transcript"] == {"body": words, "file": voice.id, "by": "helpdesk"}
    assert (voice.transcript, heard.citizen_id) == (words, voice.citizen_id)
    assert media.of_message(session, heard.id) is voice
    with pytest.raises(AlreadyHeard):
        media.take_words(session, voice.id, "और", "helpdesk", NOW)
    entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).scalar_one()
    assert (entry.actor, entry.act, entry.details) == ("helpdesk", "write_down", {"kind": "voice"})
    assert audit.first_broken(session) is None


def test_an_office_that_shows_a_citizen_s_own_photo_as_proof_is_doubted(session, tmp_path):
    add_cast(session)
    complaint = filed(session)
    file = proof.examine("x.pdf", PDF)
    by = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    citizen_file(session, "document", complaint=complaint, sha256=file.sha256)
    (attachment,) = proof.attach(session, tmp_path, complaint, by, [file], NOW)
    assert doubts.FROM_CITIZEN in attachment.doubts


def test_no_words_are_no_words(session):
    voice = citizen_file(session, "voice")
    with pytest.raises(NothingToSay):
        media.take_words(session, voice.id, " \n", "helpdesk", NOW)
    assert waiting(session) == [voice.id]


def test_a_complaint_filed_from_words_written_down_late_gets_the_voice_note(session):
    voice = citizen_file(session, "voice", at=NOW - timedelta(days=3))
    media.take_words(session, voice.id, "लाइट नहीं है", "helpdesk", NOW)
    assert media.files_of(session, filed(session)) == [voice]


@pytest.mark.parametrize(("hours", "told"), [(1, True), (25, False)])
def test_who_is_put_aside_is_asked_to_write_while_whatsapp_takes_it(session, hours, told):
    voice = citizen_file(session, "voice")
    assert media.put_aside(session, voice.id, "helpdesk", NOW + timedelta(hours=hours)) == told
    sent = session.execute(select(Outbox)).scalars().all()
    assert ["1905" in row.payload["text"]["body"] for row in sent] == [True] * told
    assert waiting(session) == []


def test_a_typed_aadhaar_number_never_reaches_the_inbox(session):
    citizen = message(session).citizen_id
    payload = {"type": "text", "text": {"body": f"मेरा आधार {AADHAAR} है"}}
    assert inbox.put(session, citizen, "wamid.x", "text", payload, NOW)
    row = inbox.find(session, "wamid.x")
    assert row.payload["text"]["body"] == "मेरा आधार XXXX XXXX 2346 है"
    assert row.masked == ["aadhaar"]


def test_a_number_in_a_caption_or_a_file_s_name_is_masked_and_ids_are_not(session):
    citizen = session.get(Citizen, message(session).citizen_id)
    part = {"id": "4111111111111111", "caption": AADHAAR, "filename": "234123412346.pdf"}
    payload = {"type": "document", "from": "919000000001", "document": part}
    inbox.put(session, citizen.id, "wamid.y", "document", payload, NOW)
    row = inbox.find(session, "wamid.y")
    assert row.payload["document"] == {
        "id": "4111111111111111",
        "caption": "XXXX XXXX 2346",
        "filename": "XXXXXXXX2346.pdf",
    }
    assert row.payload["from"] == "919000000001"
    assert media.of_message(session, row.id).name == "XXXXXXXX2346.pdf"
