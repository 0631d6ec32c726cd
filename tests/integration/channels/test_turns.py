"""The turns of a rasa server: the real Rasa, a model that is a table, a real database."""

import asyncio
import threading
from collections import defaultdict
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import event, select

from helpline import clock
from helpline.channels import turns as turns_module
from helpline.channels.turns import Turns
from helpline.services import handover, inbox, outbox
from helpline.services.bell import Bell
from helpline.services.citizens import choose_language
from helpline.store.accounts import Account
from helpline.store.base import transaction
from helpline.store.messages import DONE, FAILED, WAITING, Citizen, Inbox, Outbox, Turn
from tests.support import rasa_agent
from tests.support.claims import claim_next
from tests.support.messages import SECRET, inbound_message
from tests.support.rasa_agent import table_agent

ANSWERS = {
    "greet": "utter_greet",
    "report_complaint": "action_file",
    "nlu_fallback": "utter_too_long",
}
SITA, RAM = "919000000001", "919000000002"
FILE = "report_complaint light nahi hai"


class Bench:
    """A database, an agent, and servers that run its turns."""

    def __init__(self, sessions, agent):
        self.sessions = sessions
        self.agent = agent
        self.servers = []

    def serve(self):
        """Start the turns of one more server."""
        server = Turns(self.sessions, lambda: self.agent, fallback_confidence=0.4)
        server.start()
        self.servers.append(server)
        return server

    def receive(self, text="greet", phone=SITA, **options):
        message = inbound_message(text, phone=phone, sent_at=None, **options)
        with transaction(self.sessions) as session:
            inbox.receive(session, SECRET, [message], clock.now())
        self.wake()
        return message.wamid

    def wake(self):
        for server in self.servers:
            server.wake()

    def all(self, table):
        with self.sessions() as session:
            return session.execute(select(table).order_by(table.id)).scalars().all()

    def row(self, wamid):
        with self.sessions() as session:
            return session.execute(select(Inbox).where(Inbox.wamid == wamid)).scalar_one()

    def sent(self):
        return [row.payload["text"]["body"] for row in self.all(Outbox)]

    async def until(self, wamid, condition):
        """Wait until the inbox row is as wished; the database tells nobody of its changes."""
        for _ in range(1000):
            row = await asyncio.to_thread(self.row, wamid)
            if condition(row):
                return row
            await asyncio.sleep(0.01)
        raise AssertionError(f"still {row.state}, {row.attempts} attempts, error {row.error}")

    async def done(self, wamid):
        return await self.until(wamid, lambda row: row.state == DONE)

    async def failed_once(self, wamid, attempts=1):
        return await self.until(
            wamid, lambda row: row.error and (row.state, row.attempts) == (WAITING, attempts)
        )


@pytest.fixture
async def bench(sessions, monkeypatch, tracker_store, actions):
    # Nobody waits for a next message, but in the tests of that.
    monkeypatch.setattr(inbox, "A_MOMENT", timedelta(0))
    bench = Bench(sessions, table_agent(monkeypatch, tracker_store, actions.url, ANSWERS))
    yield bench
    monkeypatch.setattr(turns_module, "STOP_SECONDS", 0)
    for server in bench.servers:
        await server.stop()


async def test_a_message_is_answered_and_recorded(bench):
    bench.serve()
    wamid = bench.receive("greet to all of you here")
    await bench.done(wamid)
    (turn,) = bench.all(Turn)
    assert (turn.text, turn.intent, turn.confidence) == ("greet to all of you here", "greet", 0.9)
    assert turn.intent_ranking == [{"name": "greet", "confidence": 0.9}]
    assert turn.model_id == "table-model"
    assert turn.replies == [{"response": "utter_greet", "text": bench.sent()[0]}]
    assert [row.turn_id for row in bench.all(Outbox)] == [turn.id]


async def test_what_came_while_nobody_served_is_answered(bench):
    wamid = bench.receive()
    bench.serve()
    await bench.done(wamid)


async def test_an_action_gets_the_inbox_message_and_answers(bench, actions):
    bench.serve()
    await bench.done(bench.receive(FILE))
    assert bench.sent() == ["दर्ज हो गई"]
    tracker = await bench.agent.tracker_store.retrieve(bench.all(Citizen)[0].key)
    assert tracker.latest_message.metadata["inbox_id"] == bench.all(Inbox)[0].id


