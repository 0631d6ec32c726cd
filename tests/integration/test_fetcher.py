"""Fetching citizens' files: stored once, tried again, kept aside, and never lost silently."""

import sys

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.services import downloads, inbox, media
from helpline.store import attachment_files
from helpline.store.base import transaction
from helpline.store.media import CitizenFile
from helpline.store.messages import DONE, FAILED, WAITING, Inbox
from helpline.whatsapp.client import WhatsAppClient
from helpline.worker.fetcher import Fetcher
from tests.support.fake_graph import Answer, FakeGraph
from tests.support.files import PROGRAM, VIDEO, VOICE, file_message
from tests.support.messages import SECRET
from tests.support.photos import GHANSALI, PDF, photo

pytestmark = pytest.mark.usefixtures("frozen_clock")


class Bench:
    """A database with an inbox, WhatsApp with files, and the fetcher between them."""

    def __init__(self, sessions, graph, folder):
        self.sessions = sessions
        self.graph = graph
        self.folder = folder

    def receives(self, kind, content, **part):
        message = file_message(kind, **part)
        media_id = next(iter(message.payload[message.kind].values()))
        if content is not None:
            self.graph.files[media_id] = content
        with transaction(self.sessions) as session:
            assert inbox.receive(session, SECRET, [message], clock.now()) == 1

    def fetch(self, **programs):
        client = WhatsAppClient(self.graph.url, "1905", "token-1")
        return Fetcher(self.sessions, client, self.folder, **programs).fetch_next()

    def row(self):
        with self.sessions() as session:
            return session.execute(select(CitizenFile)).scalar_one()

    def waiting(self):
        with self.sessions() as session:
            return [one.file.id for one in media.waiting(session, 1, clock.now()).lines]

    def content(self):
        return attachment_files.original_path(self.folder, self.row().token).read_bytes()


@pytest.fixture
def bench(sessions, tmp_path):
    with FakeGraph() as graph:
        yield Bench(sessions, graph, tmp_path / "attachments")


def program(tmp_path, code):
    path = tmp_path / "program.py"
    path.write_text(f"import sys\n{code}\n", encoding="utf-8")
    return sys.executable, str(path)


def test_a_voice_note_is_fetched_with_our_token_and_kept_under_a_name_nobody_guesses(bench):
    bench.receives("voice", VOICE)
    assert bench.fetch()
    row = bench.row()
    assert (row.state, row.kind, row.media_type, row.size) == (
        DONE,
        "voice",
        "audio/ogg",
        len(VOICE),
    )
    assert len(row.sha256) == 64 and len(row.token) == 32
    assert bench.content() == VOICE
    assert [token for _path, token in bench.graph.file_requests] == ["Bearer token-1"] * 2
    assert not bench.fetch()


def test_a_photo_keeps_its_place_and_gets_a_small_copy(bench):
    bench.receives("image", photo(spot=GHANSALI), caption="सड़क टूटी है")
    bench.fetch()
    row = bench.row()
    assert (round(row.latitude, 2), round(row.longitude, 2)) == GHANSALI
    assert row.has_words
    assert attachment_files.thumbnail_path(bench.folder, row.token).exists()
    assert bench.waiting() == []


@pytest.mark.parametrize(
    ("kind", "content", "fault"),
    [
        ("document", PROGRAM, "wrong_kind"),
        ("image", photo()[:500], "wrong_kind"),
        ("image", b"\xff\xd8\xff" + bytes(downloads.LARGEST["image"]), "too_large"),
        ("document", b"", "empty"),
    ],
)
def test_what_is_no_file_to_be_shown_is_kept_aside_and_the_desk_sees_it(
    bench, kind, content, fault
):
    bench.receives(kind, content)
    bench.fetch()
    row = bench.row()
    assert (row.state, row.fault) == (DONE, fault)
    assert bench.waiting() == [row.id]
    with bench.sessions() as session:
        assert media.find(session, row.id) is None


@pytest.mark.parametrize(("code", "fault"), [("sys.exit(0)", None), ("sys.exit(1)", "scanner")])
def test_the_virus_scanner_decides_whether_a_file_is_shown(bench, tmp_path, code, fault):
    bench.receives("document", PDF)
    bench.fetch(virus_scanner=program(tmp_path, f"open(sys.argv[1], 'rb').read()\n{code}"))
    assert bench.row().fault == fault
    assert bench.content() == PDF


def test_a_scanner_that_cannot_run_lets_nothing_through(bench):
    bench.receives("document", PDF)
    bench.fetch(virus_scanner=("/nowhere/scanner",))
    row = bench.row()
    assert (row.state, row.token) == (WAITING, None)
    assert row.error == "unchecked: scanner: FileNotFoundError"


def test_a_scanner_that_is_broken_says_nothing_of_the_file_and_is_asked_again(
    bench, tmp_path, frozen_clock
):
    bench.receives("document", PDF)
    bench.fetch(virus_scanner=program(tmp_path, "sys.exit(2)"))
    row = bench.row()
    assert (row.state, row.token, row.error) == (WAITING, None, "unchecked: ended with 2")
    with bench.sessions() as session:
        assert media.find(session, row.id) is None
    frozen_clock.advance(minutes=1)
    bench.fetch(virus_scanner=program(tmp_path, "sys.exit(0)"))
    assert (bench.row().fault, bench.content()) == (None, PDF)


