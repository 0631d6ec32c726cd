"""The bell between whoever fills the outbox and the worker."""

import threading
import time

import pytest

from helpline.services.bell import Bell

LONG = 20  # seconds


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bell"


@pytest.fixture
def waiting(path):
    bell = Bell(path)
    bell.wait(0)
    yield bell
    bell.close()


def seconds_of(wait, seconds):
    began = time.monotonic()
    wait(seconds)
    return time.monotonic() - began


def test_who_waits_is_woken(waiting, path):
    ring = threading.Timer(0.05, Bell(path).ring)
    ring.start()
    assert seconds_of(waiting.wait, LONG) < LONG / 2
    ring.join()


def test_what_rang_before_counts_once(waiting, path):
    for _ in range(3):
        Bell(path).ring()
    assert seconds_of(waiting.wait, LONG) < LONG / 2
    assert seconds_of(waiting.wait, 0.05) >= 0.05


def test_nobody_need_be_there(waiting, path):
    waiting.close()
    Bell(path).ring()
    Bell(path.with_name("never made")).ring()


def test_it_rings_as_often_as_it_likes(waiting, path):
    for _ in range(100_000):
        Bell(path).ring()
    assert seconds_of(waiting.wait, LONG) < LONG / 2


def test_several_may_wait_and_one_hears(waiting, path):
    bells = [waiting, Bell(path), Bell(path)]
    heard = []

    def wait(bell):
        heard.append(seconds_of(bell.wait, 1) < 0.9)

    threads = [threading.Thread(target=wait, args=(bell,)) for bell in bells]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    Bell(path).ring()
    for thread in threads:
        thread.join()
    for bell in bells:
        bell.close()
    assert any(heard)


def test_who_cannot_be_rung_for_looks_by_itself(path, caplog):
    path.write_text("no pipe")
    deaf = Bell(path)
    assert seconds_of(deaf.wait, 0.05) >= 0.05
    assert seconds_of(deaf.wait, 0.05) >= 0.05
    assert [record.message for record in caplog.records] == [
        "The worker cannot be rung for: FileExistsError."
    ]
    deaf.close()
