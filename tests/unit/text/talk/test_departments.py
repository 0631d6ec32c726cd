"""Which department it is, by the citizen's word."""

import csv

import pytest

from helpline.settings import REFERENCE_DIR
from helpline.text.talk.departments import named_department, owner_named


@pytest.mark.parametrize(
    ("text", "meant", "denied"),
    [
        ("khadya vibhag ka hai", "food_supply", ()),
        ("खाद्य विभाग में भेज दो", "food_supply", ()),
        ("यह बिजली विभाग का नहीं, जल संस्थान का है", "drinking_water", ("energy",)),
        ("ye jal sansthan ka nahi nagar nigam ka hai", "urban_development", ("drinking_water",)),
        ("this is not PWD, it is the panchayat's road", "panchayati_raj", ("public_works",)),
        ("not the water department, the electricity department", "energy", ("drinking_water",)),
        ("no not the municipality, it is PWD", "public_works", ("urban_development",)),
        ("ye nagar nigam ke andar aata hai", "urban_development", ()),
        ("Please move it to the rural development department", "rural_development", ()),
        ("galat vibhag me bhej diya, ye jal sansthan ka hai", "drinking_water", ()),
        ("ये बिजली विभाग का मामला नहीं है", None, ("energy",)),
        ("ye PMGSY ki sadak hai, PWD ki nahi", "rural_development", ("public_works",)),
        ("यह पीएमजीएसवाई की सड़क है, पीडब्ल्यूडी की नहीं", "rural_development", ("public_works",)),
        ("this is a PMGSY road, not PWD", "rural_development", ("public_works",)),
        ("sadak PMGSY ki hai", "rural_development", ()),
        ("PMGSY wali sadak hai", "rural_development", ()),
        (
            "sewer jal sansthan ka hai, nagar nigam ka nahi",
            "drinking_water",
            ("urban_development",),
        ),
    ],
)
def test_a_sentence_names_the_right_department_and_the_wrong_one(text, meant, denied):
    named = named_department(text)
    assert (named.meant, named.denied, named.is_bare) == (meant, denied, False)


@pytest.mark.parametrize("text", ["nagar nigam", "PWD", "बिजली विभाग"])
def test_a_bare_name_is_known_as_one(text):
    assert named_department(text).is_bare


@pytest.mark.parametrize(
    "text",
    [
        "pani nahi aa raha",
        "gram panchayat me pani nahi hai",
        "panchayat me sadak nahi hai",
        "upcl ki bijli nahi hai",
        "roadways ki bus nahi hai",
        "bijli vibhag ki shikayat hai",
        "van vibhag ki jameen",
        "police nahi aayi",
        "patwari nahi aata",
        "jal sansthan me do baar shikayat ki thi koi nahi sunta",
        "bijli vibhag walo ne paise mange",
        "bijli vibhag ka number Nainital",
        "bijli vibhag ka number do",
        "ye bijli vibhag ka hai kya",
        "is this the municipality's work?",
        "PWD ke office gaye the, unhone nagar nigam bheja aur wahan koi nahi mila",
    ],
)
def test_a_story_or_a_question_names_no_department(text):
    assert named_department(text) is None


def test_every_department_is_known_by_a_name_of_its_own():
    with (REFERENCE_DIR / "departments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] != "other"]
    said = {row["code"]: f"ये {row['name_hi'].split(' (')[0]} विभाग का है" for row in rows}
    found = {code: named_department(text) for code, text in said.items()}
    assert {code: one and one.meant for code, one in found.items()} == {code: code for code in said}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("PMGSY ki sadak toot gayi hai", "rural_development"),
        ("पीएमजीएसवाई की सड़क टूट गई है", "rural_development"),
        ("the PMGSY road is broken", "rural_development"),
        ("nagar nigam ki nali jaam hai", "urban_development"),
        ("sadak toot gayi hai", None),
        ("police ki gaadi sadak par thi", None),
        ("panchayat me pani nahi hai", None),
    ],
)
def test_a_work_is_told_with_its_owner(text, owner):
    assert owner_named(text) == owner
