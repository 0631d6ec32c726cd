import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event, inspect, text

from helpline import clock
from helpline.channels import tracker_store as tracker_store_module
from helpline.channels.errors import TurnAbandoned
from helpline.channels.lately_read import KEPT_FOR, MOST, LatelyRead, ReadSession
from helpline.channels.tracker_store import SCHEMA, HelplineTrackerStore
from helpline.store.conversations import forget


def conversation(words):
    # In this order: Rasa reads by time what came since the session started.
    events = [SessionStarted(), UserUttered(words, {"name": "greet"}, message_id="wamid.1")]
    return DialogueStateTracker.from_events("key", events)


def texts(tracker):
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


@pytest.fixture
def store(tracker_store):
    tracker_store.domain = Domain.from_dict({"intents": ["greet"]})
    return tracker_store


async def test_a_conversation_is_found_as_it_was_saved(store):
    tracker = conversation("नमस्ते")
    await store.save(tracker)
    found = await store.retrieve("key")
    assert texts(found) == ["नमस्ते"]
    assert list(found.events)[-1].message_id == "wamid.1"


async def test_only_what_is_new_is_added(store):
    tracker = conversation("one")
    await store.save(tracker)
    tracker = await store.retrieve("key")
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("two", {"name": "greet"}))
    await store.save(tracker)
    assert texts(await store.retrieve("key")) == ["one", "two"]


async def test_a_turn_reads_its_session_and_adds_to_it(store):
    await store.save(conversation("before"))
    tracker = await store.retrieve("key")
    tracker.update(SessionStarted())
    tracker.update(UserUttered("after", {"name": "greet"}))
    await store.save(tracker)
    tracker.update(UserUttered("more", {"name": "greet"}))
    await store.save(tracker)
    assert texts(await store.retrieve("key")) == ["after", "more"]
    assert texts(await store.retrieve_full_tracker("key")) == ["before", "after", "more"]


async def test_what_is_saved_without_having_been_read_is_not_stored_twice(store):
    await store.save(conversation("one"))
    again = conversation("one")
    again.update(UserUttered("two", {"name": "greet"}))
    await store.save(again)
    assert texts(await store.retrieve("key")) == ["one", "two"]


async def test_saving_nothing_new_changes_nothing(store):
    await store.save(conversation("one"))
    await store.save(await store.retrieve("key"))
    assert texts(await store.retrieve_full_tracker("key")) == ["one"]


async def test_sessions_before_are_not_even_looked_at(store):
    if store.engine.dialect.name != "sqlite":
        pytest.skip("SQLite tells its plan in words")
    asked = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    await store.retrieve("key")
    statement, values = asked[-1]
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert "ix_events_session" in str(plan)
    assert "SCAN" not in str(plan)


@pytest.fixture
def parsed(monkeypatch):
    """The events that were parsed from what is stored."""
    real, seen = tracker_store_module.deserialise_events, []

    def parse(stored):
        found = real(stored)
        seen.extend(found)
        return found

    monkeypatch.setattr(tracker_store_module, "deserialise_events", parse)
    return seen


async def say(store, words):
    tracker = await store.retrieve("key")
    tracker.update(UserUttered(words, {"name": "greet"}))
    await store.save(tracker)


async def test_of_a_session_read_lately_only_what_came_since_is_parsed(store, parsed):
    await store.save(conversation("one"))
    await say(store, "two")
    await say(store, "three")
    assert texts(await store.retrieve("key")) == ["one", "two", "three"]
    assert [event.text for event in parsed if isinstance(event, UserUttered)] == [
        *("one", "two", "three")
    ]


async def test_what_another_server_added_is_read_too(store, tracker_url):
    await store.save(conversation("one"))
    other = HelplineTrackerStore(store.domain, host=tracker_url)
    for number, server in enumerate((store, other, other, store)):
        await say(server, f"more {number}")
    other.engine.dispose()
    assert texts(await store.retrieve("key")) == ["one", *(f"more {n}" for n in range(4))]


async def test_a_turn_that_broke_off_leaves_nothing_behind(store):
    await store.save(conversation("one"))
    broken_off = await store.retrieve("key")
    broken_off.update(UserUttered("two", {"name": "greet"}))
    broken_off.update(SlotSet("language", "en"))
    assert texts(await store.retrieve("key")) == ["one"]


@pytest.mark.parametrize("how_many", [1, 2, 3])
async def test_what_is_erased_is_not_remembered(store, how_many):
    for words in ("one", "two"):
        await store.save(conversation(words))
        await store.retrieve("key")
        await say(store, f"{words} and more")
    told = list((await store.retrieve("key")).events)
    # A datetime has microseconds, an event's time has more.
    until = datetime.fromtimestamp(told[how_many - 1].timestamp + 1e-6, timezone.utc)
    forget(store.engine, "key", until)
    left = [event.text for event in told[how_many:] if isinstance(event, UserUttered)]
    assert texts(await store.retrieve("key") or conversation("")) == (left or [""])


async def test_who_has_not_written_for_long_is_read_anew(store, parsed, monkeypatch):
    await store.save(conversation("one"))
    await store.retrieve("key")
    later = clock.now() + KEPT_FOR * 2
    monkeypatch.setattr(clock, "now", lambda: later)
    await store.retrieve("key")
    assert len([event for event in parsed if isinstance(event, UserUttered)]) == 2


async def test_no_more_than_some_sessions_are_remembered():
    read = LatelyRead()
    for number in range(MOST + 1):
        read.keep(str(number), ReadSession(1, 1, []))
    assert read.of("0") is None
    assert read.of("1") is not None


async def test_a_stranger_has_no_conversation(store):
    assert await store.retrieve("nobody") is None


async def test_rasas_table_stays_out_of_ours(store, sessions):
    ours = inspect(sessions.kw["bind"])
    assert "events" not in ours.get_table_names()
    if store.engine.dialect.name == "postgresql":
        assert ours.get_table_names(SCHEMA) == ["events"]


def test_servers_that_start_at_once_make_the_table_once(tracker_url):
    start = threading.Barrier(4)

    def open_store(_):
        start.wait()
        store = HelplineTrackerStore(host=tracker_url)
        store.engine.dispose()

    with ThreadPoolExecutor(4) as servers:
        assert len(list(servers.map(open_store, range(4)))) == 4


@pytest.mark.parametrize("deed", ["retrieve", "save"])
async def test_a_database_that_fails_ends_the_turn_even_under_rasas_safety_net(store, deed):
    tracker = conversation("secret words")
    await store.save(tracker)
    tracker.update(UserUttered("more secret words", {"name": "greet"}))
    prefix = f"{SCHEMA}." if store.engine.dialect.name == "postgresql" else ""
    with store.engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {prefix}events"))
    safe = FailSafeTrackerStore(store)
    with pytest.raises(TurnAbandoned, match="tracker store") as error:
        await (safe.retrieve("key") if deed == "retrieve" else safe.save(tracker))
    assert "secret" not in str(error.value)
