"""The worklist: what each person sees first, how it is narrowed, and that it stays quick."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from helpline.domain import complaint_number, lifecycle
from helpline.services.moves import ASSISTANT, perform
from helpline.services.paging import PAGE_LENGTH
from helpline.store.base import transaction
from helpline.store.casework import SavedView
from helpline.store.complaints import Complaint
from tests.support import cast
from tests.support.cast import NOW, filed

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def file(sessions):
    """File a complaint, change columns of it, and return its number as the list shows it."""

    def file(days_ago=0, columns=None, **values):
        with transaction(sessions) as session:
            complaint = filed(session, NOW - timedelta(days=days_ago), **values)
            for name, value in (columns or {}).items():
                setattr(complaint, name, value)
            return complaint_number.spoken(complaint.number)

    return file


def shown(visitor, path, numbers):
    page = visitor.open(path).text
    found = [number for number in numbers if number in page]
    return sorted(found, key=page.index)


def test_what_is_due_first_stands_first(sign_in, file):
    late, later, early = file(1), file(0), file(5)

    assert shown(sign_in("engineer"), "/", [late, later, early]) == [early, late, later]


def test_an_officer_begins_with_what_is_theirs_to_do(sign_in, file, sessions):
    mine, waiting, demand = (
        file(),
        file(columns={"state": "solution_reported"}),
        file(kind="demand"),
    )
    above = file()
    with transaction(sessions) as session:
        number = above.replace("-", "")
        complaint = session.query(Complaint).filter_by(number=number).one()
        perform(session, complaint, "escalate", ASSISTANT, NOW)
    all_four = [mine, waiting, demand, above]
    engineer, executive = sign_in("engineer"), sign_in("executive")

    assert set(shown(engineer, "/", all_four)) == {mine, demand}
    assert shown(executive, "/", all_four) == [above]
    assert set(shown(engineer, "/?group=open", all_four)) == set(all_four)
    assert shown(engineer, "/?group=waiting", all_four) == [waiting]
    assert shown(engineer, "/?group=demands", all_four) == [demand]
    assert shown(engineer, "/?group=ended", all_four) == []


def test_an_empty_post_below_is_ones_own_work(sign_in, file):
    nobodys = file(district=cast.DISTRICT, block="Chamba", place="Chamba")

    assert shown(sign_in("executive"), "/", [nobodys]) == [nobodys]


def test_the_secretary_has_the_proposed_demands_of_the_department(sign_in, file):
    demand = file(kind="demand", columns={"state": lifecycle.DEMAND_PROPOSED})

    assert shown(sign_in("secretary"), "/", [demand]) == [demand]
    assert shown(sign_in("executive"), "/", [demand]) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"plain", "old", "very_old", "health", "far"}),
        ("department=health", {"health"}),
        ("category=energy/power_outage", {"plain", "old", "very_old", "far"}),
        ("late=overdue", {"old", "very_old"}),
        ("late=36", {"old", "very_old"}),
        ("late=180", {"very_old"}),
        ("level=2", set()),
        ("kind=demand", set()),
        ("kind=grievance&department=health", {"health"}),
        (
            "group=nonsense&level=9&district=x&late=7&kind=z",
            {"plain", "old", "very_old", "health", "far"},
        ),
    ],
)
def test_filters_hold_together(sign_in, file, query, expected):
    numbers = {
        "plain": file(),
        "old": file(40),
        "very_old": file(190),
        "health": file(category="health/ambulance"),
        "far": file(district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="Takula"),
    }

    found = shown(sign_in("cm_office"), f"/?{query}", numbers.values())

    assert {name for name in numbers if numbers[name] in found} == expected


def test_by_district_and_block(sign_in, file, sessions):
    here, far = file(), file(district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="Takula")
    with transaction(sessions) as session:
        district = cast.district_code(session, cast.OTHER_DISTRICT)
        block = cast.post_of(session, "energy", 1, elsewhere=True).block_code
    desk = sign_in("helpdesk")

    assert shown(desk, f"/?district={district}", [here, far]) == [far]
    assert shown(desk, f"/?district={district}&block={block}", [here, far]) == [far]
    assert 'name="block"' in desk.open(f"/?district={district}").text
    assert 'name="block"' not in desk.open("/").text


def test_a_filter_that_changes_nothing_is_not_offered(sign_in):
    engineer, executive = sign_in("engineer").open("/").text, sign_in("executive").open("/").text

    assert not any(
        f'<select id="{name}"' in engineer for name in ("department", "district", "level")
    )
    assert '<select id="block"' in executive
    assert '<select id="district"' not in executive


def test_a_number_typed_in_any_way_is_found(sign_in, file):
    one, other = file(), file()

    assert shown(sign_in("helpdesk"), f"/?q={one}", [one, other]) == [one]


def test_a_long_list_is_paged_and_keeps_its_filters(sign_in, file):
    numbers = [file() for _ in range(PAGE_LENGTH + 1)]
    desk = sign_in("helpdesk")

    assert shown(desk, "/?kind=grievance", numbers) == numbers[:-1]
    assert 'href="/?kind=grievance&amp;page=2"' in desk.open("/?kind=grievance").text
    for page in ("2", "99", "9" * 30):
        assert shown(desk, f"/?page={page}", numbers) == (
            numbers[-1:] if len(page) < 9 else numbers[:-1]
        )


def test_the_number_of_queries_does_not_grow_with_the_list(sign_in, app, file):
    statements: list[str] = []
    engine = app.extensions["sessions"].kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    desk = sign_in("executive")

    def count(path) -> int:
        statements.clear()
        assert desk.open(path).status_code == 200
        return len(statements)

    file()
    paths = ("/?group=open", "/alarms", "/approvals")
    # Once before: the first page of a process looks some things up for all.
    for path in paths:
        count(path)
    before = [count(path) for path in paths]
    for _ in range(5):
        file()

    assert [count(path) for path in paths] == before


# --- saved views ------------------------------------------------------------------------------


def test_a_view_is_saved_opened_and_deleted(sign_in, sessions):
    desk = sign_in("executive")
    desk.submit("/views", {"name": "देर वाली", "group": "open", "late": "overdue", "level": "2"})

    assert 'href="/?group=open&amp;level=2&amp;late=overdue"' in desk.open("/").text
    with transaction(sessions) as session:
        view_id = session.query(SavedView).one().id
    desk.submit(f"/views/{view_id}/delete")
    assert "देर वाली" not in desk.open("/").text


def test_saving_under_the_same_name_replaces(sign_in, sessions):
    desk = sign_in("executive")
    for level in ("1", "2"):
        desk.submit("/views", {"name": "मेरी", "group": "open", "level": level})

    with transaction(sessions) as session:
        assert session.query(SavedView).one().filters == {"group": "open", "level": "2"}


def test_a_view_needs_a_name_and_belongs_to_one_person(sign_in, sessions):
    desk = sign_in("executive")
    desk.submit("/views", {"name": " ", "group": "open"})
    desk.submit("/views", {"name": "मेरी", "group": "open"})
    with transaction(sessions) as session:
        view_id = session.query(SavedView).one().id

    sign_in("engineer").submit(f"/views/{view_id}/delete")

    assert "मेरी" in desk.open("/").text
    assert "मेरी" not in sign_in("director").open("/").text


# --- giving many to another office ------------------------------------------------------------


def other_block(sessions) -> int:
    with transaction(sessions) as session:
        executive = cast.post_of(session, "energy", 2)
        posts = session.query(cast.Post).filter_by(
            department_code="energy", level=1, district_code=executive.district_code
        )
        return next(post.id for post in posts if cast.BLOCK not in post.title_en)


def chosen(*numbers, version=2):
    digits = [number.replace("-", "") for number in numbers]
    return {"number": digits, **{f"version-{one}": version for one in digits}}


def version_of(sessions, number):
    with transaction(sessions) as session:
        return session.query(Complaint).filter_by(number=number.replace("-", "")).one().version


def test_many_go_to_another_office_and_the_rest_is_named(sign_in, file, sessions):
    one, other = file(), file()
    ended = file(columns={"state": "withdrawn"})
    far = file(district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="Takula")
    form = {
        **chosen(one, other, far, version=version_of(sessions, one)),
        "post": other_block(sessions),
        "words": "काम बाँटा",
    }
    form["number"].append(ended.replace("-", ""))
    form[f"version-{ended.replace('-', '')}"] = version_of(sessions, ended)
    desk = sign_in("executive")

    page = desk.submit("/reassign", form, follow_redirects=True).text

    assert "2 शिकायतें इन्हें दी गईं" in page
    assert f"{ended} वहीं रहेगी: इस स्थिति में" in page
    assert f"{far} वहीं रहेगी: यह आपकी सूची में नहीं है" in page
    with transaction(sessions) as session:
        moved = session.query(Complaint).filter_by(post_id=form["post"]).all()
        assert {complaint_number.spoken(one.number) for one in moved} == {one, other}


def test_what_somebody_changed_meanwhile_stays(sign_in, file, sessions):
    number = file()
    form = {**chosen(number, version=99), "post": other_block(sessions), "words": "काम बाँटा"}

    page = sign_in("executive").submit("/reassign", form, follow_redirects=True).text

    assert f"{number} वहीं रहेगी: इस बीच" in page


@pytest.mark.parametrize(("field", "advice"), [("post", "कार्यालय चुनिए"), ("words", "कुछ शब्द लिखिए")])
def test_office_and_reason_are_needed_and_nothing_typed_is_lost(
    sign_in, file, sessions, field, advice
):
    number = file()
    form = {**chosen(number), "post": other_block(sessions), "words": "काम बाँटा", field: ""}

    answer = sign_in("executive").submit("/reassign", form)

    assert answer.status_code == 400
    assert advice in answer.text
    assert number in answer.text
    assert ("काम बाँटा" in answer.text) == (field != "words")


def test_only_those_with_offices_below_them_give_many_on(sign_in, file):
    file()
    for login, may in (("engineer", False), ("helpdesk", False), ("magistrate", True)):
        desk = sign_in(login)
        assert ('type="checkbox"' in desk.open("/?group=open").text) == may
        assert desk.open("/reassign").status_code == (302 if may else 404)
