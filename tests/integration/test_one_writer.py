"""SQLite's one write lock: who holds it, who waits for it, and how it is given back.

Between the threads of a process `_OneWriter` hands it on, between processes SQLite does.
"""

import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from helpline.settings import PROJECT_ROOT
from helpline.store import base
from helpline.store.base import make_engine, make_sessions, reading, transaction

# Far more than a handover takes, far less than the longest wait for the lock.
SOON = 5

# Another process that writes a word and holds the lock until a line comes in, or it is killed.
HOLDER = """
import sys
from sqlalchemy import text
from helpline.store.base import make_engine, make_sessions, transaction
with transaction(make_sessions(make_engine(sys.argv[1]))) as session:
    session.execute(text("INSERT INTO word VALUES ('theirs')"))
    print("holds", flush=True)
    sys.stdin.readline()
"""
# Another process that writes ten words, each in a transaction of its own.
WRITER = """
import sys
from sqlalchemy import text
from helpline.store.base import make_engine, make_sessions, transaction
sessions = make_sessions(make_engine(sys.argv[1]))
print("writes", flush=True)
for _ in range(10):
    with transaction(sessions) as session:
        session.execute(text("INSERT INTO word VALUES ('theirs')"))
"""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'helpline.db'}"


@pytest.fixture
def sessions(url):
    engine = make_engine(url)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        session.execute(text("CREATE TABLE word (word TEXT)"))
    yield sessions
    engine.dispose()


@pytest.fixture
def short_of_patience(monkeypatch):
    monkeypatch.setattr(base, "SQLITE_BUSY_SECONDS", 0.3)


def write(sessions, word="ours"):
    with transaction(sessions) as session:
        session.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})


def words(sessions):
    with reading(sessions) as session:
        return sorted(session.execute(text("SELECT word FROM word")).scalars())


@contextmanager
def another_process(program, url):
    """Run a program on the database; it says so when it has begun."""
    command = [sys.executable, "-c", program, url]
    process = subprocess.Popen(
        command, cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_process_that_is_killed_holds_nothing_and_leaves_nothing(sessions, url):
    with another_process(HOLDER, url) as process:
        process.kill()
        process.wait()
        began = time.monotonic()
        write(sessions)
    assert time.monotonic() - began < SOON
    assert words(sessions) == ["ours"]


def test_another_processs_long_transaction_is_waited_for_and_holds_up_nobody_who_reads(
    sessions, url
):
    with another_process(HOLDER, url) as process, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(write, sessions)
        time.sleep(0.5)
        assert not waiting.done()
        assert words(sessions) == []
        process.stdin.write("go\n")
        process.stdin.flush()
        waiting.result(timeout=SOON)
    assert words(sessions) == ["ours", "theirs"]


def test_who_opens_a_new_file_waits_for_the_one_that_makes_it(tmp_path):
    made, url = tmp_path / "new.db", f"sqlite:///{tmp_path / 'new.db'}"
    maker = sqlite3.connect(made, isolation_level=None)
    maker.execute("CREATE TABLE word (word TEXT)")
    maker.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(write, make_sessions(make_engine(url)))
        time.sleep(0.2)
        assert not waiting.done()
        maker.execute("COMMIT")
        waiting.result(timeout=SOON)
    assert maker.execute("SELECT word FROM word").fetchall() == [("ours",)]
    maker.close()


def test_an_error_inside_gives_the_lock_back_and_undoes_what_was_written(sessions):
    with pytest.raises(RuntimeError, match="inside"), transaction(sessions) as session:
        session.execute(text("INSERT INTO word VALUES ('half')"))
        raise RuntimeError("inside")
    with pytest.raises(OperationalError), transaction(sessions) as session:
        session.execute(text("INSERT INTO nothing VALUES (1)"))
    with ThreadPoolExecutor(1) as another_thread:
        another_thread.submit(write, sessions).result(timeout=SOON)
    assert words(sessions) == ["ours"]


def test_who_waits_in_vain_for_another_process_is_told_and_keeps_nobody_waiting(
    short_of_patience, sessions, url
):
    impatient = make_sessions(make_engine(url))
    with another_process(HOLDER, url) as process:
        for _ in range(2):
            with pytest.raises(OperationalError, match="locked"):
                write(impatient)
        process.kill()
        process.wait()
        with ThreadPoolExecutor(1) as another_thread:
            another_thread.submit(write, impatient).result(timeout=SOON)
    assert words(sessions) == ["ours"]


def test_who_waits_in_vain_for_another_thread_gives_back_no_lock_of_others(
    short_of_patience, sessions, url
):
    impatient = make_sessions(make_engine(url))
    with ThreadPoolExecutor(1) as another_thread, transaction(impatient) as session:
        session.execute(text("INSERT INTO word VALUES ('long')"))
        for _ in range(2):
            with pytest.raises(OperationalError, match="locked"):
                another_thread.submit(write, impatient).result(timeout=SOON)
    write(impatient)
    assert words(sessions) == ["long", "ours"]


def test_all_who_wait_get_their_turn_threads_and_another_process(sessions, url):
    turns = threading.Barrier(4)

    def write_often(name):
        turns.wait()
        for _ in range(10):
            write(sessions, name)

    with another_process(WRITER, url) as process, ThreadPoolExecutor(4) as pool:
        list(pool.map(write_often, "abcd"))
        assert process.wait(timeout=base.SQLITE_BUSY_SECONDS) == 0
    assert words(sessions) == [name for name in [*"abcd", "theirs"] for _ in range(10)]
