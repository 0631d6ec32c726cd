"""What a mistake in a reference file leads to. Before it is told, nothing is written."""

import shutil

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from helpline.settings import REFERENCE_DIR
from helpline.store.additions import Addition
from helpline.store.reference_files import WrongReferenceFile
from helpline.store.seed import seed


@pytest.fixture
def reference(tmp_path):
    """Return a copy of the reference files that the test may change."""
    return shutil.copytree(REFERENCE_DIR, tmp_path / "reference")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def mistake_in(reference):
    # Only what trainers added is read before; a table that is missing could not be written.
    engine = create_engine("sqlite://")
    Addition.__table__.create(engine)
    with pytest.raises(WrongReferenceFile) as error:
        seed(Session(engine), reference)
    return str(error.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "categories.csv",
            "forest/wild_animal",
            "woods/wild_animal",
            "categories.csv, line 54, column code: "
            "must be a known department/label, not 'woods/wild_animal'.",
        ),
        (
            "categories.csv",
            "Forest fire",
            "A fire in the forest above us",
            "categories.csv, line 55, column name_en: has 29 characters, 24 are allowed.",
        ),
        (
            "categories.csv",
            "mining/illegal_mining",
            "forest/forest_fire",
            "categories.csv, line 68, column code: stands in line 55 already.",
        ),
        (
            "departments.csv",
            "forest,वन विभाग,Forest",
            "forest,,Forest",
            "departments.csv, line 14, column name_hi: is empty.",
        ),
        (
            "departments.csv",
            "forest,वन विभाग,Forest",
            "forest,वन विभाग ,Forest",
            "departments.csv, line 14, column name_hi: begins or ends with a space.",
        ),
        (
            "departments.csv",
            "forest,वन विभाग,Forest",
            "forest,पे\u095c विभाग,Forest",
            "departments.csv, line 14, column name_hi: is not in the normal form NFC.",
        ),
        (
            "departments.csv",
            "forest,वन विभाग,Forest",
            "forest,वन विभाग",
            "departments.csv, line 14: 3 cells, not 4.",
        ),
        (
            "departments.csv",
            "code,name_hi,name_en",
            "code,name_en,name_hi",
            "departments.csv, line 1: the columns must be code,name_hi,name_en,phone.",
        ),
        (
            "districts.csv",
            "46,Bageshwar",
            "45,Bageshwar",
            "districts.csv, line 3, column code: stands in line 2 already.",
        ),
        (
            "districts.csv",
            "46,Bageshwar",
            "46,Almora",
            "districts.csv, line 3, column name_en: stands in line 2 already.",
        ),
        (
            "blocks.csv",
            "364,Bageshwar,Garur",
            "364,Bagesar,Garur",
            "blocks.csv, line 14, column district: unknown: 'Bagesar'.",
        ),
        (
            "blocks.csv",
            "364,Bageshwar,Garur",
            "x,Bageshwar,Garur",
            "blocks.csv, line 14, column code: must be a whole number from 1 up, not 'x'.",
        ),
        (
            "blocks.csv",
            ",yes,29.8475,",
            ",no,29.8475,",
            "blocks.csv: Bageshwar has 0 headquarters, it needs one.",
        ),
        (
            "blocks.csv",
            ",yes,29.8475,",
            ",maybe,29.8475,",
            "blocks.csv, line 13, column is_headquarters: unknown: 'maybe'.",
        ),
        (
            "urban_bodies.csv",
            "Rishikesh town,ऋषिकेश शहर,corporation,Doiwala",
            "Rishikesh town,ऋषिकेश शहर,corporation,Dolwala",
            "urban_bodies.csv, line 29, column block: unknown: 'Dolwala'.",
        ),
        (
            "posts.csv",
            "energy,1,block or city",
            "energy,1,district",
            "posts.csv, line 2, column area: level 1 answers for a block.",
        ),
        (
            "posts.csv",
            "energy,4,state",
            "energy,5,state",
            "posts.csv, line 5, column level: there is no level 5.",
        ),
        (
            "posts.csv",
            "energy,4,state,",
            "energy,3,state,",
            "posts.csv, line 5, column level: stands in line 4 already.",
        ),
        (
            "posts.csv",
            'energy,4,state,"सचिव, ऊर्जा"',
            "steam,4,state,सचिव",
            "posts.csv, line 5, column department: unknown: 'steam'.",
        ),
        (
            "time_limits.csv",
            "*,3,7",
            "*,3,0",
            "time_limits.csv, line 4, column working_days: "
            "must be a whole number from 1 up, not '0'.",
        ),
        ("time_limits.csv", "*,3,7\n", "", 'time_limits.csv: "*" has no line for level 3.'),
        (
            "time_limits.csv",
            "health/ambulance,1",
            "health/helicopter,1",
            "time_limits.csv, line 19, column category: unknown: 'health/helicopter'.",
        ),
        (
            "holidays.csv",
            "2026-07-16",
            "16.7.2026",
            "holidays.csv, line 14, column day: must be a day: "
            "Invalid isoformat string: '16.7.2026'.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(reference, file, old, new, message):
    edit(reference / file, old, new)

    assert mistake_in(reference) == message


def test_a_department_without_a_post_at_some_level_is_a_mistake(reference):
    edit(
        reference / "posts.csv",
        "forest,3,state,प्रमुख वन संरक्षक,Principal Chief Conservator of Forests\n",
        "",
    )

    assert mistake_in(reference) == "posts.csv: forest has no line for level 3."


def test_a_missing_file_is_named(reference):
    (reference / "posts.csv").unlink()

    assert mistake_in(reference) == f"posts.csv is missing in {reference}."


def test_a_file_saved_in_another_encoding_is_named(reference):
    (reference / "holidays.csv").write_bytes("day,name_hi,name_en\n".encode("utf-16"))

    assert mistake_in(reference) == "holidays.csv is not written in UTF-8."


def test_a_quote_that_never_closes_is_told_with_its_line(reference):
    edit(reference / "holidays.csv", "2026-01-26,", '2026-01-26,"')

    assert mistake_in(reference).startswith("holidays.csv, line 50: ")
