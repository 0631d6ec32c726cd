from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from helpline.clock import INDIA
from helpline.domain import complaint_number
from helpline.domain.draft import Draft
from helpline.services import moves
from helpline.services.complaints import describe, note, own_complaint, own_complaints
from helpline.services.filing import CannotFile, file_complaint
from helpline.store.base import transaction
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Citizen, Inbox

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=INDIA)
DRAFT = Draft(
    complaint_text="hamare gaon me 3 din se light nahi hai, Ghansali",
    category="energy/power_outage",
    place="Ghansali",
    district="Tehri Garhwal",
    block="Bhilangna",
    confirmed=True,
)


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def message_from(session, key="sita", wamid="wamid.1"):
    citizen = session.execute(select(Citizen).where(Citizen.key == key)).scalar_one_or_none()
    citizen = citizen or Citizen(
        key=key, phone="910000000000", first_seen_at=NOW, last_message_at=NOW
    )
    inbox = Inbox(
        wamid=wamid, citizen=citizen, kind="text", payload={}, received_at=NOW, not_before=NOW
    )
    session.add(inbox)
    session.flush()
    return inbox


def test_a_complaint_is_stored_with_everything_the_citizen_said(session):
    complaint = file_complaint(session, message_from(session).id, DRAFT, NOW)
    assert complaint.text == DRAFT.complaint_text
    assert (complaint.category_code, complaint.kind) == ("energy/power_outage", "grievance")
    assert complaint.department_code == "energy"
    assert complaint.district.name_en == "Tehri Garhwal"
    assert complaint.block.name_en == "Bhilangna"
    assert complaint.place == "Ghansali"
    assert complaint.number == complaint_number.parse(complaint.number)


def test_the_post_at_level_one_of_the_block_gets_it_with_a_due_date(session):
    complaint = file_complaint(session, message_from(session).id, DRAFT, NOW)
    assert (complaint.post.level, complaint.post.department_code) == (1, "energy")
    assert complaint.post.block.name_en == "Bhilangna"
    assert complaint.due_at > NOW
    assert [event.act for event in complaint.history] == ["filed", "assign"]


@pytest.mark.parametrize(
    ("category", "kind", "is_urgent"),
    [
        ("health/medicine_shortage", "grievance", True),
        ("health/medicine_shortage", "demand", False),
        ("energy/power_outage", "grievance", False),
    ],
)
def test_a_treatment_that_cannot_wait_is_due_on_the_next_working_day(
    session, category, kind, is_urgent
):
    draft = replace(DRAFT, category=category, kind=kind, urgent=True)
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.urgent is is_urgent
    if is_urgent:
        assert complaint.due_at.astimezone(INDIA).date() == (NOW + timedelta(days=1)).date()
        moves.perform(session, complaint, "escalate", moves.ASSISTANT, complaint.due_at)
        assert complaint.due_at.astimezone(INDIA).date() == (NOW + timedelta(days=2)).date()


def test_without_a_block_the_headquarters_of_the_district_gets_it(session):
    draft = replace(DRAFT, place="upar wala mohalla", block=None)
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.block_code is None
    assert complaint.post.block.is_headquarters
    assert complaint.post.block.district.name_en == "Tehri Garhwal"


def test_a_block_not_said_is_found_from_the_place(session):
    complaint = file_complaint(session, message_from(session).id, replace(DRAFT, block=None), NOW)
    assert complaint.block.name_en == "Bhilangna"


RISHIKESH = replace(DRAFT, place="Rishikesh", district="Dehradun", block="Rishikesh town")


@pytest.mark.parametrize(
    ("category", "block", "office"),
    [
        ("urban_development/garbage", "Rishikesh town", "Rishikesh town"),
        ("energy/power_outage", "Rishikesh town", "Rishikesh town"),
        # Found from the name.
        ("urban_development/garbage", None, "Rishikesh town"),
        # A rural department has no post in a town.
        ("rural_development/mgnrega_wages", "Rishikesh town", "Doiwala"),
    ],
)
def test_a_complaint_from_a_town_goes_to_the_town_s_office(session, category, block, office):
    draft = replace(RISHIKESH, category=category, block=block)
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.block.name_en == complaint.post.block.name_en == office


