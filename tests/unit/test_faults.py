"""The table of faults in docs/: every row is linked to its tests, and they exist."""

import re

import pytest

from helpline.settings import PROJECT_ROOT

PAGE = (PROJECT_ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[(?P<name>test_\w+)\]\(\.\./(?P<path>tests/[\w/]+\.py)\)")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| fault ")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_fault_says_what_all_see_and_is_linked_to_tests_that_exist(row):
    fault, citizen, desk, operator, tests = row
    assert all((fault, citizen, desk, operator))
    for named in tests.split(", "):
        link = LINK.fullmatch(named)
        assert link is not None, named
        source = (PROJECT_ROOT / link["path"]).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {link['name']}\(", source, re.MULTILINE), named


def test_the_faults_are_all_there():
    assert len(ROWS) >= 30
