"""Who holds which post: coming, going, leave and substitutes."""

from datetime import date, timedelta

import pytest

from helpline.domain import roles
from helpline.domain.authority import may_see
from helpline.services import accounts, offices, postings
from helpline.services.offices import is_manned, matter_of
from helpline.services.postings import (
    Filter,
    HoldsItAlready,
    NoSubstitute,
    NotAnOfficer,
    NotVisible,
    WrongDays,
)
from helpline.store.accounts import Leave
from helpline.store.audit import AuditEntry
from helpline.store.reference import Post
from tests.support import cast
from tests.support.cast import NOW, SINCE, filed, person, post_of
from tests.support.people import add_person

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
ROOT = "administrator"


@pytest.fixture
def newcomer(session):
    return add_person(session, "newcomer", roles.OFFICER)


@pytest.fixture
def post(session):
    return post_of(session, "energy", 1)


def spans(session, post) -> list[tuple[str, date, date | None, bool]]:
    return [
        (one.account.login, one.since, one.until, one.is_acting)
        for one in postings.history(session, post.id)
    ]


# --- transfer ---------------------------------------------------------------------------------


def test_a_transfer_ends_what_both_held_until_then(session, post):
    doctor, engineer = cast.account(session, "doctor"), cast.account(session, "engineer")
    hospital = post_of(session, "health", 1)

    postings.transfer(session, doctor, post, TOMORROW, ROOT, NOW)

    assert spans(session, post) == [
        ("doctor", TOMORROW, None, False),
        ("engineer", SINCE, TODAY, False),
    ]
    assert spans(session, hospital) == [("doctor", SINCE, TODAY, False)]
    assert [one.login for one in offices.holders(session, post.id, TODAY)] == ["engineer"]
    assert [one.login for one in offices.holders(session, post.id, TOMORROW)] == ["doctor"]
    assert not is_manned(session, hospital.id, TOMORROW)
    assert engineer.postings[0].until == TODAY


def test_complaints_stay_with_the_post(session, post, newcomer):
    complaint = filed(session)

    postings.transfer(session, newcomer, post, TODAY, ROOT, NOW)

    matter = matter_of(session, complaint, TODAY)
    assert may_see(person(session, "newcomer"), matter)
    assert not may_see(person(session, "engineer"), matter)
    assert postings.hand_over(session, post.id) == [complaint]
    assert postings.count_open(session, post.id) == 1


def test_the_same_transfer_again_is_told(session, post, newcomer):
    postings.transfer(session, newcomer, post, TODAY, ROOT, NOW)

    with pytest.raises(HoldsItAlready):
        postings.transfer(session, newcomer, post, TODAY, ROOT, NOW)
    assert len(spans(session, post)) == 2


def test_nobody_is_transferred_into_the_past_of_somebody_else(session, post, newcomer):
    with pytest.raises(WrongDays):
        postings.transfer(session, newcomer, post, SINCE, ROOT, NOW)
    with pytest.raises(WrongDays):
        postings.transfer(session, newcomer, post, SINCE - timedelta(days=1), ROOT, NOW)


@pytest.mark.parametrize("login", ["helpdesk", "magistrate", "administrator"])
def test_only_officers_hold_posts(session, post, login):
    with pytest.raises(NotAnOfficer):
        postings.transfer(session, cast.account(session, login), post, TODAY, ROOT, NOW)


def test_nobody_with_a_closed_account_gets_a_post(session, post, newcomer):
    accounts.close_account(session, newcomer, ROOT, NOW)

    with pytest.raises(NotAnOfficer):
        postings.transfer(session, newcomer, post, TODAY, ROOT, NOW)


def test_a_charge_is_held_beside_the_own_post_until_somebody_is_transferred(
    session, post, newcomer
):
    executive = cast.account(session, "executive")
    postings.give_charge(session, executive, post, TODAY, None, ROOT, NOW)
    with pytest.raises(HoldsItAlready):
        postings.give_charge(session, executive, post, TODAY, None, ROOT, NOW)
    assert len(person(session, "executive").offices) == 2

    postings.transfer(session, newcomer, post, TOMORROW, ROOT, NOW)

    assert ("executive", TODAY, TODAY, True) in spans(session, post)
    assert len(person(session, "executive", TOMORROW).offices) == 1


def test_the_end_of_a_posting_empties_the_post(session, post):
    [posting] = postings.history(session, post.id)

    postings.end_posting(session, posting, TODAY, ROOT, NOW)
    postings.end_posting(session, posting, TODAY, ROOT, NOW)

    assert is_manned(session, post.id, TODAY)
    assert not is_manned(session, post.id, TOMORROW)
    ends = session.query(AuditEntry).filter_by(act="end_posting").all()
    assert [entry.details for entry in ends] == [
        {"account": "engineer", "until": TODAY.isoformat()}
    ]


