"""Who is shown which complaint: the query and the rule say the same."""

import pytest
from sqlalchemy import select

from helpline.domain.authority import may_see
from helpline.domain.effects import may_get
from helpline.services.office_choice import fits
from helpline.services.offices import matter_of
from helpline.services.visibility import NotVisible, find_visible, visible_to
from helpline.store.base import transaction
from helpline.store.complaints import Complaint
from helpline.store.reference import Post
from tests.support import cast
from tests.support.cast import NOW, filed, person

SEE_IT = {"engineer", "executive", "director", "secretary", "magistrate", "helpdesk", "cm_office"}


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        cast.add_cast(session)
        yield session


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


@pytest.mark.parametrize("act", ["reassign", "transfer"])
def test_a_form_offers_exactly_the_offices_that_may_get_it(session, complaints, act):
    for complaint in complaints:
        offered = set(session.execute(select(Post.id).where(fits(complaint, act))).scalars())
        posts = session.execute(select(Post)).scalars()
        assert offered == {post.id for post in posts if may_get(complaint, act, post)}
