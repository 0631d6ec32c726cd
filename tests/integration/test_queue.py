"""Claims: order for each citizen, nobody works twice, the dead hold nothing for long."""

import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from helpline.services.citizens import meet
from helpline.store import queue
from helpline.store.base import transaction
from helpline.store.messages import CLAIMED, DONE, FAILED, WAITING, Outbox
from tests.support.claims import claim_next
from tests.support.messages import SECRET, SENT_AT

NOW = SENT_AT
LEASE = timedelta(seconds=20)
AFTER_LEASE = NOW + LEASE


def fill(sessions, citizens=1, each=1):
    """Queue `each` rows for each citizen, citizens taking turns; return the ids."""
    with transaction(sessions) as session:
        people = [meet(session, SECRET, f"91{number}", None, NOW) for number in range(citizens)]
        session.flush()
        rows = []
        for _ in range(each):
            for person in people:
                row = Outbox(citizen_id=person.id, payload={}, not_before=NOW, created_at=NOW)
                session.add(row)
                session.flush()
                rows.append(row)
        return [row.id for row in rows]


def claim(sessions, now=NOW, owner="me"):
    with transaction(sessions) as session:
        return claim_next(session, Outbox, owner, now, LEASE)


def done(sessions, function, *arguments, **values):
    with transaction(sessions) as session:
        return function(session, *arguments, **values)


def row(sessions, row_id):
    with sessions() as session:
        return session.get(Outbox, row_id)


@pytest.mark.parametrize("now", [NOW, AFTER_LEASE])
def test_a_claimed_row_says_what_stands_in_the_database(sessions, now):
    (row_id,) = fill(sessions)
    if now == AFTER_LEASE:
        claim(sessions)
    claimed, stored = claim(sessions, now), row(sessions, row_id)
    for column in Outbox.__table__.columns:
        assert getattr(claimed, column.name) == getattr(stored, column.name), column.name
    assert stored.error == (queue.LEFT_BEHIND if now == AFTER_LEASE else None)


def test_the_oldest_row_is_claimed_with_its_citizen(sessions):
    first, second = fill(sessions, citizens=2)
    claimed = claim(sessions)
    assert (claimed.id, claimed.state, claimed.attempts) == (first, CLAIMED, 1)
    assert claimed.citizen.phone == "910"
    assert claimed.lease_until == AFTER_LEASE
    assert claimed.lease_owner.startswith("me#")
    assert claim(sessions).id == second


def test_an_empty_queue_gives_nothing(sessions):
    assert claim(sessions) is None


def test_a_citizens_next_row_waits_for_the_one_before(sessions):
    first, second = fill(sessions, each=2)
    claimed = claim(sessions)
    assert claim(sessions) is None
    assert done(sessions, queue.finish, claimed)
    assert claim(sessions).id == second
    assert row(sessions, first).state == DONE


def test_a_postponed_row_is_not_overtaken_by_the_same_citizens_next(sessions):
    mine, other, later = fill(sessions, citizens=2, each=2)[:3]
    until = NOW + timedelta(seconds=5)
    assert done(sessions, queue.postpone, claim(sessions), until, "busy")
    assert [claim(sessions).id, claim(sessions)] == [other, None]
    assert row(sessions, mine).state == WAITING
    again = claim(sessions, until)
    assert (again.id, again.attempts, again.error) == (mine, 2, "busy")
    assert row(sessions, later).state == WAITING


def test_an_attempt_can_stay_uncounted(sessions):
    fill(sessions)
    done(sessions, queue.postpone, claim(sessions), NOW, "not its fault", counted=False)
    assert claim(sessions).attempts == 1


def test_a_failed_row_lets_the_next_one_go(sessions):
    first, second = fill(sessions, each=2)
    assert done(sessions, queue.fail, claim(sessions), "131026")
    assert (row(sessions, first).state, row(sessions, first).error) == (FAILED, "131026")
    assert claim(sessions).id == second


def test_a_lease_that_ran_out_is_anybodys(sessions):
    fill(sessions)
    lost = claim(sessions, owner="dead")
    assert claim(sessions, AFTER_LEASE - timedelta(seconds=1)) is None
    taken = claim(sessions, AFTER_LEASE, owner="heir")
    assert (taken.id, taken.attempts) == (lost.id, 2)


def test_a_renewed_lease_lasts_longer(sessions):
    fill(sessions)
    assert done(sessions, queue.renew, claim(sessions), NOW + LEASE / 2, LEASE)
    assert claim(sessions, AFTER_LEASE) is None
    assert claim(sessions, AFTER_LEASE + LEASE / 2) is not None


@pytest.mark.parametrize("heir", ["another process", "me"])
def test_who_lost_the_lease_changes_nothing(sessions, heir):
    fill(sessions)
    lost = claim(sessions)
    taken = claim(sessions, AFTER_LEASE, owner=heir)
    assert not done(sessions, queue.renew, lost, AFTER_LEASE, LEASE)
    assert not done(sessions, queue.finish, lost, wamid="wamid.twice")
    assert not done(sessions, queue.postpone, lost, NOW, "late")
    assert not done(sessions, queue.fail, lost, "late")
    assert (row(sessions, lost.id).state, row(sessions, lost.id).wamid) == (CLAIMED, None)
    assert done(sessions, queue.finish, taken)


def test_several_servers_work_on_everything_once_and_in_each_citizens_order(sessions):
    ids = fill(sessions, citizens=4, each=6)
    worked, busy, overlaps = defaultdict(list), defaultdict(int), []
    guard = threading.Lock()

    def serve(name):
        while True:
            claimed = claim(sessions, owner=name)
            with guard:
                if claimed is None:
                    if sum(map(len, worked.values())) == len(ids) and not any(busy.values()):
                        return
                    continue
                busy[claimed.citizen_id] += 1
                if busy[claimed.citizen_id] > 1:
                    overlaps.append(claimed.id)
                worked[claimed.citizen_id].append(claimed.id)
            with guard:
                busy[claimed.citizen_id] -= 1
            assert done(sessions, queue.finish, claimed)

    with ThreadPoolExecutor(4) as servers:
        list(servers.map(serve, ["a", "b", "c", "d"]))
    assert overlaps == []
    assert sorted(row_id for rows in worked.values() for row_id in rows) == ids
    assert all(rows == sorted(rows) for rows in worked.values())