@pytest.mark.parametrize("last_day", [SINCE - timedelta(days=1), TOMORROW])
def test_a_posting_ends_neither_before_it_began_nor_after_it_ended(session, post, last_day):
    [posting] = postings.history(session, post.id)
    postings.end_posting(session, posting, TODAY, ROOT, NOW)

    with pytest.raises(WrongDays):
        postings.end_posting(session, posting, last_day, ROOT, NOW)


# --- leave ------------------------------------------------------------------------------------


def leave(session, login="engineer", days=(0, 5), substitute=None) -> Leave:
    since, until = (TODAY + timedelta(days=number) for number in days)
    stand_in = cast.account(session, substitute) if substitute else None
    who = cast.account(session, login)
    return postings.record_leave(session, who, since, until, "अवकाश", stand_in, ROOT, NOW)


def test_without_a_substitute_the_post_is_empty_meanwhile(session, post):
    leave(session, days=(1, 5))

    manned = [is_manned(session, post.id, TODAY + timedelta(days=day)) for day in (0, 1, 5, 6)]
    assert manned == [True, False, False, True]


def test_a_substitute_holds_the_posts_meanwhile(session, post):
    leave(session, days=(1, 5), substitute="doctor")

    assert spans(session, post)[0] == ("doctor", TOMORROW, TODAY + timedelta(days=5), True)
    assert all(is_manned(session, post.id, TODAY + timedelta(days=day)) for day in range(8))


def test_the_same_leave_again_changes_nothing(session, post):
    first = leave(session, substitute="doctor")

    assert leave(session, substitute="doctor") is first
    assert len(spans(session, post)) == 2


def test_days_must_fit(session):
    with pytest.raises(WrongDays):
        leave(session, days=(5, 4))
    leave(session, days=(0, 5))
    with pytest.raises(WrongDays):
        leave(session, days=(5, 9))


def test_a_substitute_is_somebody_else_who_is_there(session):
    with pytest.raises(NoSubstitute):
        leave(session, substitute="engineer")


def test_a_substitute_on_leave_is_none(session):
    leave(session, "doctor", days=(3, 3))

    with pytest.raises(NoSubstitute):
        leave(session, substitute="doctor")


def test_coming_back_early_ends_the_substitutes_charge(session, post):
    noted = leave(session, days=(-2, 5), substitute="doctor")
    yesterday = TODAY - timedelta(days=1)

    postings.cut_leave(session, noted, yesterday, ROOT, NOW)

    assert noted.until == yesterday
    assert spans(session, post)[0] == ("doctor", TODAY - timedelta(days=2), yesterday, True)
    with pytest.raises(WrongDays):
        postings.cut_leave(session, noted, yesterday, ROOT, NOW)


def test_a_leave_that_has_not_begun_is_taken_back(session, post):
    noted = leave(session, days=(3, 5), substitute="doctor")

    postings.cut_leave(session, noted, TODAY, ROOT, NOW)

    assert session.query(Leave).all() == []
    assert [span[0] for span in spans(session, post)] == ["engineer"]


# --- who may know -----------------------------------------------------------------------------

KNOWN = {
    "administrator": (1, 2, 3, 4),
    "magistrate": (1, 2),
    "engineer": (1,),
    "executive": (1, 2),
    "director": (1, 2, 3),
    "secretary": (1, 2, 3, 4),
}


@pytest.mark.parametrize("login", sorted(cast.CAST))
def test_a_post_is_known_to_those_it_concerns_and_nobody_else(session, login):
    known = []
    for level in (1, 2, 3, 4):
        try:
            postings.find_post(
                session, post_of(session, "energy", level).id, person(session, login)
            )
        except NotVisible:
            continue
        known.append(level)

    assert tuple(known) == KNOWN.get(login, ())


@pytest.mark.parametrize("login", sorted(cast.CAST))
def test_leave_is_noted_from_above(session, post, login):
    above = {"executive", "director", "secretary", "administrator"}

    assert postings.may_record_leave(person(session, login), post) == (login in above)


def test_the_list_shows_holders_and_empty_posts(session):
    leave(session, "executive")
    wanted = Filter(department="energy", district=cast.district_code(session, cast.DISTRICT))

    page = postings.posts_page(session, person(session, "administrator"), wanted, 1, TODAY)
    held = {
        line.post.level: ([one.account.login for one in line.postings], line.is_empty)
        for line in page.lines
        if line.postings
    }
    assert held == {1: (["engineer"], False), 2: (["executive"], True)}

    empty = Filter(level=2, department="energy", empty=True)
    page = postings.posts_page(session, person(session, "administrator"), empty, 1, TODAY)
    everywhere = session.query(Post).filter_by(level=2, department_code="energy").count()
    assert page.total == everywhere - 1  # all but the other district's


def test_a_magistrate_lists_the_own_district_only(session):
    page = postings.posts_page(session, person(session, "magistrate"), Filter(), 1, TODAY)

    district = cast.district_code(session, cast.DISTRICT)
    assert page.total == session.query(Post).filter_by(district_code=district).count()