@pytest.mark.parametrize(
    ("place", "district", "office"),
    [
        ("तल्लीताल", "Nainital", "नैनीताल शहर"),
        ("Patel Nagar", "Dehradun", "देहरादून शहर"),
        ("ward 4", "Dehradun", "देहरादून शहर"),
        ("mohalla Alli Khan, Kashipur", "Udham Singh Nagar", "काशीपुर शहर"),
        ("gaon Kunda, Kashipur", "Udham Singh Nagar", "काशीपुर"),
    ],
)
def test_a_street_leads_to_the_municipal_body_and_a_village_to_the_block(
    session, place, district, office
):
    garbage = replace(DRAFT, category="urban_development/garbage")
    draft = replace(garbage, place=place, district=district, block=None)
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.post.title_hi == f"अधिशासी अधिकारी, नगर निकाय – {office}"
    assert complaint.place == place


def test_in_a_small_town_the_block_answers_for_the_rest(session):
    draft = replace(DRAFT, block="Ghansali town")
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.post.title_en == "Junior Engineer, UPCL – Bhilangna"


def test_a_block_of_another_district_is_not_believed(session):
    draft = replace(DRAFT, district="Almora")
    complaint = file_complaint(session, message_from(session).id, draft, NOW)
    assert complaint.block_code is None
    assert complaint.post.block.district.name_en == "Almora"


def test_filing_the_same_message_again_gives_back_the_same_complaint(session):
    inbox = message_from(session)
    first = file_complaint(session, inbox.id, DRAFT, NOW)
    again = file_complaint(session, inbox.id, DRAFT, NOW + timedelta(minutes=1))
    assert again.number == first.number
    assert session.execute(select(func.count(Complaint.id))).scalar_one() == 1


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (replace(DRAFT, confirmed=None), "confirmed"),
        (replace(DRAFT, complaint_text=None), "complaint_text"),
        (replace(DRAFT, district="Atlantis"), "Atlantis"),
        (replace(DRAFT, category="energy/nothing"), "energy/nothing"),
    ],
)
def test_an_incomplete_or_unknown_draft_is_refused(session, draft, reason):
    with pytest.raises(CannotFile, match=reason):
        file_complaint(session, message_from(session).id, draft, NOW)


def test_only_the_owner_finds_a_complaint(session):
    complaint = file_complaint(session, message_from(session, "sita").id, DRAFT, NOW)
    message_from(session, "ravi", "wamid.2")
    assert own_complaint(session, "sita", complaint.number) is complaint
    assert own_complaint(session, "ravi", complaint.number) is None
    assert own_complaints(session, "ravi", 10) == []


def test_own_complaints_come_newest_first_and_limited(session):
    for count in range(3):
        inbox = message_from(session, wamid=f"wamid.{count}")
        file_complaint(session, inbox.id, replace(DRAFT, complaint_text=str(count)), NOW)
    assert [c.text for c in own_complaints(session, "sita", 2)] == ["2", "1"]


def test_a_complaint_is_described_in_both_languages(session):
    complaint = file_complaint(session, message_from(session).id, DRAFT, NOW)
    hindi, english = describe(complaint, "hi"), describe(complaint, "en")
    assert hindi.number == complaint_number.spoken(complaint.number)
    assert hindi.filed == "24 नवंबर 2026"
    assert english.filed == "24 November 2026"
    assert english.place == "Ghansali, Tehri Garhwal"
    assert hindi.category == complaint.category.name_hi
    assert english.post == complaint.post.title_en


def test_words_are_added_once_per_message(session):
    inbox = message_from(session)
    complaint = file_complaint(session, inbox.id, DRAFT, NOW)
    reminder = message_from(session, wamid="wamid.2")
    for _ in range(2):
        note(session, complaint, "send_reminder", "ab to karo", reminder.id, NOW)
    session.flush()
    acts = select(ComplaintEvent.act).where(ComplaintEvent.complaint_id == complaint.id)
    assert session.execute(acts).scalars().all() == ["filed", "assign", "send_reminder"]
