"""Proof on the case page: who may attach and see it, and what becomes of bad files."""

import io
import re
from datetime import datetime

import pytest
from PIL import Image
from sqlalchemy import select

from helpline.services.proof import LARGEST_FILE
from helpline.store.base import transaction
from helpline.store.casework import Attachment
from tests.support import cast
from tests.support.photos import DEHRADUN, GHANSALI, PDF, as_file, motif, photo
from tests.unit.domain.test_photo import bomb

TODAY = datetime(2026, 3, 10, 12, 0)
MAY_SEE = {
    *("engineer", "executive", "director", "secretary"),
    *("magistrate", "helpdesk", "cm_office"),
}


@pytest.fixture
def engineer(somebody):
    return somebody("engineer")


def give(visitor, number, *contents, names=(), **options):
    files = [
        (io.BytesIO(content), names[index] if names else f"file {index}.jpg")
        for index, content in enumerate(contents)
    ]
    return visitor.submit(f"/complaints/{number}/proof", {"files": files}, **options)


def kept(sessions):
    with transaction(sessions) as session:
        return session.execute(select(Attachment).order_by(Attachment.id)).scalars().all()


def files_in(folder):
    return [path for path in (folder / "attachments").rglob("*") if path.is_file()]


# --- attaching --------------------------------------------------------------------------------


def test_several_files_are_attached_at_once(engineer, sessions, number):
    answer = give(
        engineer, number, photo(), PDF, names=("पहले.jpg", "रसीद.pdf"), follow_redirects=True
    )

    assert "2 files are added." in answer.text
    for words in ("पहले.jpg", "रसीद.pdf", "Proof added"):
        assert words in answer.text
    assert [row.media_type for row in kept(sessions)] == ["image/jpeg", "application/pdf"]


@pytest.mark.parametrize("login", [login for login in cast.CAST if login != "engineer"])
def test_nobody_else_attaches_anything(somebody, sessions, settings, number, login):
    visitor = somebody(login)
    assert give(visitor, number, PDF).status_code == 404
    assert kept(sessions) == []
    assert files_in(settings.data_dir) == []
    if login in MAY_SEE:
        assert 'type="file"' not in visitor.open(f"/complaints/{number}").text


def test_attaching_needs_the_sign_in_and_the_token_and_is_no_link(visitor, engineer, number):
    assert "/sign-in" in give(visitor, number, PDF).location
    address = f"/complaints/{number}/proof"
    assert engineer.client.post(address, data={"files": (io.BytesIO(PDF), "a")}).status_code == 400
    assert engineer.open(address).status_code == 405
    assert give(engineer, "10000099", PDF).status_code == 404


def test_the_form_sent_twice_adds_nothing(engineer, sessions, number):
    give(engineer, number, PDF)
    answer = give(engineer, number, PDF, follow_redirects=True)

    assert "with the complaint already" in answer.text
    assert len(kept(sessions)) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "The file is empty."),
        (b"GIF89a" + bytes(50), "neither a photo"),
        (b"<html><script>alert(1)</script></html>", "neither a photo"),
        (photo()[:5000], "neither a photo"),
        (b"%PDF-1.7 without an end", "neither a photo"),
        (PDF + bytes(LARGEST_FILE), "larger than 10 MB"),
        (bomb(30_000), "too many pixels"),
    ],
    ids=["empty", "gif", "html", "broken", "half_pdf", "large", "bomb"],
)
def test_one_bad_file_refuses_all_and_is_named(
    engineer, sessions, settings, number, content, error
):
    answer = give(engineer, number, photo(), content, names=("good.jpg", "<bad>.jpg"))

    assert answer.status_code == 400
    assert error in answer.text
    assert "&lt;bad&gt;.jpg:" in answer.text
    assert kept(sessions) == []
    assert files_in(settings.data_dir) == []


@pytest.mark.parametrize("count", [0, 6])
def test_none_and_too_many_files_are_refused(engineer, sessions, number, count):
    answer = give(engineer, number, *(PDF + bytes([index]) for index in range(count)))

    assert answer.status_code == 400
    assert "Please choose one to five files." in answer.text
    assert kept(sessions) == []


def test_a_request_beyond_all_limits_is_not_read(engineer, number):
    answer = give(engineer, number, *[bytes(LARGEST_FILE)] * 6)

    assert answer.status_code == 413


def test_only_proof_may_be_large(engineer, visitor, number):
    large = {"call-words": (io.BytesIO(bytes(7 * 1024 * 1024)), "a")}

    assert engineer.submit(f"/complaints/{number}/calls", large).status_code == 413
    assert give(visitor, number, bytes(7 * 1024 * 1024)).status_code == 413


