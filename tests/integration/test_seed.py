import csv
import shutil
import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from helpline.settings import REFERENCE_DIR
from helpline.store.base import transaction
from helpline.store.casework import ReplyTemplate
from helpline.store.reference import (
    Block,
    Category,
    Department,
    District,
    Holiday,
    Post,
    TimeLimit,
)
from helpline.store.reference_files import WrongReferenceFile
from helpline.store.seed import SeedReport, seed

TABLES = (Department, Category, District, Block, Post, TimeLimit, Holiday, ReplyTemplate)
NOTHING = SeedReport(inserted=0, changed=0, removed=0)


@pytest.fixture
def reference(tmp_path):
    """Return a copy of the reference files that the test may change."""
    return shutil.copytree(REFERENCE_DIR, tmp_path / "reference")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def seed_from(sessions, reference):
    with transaction(sessions) as session:
        return seed(session, reference)


def counts(sessions):
    with sessions() as session:
        return {
            table: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in TABLES
        }


def test_the_first_seeding_inserts_every_row_and_says_how_many(sessions):
    report = seed_from(sessions, REFERENCE_DIR)

    assert report == SeedReport(inserted=sum(counts(sessions).values()), changed=0, removed=0)
    assert counts(sessions) | {Holiday: 0, ReplyTemplate: 0} == {
        Department: 22,
        Category: 70,
        District: 13,
        Block: 95 + 102,
        # One department answers in all towns, thirteen in the 50 larger ones.
        Post: 22 * (95 + 13 + 1 + 1) + 102 + 13 * 50,
        TimeLimit: 70 * 4,
        Holiday: 0,
        ReplyTemplate: 0,
    }


def test_seeding_again_changes_nothing(seeded):
    before = counts(seeded)

    assert seed_from(seeded, REFERENCE_DIR) == NOTHING
    assert counts(seeded) == before


def test_every_category_has_a_post_at_every_level_in_every_block(seeded):
    with seeded() as session:
        posts = {
            (post.department_code, post.level, post.district_code, post.block_code)
            for post in session.execute(select(Post)).scalars()
        }
        for category in session.execute(select(Category)).scalars():
            blocks = select(Block).where(Block.code.not_in(town_codes()))
            for block in session.execute(blocks).scalars():
                department, district = category.department_code, block.district_code
                assert (department, 1, district, block.code) in posts
                assert (department, 2, district, None) in posts
                assert (department, 3, None, None) in posts
                assert (department, 4, None, None) in posts


def town_codes():
    with (REFERENCE_DIR / "urban_bodies.csv").open(encoding="utf-8", newline="") as file:
        return [int(row["code"]) for row in csv.DictReader(file)]


def departments_in(session, town):
    posts = select(Post.department_code).join(Block, Post.block_code == Block.code)
    return set(session.execute(posts.where(Block.name_en == town)).scalars())


def test_the_municipal_body_answers_in_every_town_and_others_in_the_larger_ones(seeded):
    with seeded() as session:
        assert departments_in(session, "Ghansali town") == {"urban_development"}
        rishikesh = departments_in(session, "Rishikesh town")
    assert {"urban_development", "energy", "drinking_water", "home_police"} <= rishikesh
    assert rishikesh.isdisjoint({"rural_development", "panchayati_raj", "agriculture"})


def test_a_posts_title_names_its_area_in_both_languages(seeded):
    with seeded() as session:
        posts = session.execute(
            select(Post)
            .join(Block, Post.block_code == Block.code)
            .where(Post.department_code == "energy", Block.name_en == "Bhilangna")
        ).scalars()
        assert [(post.title_hi, post.title_en) for post in posts] == [
            ("अवर अभियंता, यूपीसीएल – भिलंगना", "Junior Engineer, UPCL – Bhilangna")
        ]


def test_an_exception_beats_the_default_time_limit(seeded):
    with seeded() as session:
        assert session.get(TimeLimit, ("energy/power_outage", 1)).working_days == 2
        assert session.get(TimeLimit, ("energy/power_outage", 4)).working_days == 7
        assert session.get(TimeLimit, ("revenue/land_records", 1)).working_days == 7


def test_a_changed_name_reaches_the_rows_and_the_posts_of_the_area(seeded, reference):
    edit(reference / "blocks.csv", "Bhilangna,भिलंगना", "Bhilangna,भिलंगणा")

    report = seed_from(seeded, reference)

    assert report == SeedReport(inserted=0, changed=1 + 22, removed=0)
    with seeded() as session:
        block = session.execute(select(Block).where(Block.name_en == "Bhilangna")).scalar_one()
        assert block.name_hi == "भिलंगणा"


def test_a_block_that_comes_to_another_district_keeps_its_posts(seeded, reference):
    before = counts(seeded)
    edit(reference / "blocks.csv", "430,Tehri Garhwal,", "430,Pauri Garhwal,")

    seed_from(seeded, reference)

    assert counts(seeded) == before
    with seeded() as session:
        posts = session.execute(select(Post).where(Post.block_code == 430)).scalars().all()
        assert {post.district.name_en for post in posts} == {"Pauri Garhwal"}
        assert len(posts) == 22


def test_a_new_department_gets_its_posts(seeded, reference):
    with (reference / "departments.csv").open("a", encoding="utf-8") as file:
        file.write("sports,खेल विभाग,Sports,\n")
    with (reference / "posts.csv").open("a", encoding="utf-8") as file:
        file.writelines(
            f"sports,{level},{area},खेल अधिकारी,Sports Officer\n"
            for level, area in ((1, "block"), (2, "district"), (3, "state"), (4, "state"))
        )

    report = seed_from(seeded, reference)

    assert report == SeedReport(inserted=1 + 95 + 13 + 2, changed=0, removed=0)


def test_a_holiday_that_left_the_file_is_removed(seeded, reference):
    edit(reference / "holidays.csv", "2026-07-16,हरेला,Harela\n", "")

    assert seed_from(seeded, reference) == SeedReport(inserted=0, changed=0, removed=1)
    with seeded() as session:
        assert session.get(Holiday, date(2026, 7, 16)) is None


def test_a_category_that_left_the_file_stays_for_the_complaints_that_have_it(seeded, reference):
    edit(reference / "categories.csv", "mining/illegal_mining,अवैध खनन,Illegal mining\n", "")

    seed_from(seeded, reference)

    with seeded() as session:
        assert session.get(Category, "mining/illegal_mining") is not None


def test_a_wrong_file_changes_nothing_at_all(seeded, reference):
    edit(reference / "departments.csv", "वन विभाग,Forest", "वन,Forests")
    edit(reference / "holidays.csv", "2026-07-16", "2026-07-36")

    with pytest.raises(WrongReferenceFile):
        seed_from(seeded, reference)

    with seeded() as session:
        assert session.get(Department, "forest").name_en == "Forest"


def test_two_processes_may_seed_at_once(sessions):
    start = threading.Barrier(2)
    reports = []

    def seed_with_the_other():
        start.wait()
        reports.append(seed_from(sessions, REFERENCE_DIR))

    threads = [threading.Thread(target=seed_with_the_other) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert NOTHING in reports
    assert sorted(report.inserted for report in reports) == [0, sum(counts(sessions).values())]