async def test_the_answer_is_in_the_language_of_the_question(bench):
    bench.serve()
    await bench.done(bench.receive("greet how are you this is what i want"))
    await bench.done(bench.receive("greet आप कैसे हैं"))
    assert bench.sent() == ["Hello", "नमस्ते"]


async def test_a_language_once_chosen_stays(bench):
    bench.serve()
    await bench.done(bench.receive("greet आप कैसे हैं"))
    with transaction(bench.sessions) as session:
        choose_language(session, bench.all(Citizen)[0].key, "en")
    await bench.done(bench.receive("greet आप कैसे हैं"))
    assert bench.sent() == ["नमस्ते", "Hello"]


async def test_while_the_action_server_is_down_a_message_waits_and_is_answered_once(
    bench, actions, frozen_clock
):
    actions.up = False
    bench.serve()
    wamid = bench.receive(FILE)
    row = await bench.failed_once(wamid)
    assert (row.state, row.error) == (WAITING, "action_file: ClientResponseError")
    assert (bench.sent(), bench.all(Turn)) == ([], [])

    actions.up = True
    frozen_clock.moment = row.not_before
    bench.wake()
    await bench.done(wamid)
    assert bench.sent() == ["दर्ज हो गई"]


async def test_the_next_message_waits_for_the_one_that_failed(bench, actions, frozen_clock):
    actions.up = False
    bench.serve()
    first, second = bench.receive(FILE), bench.receive("greet")
    other = bench.receive("greet", RAM)
    row = await bench.failed_once(first)
    await bench.done(other)
    assert bench.row(second).attempts == 0

    actions.up = True
    frozen_clock.moment = row.not_before
    bench.wake()
    await bench.done(second)
    assert bench.sent()[1:] == ["दर्ज हो गई", "नमस्ते"]


@pytest.mark.parametrize(
    ("language", "apology"), [("hi", "गड़बड़ हो गई"), ("en", "Something went wrong")]
)
async def test_after_many_attempts_the_citizen_is_told_so(
    bench, actions, frozen_clock, language, apology
):
    actions.up = False
    wamid = bench.receive(FILE)
    with transaction(bench.sessions) as session:
        choose_language(session, bench.all(Citizen)[0].key, language)
    bench.serve()
    for attempt in range(1, inbox.MOST_ATTEMPTS):
        row = await bench.failed_once(wamid, attempt)
        frozen_clock.moment = row.not_before
        bench.wake()
    row = await bench.until(wamid, lambda row: row.state == FAILED)
    assert row.attempts == inbox.MOST_ATTEMPTS
    assert len(actions.calls) == inbox.MOST_ATTEMPTS
    assert (bench.sent(), bench.all(Turn)) == ([apology], [])


async def test_a_message_that_took_every_server_down_is_given_up(bench, frozen_clock):
    wamid = bench.receive("greet")
    for _ in range(inbox.MOST_ATTEMPTS):
        with transaction(bench.sessions) as session:
            assert claim_next(session, Inbox, "dead", clock.now(), inbox.LEASE)
        frozen_clock.advance(seconds=inbox.LEASE.total_seconds())
    bench.serve()
    await bench.until(wamid, lambda row: row.state == FAILED)
    assert bench.sent() == ["गड़बड़ हो गई"]


async def test_a_reply_that_cannot_be_sent_is_given_up_at_once(bench):
    bench.serve()
    row = await bench.until(bench.receive("something else"), lambda row: row.state == FAILED)
    assert (row.attempts, row.error) == (1, "PayloadError")
    assert bench.sent() == ["Something went wrong"]


async def test_a_turn_that_was_saved_but_not_reported_is_not_run_again(
    bench, actions, frozen_clock, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "finish_turn", lambda *_: None)  # The server dies just before it.
        dying = bench.serve()
        wamid = bench.receive(FILE)
        await actions.called(1)
        await dying.stop()
    assert bench.row(wamid).state != DONE
    actions.text = "दूसरी बार"

    frozen_clock.advance(seconds=inbox.LEASE.total_seconds())
    bench.serve()
    await bench.done(wamid)
    assert actions.calls == ["action_file"]
    assert bench.sent() == ["दर्ज हो गई"]
    (turn,) = bench.all(Turn)
    assert (turn.text, turn.intent) == (FILE, "report_complaint")


