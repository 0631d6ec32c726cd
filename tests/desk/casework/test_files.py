"""Citizens' files at the desk: who hears and sees them, and how their words are written down."""

import pytest
from sqlalchemy import select

from helpline.store import attachment_files
from helpline.store.base import transaction
from helpline.store.media import CitizenFile
from helpline.store.messages import FAILED, WAITING, Inbox, Outbox
from tests.desk.casework.conftest import complaint_of
from tests.support import cast
from tests.support.files import VOICE
from tests.support.photos import PDF, photo


@pytest.fixture
def keep(sessions, settings):
    """Let a citizen have sent a file, perhaps about the complaint of `number`."""

    def keep(kind="voice", content=VOICE, number=None, **values):
        with transaction(sessions) as session:
            complaint = complaint_of(session, number) if number else None
            folder = settings.attachments_dir
            token = attachment_files.write(session, folder, content, photo(size=(60, 40)))
            return cast.citizen_file(session, kind, complaint=complaint, token=token, **values).id

    return keep


@pytest.fixture
def helpdesk(somebody):
    return somebody("helpdesk")


def row(sessions, file_id):
    with sessions() as session:
        return session.get(CitizenFile, file_id)


def test_a_voice_note_is_played_from_a_part_of_it_on_and_nothing_else_can_run(
    helpdesk, keep, number
):
    file_id = keep(number=number)
    answer = helpdesk.open(f"/complaints/{number}/files/{file_id}", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data, answer.mimetype) == (206, b"OggS", "audio/ogg")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.headers["Content-Disposition"]


