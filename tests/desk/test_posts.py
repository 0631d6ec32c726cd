"""The pages of posts: who sees which, who comes, goes and is away."""

import pytest
from sqlalchemy import event

from helpline import clock
from helpline.domain import complaint_number, roles
from helpline.services.accounts import find_account
from helpline.services.offices import holders
from helpline.services.postings import give_charge, transfer
from helpline.store.accounts import Leave, Posting
from helpline.store.audit import AuditEntry
from helpline.store.reference import Post
from tests.desk.conftest import Visitor
from tests.support.complaints import ALMORA, HARIDWAR, NOON, add_complaint
from tests.support.people import add_person

SINCE = "2026-01-01"
BLOCK_POST, DISTRICT_POST = 1, 3


@pytest.fixture(autouse=True)
def _today(frozen_clock) -> None:
    """All of it happens on 10 March 2026."""


@pytest.fixture
def office(sessions):
    """Fill the office of energy in Takula, and the one above it."""
    with sessions.begin() as session:
        session.add(
            Post(
                id=DISTRICT_POST,
                department_code="energy",
                level=2,
                district_code=ALMORA,
                title_en="energy office, Almora",
                title_hi="ऊर्जा कार्यालय, अल्मोड़ा",
            )
        )
        for login in ("engineer", "executive", "newcomer"):
            add_person(session, login, roles.OFFICER)
        for login, role, district in (
            ("magistrate", roles.DISTRICT_MAGISTRATE, ALMORA),
            ("strange_magistrate", roles.DISTRICT_MAGISTRATE, HARIDWAR),
            ("administrator", roles.ADMINISTRATOR, None),
            ("trainer", roles.TRAINER, None),
            ("cm_office", roles.CM_OFFICE, None),
        ):
            add_person(session, login, role, district=district)
        for login, post_id in (("engineer", BLOCK_POST), ("executive", DISTRICT_POST)):
            account, post = find_account(session, login), session.get(Post, post_id)
            transfer(session, account, post, NOON.date().replace(month=1), "root", NOON)


@pytest.fixture
def at_desk(app, office):
    """Sign somebody in."""

    def at_desk(login: str) -> Visitor:
        visitor = Visitor(app)
        assert visitor.sign_in(login).status_code == 302
        return visitor

    return at_desk


def test_who_sees_a_post(at_desk):
    sees = {}
    for login in (
        *("administrator", "magistrate", "strange_magistrate", "engineer", "executive"),
        *("newcomer", "helpdesk", "trainer", "cm_office"),
    ):
        visitor = at_desk(login)
        paths = [f"/posts/{BLOCK_POST}", f"/posts/{BLOCK_POST}/hand-over"]
        [sees[login]] = {visitor.open(path).status_code for path in paths}

    assert [login for login, status in sees.items() if status == 200] == [
        *("administrator", "magistrate", "engineer", "executive")
    ]
    assert set(sees.values()) == {200, 404}


@pytest.mark.parametrize("login", ["helpdesk", "trainer", "cm_office"])
def test_other_roles_have_no_list_of_posts(at_desk, login):
    visitor = at_desk(login)

    assert visitor.open("/posts").status_code == 404
    assert 'href="/posts"' not in visitor.open("/account").text


def test_the_list_names_holders_and_empty_posts(at_desk):
    page = at_desk("administrator").open("/posts").text

    for words in ("Engineer", "Executive", "पद पर कोई नहीं", "3 पद"):
        assert words in page
    narrowed = at_desk("administrator").open("/posts?only=empty&department=health&level=1").text
    assert "Engineer" not in narrowed
    assert "1 पद" in narrowed
    assert "यहाँ कोई पद नहीं है" in at_desk("administrator").open(f"/posts?district={HARIDWAR}").text


def test_an_officer_lists_the_own_post_and_those_below(at_desk):
    assert "2 पद" in at_desk("executive").open("/posts").text
    assert "1 पद" in at_desk("engineer").open("/posts").text
    assert "यहाँ कोई पद नहीं है" in at_desk("newcomer").open("/posts").text


