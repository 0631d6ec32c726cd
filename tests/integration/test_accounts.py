import pytest

from helpline.services.accounts import (
    HELPDESK,
    LoginTaken,
    create_account,
    find_account,
    password_matches,
    seed_demo_accounts,
)
from helpline.store.base import transaction


@pytest.fixture
def session(sessions):
    with transaction(sessions) as session:
        yield session


def test_an_account_opens_with_its_password_only(session):
    account = create_account(session, "sita", "सीता", HELPDESK, "correct horse")

    assert password_matches(account, "correct horse")
    assert not password_matches(account, "Correct horse")
    assert "correct horse" not in account.password_hash


def test_nobody_has_no_password(session):
    assert not password_matches(find_account(session, "nobody"), "")


def test_a_hindi_password_matches_however_the_keyboard_writes_it(session):
    account = create_account(session, "sita", "सीता", HELPDESK, "पढ\u093cाई")

    assert password_matches(account, "प\u095dाई")


def test_two_people_cannot_have_one_login(session):
    create_account(session, "sita", "सीता", HELPDESK, "one")

    with pytest.raises(LoginTaken):
        create_account(session, " SITA", "गीता", HELPDESK, "two")


def test_demo_accounts_are_made_once_and_get_the_given_password(session):
    seed_demo_accounts(session, "first")
    [demo] = seed_demo_accounts(session, "second")

    account = find_account(session, demo.login)
    assert demo.password == "second"
    assert account.role == HELPDESK
    assert password_matches(account, "second")
    assert not password_matches(account, "first")
