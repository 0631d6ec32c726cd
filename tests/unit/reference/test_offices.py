import csv
import unicodedata
from collections import Counter

import pytest

from helpline.settings import REFERENCE_DIR

LIST_ROW = 24  # characters in the title of a WhatsApp list row
FILES = (
    *("departments.csv", "categories.csv", "demand_names.csv"),
    *("posts.csv", "time_limits.csv", "holidays.csv"),
)


def rows(name):
    with (REFERENCE_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DEPARTMENTS, CATEGORIES, POSTS = rows("departments.csv"), rows("categories.csv"), rows("posts.csv")


@pytest.mark.parametrize("name", FILES)
def test_the_text_is_in_normal_form(name):
    text = (REFERENCE_DIR / name).read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)


def test_there_are_22_departments_and_70_categories():
    assert len(DEPARTMENTS) == 22
    assert len(CATEGORIES) == 70


def test_every_department_answers_for_some_category():
    answering = {category["code"].split("/")[0] for category in CATEGORIES}

    assert answering == {department["code"] for department in DEPARTMENTS}


@pytest.mark.parametrize("language", ["name_hi", "name_en"])
def test_categories_fit_a_list_and_can_be_told_apart(language):
    names = Counter(category[language] for category in CATEGORIES)

    assert [name for name in names if len(name) > LIST_ROW] == []
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("language", ["name_hi", "name_en"])
def test_names_of_demands_fit_a_list_and_can_be_told_apart(language):
    names = {category["code"]: category[language] for category in CATEGORIES}
    demands = {demand["category"]: demand[language] for demand in rows("demand_names.csv")}

    assert demands.keys() <= names.keys()
    assert [name for name in demands.values() if len(name) > LIST_ROW] == []
    as_demands = Counter({**names, **demands}.values())
    assert [name for name, times in as_demands.items() if times > 1] == []


def test_no_demand_is_named_after_what_is_broken():
    broken = ("खराब", "टूट", "नहीं", "broken", "not ", "No ", "Damaged", "Shortage", "absent")
    named = {demand["category"]: demand for demand in rows("demand_names.csv")}
    as_demands = [named.get(category["code"], category) for category in CATEGORIES]

    told = [name["name_hi"] + name["name_en"] for name in as_demands]
    assert [name for name in told if any(word in name for word in broken)] == []


def test_every_department_has_a_post_at_each_of_the_four_levels():
    levels = Counter((post["department"], post["level"]) for post in POSTS)

    assert levels == {(d["code"], level): 1 for d in DEPARTMENTS for level in "1234"}


def test_an_urgent_category_has_no_longer_time_than_the_default():
    limits = rows("time_limits.csv")
    default = {
        limit["level"]: int(limit["working_days"]) for limit in limits if limit["category"] == "*"
    }
    assert all(int(limit["working_days"]) <= default[limit["level"]] for limit in limits)


def test_every_year_of_holidays_has_the_national_days_in_order():
    days = [holiday["day"] for holiday in rows("holidays.csv")]

    assert days == sorted(days)
    for year in {day[:4] for day in days}:
        assert {f"{year}-01-26", f"{year}-08-15", f"{year}-10-02"} <= set(days)