def test_the_list_asks_no_more_for_more_rows(at_desk, app, sessions):
    administrator = at_desk("administrator")

    def queries() -> int:
        counted = []

        def count(*_):
            counted.append(1)

        engine = app.extensions["sessions"].kw["bind"]
        event.listen(engine, "before_cursor_execute", count)
        assert administrator.open("/posts").status_code == 200
        event.remove(engine, "before_cursor_execute", count)
        return len(counted)

    # Once before: the first page of a process looks some things up for all.
    queries()
    few = queries()
    with sessions.begin() as session:
        for level in (3, 4):
            for department in ("energy", "health"):
                title = {"title_en": "X", "title_hi": "X"}
                post = Post(department_code=department, level=level, **title)
                session.add(post)
                who = add_person(session, f"{department}{level}", roles.OFFICER)
                give_charge(session, who, post, NOON.date(), None, "root", NOON)

    assert queries() == few


def test_the_hand_over_list_holds_the_open_complaints(at_desk, sessions):
    with sessions.begin() as session:
        number = add_complaint(session, place="गुप्त जगह").number
        ended = add_complaint(session, state="confirmed").number
        other = add_complaint(session, category_code="health/ambulance").number

    page = at_desk("administrator").open(f"/posts/{BLOCK_POST}/hand-over").text

    assert complaint_number.spoken(number) in page
    assert complaint_number.spoken(ended) not in page
    assert complaint_number.spoken(other) not in page
    # The administrator may not read complaints: no words, no place, no link.
    assert "गुप्त जगह" not in page
    assert "3 दिन से" not in page
    assert f"/complaints/{number}" not in page


# --- postings ---------------------------------------------------------------------------------

GIVE = {"login": "newcomer", "way": "transfer", "since": "2026-03-11"}


@pytest.fixture
def there(sessions):
    """Who holds the block's post on a day of March."""

    def there(day: int) -> list[str]:
        with sessions() as session:
            on = clock.now().date().replace(day=day)
            return [account.login for account in holders(session, BLOCK_POST, on)]

    return there


def test_a_transfer_works_once(at_desk, there, sessions):
    administrator = at_desk("administrator")
    assert administrator.open(f"/posts/{BLOCK_POST}/postings/new").status_code == 200

    given = administrator.submit(f"/posts/{BLOCK_POST}/postings", GIVE)
    again = administrator.submit(f"/posts/{BLOCK_POST}/postings", GIVE)

    assert given.location == f"/posts/{BLOCK_POST}"
    assert again.status_code == 400
    assert "पहले से इस पद पर हैं" in again.text
    assert (there(10), there(11)) == (["engineer"], ["newcomer"])
    page = administrator.open(given.location).text
    assert "11 मार्च 2026" in page
    with sessions() as session:
        [entry] = session.query(AuditEntry).filter_by(actor="administrator", act="transfer_officer")
    assert entry.details == {"account": "newcomer", "since": "2026-03-11"}


def test_an_additional_charge_is_held_beside(at_desk, there):
    form = {**GIVE, "login": "executive", "way": "charge"}

    at_desk("administrator").submit(f"/posts/{BLOCK_POST}/postings", form)

    assert there(11) == ["engineer", "executive"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"login": "nobody"}, "किसी अधिकारी का चालू खाता नहीं है"),
        ({"login": "trainer"}, "किसी अधिकारी का चालू खाता नहीं है"),
        ({"since": SINCE}, "बाद की तारीख़ चुनिए"),
        ({"since": "soon"}, "यह तारीख़ नहीं है।"),
        ({"login": ""}, "कृपया इसे भरिए।"),
    ],
)
def test_a_posting_that_will_not_do_is_told(at_desk, there, values, told):
    answer = at_desk("administrator").submit(f"/posts/{BLOCK_POST}/postings", {**GIVE, **values})

    assert answer.status_code == 400
    assert told in answer.text
    assert there(11) == ["engineer"]


@pytest.fixture
def posting_id(office, sessions) -> int:
    with sessions() as session:
        return session.query(Posting).filter_by(post_id=BLOCK_POST).one().id