def test_where_the_scanner_stays_broken_the_desk_is_told(bench, tmp_path, frozen_clock):
    bench.receives("document", PDF)
    for _ in range(downloads.MOST_ATTEMPTS):
        assert bench.fetch(virus_scanner=program(tmp_path, "sys.exit(2)"))
        frozen_clock.moment = max(frozen_clock.moment, bench.row().not_before)
    row = bench.row()
    assert (row.state, row.token, row.error) == (FAILED, None, "unchecked: ended with 2")
    assert bench.waiting() == [row.id]


def test_a_failure_is_tried_again_after_waits_that_grow_and_then_shown(bench, frozen_clock):
    bench.receives("voice", VOICE)
    waits = []
    for _ in range(downloads.MOST_ATTEMPTS):
        bench.graph.file_answers.append(Answer(500, b""))
        assert bench.fetch()
        row = bench.row()
        waits.append(row.not_before - frozen_clock())
        assert not bench.fetch()
        frozen_clock.moment = max(frozen_clock.moment, row.not_before)
    assert waits[:-1] == sorted(waits[:-1]) and waits[0] < waits[-2]
    assert (row.state, row.error) == (FAILED, "http_500")
    assert bench.waiting() == [row.id]


def test_an_address_that_has_run_out_is_asked_for_anew(bench, frozen_clock):
    bench.receives("voice", VOICE)
    gone = Answer(200, b'{"url": "%s/media/gone"}' % bench.graph.url.encode())
    bench.graph.file_answers.extend([gone, Answer(404, b"")])
    bench.fetch()
    assert bench.row().error == "http_404"
    frozen_clock.advance(minutes=1)
    bench.fetch()
    assert bench.content() == VOICE


def test_a_file_that_whatsapp_does_not_know_is_given_up_at_once(bench):
    bench.receives("voice", None)
    bench.fetch()
    assert (bench.row().state, bench.row().error) == (FAILED, "100")


def test_an_expired_token_uses_up_no_attempts(bench, frozen_clock):
    bench.receives("voice", VOICE)
    for _ in range(downloads.MOST_ATTEMPTS + 1):
        bench.graph.file_answers.append(Answer.error(190))
        assert bench.fetch()
        assert not bench.fetch()
        frozen_clock.moment = bench.row().not_before
    assert (bench.row().state, bench.row().error) == (WAITING, "190")
    bench.fetch()
    assert bench.content() == VOICE


def test_who_lost_the_lease_leaves_no_file_behind(bench):
    bench.receives("voice", VOICE)
    with transaction(bench.sessions) as session:
        late = downloads.claim(session, "late", clock.now())
    with transaction(bench.sessions) as session:
        assert downloads.claim(session, "other", clock.now() + downloads.LEASE)
    with transaction(bench.sessions) as session:
        file = downloads.examine("voice", "", VOICE)
        assert not downloads.keep(session, bench.folder, late, file, clock.now())
    assert not [path for path in bench.folder.rglob("*") if path.is_file()]


def test_nobody_but_whatsapp_gets_our_token(bench):
    bench.receives("voice", VOICE)
    bench.graph.file_answers.append(Answer(200, b'{"url": "http://127.0.0.1:9/media/1"}'))
    bench.fetch()
    assert (bench.row().state, bench.row().error) == (FAILED, "foreign_host")
    assert len(bench.graph.file_requests) == 1


def test_one_broken_file_does_not_hold_up_the_next_of_the_same_citizen(bench):
    bench.receives("video", VIDEO)
    bench.graph.file_answers.append(Answer(500, b""))
    bench.fetch()
    bench.receives("voice", VOICE)
    bench.fetch()
    with bench.sessions() as session:
        states = session.execute(select(CitizenFile.state).order_by(CitizenFile.id)).scalars().all()
    assert states == [WAITING, DONE]


def test_a_machine_may_write_down_what_it_hears(bench, tmp_path):
    bench.receives("voice", VOICE)
    speaks = "sys.stdout.buffer.write('बिजली नहीं है, घनसाली'.encode())"
    bench.fetch(speech_to_text=program(tmp_path, speaks))
    row = bench.row()
    assert (row.transcript, row.transcribed_by) == ("बिजली नहीं है, घनसाली", "machine")
    with bench.sessions() as session:
        heard = session.get(Inbox, row.transcript_inbox_id)
        assert (heard.kind, heard.state) == ("transcript", WAITING)
    assert bench.waiting() == []


@pytest.mark.parametrize("code", ["sys.exit(3)", "print()", "sys.stdout.buffer.write(b'\\xff')"])
def test_what_the_machine_cannot_hear_is_left_to_the_help_desk(bench, tmp_path, code):
    bench.receives("voice", VOICE)
    bench.fetch(speech_to_text=program(tmp_path, code))
    assert bench.row().state == DONE
    assert bench.waiting() == [bench.row().id]
