"""Officers and posts from a file: all or nothing, every mistake by its place, harmless twice."""

import pytest

from helpline.domain import roles
from helpline.services import accounts, audit, officer_import, postings
from helpline.services.officer_import import Reason, WrongFile, import_officers, try_out
from helpline.services.passwords import password_matches
from helpline.store.accounts import Account, Posting
from helpline.store.base import transaction
from tests.support import cast
from tests.support.cast import NOW, post_of

HEADER = ",".join(officer_import.COLUMNS)
GOOD = f"""{HEADER}
asha,आशा नेगी,officer,asha@uk.gov.in,919876543210,energy,1,Tehri Garhwal,Bhilangna,2026-01-01
bina,बीना,officer,,,बिजली (यूपीसीएल),2,टिहरी गढ़वाल,,2026-01-01
chaya,Chaya,officer,,,Electricity (UPCL),3,,,2026-01-01
dev,Dev,district_magistrate,,,,,tehri garhwal,,
esha,Esha,helpdesk,,,,,,,
"""


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def take(session, text: str):
    return import_officers(session, text.encode(), "root", NOW)


def mistakes(session, *lines: str) -> list[tuple[int, str, Reason]]:
    with pytest.raises(WrongFile) as wrong:
        take(session, "\n".join([HEADER, *lines]))
    return [(one.line, one.column, one.reason) for one in wrong.value.mistakes]


def test_people_get_their_accounts_and_posts(session):
    report = take(session, GOOD)

    assert [one.login for one in report.created] == ["asha", "bina", "chaya", "dev", "esha"]
    assert (report.changed, report.postings) == (0, 3)
    asha = accounts.find_account(session, "asha")
    assert (asha.name, asha.email, asha.phone) == ("आशा नेगी", "asha@uk.gov.in", "919876543210")
    assert password_matches(asha, report.created[0].password)
    assert asha.must_change_password
    for login, level in (("asha", 1), ("bina", 2), ("chaya", 3)):
        [posting] = accounts.find_account(session, login).postings
        assert posting.post == post_of(session, "energy", level)
    dev = accounts.find_account(session, "dev")
    assert dev.district_code == cast.district_code(session, "Tehri Garhwal")
    assert audit.first_broken(session) is None


def test_the_same_file_twice_changes_nothing(session):
    take(session, GOOD)
    entries = audit.count(session)

    report = take(session, GOOD)

    assert report.changes_nothing
    assert audit.count(session) == entries


def test_an_old_file_does_not_undo_a_later_transfer(session):
    take(session, GOOD)
    asha, hospital = accounts.find_account(session, "asha"), post_of(session, "health", 1)
    postings.transfer(session, asha, hospital, NOW.date(), "root", NOW)

    assert take(session, GOOD).changes_nothing
    assert [one.post for one in asha.postings if one.until is None] == [hospital]


def test_a_changed_line_changes_what_it_says(session):
    take(session, GOOD)

    report = take(
        session,
        GOOD.replace("आशा नेगी", "आशा रावत").replace(
            "energy,1,Tehri Garhwal,Bhilangna,2026-01-01", "health,2,Almora,,2026-02-01"
        ),
    )

    assert (report.created, report.changed, report.postings) == ([], 1, 1)
    asha = accounts.find_account(session, "asha")
    assert asha.name == "आशा रावत"
    assert [one.post.level for one in asha.postings if one.until is None] == [2]


def test_two_people_may_change_places_in_one_file(session):
    take(session, GOOD)
    there = "energy,1,Tehri Garhwal,Bhilangna"

    report = take(
        session,
        f"{HEADER}\nasha,आशा नेगी,officer,asha@uk.gov.in,919876543210,energy,3,,,2026-03-01\n"
        f"chaya,Chaya,officer,,,{there},2026-03-01\n",
    )

    assert report.postings == 2
    assert accounts.find_account(session, "chaya").postings[-1].post.level == 1


def test_a_dry_run_leaves_everything_as_it_is(session):
    report = try_out(session, GOOD.encode(), "root", NOW)

    assert (len(report.created), report.postings) == (5, 3)
    assert session.query(Account).count() == 0
    assert session.query(Posting).count() == 0
    assert audit.count(session) == 0