def test_a_posting_is_ended(at_desk, there, posting_id):
    administrator = at_desk("administrator")
    path = f"/posts/{BLOCK_POST}/postings/{posting_id}/end"

    for _ in range(2):
        assert administrator.submit(path, {"until": "2026-03-10"}).status_code == 302

    assert (there(10), there(11)) == (["engineer"], [])
    page = administrator.submit(path, {"until": "2025-12-31"}, follow_redirects=True).text
    assert "तैनाती से मेल नहीं खाती" in page
    page = administrator.submit(path, {"until": ""}, follow_redirects=True).text
    assert "कृपया आख़िरी दिन भरिए" in page


def test_a_posting_belongs_to_its_post(at_desk, posting_id):
    path = f"/posts/{DISTRICT_POST}/postings/{posting_id}/end"

    assert at_desk("administrator").submit(path, {"until": "2026-03-10"}).status_code == 404


@pytest.mark.parametrize("login", ["magistrate", "engineer", "executive", "helpdesk"])
def test_only_administrators_post_officers(at_desk, there, posting_id, login):
    visitor = at_desk(login)

    assert visitor.open(f"/posts/{BLOCK_POST}/postings/new").status_code == 404
    assert visitor.submit(f"/posts/{BLOCK_POST}/postings", GIVE).status_code == 404
    path = f"/posts/{BLOCK_POST}/postings/{posting_id}/end"
    assert visitor.submit(path, {"until": "2026-03-10"}).status_code == 404
    assert there(11) == ["engineer"]


# --- leave ------------------------------------------------------------------------------------


@pytest.fixture
def leave_form(office, sessions) -> dict:
    with sessions() as session:
        who = find_account(session, "engineer").id
    return {"who": who, "since": "2026-03-10", "until": "2026-03-14", "substitute": "newcomer"}


@pytest.mark.parametrize("login", ["administrator", "executive"])
def test_leave_is_noted_from_above_with_a_substitute(at_desk, there, leave_form, sessions, login):
    visitor = at_desk(login)
    assert visitor.open(f"/posts/{BLOCK_POST}/leave/new").status_code == 200

    for _ in range(2):
        answer = visitor.submit(f"/posts/{BLOCK_POST}/leave", leave_form)
        assert answer.status_code == 302
    assert there(14) == ["engineer", "newcomer"]
    assert there(15) == ["engineer"]
    assert "Newcomer" in visitor.open(f"/posts/{BLOCK_POST}").text

    with sessions() as session:
        leave_id = session.query(Leave).one().id
    for _ in range(2):
        back = visitor.submit(f"/posts/{BLOCK_POST}/leave/{leave_id}/end")
        assert back.status_code == 302
    assert there(10) == ["engineer"]


@pytest.mark.parametrize("login", ["magistrate", "engineer", "newcomer", "helpdesk"])
def test_nobody_else_notes_leave(at_desk, leave_form, sessions, login):
    visitor = at_desk(login)

    assert visitor.open(f"/posts/{BLOCK_POST}/leave/new").status_code == 404
    assert visitor.submit(f"/posts/{BLOCK_POST}/leave", leave_form).status_code == 404
    assert visitor.submit(f"/posts/{BLOCK_POST}/leave/1/end").status_code == 404
    with sessions() as session:
        assert session.query(Leave).count() == 0


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"substitute": "nobody"}, "मौजूद हो"),
        ({"substitute": "engineer"}, "मौजूद हो"),
        ({"until": "2026-03-09"}, "ये तारीख़ें ठीक नहीं हैं"),
        ({"who": "999"}, "Not a valid choice"),
        ({"until": ""}, "कृपया इसे भरिए।"),
    ],
)
def test_a_leave_that_will_not_do_is_told(at_desk, leave_form, sessions, values, told):
    path = f"/posts/{BLOCK_POST}/leave"
    answer = at_desk("administrator").submit(path, {**leave_form, **values})

    assert answer.status_code == 400
    assert told in answer.text
    with sessions() as session:
        assert session.query(Leave).count() == 0
