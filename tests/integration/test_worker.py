"""The worker: what it sends, in which order, and what it does when WhatsApp does not take it."""

import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from helpline import clock
from helpline.services import heartbeat, inbox, outbox, pace, silence, troubles
from helpline.services.bell import Bell
from helpline.services.citizens import by_key, meet
from helpline.settings import PROJECT_ROOT
from helpline.store.base import transaction
from helpline.store.complaints import Complaint
from helpline.store.messages import DONE, FAILED, WAITING, Outbox
from helpline.whatsapp import inbound
from helpline.whatsapp.client import ACCOUNT_PAUSE, WhatsAppClient
from helpline.whatsapp.inbound import StatusReport
from helpline.whatsapp.outbound import template_message
from helpline.worker.loop import run
from helpline.worker.sender import Sender
from tests.support.cast import filed
from tests.support.fake_graph import LOST, Answer, FakeGraph
from tests.support.messages import (
    PHONE_NUMBER_ID,
    SECRET,
    message_object,
    webhook_body,
)

SITA, RAM = "919000000001", "919000000002"


@pytest.fixture
def graph():
    with FakeGraph() as graph:
        yield graph


@pytest.fixture
def sender(sessions, graph):
    return Sender(sessions, WhatsAppClient(graph.url, "1905", "token-1"))


@pytest.fixture
def bell(tmp_path):
    bell = Bell(tmp_path / "bell")
    yield bell
    bell.close()


@pytest.fixture
def queue(sessions, frozen_clock):
    """Queue texts to a citizen who has just written."""

    def queue(phone, *texts):
        with transaction(sessions) as session:
            citizen = meet(session, SECRET, phone, None, frozen_clock())
            session.flush()
            payloads = [{"type": "text", "text": {"body": text}} for text in texts]
            outbox.enqueue(session, citizen.id, payloads, frozen_clock())

    return queue


def drain(sender):
    """Send all that is due now; return how many attempts that took."""
    attempts = 0
    while sender.send_next():
        attempts += 1
    return attempts


def rows(sessions):
    with sessions() as session:
        return session.execute(select(Outbox).order_by(Outbox.id)).scalars().all()


def texts(sent):
    return [message.body["text"]["body"] for message in sent]


def test_everything_is_sent_in_order_and_marked(sender, graph, queue, sessions, frozen_clock):
    queue(SITA, "1", "2")
    queue(RAM, "3")
    assert drain(sender) == 3
    assert texts(graph.messages) == ["1", "2", "3"]
    assert [row.state for row in rows(sessions)] == [DONE] * 3
    assert [row.wamid for row in rows(sessions)] == [f"wamid.fake-{n}" for n in (1, 2, 3)]
    assert rows(sessions)[0].sent_at == frozen_clock()


def test_trouble_with_one_message_holds_up_only_its_citizen(
    sender, graph, queue, sessions, frozen_clock
):
    graph.will_answer(Answer.error(131000, 500), to=SITA)
    queue(SITA, "first", "second")
    queue(RAM, "other")
    drain(sender)
    assert texts(graph.messages) == ["other"]
    assert [row.state for row in rows(sessions)] == [WAITING, WAITING, DONE]
    frozen_clock.advance(seconds=2)
    drain(sender)
    assert texts(graph.messages) == ["other", "first", "second"]


def test_the_waits_of_one_citizen_follow_metas_rule(sender, graph, queue, sessions, frozen_clock):
    graph.will_answer(*[Answer.error(131056)] * 2, to=SITA)
    queue(SITA, "much", "more")
    drain(sender)
    frozen_clock.advance(seconds=3.9)
    assert drain(sender) == 0
    frozen_clock.advance(seconds=0.1)
    drain(sender)
    frozen_clock.advance(seconds=15.9)
    assert drain(sender) == 0
    frozen_clock.advance(seconds=0.1)
    drain(sender)
    assert texts(graph.messages) == ["much", "more"]


def test_a_refused_message_is_kept_with_its_code_and_the_next_one_goes(
    sender, graph, queue, sessions
):
    graph.will_answer(Answer.error(131026))
    queue(SITA, "refused", "next")
    drain(sender)
    assert texts(graph.messages) == ["next"]
    assert [(row.state, row.error) for row in rows(sessions)] == [(FAILED, "131026"), (DONE, None)]


def test_a_lost_answer_is_sent_again(sender, graph, queue, sessions, frozen_clock):
    graph.will_answer(LOST)
    queue(SITA, "perhaps twice")
    drain(sender)
    frozen_clock.advance(seconds=outbox.WAIT_FOR_REPORT.total_seconds())
    drain(sender)
    assert texts(graph.messages) == ["perhaps twice", "perhaps twice"]
    (row,) = rows(sessions)
    assert (row.state, row.unsure_attempts) == (DONE, 1)


