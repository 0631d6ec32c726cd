"""Who is shown which complaint: the query and the rule say the same."""

import pytest
from sqlalchemy import select

from helpline.domain.authority import is_below, may_see
from helpline.domain.effects import may_get
from helpline.services.office_choice import fits
from helpline.services.offices import below, in_area_of, matter_of, office_of
from helpline.services.visibility import NotVisible, find_visible, visible_to
from helpline.store.complaints import Complaint
from helpline.store.reference import Post
from tests.support import cast
from tests.support.cast import NOW, filed, person

SEE_IT = {"engineer", "executive", "director", "secretary", "magistrate", "helpdesk", "cm_office"}


@pytest.fixture
def complaints(session):
    return [
        filed(session),
        filed(session, block=None, place="upar wala mohalla"),
        filed(session, district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="Takula"),
        filed(session, category="health/ambulance"),
    ]


@pytest.mark.parametrize("login", sorted(cast.CAST))
def test_a_complaint_is_found_by_those_it_concerns_and_nobody_else(session, complaints, login):
    number = complaints[0].number
    if login in SEE_IT:
        assert find_visible(session, number, person(session, login)) is complaints[0]
    else:
        with pytest.raises(NotVisible):
            find_visible(session, number, person(session, login))


@pytest.mark.parametrize("login", sorted(cast.CAST))
def test_the_query_and_the_rule_agree(session, complaints, login):
    who = person(session, login)
    shown = set(session.execute(select(Complaint).where(visible_to(who))).scalars())
    day = NOW.date()
    assert shown == {one for one in complaints if may_see(who, matter_of(session, one, day))}


def test_below_means_the_same_to_the_query_and_to_the_rule(session):
    posts = session.execute(select(Post).where(Post.department_code == "energy")).scalars().all()
    offices = {post.id: office_of(post) for post in posts}
    for office in offices.values():
        found = set(session.execute(select(Post.id).where(below(office))).scalars())
        assert found == {one for one, other in offices.items() if is_below(other, office)}


@pytest.mark.parametrize(
    ("login", "levels"),
    [
        ("engineer", {1}),
        ("executive", {1, 2}),
        ("director", {1, 2, 3}),
        ("secretary", {1, 2, 3, 4}),
    ],
)
def test_nobody_looks_after_an_office_above(session, login, levels):
    who = person(session, login)
    area = session.execute(select(Post).where(in_area_of(who))).scalars().all()
    assert {post.department_code for post in area} == {"energy"}
    assert {post.level for post in area} == levels


@pytest.mark.parametrize("act", ["reassign", "transfer"])
def test_a_form_offers_exactly_the_offices_that_may_get_it(session, complaints, act):
    for complaint in complaints:
        offered = set(session.execute(select(Post.id).where(fits(complaint, act))).scalars())
        posts = session.execute(select(Post)).scalars()
        assert offered == {post.id for post in posts if may_get(complaint, act, post)}
