"""Who is shown which complaint: the query and the rule say the same."""

import pytest
from sqlalchemy import select

from helpline.domain.authority import may_see
from helpline.services.offices import matter_of
from helpline.services.visibility import NotVisible, find_visible, visible_to
from helpline.store.base import transaction
from helpline.store.complaints import Complaint
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