def test_what_a_report_tells_of_is_not_sent_again(sender, graph, queue, sessions, frozen_clock):
    graph.will_answer(LOST)
    queue(SITA, "once", "next")
    drain(sender)
    mark = graph.messages[0].mark
    report = StatusReport("wamid.theirs", "sent", frozen_clock(), None, mark)
    with transaction(sessions) as session:
        inbox.record_statuses(session, [report], frozen_clock())
    drain(sender)
    assert texts(graph.messages) == ["once", "next"]
    assert (rows(sessions)[0].state, rows(sessions)[0].wamid) == (DONE, "wamid.theirs")


@pytest.mark.parametrize("mark", ["", "of somebody else", "9" * 40, "-1"])
def test_a_report_with_a_strange_mark_changes_nothing(queue, sessions, frozen_clock, mark):
    queue(SITA, "waits")
    report = StatusReport("wamid.theirs", "sent", frozen_clock(), None, mark)
    with transaction(sessions) as session:
        inbox.record_statuses(session, [report], frozen_clock())
    assert rows(sessions)[0].state == WAITING


def test_sending_slows_down_for_everybody_when_our_number_is_too_fast(
    sender, graph, queue, sessions, frozen_clock
):
    graph.will_answer(*[Answer.error(130429, 429)] * 3)
    queue(SITA, "one")
    queue(RAM, "two")
    for pause in (1, 2, 4):
        assert drain(sender) == 1
        frozen_clock.advance(seconds=pause - 0.1)
        assert drain(sender) == 0
        frozen_clock.advance(seconds=0.1)
    drain(sender)
    frozen_clock.advance(seconds=1)
    drain(sender)
    assert texts(graph.messages) == ["one", "two"]
    with sessions() as session:
        (trouble,) = troubles.lately(session, frozen_clock())
    assert (trouble.place, trouble.code, trouble.times) == (troubles.SENDING, "130429", 3)


def test_nobody_gets_more_than_whatsapp_takes_and_others_do_not_wait(
    sender, graph, queue, frozen_clock
):
    queue(SITA, *map(str, range(pace.BURST + 2)))
    queue(RAM, "other")
    drain(sender)
    assert len(graph.messages_to(SITA)) == pace.BURST
    assert len(graph.messages_to(RAM)) == 1
    frozen_clock.advance(seconds=(pace.BURST * pace.EVERY).total_seconds())
    drain(sender)
    assert [body["text"]["body"] for body in graph.messages_to(SITA)] == list(
        map(str, range(pace.BURST + 2))
    )


def test_an_emergency_overtakes_what_waits_and_is_not_slowed(
    sender, graph, queue, sessions, frozen_clock
):
    queue(SITA, *map(str, range(pace.BURST + 2)))
    drain(sender)
    with transaction(sessions) as session:
        citizen = meet(session, SECRET, SITA, None, frozen_clock())
        payload = {"type": "text", "text": {"body": "112"}}
        outbox.enqueue(session, citizen.id, [payload], frozen_clock(), urgent=True)
    drain(sender)
    assert graph.messages_to(SITA)[-1]["text"]["body"] == "112"


def test_one_late_answer_holds_up_nobody_else(graph, queue, sessions, bell):
    graph.will_answer(Answer(status=None, seconds=3.0), to=SITA)
    queue(SITA, "late")
    queue(RAM, "at once")
    stop = threading.Event()
    sender = Sender(sessions, WhatsAppClient(graph.url, "1905", None))
    worker = threading.Thread(target=run, args=(sender, sessions, stop, bell))
    worker.start()
    try:
        assert graph.wait_for(1, seconds=2)[0].recipient == RAM
    finally:
        stop.set()
        worker.join()


def test_trouble_with_the_account_stops_everybody_and_costs_no_message(
    sender, graph, queue, sessions, frozen_clock
):
    graph.will_answer(*[Answer.error(190, 401)] * 20)
    queue(SITA, "one")
    queue(RAM, "two")
    for _ in range(20):
        drain(sender)
        frozen_clock.advance(seconds=ACCOUNT_PAUSE.total_seconds())
    assert len(graph.requests) == 20
    drain(sender)
    assert texts(graph.messages) == ["one", "two"]


def test_after_a_day_of_silence_nothing_free_is_sent(sender, graph, queue, sessions, frozen_clock):
    queue(SITA, "too late")
    frozen_clock.advance(hours=24)
    drain(sender)
    assert graph.requests == []
    assert [(row.state, row.error) for row in rows(sessions)] == [(FAILED, outbox.WINDOW_CLOSED)]


