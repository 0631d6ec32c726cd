from datetime import timedelta

import pytest

from helpline.domain import roles
from helpline.services import accounts
from helpline.services.accounts import (
    DistrictMissing,
    Filter,
    HoldsPost,
    LastAdministrator,
    LoginTaken,
    Particulars,
    SamePassword,
    WrongLogin,
    WrongPassword,
    accounts_page,
    chosen_password,
    close_account,
    create_account,
    edit_account,
    find_account,
    reopen_account,
    reset_password,
    session_stamp,
)
from helpline.services.passwords import (
    hash_one_time,
    hash_password,
    one_time_password,
    password_matches,
)
from helpline.store.accounts import SignIn
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from tests.support import cast
from tests.support.cast import NOW
from tests.support.people import PASSWORD, add_person


@pytest.fixture
def session(sessions):
    with transaction(sessions) as session:
        yield session


def test_an_account_opens_with_its_password_only():
    account = accounts.Account(password_hash=hash_password("correct horse"))

    assert password_matches(account, "correct horse")
    assert not password_matches(account, "Correct horse")
    assert "correct horse" not in account.password_hash


def test_nobody_has_no_password(session):
    assert not password_matches(find_account(session, "nobody"), "")


def test_a_hindi_password_matches_however_the_keyboard_writes_it():
    account = accounts.Account(password_hash=hash_password("पढ\u093cाई"))

    assert password_matches(account, "प\u095dाई")


def test_one_time_passwords_differ_and_open():
    one, two = one_time_password(), one_time_password()

    assert one != two
    assert password_matches(accounts.Account(password_hash=hash_one_time(one)), one)
    assert not password_matches(accounts.Account(password_hash=hash_one_time(one)), two)


def test_two_people_cannot_have_one_login(session):
    add_person(session, "sita", roles.HELPDESK)

    with pytest.raises(LoginTaken):
        add_person(session, " SITA", roles.HELPDESK)


@pytest.mark.parametrize("login", ["", "  ", "sita devi", "x" * 61])
def test_a_login_is_one_short_word(session, login):
    with pytest.raises(WrongLogin):
        add_person(session, login, roles.HELPDESK)


@pytest.mark.parametrize("district", [None, 4711])
def test_a_magistrate_needs_a_district_of_the_state(session, district):
    with pytest.raises(DistrictMissing):
        add_person(session, "magistrate", roles.DISTRICT_MAGISTRATE, district=district)


def test_a_new_account_must_change_its_password_and_stands_in_the_audit_log(session):
    particulars = Particulars("आशा", roles.TRAINER)
    account = create_account(session, "asha", particulars, "hash", "root", NOW)

    assert account.must_change_password
    [entry] = session.query(AuditEntry).all()
    assert (entry.actor, entry.act, entry.subject) == ("root", "create_account", "account asha")


def test_changing_an_account_to_what_it_is_changes_nothing(session):
    account = add_person(session, "asha", roles.TRAINER)

    assert not edit_account(session, account, accounts.particulars_of(account), "root", NOW)
    assert edit_account(session, account, Particulars("Asha", roles.HELPDESK), "root", NOW)
    assert account.role == roles.HELPDESK


def test_the_last_administrator_stays(session):
    first = add_person(session, "first", roles.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        close_account(session, first, "first", NOW)
    with pytest.raises(LastAdministrator):
        edit_account(session, first, Particulars("First", roles.TRAINER), "first", NOW)
    second = add_person(session, "second", roles.ADMINISTRATOR)
    close_account(session, first, "second", NOW)
    with pytest.raises(LastAdministrator):
        close_account(session, second, "second", NOW)


def test_a_closed_account_can_be_opened_again(session):
    account = add_person(session, "asha", roles.TRAINER)
    close_account(session, account, "root", NOW)
    close_account(session, account, "root", NOW)

    reopen_account(session, account, "root", NOW)

    assert not account.is_closed
    acts = [entry.act for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert acts == ["create_account", "close_account", "reopen_account"]


def test_who_holds_a_post_stays_an_officer(seeded):
    with transaction(seeded) as session:
        cast.add_cast(session)
        engineer = cast.account(session, "engineer")

        with pytest.raises(HoldsPost):
            edit_account(session, engineer, Particulars("X", roles.TRAINER), "root", NOW)


def test_a_reset_password_opens_takes_off_the_lock_and_ends_sessions(session):
    account = add_person(session, "asha", roles.TRAINER)
    account.failed_sign_ins, account.locked_until = 5, NOW + timedelta(minutes=15)
    before = session_stamp(account)

    password = reset_password(session, account, "root", NOW)

    assert password_matches(account, password)
    assert not password_matches(account, PASSWORD)
    assert account.must_change_password
    assert account.locked_until is None
    assert session_stamp(account) != before


def test_a_chosen_password_needs_the_present_one_and_is_another(session):
    account = add_person(session, "asha", roles.TRAINER)

    with pytest.raises(WrongPassword):
        chosen_password(account, "wrong", "pahaad ki hawa")
    with pytest.raises(SamePassword):
        chosen_password(account, PASSWORD, PASSWORD)
    before = session_stamp(account)
    accounts.change_password(
        session, account, chosen_password(account, PASSWORD, "pahaad ki hawa"), NOW
    )
    assert password_matches(account, "pahaad ki hawa")
    assert session_stamp(account) != before


def logins(session, **wanted) -> list[str]:
    page = accounts_page(session, Filter(**wanted), 1, NOW)
    return [line.account.login for line in page.lines]


def test_the_list_is_narrowed(session):
    for login, role in (("asha", roles.TRAINER), ("bina", roles.OFFICER), ("chaya", roles.OFFICER)):
        add_person(session, login, role)
    close_account(session, find_account(session, "chaya"), "root", NOW)

    assert logins(session) == ["asha", "bina"]
    assert logins(session, words="BIN") == ["bina"]
    assert logins(session, words="%") == []
    assert logins(session, role=roles.OFFICER) == ["bina"]
    assert logins(session, closed=True) == ["chaya"]


def test_officers_who_stay_away_for_30_days_are_found(session):
    for login in ("never", "long_ago", "lately", "new"):
        account = add_person(session, login, roles.OFFICER)
        account.created_at = NOW - timedelta(days=60)
    add_person(session, "trainer", roles.TRAINER).created_at = NOW - timedelta(days=60)
    find_account(session, "new").created_at = NOW - timedelta(days=29)
    for login, days, outcome in (
        ("long_ago", 31, "ok"),
        ("long_ago", 2, "wrong_password"),
        ("lately", 29, "ok"),
    ):
        account = find_account(session, login)
        at = NOW - timedelta(days=days)
        session.add(SignIn(account_id=account.id, at=at, outcome=outcome, address="10.0.0.1"))
    session.flush()

    assert logins(session, idle=True) == ["long_ago", "never"]
    lines = accounts_page(session, Filter(), 1, NOW).lines
    last = {line.account.login: line.last_sign_in for line in lines}
    assert last["lately"] == NOW - timedelta(days=29)
    assert last["never"] is None