async def test_a_server_that_lost_the_lease_drops_its_turn(
    bench, actions, frozen_clock, monkeypatch, caplog
):
    heir_has_it, real_renew = threading.Event(), inbox.renew
    monkeypatch.setattr(inbox, "RENEW_EVERY", inbox.RENEW_EVERY / 1000)
    monkeypatch.setattr(inbox, "renew", lambda *a: heir_has_it.wait(10) and real_renew(*a))
    actions.hold()
    server = bench.serve()
    wamid = bench.receive(FILE)
    await actions.called(1)

    frozen_clock.advance(seconds=inbox.LEASE.total_seconds())
    with transaction(bench.sessions) as session:
        heir = claim_next(session, Inbox, "heir", clock.now(), inbox.LEASE)
    heir_has_it.set()
    await asyncio.wait_for(server.stop(), turns_module.STOP_SECONDS / 2)

    assert "the lease was lost, the turn is dropped" in caplog.text
    row = bench.row(wamid)
    assert (row.lease_owner, row.attempts) == (heir.lease_owner, 2)
    assert (bench.sent(), bench.all(Turn)) == ([], [])


async def test_a_lease_is_renewed_while_the_turn_runs(bench, actions, monkeypatch):
    monkeypatch.setattr(inbox, "RENEW_EVERY", inbox.RENEW_EVERY / 1000)
    actions.hold()
    bench.serve()
    wamid = bench.receive(FILE)
    await actions.called(1)
    before = bench.row(wamid).lease_until
    await bench.until(wamid, lambda row: row.lease_until > before)
    actions.go_on()
    await bench.done(wamid)


async def test_an_action_that_never_ends_costs_only_one_attempt(bench, actions, monkeypatch):
    monkeypatch.setattr(turns_module, "TURN_SECONDS", 0.05)
    actions.hold()
    bench.serve()
    row = await bench.failed_once(bench.receive(FILE))
    assert (row.state, row.error) == (WAITING, "TimeoutError")


async def test_a_server_that_stops_finishes_its_turns(bench, actions):
    actions.hold()
    server = bench.serve()
    wamid = bench.receive(FILE)
    await actions.called(1)
    stopping = asyncio.create_task(server.stop())
    unclaimed = bench.receive("greet", RAM)
    actions.go_on()
    await stopping
    assert bench.row(wamid).state == DONE
    assert bench.row(unclaimed).attempts == 0


async def test_a_server_that_stops_gives_back_what_takes_too_long(bench, actions, monkeypatch):
    monkeypatch.setattr(turns_module, "STOP_SECONDS", 0)
    actions.hold()
    server = bench.serve()
    wamid = bench.receive(FILE)
    await actions.called(1)
    await server.stop()
    row = bench.row(wamid)
    assert (row.state, row.error) == (WAITING, "the server stopped")

    actions.go_on()
    bench.serve()
    await bench.done(wamid)
    assert bench.sent() == ["दर्ज हो गई"]


async def test_citizens_do_not_wait_for_each_other_but_not_all_at_once_either(bench, actions):
    actions.hold()
    bench.serve()
    phones = [f"9190000000{number:02}" for number in range(turns_module.MOST_AT_ONCE + 4)]
    wamids = [bench.receive(FILE, phone) for phone in phones]
    await actions.called(turns_module.MOST_AT_ONCE)
    with pytest.raises(asyncio.TimeoutError):
        await actions.called(turns_module.MOST_AT_ONCE + 1, seconds=0.3)
    actions.go_on()
    for wamid in wamids:
        await bench.done(wamid)