@pytest.fixture
def notify(sessions, frozen_clock):
    """Queue a text in two parts that a template may stand for."""

    def notify(phone):
        with transaction(sessions) as session:
            citizen = meet(session, SECRET, phone, None, frozen_clock())
            session.flush()
            parts = [{"type": "text", "text": {"body": text}} for text in ("first", "second")]
            template = template_message("complaint_news", "hi", ["4821-3307", "बिजली"])
            outbox.enqueue(session, citizen.id, parts, frozen_clock(), template=template)

    return notify


@pytest.fixture
def news(seeded, frozen_clock):
    """A notice of a complaint to a citizen who wrote just now, in words and as a template."""
    with transaction(seeded) as session:
        complaint = filed(session)
        citizen = complaint.citizen
        citizen.phone, citizen.last_message_at = SITA, frozen_clock()
        words = {"type": "text", "text": {"body": "काम शुरू हो गया"}}
        template = template_message("complaint_news", "hi", ["4821-3307", "बिजली"])
        outbox.enqueue(
            *(session, citizen.id, [words], frozen_clock()),
            complaint_id=complaint.id,
            template=template,
        )
        return citizen.key


def want(sessions, key, wish, frozen_clock):
    with transaction(sessions) as session:
        wish(session, key, frozen_clock())


@pytest.mark.parametrize("hours", [0, 30], ids=["within a day", "later"])
def test_who_wants_silence_gets_nothing_unasked_even_if_it_was_queued_before(
    graph, seeded, news, frozen_clock, hours
):
    want(seeded, news, silence.begin, frozen_clock)
    frozen_clock.advance(hours=hours)
    drain(Sender(seeded, WhatsAppClient(graph.url, "1905", None)))
    assert graph.messages == []
    assert [(row.state, row.error) for row in rows(seeded)] == [(FAILED, outbox.NOT_WANTED)]


def test_who_wants_silence_gets_answers_all_the_same(graph, seeded, news, frozen_clock):
    want(seeded, news, silence.begin, frozen_clock)
    with transaction(seeded) as session:
        citizen = by_key(session, news)
        answer = {"type": "text", "text": {"body": "answer"}}
        outbox.enqueue(session, citizen.id, [answer], frozen_clock())
    drain(Sender(seeded, WhatsAppClient(graph.url, "1905", None)))
    assert texts(graph.messages) == ["answer"]


def test_who_wants_messages_again_gets_them(graph, seeded, news, frozen_clock):
    want(seeded, news, silence.begin, frozen_clock)
    want(seeded, news, silence.end, frozen_clock)
    drain(Sender(seeded, WhatsAppClient(graph.url, "1905", None)))
    assert texts(graph.messages) == ["काम शुरू हो गया"]


def test_within_a_day_the_words_go_and_no_template(sender, graph, notify):
    notify(SITA)
    drain(sender)
    assert texts(graph.messages) == ["first", "second"]


def test_after_a_day_of_silence_one_template_stands_for_the_words(
    sender, graph, notify, queue, sessions, frozen_clock
):
    notify(SITA)
    frozen_clock.advance(hours=24)
    queue(RAM, "other")
    drain(sender)
    (template,) = graph.messages_to(SITA)
    assert template["type"] == "template"
    assert template["template"]["name"] == "complaint_news"
    assert [(row.state, row.error) for row in rows(sessions)[:2]] == [
        (FAILED, outbox.TEMPLATE_INSTEAD),
        (DONE, None),
    ]


def test_who_hides_the_number_is_answered_from_the_webhook_to_the_sending(
    sender, graph, sessions, frozen_clock
):
    hidden = message_object(from_user_id="IN.1349")
    del hidden["from"]
    (message,) = inbound.parse(webhook_body(hidden), PHONE_NUMBER_ID).messages
    with transaction(sessions) as session:
        inbox.receive(session, SECRET, [message], frozen_clock())
        citizen_id = inbox.find(session, message.wamid).citizen_id
        answer = {"type": "text", "text": {"body": "answer"}}
        outbox.enqueue(session, citizen_id, [answer], frozen_clock())
    drain(sender)
    (sent,) = graph.messages
    assert (sent.body["recipient"], "to" in sent.body) == ("IN.1349", False)


def test_a_message_that_cannot_even_be_tried_stops_nobody(sender, graph, queue, sessions):
    queue(SITA, "to nobody")
    queue(RAM, "to ram")
    with transaction(sessions) as session:
        session.execute(select(Outbox)).scalars().first().citizen.phone = None
    drain(sender)
    assert texts(graph.messages) == ["to ram"]
    assert rows(sessions)[0].state == FAILED


