"""What everybody may do with the own account."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pyotp import TOTP

from helpline.domain import roles
from helpline.services.accounts import find_account
from helpline.services.passwords import password_matches
from helpline.store.accounts import SignIn
from tests.desk.conftest import LOGIN, Visitor
from tests.support.people import PASSWORD, add_person

NEW = "pahaad ki hawa"


@pytest.fixture
def account(sessions):
    """Read the account anew each time."""

    def read():
        with sessions() as session:
            return find_account(session, LOGIN)

    return read


def test_the_account_shows_its_sign_ins(helpdesk: Visitor):
    helpdesk.sign_in(password="wrong")

    page = helpdesk.open("/account").text

    for words in ("सीता", "हेल्प डेस्क", "साइन इन हुआ", "ग़लत पासवर्ड", "127.0.0.1"):
        assert words in page


@pytest.mark.parametrize("path", ["/account/password", "/account/second-factor"])
def test_forms_are_shown(helpdesk: Visitor, path):
    assert helpdesk.open(path).status_code == 200


# --- password ---------------------------------------------------------------------------------


def change_password(visitor: Visitor, present=PASSWORD, new=NEW, again=NEW):
    words = {"present": present, "new": new, "again": again}
    return visitor.submit("/account/password", words)


def test_a_new_password_opens_and_keeps_this_session(helpdesk: Visitor, app, account):
    elsewhere = Visitor(app)
    elsewhere.sign_in()

    assert change_password(helpdesk).location == "/account"

    assert password_matches(account(), NEW)
    assert helpdesk.open("/account").status_code == 200
    assert elsewhere.open("/account").status_code == 302
    # A second click: the present password is another one by now.
    assert change_password(helpdesk).status_code == 400


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"present": "wrong"}, "यह आपका अभी का पासवर्ड नहीं है।"),
        ({"new": "short", "again": "short"}, "कम से कम 10 अक्षर"),
        ({"new": "helpdesk@2026", "again": "helpdesk@2026"}, "अंदाज़ा लगाना आसान"),
        ({"new": PASSWORD, "again": PASSWORD}, "यह तो आपका अभी का पासवर्ड है।"),
        ({"again": "pahaad ki havaa"}, "दोनों पासवर्ड अलग हैं।"),
        ({"new": "x" * 201, "again": "x" * 201}, "बहुत लंबा"),
        ({"present": ""}, "कृपया इसे भरिए।"),
    ],
)
def test_a_password_that_will_not_do_is_told(helpdesk: Visitor, account, words, told):
    answer = change_password(helpdesk, **words)

    assert answer.status_code == 400
    assert told in answer.text
    assert password_matches(account(), PASSWORD)


# --- second factor ----------------------------------------------------------------------------


@pytest.fixture
def app_on_phone(helpdesk: Visitor, frozen_clock) -> TOTP:
    """The app, after it has read the key on the page."""
    helpdesk.sign_in()
    return TOTP(secret_on(helpdesk.open("/account/second-factor").text))


def secret_on(page: str) -> str:
    return re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")


def test_turning_it_on_asks_for_a_code_from_then_on(
    helpdesk: Visitor, app, app_on_phone: TOTP, frozen_clock, account
):
    code = {"code": app_on_phone.at(frozen_clock())}
    assert helpdesk.submit("/account/second-factor", code).location == "/account"
    assert helpdesk.open("/account").status_code == 200
    # A second click changes nothing.
    assert helpdesk.submit("/account/second-factor", code).location == "/account/second-factor"
    assert account().totp_secret == app_on_phone.secret

    frozen_clock.advance(minutes=5)
    again = Visitor(app)
    asked = again.sign_in(next="/account")
    assert asked.location == "/sign-in/code?next=/account"
    assert again.open("/account").status_code == 302
    assert again.open(asked.location).status_code == 200
    assert again.submit(asked.location, {"code": "12345"}).status_code == 401
    code = {"code": app_on_phone.at(frozen_clock())}
    assert again.submit(asked.location, code).location == "/account"
    assert again.open("/account").status_code == 200

    third = Visitor(app)
    third.sign_in()
    assert third.submit("/sign-in/code", code).status_code == 401


def test_the_picture_says_the_same_as_the_key(helpdesk: Visitor, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "helpline.desk.my_account.segno.make",
        lambda address, **_: drawn.append(address) or Picture(),
    )
    secret = secret_on(helpdesk.open("/account/second-factor").text)

    address = urlsplit(drawn[0])
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == f"/Samadhan 1905:{LOGIN}"
    assert parse_qs(address.query)["secret"] == [secret]


class Picture:
    def svg_data_uri(self, **_) -> str:
        return "data:,"


def test_a_wrong_first_code_turns_nothing_on(helpdesk: Visitor, app_on_phone: TOTP, account):
    answer = helpdesk.submit("/account/second-factor", {"code": "000000"})

    assert answer.status_code == 400
    assert account().totp_secret is None
    assert app_on_phone.secret == secret_on(answer.text)


def test_turning_it_off_needs_the_password(
    helpdesk: Visitor, app_on_phone: TOTP, frozen_clock, account
):
    helpdesk.submit("/account/second-factor", {"code": app_on_phone.at(frozen_clock())})

    assert "दूसरी जाँच बंद कीजिए" in helpdesk.open("/account/second-factor").text
    assert helpdesk.submit("/account/second-factor/off", {"present": "x"}).status_code == 400
    assert account().totp_secret is not None
    for _ in range(2):
        off = helpdesk.submit("/account/second-factor/off", {"present": PASSWORD})
        assert off.location == "/account"
    assert account().totp_secret is None


def test_nobody_comes_to_the_code_without_the_password(visitor: Visitor):
    assert visitor.open("/sign-in/code").location == "/sign-in"
    assert visitor.submit("/sign-in/code", {"code": "123456"}).location == "/sign-in"


def test_the_code_must_come_soon_after_the_password(
    helpdesk: Visitor, app, app_on_phone: TOTP, frozen_clock, sessions
):
    helpdesk.submit("/account/second-factor", {"code": app_on_phone.at(frozen_clock())})
    late = Visitor(app)
    late.sign_in()
    frozen_clock.advance(minutes=5, seconds=1)

    answer = late.submit("/sign-in/code", {"code": app_on_phone.at(frozen_clock())})

    assert answer.location == "/sign-in"
    with sessions() as session:
        assert session.query(SignIn).order_by(SignIn.id.desc()).first().outcome == "code_asked"


# --- WhatsApp ---------------------------------------------------------------------------------


@pytest.fixture
def officer(app, sessions):
    with sessions.begin() as session:
        add_person(session, "rawat", roles.OFFICER).phone = "919000000777"
    visitor = Visitor(app)
    visitor.sign_in("rawat")
    return visitor


def chosen(sessions):
    with sessions() as session:
        return find_account(session, "rawat").whatsapp_language


def test_an_officer_chooses_messages_on_whatsapp_and_ends_them(officer: Visitor, sessions):
    assert "WhatsApp पर संदेश" in officer.open("/account").text
    assert officer.submit("/account/whatsapp", {"language": "hi"}).location == "/account"
    assert chosen(sessions) == "hi"
    assert re.search(r'checked[^>]*value="hi"', officer.open("/account").text)
    officer.submit("/account/whatsapp", {"language": ""})
    assert chosen(sessions) is None


def test_another_language_is_refused(officer: Visitor, sessions):
    assert officer.submit("/account/whatsapp", {"language": "mr"}).status_code == 400
    assert chosen(sessions) is None


def test_messages_need_an_office_a_number_and_the_setting(
    helpdesk: Visitor, officer: Visitor, app, sessions
):
    # The help desk works through lists that are the same for all of it.
    assert helpdesk.submit("/account/whatsapp", {"language": "hi"}).status_code == 400
    app.config["WHATSAPP_TO_OFFICERS"] = False
    assert officer.submit("/account/whatsapp", {"language": "hi"}).status_code == 400
    app.config["WHATSAPP_TO_OFFICERS"] = True
    with sessions.begin() as session:
        find_account(session, "rawat").phone = None
    assert officer.submit("/account/whatsapp", {"language": "hi"}).status_code == 400
    assert "WhatsApp पर संदेश" not in officer.open("/account").text


def test_choosing_needs_a_login(visitor: Visitor):
    assert visitor.submit("/account/whatsapp", {"language": "hi"}).status_code == 302