async def test_two_servers_answer_everything_once_and_in_each_citizens_order(bench, actions):
    for _ in range(2):
        bench.serve()
    phones = [f"9190000000{number:02}" for number in range(3)]
    wamids = [
        bench.receive(FILE if number % 2 else "greet", phone)
        for number in range(6)
        for phone in phones
    ]
    for wamid in wamids:
        await bench.done(wamid)
    answered = defaultdict(list)
    for turn in bench.all(Turn):
        answered[turn.citizen_id].append(turn.inbox_id)
    assert [rows == sorted(rows) and len(rows) == 6 for rows in answered.values()] == [True] * 3
    assert len(bench.sent()) == len(wamids)


async def test_without_a_model_everything_waits(bench):
    agent, bench.agent = bench.agent, None
    bench.serve()
    wamid = bench.receive()
    await asyncio.sleep(0.05)
    assert bench.row(wamid).attempts == 0
    bench.agent = agent
    bench.wake()
    await bench.done(wamid)


async def test_a_new_model_answers_from_the_next_message_on_and_loses_none(
    bench, tracker_store, actions, monkeypatch
):
    bench.serve()
    await bench.done(bench.receive("greet"))
    bench.agent = None  # As while a server loads a model.
    wamids = [bench.receive("greet"), bench.receive("greet")]
    swapped = {**ANSWERS, "greet": "action_file"}
    bench.agent = table_agent(monkeypatch, tracker_store, actions.url, swapped)
    for wamid in wamids:
        await bench.done(wamid)
    assert bench.sent() == ["नमस्ते", "दर्ज हो गई", "दर्ज हो गई"]


async def test_an_inbox_that_cannot_be_read_ends_nothing(bench, monkeypatch):
    real_claim, trouble = inbox.claim_some, [RuntimeError("strange")]

    def claim(*arguments):
        if trouble:
            raise trouble.pop()
        return real_claim(*arguments)

    monkeypatch.setattr(inbox, "claim_some", claim)
    bench.serve()
    await bench.done(bench.receive())
    assert trouble == []


async def test_no_words_and_no_number_are_logged(bench, actions, caplog):
    actions.up = False
    bench.serve()
    await bench.failed_once(bench.receive("report_complaint secretword"))
    await bench.until(bench.receive("secretword", RAM), lambda row: row.state == FAILED)
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("helpline")]
    assert ours
    assert not [line for line in ours if "secretword" in line or SITA in line or RAM in line]


A_MOMENT = timedelta(seconds=5)


@pytest.fixture
def hasty(bench, monkeypatch):
    """A bench where the citizen writes on before our question has gone out."""
    monkeypatch.setattr(inbox, "A_MOMENT", A_MOMENT)
    return bench


async def metadata_of_latest(bench):
    tracker = await bench.agent.tracker_store.retrieve(bench.all(Citizen)[0].key)
    return tracker.latest_message.metadata


async def test_a_question_that_the_next_message_overtakes_is_taken_back(hasty):
    hasty.serve()
    wamids = [hasty.receive("greet"), hasty.receive("greet")]
    for wamid in wamids:
        await hasty.done(wamid)
    first, second = hasty.all(Turn)
    assert [reply.get(inbox.TAKEN_BACK) for reply in (*first.replies, *second.replies)] == [
        True, None,
    ]  # fmt: skip
    (sent,) = hasty.all(Outbox)
    assert (sent.turn_id, sent.not_before - sent.created_at) == (second.id, A_MOMENT)
    assert (await metadata_of_latest(hasty))["unasked"] is True


async def test_an_answer_that_whatsapp_did_not_take_yet_is_not_taken_back(hasty):
    hasty.serve()
    await hasty.done(hasty.receive("greet"))
    with transaction(hasty.sessions) as session:
        (row,) = outbox.claim_due(session, "worker", clock.now() + A_MOMENT, most=1)
        assert outbox.hold(session, row, "190", clock.now() + timedelta(minutes=1))
    await hasty.done(hasty.receive("greet"))
    assert len(hasty.all(Outbox)) == 2


async def test_what_is_no_question_goes_at_once_and_stays(hasty):
    hasty.serve()
    for wamid in [hasty.receive(FILE), hasty.receive(FILE)]:
        await hasty.done(wamid)
    assert hasty.sent() == ["दर्ज हो गई", "दर्ज हो गई"]
    assert [row.not_before - row.created_at for row in hasty.all(Outbox)] == [timedelta(0)] * 2
    assert (await metadata_of_latest(hasty))["unasked"] is False


