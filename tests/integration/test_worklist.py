import pytest

from helpline.services import worklist
from helpline.store.base import transaction
from tests.support.complaints import HARIDWAR, add_complaint, add_reference


@pytest.fixture
def session(sessions):
    with transaction(sessions) as session:
        add_reference(session)
        yield session


def test_a_page_counts_all_and_holds_its_part(session):
    numbers = [add_complaint(session).number for _ in range(worklist.PAGE_LENGTH + 1)]

    page = worklist.complaints_page(session, "en", page=2)

    assert [line.number for line in page.lines] == numbers[:1]
    assert (page.number, page.pages, page.total) == (2, 2, worklist.PAGE_LENGTH + 1)


def test_an_empty_list_is_one_empty_page(session):
    page = worklist.complaints_page(session, "hi", page=3)

    assert (page.lines, page.number, page.pages, page.total) == ([], 1, 1, 0)


def test_filters_hold_together(session):
    add_complaint(session, district_code=HARIDWAR)
    add_complaint(session, category_code="health/ambulance")
    both = add_complaint(session, district_code=HARIDWAR, category_code="health/ambulance").number

    page = worklist.complaints_page(session, "en", 1, HARIDWAR, "health")

    assert [line.number for line in page.lines] == [both]


def test_names_are_in_the_readers_language(session):
    number = add_complaint(session).number

    assert worklist.case_file(session, number, "hi").line.district == "अल्मोड़ा"
    assert worklist.case_file(session, number, "en").post == "energy office, Takula"


def test_choices_are_in_the_order_of_their_names(session):
    assert [choice.name for choice in worklist.department_choices(session, "en")] == [
        "Energy",
        "Health",
    ]


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("919876543123", "+91 ••••• ••123"),
        ("9779812345678", "••••••••••678"),
        (None, None),
    ],
)
def test_of_a_phone_number_three_digits_are_readable(phone, masked):
    assert worklist.masked_phone(phone) == masked
