import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from helpline.services.heartbeat import DEAD_AFTER, WORKER, alive, beat
from helpline.store.base import transaction
from tests.support.messages import SENT_AT as NOW


def beats(sessions, at):
    with transaction(sessions) as session:
        beat(session, WORKER, at)


def lives(sessions, at):
    with transaction(sessions) as session:
        return alive(session, WORKER, at)


def test_who_never_beat_is_not_alive(sessions):
    assert not lives(sessions, NOW)


def test_a_beat_says_alive_for_a_while(sessions):
    beats(sessions, NOW)
    assert lives(sessions, NOW + DEAD_AFTER - timedelta(seconds=1))
    assert not lives(sessions, NOW + DEAD_AFTER)
    beats(sessions, NOW + DEAD_AFTER)
    assert lives(sessions, NOW + DEAD_AFTER)


def test_a_late_beat_does_not_turn_back_the_time(sessions):
    beats(sessions, NOW)
    beats(sessions, NOW - DEAD_AFTER)
    assert lives(sessions, NOW)


def test_several_workers_may_begin_at_once(sessions):
    start = threading.Barrier(4)

    def work(_):
        start.wait()
        beats(sessions, NOW)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert lives(sessions, NOW)
