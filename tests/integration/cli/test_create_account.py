import pytest
from sqlalchemy.orm import sessionmaker

from helpline.cli import create_account
from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.main import main
from helpline.domain import roles
from helpline.services.accounts import find_account
from helpline.services.passwords import password_matches

PASSWORD = "बिजली-पानी-सड़क"


@pytest.fixture
def types(monkeypatch, migrated_url, tmp_path):
    for name in TRIAL_SECRETS:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("DATABASE_URL", migrated_url)
    monkeypatch.setenv("HELPLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("helpline.cli.main.signal.signal", lambda *_: None)

    def prepare(*passwords: str) -> None:
        typed = iter(passwords)
        monkeypatch.setattr(create_account.getpass, "getpass", lambda _: next(typed))

    return prepare


def create(*options: str) -> int:
    return main(["create-account", "asha", "आशा नेगी", *options])


def test_the_account_can_sign_in(types, sessions: sessionmaker):
    types(PASSWORD, PASSWORD)

    assert create() == 0
    with sessions() as session:
        account = find_account(session, "asha")
    assert account.name == "आशा नेगी"
    assert password_matches(account, PASSWORD)
    assert account.role == roles.ADMINISTRATOR
    assert not account.must_change_password


def test_the_role_can_be_named(types, sessions: sessionmaker):
    types(PASSWORD, PASSWORD)

    assert create("--role", "helpdesk") == 0
    with sessions() as session:
        assert find_account(session, "asha").role == roles.HELPDESK


@pytest.mark.parametrize(
    ("passwords", "complaint"),
    [
        (("short",), "at least 10 characters"),
        (("asha@12345",), "easy to guess"),
        ((PASSWORD, PASSWORD + "!"), "differ"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(
    types, sessions: sessionmaker, capsys, passwords, complaint
):
    types(*passwords)

    assert create() == 1
    assert complaint in capsys.readouterr().err
    with sessions() as session:
        assert find_account(session, "asha") is None


def test_without_anybody_who_types_it_says_so(types, monkeypatch, capsys):
    types()
    monkeypatch.setattr(create_account.getpass, "getpass", _at_the_end_of_input)

    assert create() == 1
    assert "run this in a terminal" in capsys.readouterr().err


def _at_the_end_of_input(_question: str) -> str:
    raise EOFError


def test_a_taken_login_is_named(types, capsys):
    types(PASSWORD, PASSWORD, PASSWORD, PASSWORD)
    create()

    assert create() == 1
    assert capsys.readouterr().err == "The login asha is taken.\n"
