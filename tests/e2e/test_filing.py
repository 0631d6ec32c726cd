"""Citizens file complaints in their own words, through all processes."""

import re

import pytest
import yaml
from sqlalchemy import select

from helpline.domain import complaint_number
from helpline.settings import PROJECT_ROOT
from helpline.store.complaints import Complaint
from helpline.store.reference import Post
from tests.e2e.citizen import Citizen
from tests.e2e.system import System

pytestmark = pytest.mark.slow

MOST_MESSAGES = 4
WORDS = "hamare gaon me 3 din se light nahi hai, Ghansali"
GHANSALI = "Ghansali, Tehri"
OUTAGE = "energy/power_outage"
INTENTS = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
NUMBER = re.compile(r"\b\d{4}-\d{4}\b")


@pytest.mark.parametrize(
    ("phone", "words", "place", "category", "department", "district", "language"),
    [
        (
            "919876500001",
            "हमारे मोहल्ले में चार दिन से पानी नहीं आ रहा है",
            "हल्द्वानी",
            "drinking_water/no_water_supply",
            "drinking_water",
            "Nainital",
            "hi",
        ),
        (
            "919876500002",
            WORDS,
            GHANSALI,
            OUTAGE,
            "energy",
            "Tehri Garhwal",
            "hi",
        ),
        (
            "919876500003",
            "The street lights in our lane have not worked for two weeks",
            "Rajpur Road, Dehradun",
            "urban_development/street_light",
            "urban_development",
            "Dehradun",
            "en",
        ),
    ],
)
def test_a_complaint_is_filed(
    system: System, phone, words, place, category, department, district, language
):
    citizen = Citizen(system, phone)

    answer = citizen.files(words, place, category)

    assert citizen.sent <= MOST_MESSAGES
    number = complaint_number.parse(NUMBER.search(answer).group())
    with system.session() as session:
        complaint = session.execute(
            select(Complaint).where(Complaint.number == number)
        ).scalar_one()
        assert complaint.text.splitlines()[0] == words
        assert complaint.category_code == category
        assert complaint.kind == "grievance"
        assert complaint.department_code == department
        assert complaint.district.name_en == district
        assert complaint.place
        assert (complaint.post.level, complaint.post.department_code) == (1, department)
        assert complaint.post.block.district_code == complaint.district_code
        assert complaint.due_at > complaint.filed_at
        assert complaint.citizen.phone == phone
        assert complaint.citizen.language == language
        assert [step.act for step in complaint.history] == ["filed", "assign"]


def test_the_state_is_told_to_the_owner_and_to_nobody_else(system: System):
    owner, stranger = Citizen(system, "919876500004"), Citizen(system, "919876500005")
    number = NUMBER.search(owner.files(WORDS, GHANSALI, OUTAGE)).group()
    with system.session() as session:
        post = session.execute(
            select(Post.title_hi)
            .join(Complaint)
            .where(Complaint.number == complaint_number.parse(number))
        ).scalar_one()

    assert post in owner.says(number)
    assert post not in stranger.says(number)


@pytest.mark.parametrize(
    ("phone", "text"),
    [
        ("919876500006", "/restart"),
        ("919876500007", "/file{...}"),
        ("919876500008", '/affirm{"category": "other/other"}'),
    ],
)
def test_a_typed_command_is_only_text(system: System, phone, text):
    citizen = Citizen(system, phone)
    citizen.describes(WORDS, GHANSALI, OUTAGE)

    wamid = citizen.writes(text)
    citizen.hears(wamid)

    turn = system.turn(wamid)
    assert turn.text == text
    assert turn.intent in INTENTS
    assert turn.confidence < 1
    assert "other/other" not in [entity["value"] for entity in turn.entities]