def test_a_spreadsheets_byte_order_mark_and_empty_lines_do_no_harm(session):
    content = (
        b"\xef\xbb\xbf" + f"{HEADER}\r\n\r\n,,,,,,,,,\r\nesha,Esha,trainer,,,,,,,\r\n".encode()
    )

    assert len(import_officers(session, content, "root", NOW).created) == 1


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",Asha,officer,,,energy,3,,,2026-01-01", "login", Reason.EMPTY),
        ("asha negi,Asha,trainer,,,,,,,", "login", Reason.LOGIN),
        (f"{'x' * 61},Asha,trainer,,,,,,,", "login", Reason.TOO_LONG),
        ("asha,,trainer,,,,,,,", "name", Reason.EMPTY),
        ("asha,Asha,clerk,,,,,,,", "role", Reason.UNKNOWN),
        ("asha,Asha,trainer,asha,,,,,,", "email", Reason.E_MAIL),
        ("asha,Asha,trainer,,98765 43210,,,,,", "phone", Reason.PHONE),
        ("asha,Asha,trainer,,,energy,,,,", "department", Reason.NOT_EMPTY),
        ("asha,Asha,officer,,,magic,3,,,2026-01-01", "department", Reason.UNKNOWN),
        ("asha,Asha,officer,,,energy,5,,,2026-01-01", "level", Reason.UNKNOWN),
        ("asha,Asha,officer,,,energy,3,Almora,,2026-01-01", "district", Reason.NOT_EMPTY),
        ("asha,Asha,officer,,,energy,2,Agra,,2026-01-01", "district", Reason.UNKNOWN),
        ("asha,Asha,officer,,,energy,1,Almora,,2026-01-01", "block", Reason.EMPTY),
        ("asha,Asha,officer,,,energy,1,Almora,Bhilangna,2026-01-01", "block", Reason.UNKNOWN),
        ("asha,Asha,officer,,,energy,3,,,01.01.2026", "since", Reason.NOT_A_DAY),
        ("asha,Asha,officer,,,energy,3,,,", "since", Reason.EMPTY),
        ("asha,Asha,district_magistrate,,,,,,,", "district", Reason.EMPTY),
        ("asha,Asha,trainer", "", Reason.CELLS),
    ],
)
def test_a_mistake_is_told_by_line_and_column(session, line, column, reason):
    assert mistakes(session, "esha,Esha,trainer,,,,,,,", line) == [(3, column, reason)]


def test_every_mistake_is_told_and_nothing_is_taken(session):
    found = mistakes(
        session,
        "asha,,trainer,asha,,,,,,",
        "esha,Esha,trainer,,,,,,,",
        "dev,Dev,officer,,,energy,3,,,soon",
        "esha,Esha,trainer,,,,,,,",
    )

    assert found == [
        (2, "name", Reason.EMPTY),
        (2, "email", Reason.E_MAIL),
        (4, "since", Reason.NOT_A_DAY),
        (5, "login", Reason.TWICE),
    ]
    assert session.query(Account).count() == 0


def test_a_post_stands_in_a_file_once(session):
    line = "Officer,officer,,,energy,3,,,2026-01-01"

    assert mistakes(session, f"asha,{line}", f"bina,{line}") == [(3, "department", Reason.TWICE)]


def test_what_does_not_fit_the_accounts_is_told(session):
    take(session, GOOD)
    esha = accounts.find_account(session, "esha")
    accounts.close_account(session, esha, "root", NOW)

    assert mistakes(
        session,
        "asha,Asha,trainer,,,,,,,",
        "esha,Esha,helpdesk,,,,,,,",
        "new,New,officer,,,energy,3,,,2025-12-01",
    ) == [
        (2, "role", Reason.HOLDS_POST),
        (3, "login", Reason.CLOSED),
        (4, "since", Reason.DAYS),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.HEADER),
        (b"login,name\n", Reason.HEADER),
        ("आशा".encode("utf-16"), Reason.NOT_UTF8),
        (f'{HEADER}\n"asha'.encode(), Reason.NOT_CSV),
    ],
)
def test_a_file_that_is_no_list_of_officers_is_refused(session, content, reason):
    with pytest.raises(WrongFile) as wrong:
        import_officers(session, content, "root", NOW)
    assert [one.reason for one in wrong.value.mistakes] == [reason]


def test_roles_in_the_file_are_the_helplines(session):
    lines = [f"person{number},X,{role},,,,,,," for number, role in enumerate(roles.ROLES)]
    found = mistakes(session, *lines)

    assert Reason.UNKNOWN not in [reason for _, _, reason in found]