def test_what_a_dead_worker_held_is_sent_by_another(sender, graph, queue, sessions, frozen_clock):
    queue(SITA, "held")
    with transaction(sessions) as session:
        outbox.claim_due(session, "dead", frozen_clock(), most=1)
    assert drain(sender) == 0
    frozen_clock.advance(seconds=outbox.LEASE.total_seconds())
    drain(sender)
    assert texts(graph.messages) == ["held"]
    # It may have gone out before the worker died.
    assert rows(sessions)[0].unsure_attempts == 1


def test_several_workers_send_everything_once_and_in_order(graph, queue, sessions, bell):
    phones = [f"9190000000{number:02}" for number in range(4)]
    for text in "abcde":
        for phone in phones:
            queue(phone, text)
    stop = threading.Event()
    client = WhatsAppClient(graph.url, "1905", None)
    workers = [
        threading.Thread(target=run, args=(Sender(sessions, client), sessions, stop, bell))
        for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    try:
        graph.wait_for(20)
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    assert [[body["text"]["body"] for body in graph.messages_to(phone)] for phone in phones] == [
        list("abcde")
    ] * 4


def test_the_worker_gives_a_sign_of_life(sender, sessions, frozen_clock, monkeypatch, bell):
    stop = threading.Event()
    monkeypatch.setattr(sender, "claim_due", lambda *_: stop.set() or [])
    run(sender, sessions, stop, bell)
    with sessions() as session:
        assert heartbeat.alive(session, heartbeat.WORKER, frozen_clock())


def test_the_worker_sends_at_once_when_it_is_rung_for(
    sender, graph, queue, sessions, monkeypatch, bell
):
    monkeypatch.setattr("helpline.worker.loop.IDLE_SECONDS", 60)
    stop = threading.Event()
    bell.wait(0)
    worker = threading.Thread(target=run, args=(sender, sessions, stop, bell))
    worker.start()
    try:
        for number in range(3):
            # The second is rung for by nobody but the first, once it is sent.
            queue(SITA, f"first {number}")
            queue(SITA, f"second {number}")
            bell.ring()
            graph.wait_for(2 * number + 2)
    finally:
        stop.set()
        bell.ring()
        worker.join()


def test_the_worker_survives_a_database_that_fails(sender, sessions, monkeypatch, bell):
    monkeypatch.setattr("helpline.worker.loop.TROUBLE_SECONDS", 0)
    stop, answers = threading.Event(), iter([SQLAlchemyError("gone"), None])

    def claim_due(*_):
        answer = next(answers)
        if answer is not None:
            raise answer
        stop.set()
        return []

    monkeypatch.setattr(sender, "claim_due", claim_due)
    run(sender, sessions, stop, bell)
    assert next(answers, "used up") == "used up"


def test_sigterm_ends_the_program_after_the_message_at_hand(graph, sessions, tmp_path):
    with transaction(sessions) as session:
        citizen = meet(session, SECRET, SITA, None, clock.now())
        session.flush()
        outbox.enqueue(
            session, citizen.id, [{"type": "text", "text": {"body": "…"}}] * 50, clock.now()
        )
    with worker_program(graph, sessions, tmp_path) as process:
        graph.wait_for(1, seconds=60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    states = [row.state for row in rows(sessions)]
    assert states.count(DONE) == len(graph.messages) < 50
    assert states.count(WAITING) == 50 - len(graph.messages)


def test_the_clock_runs_beside_the_sending_and_sigterm_ends_both(graph, seeded, tmp_path):
    with transaction(seeded) as session:
        complaint = filed(session)
        citizen = complaint.citizen
        citizen.last_message_at = clock.now()
        payload = {"type": "text", "text": {"body": "…"}}
        outbox.enqueue(session, citizen.id, [payload], clock.now())
    with worker_program(graph, seeded, tmp_path) as process:
        # Two messages: the one that waited, and that the overdue complaint has gone up.
        graph.wait_for(2, seconds=60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    with seeded() as session:
        assert session.get(Complaint, complaint.id).post.level == 2


@contextmanager
def worker_program(graph, sessions, data_dir):
    environment = {
        "DATABASE_URL": sessions.kw["bind"].url.render_as_string(hide_password=False),
        "HELPLINE_DATA_DIR": str(data_dir),
        "WHATSAPP_GRAPH_URL": graph.url,
        "CITIZEN_KEY_SECRET": SECRET,
        "DESK_SECRET_KEY": "unused",
        "WHATSAPP_VERIFY_TOKEN": "unused",
        "WHATSAPP_APP_SECRET": "unused",
        "RASA_TOKEN": "unused",
    }
    command = [sys.executable, "-m", "helpline.worker"]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