# --- seeing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("login", cast.CAST)
def test_a_file_is_for_whoever_may_see_the_complaint(engineer, somebody, sessions, number, login):
    give(engineer, number, photo())
    (row,) = kept(sessions)
    visitor = somebody(login)
    for address in ("", "/thumbnail"):
        answer = visitor.open(f"/complaints/{number}/proof/{row.id}{address}")
        assert answer.status_code == (200 if login in MAY_SEE else 404)


def test_a_file_needs_the_sign_in_and_its_own_complaint(engineer, visitor, sessions, number):
    give(engineer, number, photo())
    with transaction(sessions) as session:
        other = cast.filed(session).number
    for address in ("", "/thumbnail"):
        path = f"proof/{kept(sessions)[0].id}{address}"
        assert "/sign-in" in visitor.open(f"/complaints/{number}/{path}").location
        assert engineer.open(f"/complaints/{other}/{path}").status_code == 404
        assert engineer.open(f"/complaints/{number}/proof/999{address}").status_code == 404


def test_the_original_is_handed_out_unchanged_and_harmless(engineer, sessions, number):
    """A file that is a photo and a page as well, with a name that lies."""
    polyglot = photo(spot=GHANSALI) + b"<html><script>alert(1)</script></html>"
    give(engineer, number, polyglot, names=("../../x.html",))
    (row,) = kept(sessions)
    answer = engineer.open(f"/complaints/{number}/proof/{row.id}")

    assert answer.data == polyglot
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={number}-{row.id}.jpg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "ending"),
    [(photo(kind="PNG"), "png"), (photo(kind="WEBP"), "webp"), (PDF, "pdf")],
    ids=["png", "webp", "pdf"],
)
def test_a_file_is_called_by_what_it_is(engineer, sessions, number, content, ending):
    give(engineer, number, content)
    answer = engineer.open(f"/complaints/{number}/proof/{kept(sessions)[0].id}")

    assert answer.headers["Content-Disposition"].endswith(f".{ending}")
    assert answer.headers["Content-Type"].endswith(ending)


def test_the_thumbnail_is_small_made_anew_and_without_exif(engineer, sessions, number):
    give(engineer, number, photo(spot=GHANSALI, taken=TODAY, kind="WEBP", size=(1600, 1200)))
    answer = engineer.open(f"/complaints/{number}/proof/{kept(sessions)[0].id}/thumbnail")

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    with Image.open(io.BytesIO(answer.data)) as small:
        assert (small.format, small.size, dict(small.getexif())) == ("JPEG", (640, 480), {})


def test_a_file_that_is_lost_is_not_found_and_the_log_says_so(
    engineer, sessions, number, settings, caplog
):
    give(engineer, number, photo())
    for path in files_in(settings.data_dir):
        path.unlink()
    address = f"/complaints/{number}/proof/{kept(sessions)[0].id}"

    assert [engineer.open(f"{address}{end}").status_code for end in ("", "/thumbnail")] == [
        404,
        404,
    ]
    assert "A kept file is missing" in caplog.text


def test_a_document_has_no_thumbnail(engineer, sessions, number):
    give(engineer, number, PDF)
    address = f"/complaints/{number}/proof/{kept(sessions)[0].id}/thumbnail"

    assert engineer.open(address).status_code == 404
    assert "/thumbnail" not in engineer.open(f"/complaints/{number}").text


# --- doubts -----------------------------------------------------------------------------------


def test_doubts_stand_beside_the_proof_and_stop_nothing(engineer, somebody, number):
    answer = give(
        engineer,
        number,
        photo(1, spot=DEHRADUN, taken=TODAY.replace(month=1)),
        photo(2, taken=TODAY.replace(year=2027)),
        photo(3, spot=GHANSALI, taken=TODAY),
        as_file(motif(4)),
        follow_redirects=True,
    )
    assert "4 files are added." in answer.text
    for login in ("engineer", "executive", "magistrate", "helpdesk", "cm_office"):
        page = somebody(login).open(f"/complaints/{number}").text
        assert page.count("To be looked at") == 3, login
        for words in (
            "far from the place",
            "before the complaint",
            "still to come",
            "not say when",
        ):
            assert words in page, login
        assert "not say where" in page
        assert re.search(r"6\d\.\d km away", page)


def test_used_before_leads_to_the_other_complaint_only_whom_it_may(
    engineer, somebody, sessions, number
):
    with transaction(sessions) as session:
        elsewhere = cast.filed(
            session, district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place=""
        ).number
    give(somebody("stranger"), elsewhere, PDF)
    page = give(engineer, number, PDF, follow_redirects=True).text

    assert "is with another complaint" in page
    assert elsewhere not in page
    page = somebody("director").open(f"/complaints/{number}").text
    assert f'href="/complaints/{elsewhere}#proof"' in page