def test_a_document_is_saved_and_not_opened_under_a_name_of_ours(helpdesk, keep, number):
    file_id = keep("document", PDF, number, media_type="application/pdf", name="../../x.html")
    answer = helpdesk.open(f"/complaints/{number}/files/{file_id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == f"attachment; filename=document-{file_id}.pdf"


def test_the_case_page_shows_the_citizen_s_files_apart_from_proof(somebody, keep, number):
    keep(number=number, transcript="बिजली नहीं है", transcribed_by="machine")
    keep("image", photo(), number, media_type="image/jpeg", latitude=30.43, longitude=78.66)
    page = somebody("engineer").open(f"/complaints/{number}").text
    files = page[page.index('id="files"') : page.index('id="contact"')]
    for words in ("<audio controls", "/thumbnail", "बिजली नहीं है", "by a machine", "30.43"):
        assert words in files
    assert "There is no proof yet." in page


def test_another_complaint_s_address_does_not_lead_to_the_file(somebody, sessions, keep, number):
    with transaction(sessions) as session:
        other = cast.filed(session).number
    file_id = keep(number=number)
    loose_id = keep()
    engineer = somebody("engineer")
    assert engineer.open(f"/complaints/{number}/files/{file_id}").status_code == 200
    for number_, id_ in ((other, file_id), (number, loose_id), (number, 999)):
        assert engineer.open(f"/complaints/{number_}/files/{id_}").status_code == 404
    stranger = somebody("stranger")
    assert stranger.open(f"/complaints/{number}/files/{file_id}").status_code == 404
    assert stranger.open(f"/files/{file_id}").status_code == 404


@pytest.mark.parametrize(
    "values", [{"fault": "scanner"}, {"token": None, "state": FAILED, "error": "http_500"}]
)
def test_what_is_kept_aside_or_missing_is_told_and_not_handed_out(
    helpdesk, sessions, keep, number, values
):
    file_id = keep(number=number)
    with transaction(sessions) as session:
        for name, value in values.items():
            setattr(session.get(CitizenFile, file_id), name, value)
    assert helpdesk.open(f"/complaints/{number}/files/{file_id}").status_code == 404
    assert helpdesk.open(f"/files/{file_id}").status_code == 404
    for address in (f"/complaints/{number}", "/files"):
        page = helpdesk.open(address).text
        assert "file-trouble" in page
        assert "<audio" not in page
    assert "Send as the citizen" not in helpdesk.open("/files").text


def test_the_help_desk_hears_the_longest_waiting_first_and_the_menu_counts(helpdesk, keep):
    first, second = keep(), keep("document", PDF, media_type="application/pdf", name="पर्ची.pdf")
    page = helpdesk.open("/files").text
    assert page.index(f'id="file-{first}"') < page.index(f'id="file-{second}"')
    assert 'To hear <span class="count">2</span>' in page
    assert "पर्ची.pdf" in page


def test_words_written_down_go_into_the_inbox_as_the_citizen_s(helpdesk, sessions, keep):
    file_id = keep()
    answer = helpdesk.submit(
        f"/files/{file_id}/words", {"words": "बिजली नहीं है"}, follow_redirects=True
    )
    assert "Written down." in answer.text
    assert "Nothing to hear" in answer.text
    with sessions() as session:
        heard = session.get(Inbox, row(sessions, file_id).transcript_inbox_id)
    assert (heard.kind, heard.state) == ("transcript", WAITING)
    assert heard.payload["transcript"]["by"] == "helpdesk"


@pytest.mark.parametrize(
    ("words", "error"), [(" ", "Please write down"), ("अ" * 2001, "This is too long.")]
)
def test_wrong_words_are_shown_again_with_what_is_wrong(helpdesk, sessions, keep, words, error):
    file_id = keep()
    answer = helpdesk.submit(f"/files/{file_id}/words", {"words": words})
    assert answer.status_code == 400
    assert error in answer.text
    assert row(sessions, file_id).transcribed_at is None


def test_two_who_write_down_the_same_are_heard_once(helpdesk, sessions, keep):
    file_id = keep()
    for words in ("बिजली नहीं है", "और कुछ"):
        answer = helpdesk.submit(f"/files/{file_id}/words", {"words": words}, follow_redirects=True)
    assert "already" in answer.text
    assert row(sessions, file_id).transcript == "बिजली नहीं है"
    answer = helpdesk.submit(f"/files/{file_id}/aside", follow_redirects=True)
    assert "already" in answer.text


def test_who_is_put_aside_is_asked_to_write(helpdesk, sessions, keep):
    file_id = keep()
    answer = helpdesk.submit(f"/files/{file_id}/aside", follow_redirects=True)
    assert "The citizen is asked to write." in answer.text
    with sessions() as session:
        sent = session.execute(select(Outbox)).scalar_one()
    assert "लिखकर भेजिए" in sent.payload["text"]["body"]


def test_an_erased_file_and_erased_words_are_said_to_be_so(helpdesk, sessions, keep, number):
    file_id = keep(number=number)
    with transaction(sessions) as session:
        session.get(CitizenFile, file_id).token = None
        complaint_of(session, number).text = ""
    assert helpdesk.open(f"/complaints/{number}").text.count("Erased at the citizen") == 2


def test_the_conversation_has_what_was_sent_and_what_was_written_down(helpdesk, sessions, keep):
    file_id = keep()
    helpdesk.submit(f"/files/{file_id}/words", {"words": "बिजली नहीं है"})
    address = f"/conversations/{row(sessions, file_id).citizen_id}"
    page = helpdesk.open(address).text
    assert f'<audio controls preload="none" src="/files/{file_id}"' in page
    assert page.index("बिजली नहीं है") < page.index("written down for the citizen")
    keep()
    assert f'href="{address}"' in helpdesk.open("/files").text


def test_what_a_broken_scanner_could_not_check_is_told_and_not_handed_out(helpdesk, keep, number):
    broken = {"state": FAILED, "error": "unchecked: ended with 2"}
    file_id = keep("document", PDF, number, **broken)
    page = helpdesk.open("/files").text
    assert "The virus scanner could not check this file (unchecked: ended with 2)." in page
    assert "could not be fetched" not in page
    assert file_id
