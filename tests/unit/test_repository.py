"""What must never be committed, and what every clone must find."""

import re
import subprocess

import pytest

from helpline.settings import PROJECT_ROOT

LARGEST_FILE = 1024 * 1024
# Spelt apart, so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.~/:-])/(?:root|home/\w+|Users/\w+|work)/",
    "a package registry's address": r"(?:--|\b)(?:extra-)?index-" + r"url[ =]\S*//|files\.python"
    r"hosted\.org|//pypi\.",
    "an access token of Meta's": r"\bEAA[A-Za-z0-9]{30,}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE " + r"KEY-----",
}
PRIVATE = re.compile(
    r"(^|/)(\.env|secrets\.env|.*\.(db|sqlite3?|pem|key)|uv\.lock)$|^(var|models)/"
)


def committed() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("no git checkout")
    names = listing.stdout.decode().split("\0")
    return [name for name in names if name and (PROJECT_ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{name}:{number}"
        for name in committed()
        for number, line in enumerate(_lines(name), start=1)
        if pattern.search(line)
    ]

    assert found == []


def test_no_private_or_generated_file_is_committed():
    assert [name for name in committed() if PRIVATE.search(name)] == []


def test_no_file_is_large():
    assert [
        name for name in committed() if (PROJECT_ROOT / name).stat().st_size > LARGEST_FILE
    ] == []


def _lines(name: str) -> list[str]:
    return (PROJECT_ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
