"""Signing in: what is written down, and when the door closes."""

import threading
from datetime import timedelta

import pytest
from pyotp import TOTP

from helpline.domain import roles
from helpline.services import accounts, audit, second_factor, sign_ins
from helpline.store.accounts import Account, SignIn
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from tests.support.cast import NOW
from tests.support.people import add_person

ADDRESS = "10.1.2.3"


@pytest.fixture
def session(sessions):
    with transaction(sessions) as session:
        yield session


@pytest.fixture
def asha(session) -> Account:
    return add_person(session, "asha", roles.TRAINER)


def attempt(session, account, is_right, now=NOW, code=None):
    account_id = account.id if account else None
    return sign_ins.attempt(session, account_id, is_right, ADDRESS, now, code)


def outcomes(session) -> list[str]:
    return [row.outcome for row in session.query(SignIn).order_by(SignIn.id)]


def test_each_attempt_is_written_down(session, asha):
    assert attempt(session, asha, False) == "wrong_password"
    assert attempt(session, None, False) == "wrong_password"
    assert attempt(session, asha, True) == "ok"

    rows = session.query(SignIn).order_by(SignIn.id).all()
    assert [row.account_id for row in rows] == [asha.id, None, asha.id]
    assert {row.address for row in rows} == {ADDRESS}
    assert [row.outcome for row in sign_ins.history(session, asha.id, 1)] == ["ok"]


def test_sign_ins_and_locks_stand_in_the_audit_log(session, asha):
    attempt(session, asha, True)
    for _ in range(5):
        attempt(session, asha, False)

    acts = [entry.act for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert acts == ["create_account", "sign_in", "lock_out"]
    assert audit.first_broken(session) is None


def test_five_wrong_attempts_lock_for_a_quarter_of_an_hour_even_for_the_right_password(
    session, asha
):
    for _ in range(5):
        assert attempt(session, asha, False) == "wrong_password"

    assert attempt(session, asha, True, NOW + timedelta(minutes=14)) == "locked"
    assert attempt(session, asha, True, NOW + timedelta(minutes=15)) == "ok"
    assert asha.failed_sign_ins == 0


def test_the_wait_doubles_up_to_a_day(session, asha):
    now, waits = NOW, []
    for _ in range(9):
        for _ in range(5):
            assert attempt(session, asha, False, now) == "wrong_password"
        waits.append((asha.locked_until - now) / timedelta(minutes=15))
        now = asha.locked_until

    assert waits == [1, 2, 4, 8, 16, 32, 64, 96, 96]


def test_a_good_sign_in_forgets_the_wrong_ones(session, asha):
    for _ in range(4):
        attempt(session, asha, False)
    attempt(session, asha, True)
    for _ in range(4):
        attempt(session, asha, False)

    assert attempt(session, asha, True) == "ok"


def test_a_closed_account_stays_closed(session, asha):
    accounts.close_account(session, asha, "root", NOW)

    assert attempt(session, asha, True) == "closed"


def test_attempts_at_the_same_time_all_count(sessions):
    with transaction(sessions) as session:
        account_id = add_person(session, "asha", roles.TRAINER).id
    barrier = threading.Barrier(4)

    def guess():
        barrier.wait()
        with transaction(sessions) as session:
            sign_ins.attempt(session, account_id, False, ADDRESS, NOW)

    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with sessions() as session:
        assert session.get(Account, account_id).failed_sign_ins == 4


def test_an_address_with_thirty_wrong_attempts_waits(session, asha):
    for _ in range(29):
        attempt(session, None, False)
    assert not sign_ins.is_braked(session, ADDRESS, NOW)

    attempt(session, None, False)

    assert sign_ins.is_braked(session, ADDRESS, NOW)
    assert not sign_ins.is_braked(session, "10.1.2.4", NOW)
    assert not sign_ins.is_braked(session, ADDRESS, NOW + timedelta(minutes=15))


def test_good_sign_ins_brake_nobody(session, asha):
    for _ in range(40):
        attempt(session, asha, True)

    assert not sign_ins.is_braked(session, ADDRESS, NOW)


def test_an_ipv6_household_is_one_address():
    first, second = (sign_ins.network_of(f"2001:db8:0:7::{end}") for end in ("1", "ffff"))

    assert first == second == "2001:db8:0:7::/64"
    assert sign_ins.network_of("2001:db8:0:8::1") != first
    assert sign_ins.network_of("somewhere") == "unknown"


# --- the second factor ------------------------------------------------------------------------


@pytest.fixture
def totp(session, asha) -> TOTP:
    """The app on the phone of somebody who turned the second factor on an hour ago."""
    totp = TOTP(second_factor.new_secret())
    earlier = NOW - timedelta(hours=1)
    code = totp.at(earlier)
    assert accounts.turn_on_second_factor(session, asha, totp.secret, code, earlier)
    return totp


def test_the_password_alone_is_not_enough(session, asha, totp):
    assert attempt(session, asha, True) == "code_asked"
    assert attempt(session, asha, True, code="") == "wrong_code"
    assert attempt(session, asha, True, code=totp.at(NOW)) == "ok"
    assert outcomes(session) == ["code_asked", "wrong_code", "ok"]


def test_a_code_counts_once_and_never_an_older_one(session, asha, totp):
    assert attempt(session, asha, True, code=totp.at(NOW)) == "ok"
    assert attempt(session, asha, True, code=totp.at(NOW)) == "wrong_code"
    assert attempt(session, asha, True, code=totp.at(NOW, counter_offset=-1)) == "wrong_code"
    assert attempt(session, asha, True, code=totp.at(NOW, counter_offset=1)) == "ok"


@pytest.mark.parametrize(("steps", "outcome"), [(-2, "wrong_code"), (-1, "ok"), (1, "ok")])
def test_a_phones_clock_may_be_wrong_by_half_a_minute(session, asha, totp, steps, outcome):
    assert attempt(session, asha, True, code=totp.at(NOW, counter_offset=steps)) == outcome


def test_a_code_may_be_typed_with_a_space_or_in_hindi_digits(session, asha, totp):
    code = totp.at(NOW)
    hindi = totp.at(NOW, counter_offset=1).translate(str.maketrans("0123456789", "०१२३४५६७८९"))

    assert attempt(session, asha, True, code=f"{code[:3]} {code[3:]}") == "ok"
    assert attempt(session, asha, True, code=hindi) == "ok"


def test_codes_cannot_be_guessed(session, asha, totp):
    right = totp.at(NOW)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        attempt(session, asha, True, code=wrong)

    assert attempt(session, asha, True, code=right) == "locked"


def test_turning_on_needs_a_right_code(session, asha):
    secret = second_factor.new_secret()
    stale = TOTP(secret).at(NOW - timedelta(hours=1))

    assert not accounts.turn_on_second_factor(session, asha, secret, stale, NOW)
    assert asha.totp_secret is None


def test_turning_it_on_or_off_ends_other_sessions(session, asha, totp):
    on = accounts.session_stamp(asha)
    accounts.turn_off_second_factor(session, asha, "asha", NOW)

    assert accounts.session_stamp(asha) != on
    assert attempt(session, asha, True) == "ok"
