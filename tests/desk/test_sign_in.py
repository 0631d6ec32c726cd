import re

import pytest
from sqlalchemy import update

from helpline.services.passwords import hash_password
from helpline.store.accounts import Account, SignIn
from tests.desk.conftest import LOGIN, Visitor
from tests.support.people import PASSWORD


def test_the_right_password_leads_to_the_complaints(visitor: Visitor):
    answer = visitor.sign_in()

    assert (answer.status_code, answer.location) == (302, "/")
    assert visitor.open("/").status_code == 200


def test_the_login_is_found_in_any_case_of_letters(visitor: Visitor):
    assert visitor.sign_in(login=f" {LOGIN.upper()} ").status_code == 302


@pytest.mark.parametrize(
    ("login", "password"), [(LOGIN, "wrong"), ("nobody", PASSWORD), (LOGIN, PASSWORD.upper())]
)
def test_wrong_credentials_are_refused_without_saying_which(visitor: Visitor, login, password):
    answer = visitor.sign_in(login, password)

    assert answer.status_code == 401
    assert "लॉगिन नाम या पासवर्ड ग़लत है।" in answer.text
    assert visitor.open("/").status_code == 302


def test_empty_fields_are_named(visitor: Visitor):
    answer = visitor.sign_in("", "")

    assert answer.status_code == 400
    assert "कृपया अपना लॉगिन नाम लिखिए।" in answer.text
    assert "कृपया अपना पासवर्ड लिखिए।" in answer.text


def test_a_page_asks_for_the_sign_in_and_comes_back_to_it(visitor: Visitor):
    asked = visitor.open("/complaints/10000016?x=1")

    assert asked.location == "/sign-in?next=%2Fcomplaints%2F10000016%3Fx%3D1"
    assert visitor.sign_in(next="/complaints/10000016?x=1").location == "/complaints/10000016?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "evil"],
)
def test_the_next_page_is_never_a_strangers(visitor: Visitor, elsewhere):
    assert visitor.sign_in(next=elsewhere).location == "/"


def test_somebody_signed_in_is_not_asked_again(helpdesk: Visitor):
    assert helpdesk.open("/sign-in").location == "/"


def test_signing_out_shuts_the_desk(helpdesk: Visitor):
    answer = helpdesk.submit("/sign-out", follow_redirects=True)

    assert "आप साइन आउट हो गए हैं।" in answer.text
    assert helpdesk.open("/").status_code == 302


def test_signing_out_is_no_link(helpdesk: Visitor):
    assert helpdesk.open("/sign-out").status_code == 405
    assert helpdesk.open("/").status_code == 200


def test_whoever_left_is_signed_out_at_once(helpdesk: Visitor, sessions):
    change(sessions, is_closed=True)

    assert helpdesk.open("/").status_code == 302
    assert helpdesk.sign_in().status_code == 401


# --- the door closes --------------------------------------------------------------------------


def test_after_five_wrong_attempts_the_right_password_waits_too(
    visitor: Visitor, sessions, frozen_clock
):
    for _ in range(5):
        assert visitor.sign_in(password="wrong").status_code == 401

    refused = visitor.sign_in()
    frozen_clock.advance(minutes=15)

    assert refused.status_code == 401
    assert "पाँच ग़लत कोशिशों" in refused.text
    assert visitor.sign_in().status_code == 302


def test_a_locked_account_and_a_login_nobody_has_look_the_same(visitor: Visitor, frozen_clock):
    for _ in range(5):
        visitor.sign_in(password="wrong")

    locked, unknown = visitor.sign_in(), visitor.sign_in("nobody", "wrong")

    assert locked.status_code == unknown.status_code
    assert without_tokens(locked.text) == without_tokens(unknown.text).replace("nobody", LOGIN)


def test_an_address_that_guesses_logins_has_to_wait(visitor: Visitor, sessions, frozen_clock):
    for number in range(30):
        visitor.sign_in(f"login{number}", "wrong")

    braked = visitor.sign_in()

    assert braked.status_code == 429
    assert "पंद्रह मिनट" in braked.text
    with sessions() as session:
        rows = session.query(SignIn).order_by(SignIn.id).all()
    assert [row.outcome for row in rows] == ["wrong_password"] * 30 + ["braked"]
    assert {row.address for row in rows} == {"127.0.0.1"}
    frozen_clock.advance(minutes=15)
    assert visitor.sign_in().status_code == 302


# --- how long a session lasts -----------------------------------------------------------------


def test_after_half_an_hour_without_a_request_the_session_is_over(visitor: Visitor, frozen_clock):
    visitor.sign_in()
    frozen_clock.advance(minutes=29)
    assert visitor.open("/account").status_code == 200
    frozen_clock.advance(minutes=29)
    assert visitor.open("/account").status_code == 200

    frozen_clock.advance(minutes=30)

    assert visitor.open("/account").location == "/sign-in?next=%2Faccount"
    assert "आपका समय पूरा हो गया" in visitor.open("/sign-in").text


def test_after_twelve_hours_even_a_busy_session_is_over(visitor: Visitor, frozen_clock):
    visitor.sign_in()
    for _ in range(12 * 4 - 1):
        frozen_clock.advance(minutes=15)
        assert visitor.open("/account").status_code == 200

    frozen_clock.advance(minutes=15)

    assert visitor.open("/account").status_code == 302


def test_a_new_password_ends_the_sessions_with_the_old_one(helpdesk: Visitor, sessions):
    change(sessions, password_hash=hash_password("another long password"))

    assert helpdesk.open("/account").status_code == 302


# --- a password of one's own ------------------------------------------------------------------


def test_a_one_time_password_opens_nothing_but_the_form_for_a_new_one(visitor: Visitor, sessions):
    change(sessions, must_change_password=True)
    visitor.sign_in()

    for path in ("/", "/account", "/complaints/10000016"):
        assert visitor.open(path).location == "/account/password"
    page = visitor.open("/account/password").text
    assert "पहले अपना पासवर्ड चुनिए" in page

    words = {"present": PASSWORD, "new": "pahaad ki hawa", "again": "pahaad ki hawa"}
    assert visitor.submit("/account/password", words).location == "/account"
    assert visitor.open("/account").status_code == 200


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", page)


def change(sessions, **values) -> None:
    with sessions.begin() as session:
        session.execute(update(Account).values(**values))
