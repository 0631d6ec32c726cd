"""Search: one complaint among others, in every script, on both databases."""

import pytest
from sqlalchemy import delete, func, select

from helpline.domain import complaint_number
from helpline.services import moves, search
from helpline.services.moves import Given
from helpline.store.complaints import Complaint, ComplaintWord
from tests.support import cast
from tests.support.cast import NOW, filed, person


@pytest.fixture
def outage(session):
    return filed(session, complaint_text="तीन दिन से ट्रांसफार्मर जला हुआ है", place="घनसाली")


@pytest.fixture
def road(session):
    return filed(
        session,
        complaint_text="sadak par bahut gadde hain",
        category="public_works/road_damage",
        place="Kathgodam",
    )


def found(session, words):
    rows = session.execute(select(Complaint).where(search.condition(words)).order_by(Complaint.id))
    return rows.scalars().all()


@pytest.mark.parametrize("words", ["transfarmer", "ट्रांसफॉर्मर", "TRANSFORMER jala", "Ghansali"])
def test_any_script_finds_the_words_of_another(session, outage, road, words):
    assert found(session, words) == [outage]


@pytest.mark.parametrize("words", ["सड़क", "गड्ढे सड़क", "काठगोदाम", "पीडब्ल्यूडी", "PWD gadde"])
def test_words_places_and_departments_find_the_road(session, outage, road, words):
    assert found(session, words) == [road]


def test_the_district_finds_both(session, outage, road):
    assert found(session, "tehri") == found(session, "टिहरी गढ़वाल") == [outage, road]


def test_all_words_must_be_there(session, outage, road):
    assert found(session, "ट्रांसफार्मर सड़क") == []


@pytest.mark.parametrize("beginning", ["trans", "tran", "ट्रांस", "ghansali tr"])
def test_the_last_word_may_be_a_beginning(session, outage, road, beginning):
    assert found(session, beginning) == [outage]


def test_only_the_last_word_may_be_a_beginning(session, outage):
    assert found(session, "trans ghansali") == []


def test_words_that_stand_everywhere_are_ignored(session, outage, road):
    assert found(session, "sadak ka है") == [road]
    assert found(session, "है") == found(session, "  ") == [outage, road]


def test_a_number_finds_its_complaint_in_any_spelling(session, outage, road):
    spoken = complaint_number.spoken(road.number)
    devanagari = "".join(chr(ord("०") + int(digit)) for digit in road.number)
    for spelling in (road.number, spoken, f"CM {spoken}", f"नंबर {devanagari}"):
        assert found(session, spelling) == [road]
    assert found(session, complaint_number.for_id(999)) == []


def test_words_in_a_script_without_sound_rules_are_found_as_they_are(session):
    urdu = filed(session, complaint_text="بجلی نہیں")
    assert found(session, "بجلی") == [urdu]


def test_after_a_transfer_the_new_department_finds_it(session, outage):
    actor = moves.at_the_desk(session, person(session, "engineer"), outage, NOW)
    clinic = cast.post_of(session, "health", 1)
    moves.perform(session, outage, "transfer", actor, NOW, Given("वहाँ का काम", clinic.id))
    assert found(session, "स्वास्थ्य") == [outage]
    assert found(session, "यूपीसीएल") == []


def test_complaints_from_before_are_indexed_once(session, outage, road):
    before = session.execute(select(ComplaintWord.key, ComplaintWord.complaint_id)).all()
    session.execute(delete(ComplaintWord).where(ComplaintWord.complaint_id == road.id))
    assert found(session, "sadak") == []
    assert search.index_missing(session) == 1
    assert search.index_missing(session) == 0
    after = session.execute(select(ComplaintWord.key, ComplaintWord.complaint_id)).all()
    assert sorted(before) == sorted(after)


@pytest.mark.parametrize("beginning", ["z", "az", "b9", "9"])
def test_a_beginning_takes_just_what_begins_so(session, outage, beginning):
    keys = [f"{beginning}{end}" for end in ("", "0", "a", "zz")] + ["8", "a0", "b8", "bz", "y"]
    session.execute(delete(ComplaintWord))
    session.add_all(ComplaintWord(key=key, complaint_id=outage.id) for key in dict.fromkeys(keys))
    session.flush()
    match = search._begins_with(beginning)
    count = session.execute(select(func.count()).where(match)).scalar_one()
    assert count == sum(key.startswith(beginning) for key in dict.fromkeys(keys))
