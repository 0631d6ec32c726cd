import pytest

from helpline.domain import roles
from helpline.services.accounts import find_account
from helpline.services.demo_accounts import seed_demo_accounts
from helpline.services.passwords import password_matches
from helpline.store.accounts import Account
from helpline.store.base import transaction
from tests.support import cast
from tests.support.cast import CAST, NOW


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def test_there_is_one_for_each_role_with_the_posts_of_the_cast(session):
    demos = seed_demo_accounts(session, "a password", NOW)

    accounts = [find_account(session, demo.login) for demo in demos]
    assert {account.role for account in accounts} == set(roles.ROLES)
    for account in accounts:
        member = CAST[account.login]
        assert account.role == member.role
        held = [posting.post for posting in account.postings]
        expected = [cast.post_of(session, "energy", member.level)] if member.level else []
        assert held == expected
    assert find_account(session, "magistrate").district.name_en == cast.DISTRICT


def test_a_second_start_changes_the_password_only(session):
    seed_demo_accounts(session, "first", NOW)
    engineer = find_account(session, "engineer")
    engineer.postings[0].until = NOW.date()

    demos = seed_demo_accounts(session, "second", NOW)

    assert session.query(Account).count() == len(demos)
    assert password_matches(engineer, "second")
    assert not password_matches(engineer, "first")
    assert not engineer.must_change_password
    assert len(engineer.postings) == 1