async def test_a_long_message_is_answered_at_once(hasty):
    hasty.serve()
    await hasty.done(hasty.receive("greet all of you in your office there in the capital"))
    (row,) = hasty.all(Outbox)
    assert row.not_before == row.created_at


async def test_a_question_that_is_on_its_way_stays(hasty):
    hasty.serve()
    await hasty.done(hasty.receive("greet"))
    with transaction(hasty.sessions) as session:
        assert outbox.claim_due(session, "worker", clock.now() + A_MOMENT, most=1)
    await hasty.done(hasty.receive("greet"))
    assert hasty.sent() == ["नमस्ते", "नमस्ते"]
    assert (await metadata_of_latest(hasty))["unasked"] is False


async def test_a_turn_that_is_run_again_still_knows_that_it_overtook_a_question(
    hasty, actions, frozen_clock
):
    hasty.serve()
    await hasty.done(hasty.receive("greet"))
    actions.up = False
    wamid = hasty.receive(FILE)
    row = await hasty.failed_once(wamid)
    assert hasty.sent() == []
    actions.up = True
    frozen_clock.moment = row.not_before
    hasty.wake()
    await hasty.done(wamid)
    assert (await metadata_of_latest(hasty))["unasked"] is True
    assert hasty.sent() == ["दर्ज हो गई"]


class Signs:
    """Notes for which messages the citizen was shown that we read, and whether in time."""

    def __init__(self):
        self.shown, self.cancelled, self.closed = [], [], False

    def show(self, wamid):
        self.shown.append(wamid)
        return SimpleNamespace(cancel=lambda: self.cancelled.append(wamid))

    def close(self):
        self.closed = True


@pytest.fixture
async def signs(bench):
    """Let the servers of the bench show that they read."""
    signs = Signs()
    server = Turns(bench.sessions, lambda: bench.agent, 0.4, signs)
    bench.servers.append(server)
    server.start()
    return signs


async def test_while_a_turn_runs_the_citizen_is_shown_that_somebody_reads(bench, signs, actions):
    actions.hold()
    wamid = bench.receive(FILE)
    await actions.called(1)
    assert (signs.shown, signs.cancelled) == ([wamid], [])
    actions.go_on()
    await bench.done(wamid)
    assert signs.cancelled == [wamid]
    await bench.servers[0].stop()
    assert signs.closed


async def test_nobody_is_shown_reading_what_whatsapp_does_not_know(bench, signs):
    message = inbound_message("greet", sent_at=None, phone=None, user_id="rest:sita")
    with transaction(bench.sessions) as session:
        inbox.receive(session, SECRET, [message], clock.now(), "rest")
        citizen = bench_citizen(session)
        heard = {"type": "transcript", "transcript": {"body": "greet"}}
        inbox.put(session, citizen, "transcript.1", "transcript", heard, clock.now())
    bench.wake()
    await bench.done(message.wamid)
    await bench.done("transcript.1")
    assert signs.shown == []


async def test_the_worker_is_rung_for_when_an_answer_waits(bench, tmp_path):
    bell = Bell(tmp_path / "bell")
    bell.wait(0)
    server = Turns(bench.sessions, lambda: bench.agent, 0.4, bell=bell)
    bench.servers.append(server)
    server.start()
    woken = asyncio.create_task(asyncio.to_thread(bell.wait, 60))
    await bench.done(bench.receive("greet"))
    await asyncio.wait_for(woken, 30)
    bell.close()


def bench_citizen(session):
    return session.execute(select(Citizen.id)).scalar_one()


async def test_while_a_person_has_the_word_nobody_is_shown_typing(bench, signs):
    await bench.done(bench.receive("greet"))
    with transaction(bench.sessions) as session:
        account = Account(
            login="h", name="h", role="helpdesk", password_hash="none", created_at=clock.now()
        )
        session.add(account)
        session.flush()
        handover.take(session, bench_citizen(session), account.id, "h", clock.now())
    wamid = bench.receive("greet")
    await bench.done(wamid)
    assert wamid not in signs.shown


