from datetime import timedelta

import pytest
from sqlalchemy import event

from helpline import clock
from helpline.domain import complaint_number
from helpline.store.base import transaction
from helpline.store.complaints import ComplaintEvent
from tests.desk.conftest import Visitor
from tests.support.complaints import ALMORA, HARIDWAR, NOON, PHONE, add_complaint


@pytest.fixture
def file(sessions):
    """File a complaint and return its number."""

    def file(**values):
        with transaction(sessions) as session:
            return add_complaint(session, **values).number

    return file


def test_the_list_is_empty_at_first(helpdesk: Visitor):
    page = helpdesk.open("/").text

    assert "यहाँ कोई शिकायत नहीं है" in page


def test_the_list_shows_the_newest_first(helpdesk: Visitor, file):
    older, newer = file(place="पुरानी जगह"), file(place="नई जगह")

    page = helpdesk.open("/").text

    assert page.index(complaint_number.spoken(newer)) < page.index(complaint_number.spoken(older))
    for words in ("बिजली नहीं है", "ऊर्जा विभाग", "नई जगह", "अल्मोड़ा", "कार्यालय के पास", "2 शिकायतें"):
        assert words in page


def test_the_list_holds_25_and_leads_on(helpdesk: Visitor, file):
    numbers = [complaint_number.spoken(file()) for _ in range(26)]

    first, second = helpdesk.open("/").text, helpdesk.open("/?page=2").text

    assert [number in first for number in numbers] == [False, *[True] * 25]
    assert [number in second for number in numbers] == [True, *[False] * 25]
    assert 'href="/?page=2"' in first
    assert 'href="/?page=1"' in second


@pytest.mark.parametrize("page", ["0", "-3", "99", "x"])
def test_a_page_that_is_not_there_gives_the_nearest(helpdesk: Visitor, file, page):
    number = file()

    assert complaint_number.spoken(number) in helpdesk.open(f"/?page={page}").text


def test_the_list_is_narrowed_by_district_and_department(helpdesk: Visitor, file):
    numbers = {
        "almora": file(),
        "haridwar": file(district_code=HARIDWAR),
        "health": file(category_code="health/ambulance"),
    }

    def shown(query: str) -> set[str]:
        page = helpdesk.open(query).text
        return {name for name in numbers if complaint_number.spoken(numbers[name]) in page}

    assert shown(f"/?district={HARIDWAR}") == {"haridwar"}
    assert shown("/?department=health") == {"health"}
    assert shown(f"/?district={ALMORA}&department=energy") == {"almora"}
    assert shown("/?district=&department=") == set(numbers)


def test_the_pager_keeps_the_filter(helpdesk: Visitor, file):
    for _ in range(26):
        file()

    assert f'href="/?district={ALMORA}&amp;page=2"' in helpdesk.open(f"/?district={ALMORA}").text


def test_the_number_of_queries_does_not_grow_with_the_list(helpdesk: Visitor, app, file):
    engine = app.extensions["sessions"].kw["bind"]
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    def count() -> int:
        statements.clear()
        helpdesk.open("/")
        return len(statements)

    file()
    one = count()
    for _ in range(5):
        file()

    assert one > 0
    assert count() == one


def test_a_complaint_past_its_day_is_marked(helpdesk: Visitor, file, frozen_clock):
    file(due_at=clock.now() + timedelta(minutes=1))
    assert "समय-सीमा बीती" not in helpdesk.open("/").text

    frozen_clock.advance(minutes=2)
    assert "समय-सीमा बीती" in helpdesk.open("/").text


def test_a_complaint_shows_all_that_is_known(helpdesk: Visitor, file):
    number = file(
        text="बिजली नहीं है\nबच्चे <b>परेशान</b> हैं", since_days=3, latitude=29.6, longitude=79.66
    )

    page = helpdesk.open(f"/complaints/{number}").text

    for words in (
        complaint_number.spoken(number),
        "बिजली नहीं है\nबच्चे &lt;b&gt;परेशान&lt;/b&gt; हैं",
        "energy कार्यालय, ताकुला",
        "ग्राम बसौली",
        "29.60000, 79.66000",
        "3 दिन",
        "10 मार्च 2026, 12:00 pm",
        "17 मार्च 2026, 12:00 pm",
        "शिकायत दर्ज हुई",
    ):
        assert words in page


def test_a_complaint_shows_its_history_in_order(helpdesk: Visitor, sessions):
    with transaction(sessions) as session:
        complaint = add_complaint(session)
        complaint.history.append(
            ComplaintEvent(
                act="send_reminder",
                actor="citizen",
                words="अभी तक कोई नहीं आया",
                at=NOON + timedelta(days=3),
            )
        )

    page = helpdesk.open(f"/complaints/{complaint.number}").text

    steps = ["शिकायत दर्ज हुई", "नागरिक ने कार्रवाई की याद दिलाई", "अभी तक कोई नहीं आया"]
    assert sorted(steps, key=page.index) == steps


def test_the_phone_number_is_masked(helpdesk: Visitor, file):
    page = helpdesk.open(f"/complaints/{file()}").text

    assert "+91 ••••• ••123" in page
    assert PHONE[2:9] not in page


def test_the_number_may_be_written_in_groups(helpdesk: Visitor, file):
    number = file()

    assert helpdesk.open(f"/complaints/{complaint_number.spoken(number)}").status_code == 200


@pytest.mark.parametrize("number", ["10000016", "10000017", "abc"])
def test_an_unknown_number_is_not_found(helpdesk: Visitor, number):
    answer = helpdesk.open(f"/complaints/{number}")

    assert answer.status_code == 404
    assert "यह पेज नहीं मिला" in answer.text


@pytest.mark.parametrize("path", ["/", "/complaints/10000016"])
def test_pages_of_complaints_only_show(helpdesk: Visitor, path):
    assert helpdesk.submit(path).status_code == 405
