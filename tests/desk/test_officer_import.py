"""The administrator's page for taking officers over from a file."""

import io
import stat

import pytest

from helpline.desk.officer_import import REASONS
from helpline.domain import roles
from helpline.services.accounts import find_account
from helpline.services.officer_import import COLUMNS, Reason
from helpline.store.accounts import Account
from tests.desk.conftest import Visitor
from tests.support.people import add_person

PATH = "/accounts/import"
HEADER = ",".join(COLUMNS)
GOOD = f"{HEADER}\nasha,आशा,officer,,,energy,1,अल्मोड़ा,ताकुला,2026-01-01\n"
TAKE_OVER = {"take_over": "1"}


@pytest.fixture
def administrator(app, sessions) -> Visitor:
    with sessions.begin() as session:
        add_person(session, "administrator", roles.ADMINISTRATOR)
    visitor = Visitor(app)
    visitor.sign_in("administrator")
    return visitor


def upload(visitor: Visitor, content: str = GOOD, form=None, **options):
    file = (io.BytesIO(content.encode()), "officers.csv")
    return visitor.submit(PATH, {**(form or {}), "file": file}, **options)


def hand_outs(settings) -> list:
    return sorted((settings.data_dir / "hand-outs").glob("*"))


def test_the_page_shows_the_columns(administrator: Visitor):
    assert HEADER in administrator.open(PATH).text


def test_a_check_tells_what_would_be_and_changes_nothing(administrator, sessions, settings):
    answer = upload(administrator)

    assert answer.status_code == 200
    assert "नए खाते: 1, बदले: 0, नई तैनातियाँ: 1" in answer.text
    with sessions() as session:
        assert find_account(session, "asha") is None
    assert hand_outs(settings) == []


def test_a_file_is_taken_over_once(administrator, sessions, settings, app):
    first = upload(administrator, form=TAKE_OVER, follow_redirects=True)
    again = upload(administrator, form=TAKE_OVER, follow_redirects=True)

    [hand_out] = hand_outs(settings)
    assert hand_out.name in first.text
    assert "हर बात पहले से ऐसी ही थी" in again.text
    assert stat.S_IMODE(hand_out.stat().st_mode) == 0o600
    login, name, password = hand_out.read_text(encoding="utf-8").splitlines()[1].split(",")
    assert (login, name) == ("asha", "आशा")
    assert password not in first.text
    assert Visitor(app).sign_in("asha", password).status_code == 302
    with sessions() as session:
        assert len(find_account(session, "asha").postings) == 1


@pytest.mark.parametrize("form", [{}, TAKE_OVER])
def test_mistakes_are_shown_by_line_and_column(administrator, sessions, settings, form):
    wrong = f"{GOOD}bina,बीना,officer,,,magic,9,,,soon\n"

    answer = upload(administrator, wrong, form)

    assert answer.status_code == 400
    assert "3 ग़लतियाँ; कुछ भी लागू नहीं हुआ" in answer.text
    for words in ("magic", "ऐसा कुछ नहीं मिला", "soon", "तारीख़ होनी चाहिए"):
        assert words in answer.text
    with sessions() as session:
        assert session.query(Account).count() == 2
    assert hand_outs(settings) == []


def test_a_file_must_be_chosen(administrator: Visitor):
    answer = administrator.submit(PATH, TAKE_OVER)

    assert answer.status_code == 400
    assert "कृपया फ़ाइल चुनिए।" in answer.text


def test_every_reason_has_its_words():
    assert set(REASONS) == set(Reason)