NOTICE, HIDDEN = "utter_privacy_notice", "utter_private_numbers"
TOLD = f"""
  {NOTICE}:
    - text: नोटिस
    - text: A notice
      condition: [{{type: slot, name: language, value: en}}]
  {HIDDEN}:
    - text: छिपा दिया
session_config:"""


@pytest.fixture
async def telling_bench(sessions, monkeypatch, tracker_store, actions):
    """A bench whose agent knows the texts that go beside an answer."""
    domain = rasa_agent.DOMAIN.replace("session_config:", TOLD.lstrip("\n"))
    monkeypatch.setattr(rasa_agent, "DOMAIN", domain)
    monkeypatch.setattr(inbox, "A_MOMENT", timedelta(0))
    bench = Bench(sessions, table_agent(monkeypatch, tracker_store, actions.url, ANSWERS))
    yield bench
    monkeypatch.setattr(turns_module, "STOP_SECONDS", 0)
    for server in bench.servers:
        await server.stop()


async def test_what_happens_with_the_words_is_said_once_behind_the_first_answer(telling_bench):
    bench = telling_bench
    bench.serve()
    await bench.done(bench.receive("greet आप कैसे हैं"))
    await bench.done(bench.receive("greet आप कैसे हैं"))
    await bench.done(bench.receive("greet how are you this is what i want", RAM))
    assert bench.sent() == ["नमस्ते", "नोटिस", "नमस्ते", "Hello", "A notice"]
    assert [turn.replies[-1]["response"] for turn in bench.all(Turn)] == [
        NOTICE, "utter_greet", NOTICE,
    ]  # fmt: skip


async def test_a_private_number_reaches_neither_rasa_nor_the_record_and_is_spoken_of(telling_bench):
    bench = telling_bench
    bench.serve()
    await bench.done(bench.receive("greet"))
    await bench.done(bench.receive("greet 2341 2341 2346"))
    assert bench.sent()[2:] == ["छिपा दिया", "नमस्ते"]
    assert bench.all(Turn)[1].text == "greet XXXX XXXX 2346"
    tracker = await bench.agent.tracker_store.retrieve(bench.all(Citizen)[0].key)
    assert tracker.latest_message.text == "greet XXXX XXXX 2346"


async def test_what_was_taken_back_with_the_answer_is_told_with_the_next(
    telling_bench, monkeypatch
):
    bench = telling_bench
    monkeypatch.setattr(inbox, "A_MOMENT", A_MOMENT)
    bench.serve()
    await bench.done(bench.receive("greet"))
    await bench.done(bench.receive("greet"))
    assert bench.sent() == ["नमस्ते", "नोटिस"]
    monkeypatch.setattr(inbox, "A_MOMENT", timedelta(0))
    await bench.done(bench.receive("greet"))
    assert bench.sent().count("नोटिस") == 1


async def test_a_citizen_who_cannot_be_met_holds_up_nobody(bench, monkeypatch):
    overtakes, calls = inbox.overtakes_answer, []

    def fail_for_sita_once(session, citizen_id, *arguments):
        calls.append(citizen_id)
        if len(calls) == 1:
            raise RuntimeError("broken")
        return overtakes(session, citizen_id, *arguments)

    monkeypatch.setattr(inbox, "overtakes_answer", fail_for_sita_once)
    sita, ram = bench.receive("greet", SITA), bench.receive("greet", RAM)
    bench.serve()
    await bench.done(ram)
    await bench.done(sita)
    assert len(bench.sent()) == 2
    assert calls.count(calls[0]) == 2


MOST_STATEMENTS = 28
_WORK = "SELECT", "INSERT", "UPDATE", "DELETE"


async def test_a_plain_turn_takes_few_statements(bench):
    bench.serve()
    await bench.done(bench.receive("greet and so many words that the answer does not wait"))
    await asyncio.sleep(0.2)
    statements = []
    for engine in (bench.sessions.kw["bind"], bench.agent.tracker_store._tracker_store.engine):
        event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    await bench.done(bench.receive("greet others, again long enough to be answered at once"))
    # Not those of the test itself, which looks whether the turn is done.
    ours = [one for one in statements if "wamid = " not in one and one.startswith(_WORK)]
    assert len(ours) <= MOST_STATEMENTS, "\n".join(ours)
