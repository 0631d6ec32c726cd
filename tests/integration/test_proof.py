import os
import stat
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select

from helpline.clock import INDIA
from helpline.domain.lifecycle import NotAllowed
from helpline.services import moves
from helpline.services.doubts import (
    FAR_AWAY,
    FUTURE,
    NO_PLACE,
    NO_TIME,
    TOO_OLD,
    USED_BEFORE,
    surroundings,
)
from helpline.services.moves import Given, Incomplete, citizen, perform
from helpline.services.proof import (
    LARGEST_FILE,
    Fault,
    WrongFile,
    WrongNumberOfFiles,
    attach,
    attachments_of,
    examine,
    find,
)
from helpline.store.attachment_files import original_path, thumbnail_path
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from helpline.store.casework import Attachment
from tests.support import cast
from tests.support.cast import NOW, filed, message, person
from tests.support.photos import DEHRADUN, GHANSALI, PDF, as_file, motif, photo

LATER = NOW + timedelta(hours=3)
IN_TIME = datetime(2026, 3, 10, 14, 0)  # in India, between NOW and LATER


@pytest.fixture
def complaint(session):
    return filed(session)


@pytest.fixture
def give(session, tmp_path):
    """Attach files to a complaint as somebody of the cast."""

    def give(complaint, *contents, login="engineer", now=LATER):
        files = [examine(f"file {number}", content) for number, content in enumerate(contents)]
        by = moves.at_the_desk(session, person(session, login), complaint, now)
        return attach(session, tmp_path, complaint, by, files, now)

    return give


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


# --- taking -----------------------------------------------------------------------------------


def test_a_photo_and_a_document_are_kept_as_they_were_given(session, complaint, give, tmp_path):
    picture = photo(spot=GHANSALI, taken=IN_TIME)
    first, second = give(complaint, picture, PDF)

    assert (first.media_type, second.media_type) == ("image/jpeg", "application/pdf")
    assert original_path(tmp_path, first.token).read_bytes() == picture
    assert original_path(tmp_path, second.token).read_bytes() == PDF
    assert files_in(tmp_path) == sorted(
        [
            original_path(tmp_path, first.token),
            thumbnail_path(tmp_path, first.token),
            original_path(tmp_path, second.token),
        ]
    )


def test_the_files_are_for_the_helpline_alone(complaint, give, tmp_path):
    (kept,) = give(complaint, photo())

    for path in files_in(tmp_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert original_path(tmp_path, kept.token).relative_to(tmp_path).parts[:2] == (
        kept.token[:2],
        kept.token[2:4],
    )
    assert len(kept.token) == 32


def test_the_solution_can_be_reported_with_it(session, complaint, give):
    by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
    with pytest.raises(Incomplete):
        perform(session, complaint, "report_solution", by, LATER, Given(words="हो गया"))
    give(complaint, PDF)
    perform(session, complaint, "report_solution", by, LATER, Given(words="हो गया"))
    assert complaint.state == "solution_reported"


def test_it_stands_in_the_history_and_the_audit_log(session, complaint, give):
    give(complaint, PDF, photo())

    assert [(step.act, step.actor, step.words) for step in complaint.history][-1] == (
        "add_proof",
        "engineer",
        "",
    )
    last = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).scalars().first()
    assert (last.actor, last.act, last.subject) == (
        "engineer",
        "add_proof",
        f"complaint {complaint.number}",
    )


@pytest.mark.parametrize("login", [login for login in cast.CAST if login != "engineer"])
def test_nobody_but_the_holder_attaches_proof(complaint, give, login, tmp_path):
    with pytest.raises(NotAllowed):
        give(complaint, PDF, login=login)
    assert files_in(tmp_path) == []


def test_nothing_is_attached_once_the_solution_is_reported(session, complaint, give):
    give(complaint, PDF)
    by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
    perform(session, complaint, "report_solution", by, LATER, Given(words="हो गया"))
    with pytest.raises(NotAllowed):
        give(complaint, photo())


def test_the_same_file_is_attached_once(session, complaint, give, tmp_path):
    give(complaint, PDF)
    before = files_in(tmp_path)

    assert give(complaint, PDF, PDF) == []
    assert files_in(tmp_path) == before
    assert [step.act for step in complaint.history].count("add_proof") == 1


def test_what_the_citizen_did_not_accept_is_no_new_proof(session, complaint, give):
    give(complaint, PDF)
    by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
    perform(session, complaint, "report_solution", by, LATER, Given(words="हो गया"))
    later = LATER + timedelta(days=1)
    perform(session, complaint, "partly_solved", citizen(message(session, later).id), later)
    give(complaint, PDF, now=later)
    with pytest.raises(Incomplete):
        perform(session, complaint, "report_solution", by, later, Given(words="अब हो गया"))


@pytest.mark.parametrize("count", [0, 6])
def test_some_files_but_not_too_many(complaint, give, count):
    with pytest.raises(WrongNumberOfFiles):
        give(complaint, *(PDF + bytes([number]) for number in range(count)))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (PDF + bytes(LARGEST_FILE), Fault.TOO_LARGE),
        (b"%PDF-1.4 cut off", Fault.WRONG_KIND),
        (b" " + PDF, Fault.WRONG_KIND),
        (photo()[:3000], Fault.WRONG_KIND),
        (b"MZ\x90\x00", Fault.WRONG_KIND),
        (as_file(motif(size=(5000, 4000)), "PNG", compress_level=1), Fault.TOO_MANY_PIXELS),
    ],
    ids=["empty", "large", "half_pdf", "late_pdf", "half_photo", "program", "pixels"],
)
def test_a_wrong_file_is_refused_by_its_name(content, fault):
    with pytest.raises(WrongFile) as refused:
        examine("लाइन.jpg", content)
    assert (refused.value.name, refused.value.fault) == ("लाइन.jpg", fault)


def test_files_go_when_the_transaction_fails(seeded, tmp_path):
    class Failed(Exception):
        pass

    with pytest.raises(Failed), transaction(seeded) as session:
        cast.add_cast(session)
        complaint = filed(session)
        by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
        attach(session, tmp_path, complaint, by, [examine("a", photo())], LATER)
        assert len(files_in(tmp_path)) == 2
        raise Failed
    assert files_in(tmp_path) == []


def test_files_go_when_the_commit_fails(seeded, tmp_path):
    def fail(_session):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"), transaction(seeded) as session:
        cast.add_cast(session)
        complaint = filed(session)
        by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
        attach(session, tmp_path, complaint, by, [examine("a", PDF)], LATER)
        event.listen(session, "before_commit", fail)
    assert files_in(tmp_path) == []


def test_files_stay_when_only_a_later_transaction_fails(seeded, tmp_path):
    with seeded() as session:
        cast.add_cast(session)
        complaint = filed(session)
        by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
        attach(session, tmp_path, complaint, by, [examine("a", PDF)], LATER)
        session.commit()
        attach(session, tmp_path, complaint, by, [examine("b", PDF + b"2")], LATER)
        session.rollback()
    assert [path.read_bytes() for path in files_in(tmp_path)] == [PDF]


def test_a_full_disk_leaves_nothing_behind(seeded, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"), transaction(seeded) as session:
        cast.add_cast(session)
        complaint = filed(session)
        by = moves.at_the_desk(session, person(session, "engineer"), complaint, LATER)
        attach(session, tmp_path, complaint, by, [examine("a", PDF)], LATER)
    assert files_in(tmp_path) == []


# --- doubts -----------------------------------------------------------------------------------


def test_a_photo_from_there_and_then_raises_no_doubt(complaint, give):
    (kept,) = give(complaint, photo(spot=GHANSALI, taken=IN_TIME))

    assert kept.doubts == []
    assert kept.taken_at == IN_TIME.replace(tzinfo=INDIA)


@pytest.mark.parametrize(
    ("taken", "doubts"),
    [
        (NOW - timedelta(minutes=9), []),
        (NOW - timedelta(minutes=11), [TOO_OLD]),
        (LATER + timedelta(minutes=9), []),
        (LATER + timedelta(minutes=11), [FUTURE]),
        (None, [NO_TIME]),
    ],
)
def test_the_time_of_a_photo_is_compared(complaint, give, taken, doubts):
    assert give(complaint, photo(spot=GHANSALI, taken=taken))[0].doubts == doubts


@pytest.mark.parametrize(
    ("spot", "doubts"), [(GHANSALI, []), (DEHRADUN, [FAR_AWAY]), (None, [NO_PLACE])]
)
def test_the_place_of_a_photo_is_compared_with_the_block(complaint, give, spot, doubts):
    assert give(complaint, photo(spot=spot, taken=IN_TIME))[0].doubts == doubts


@pytest.mark.parametrize(("north", "doubts"), [(0.017, []), (0.019, [FAR_AWAY])])
def test_the_citizens_pin_counts_more_than_the_block(session, give, north, doubts):
    """A degree of latitude is 111 km."""
    pinned = filed(session, latitude=30.5, longitude=78.7)

    assert give(pinned, photo(spot=(30.5 + north, 78.7), taken=IN_TIME))[0].doubts == doubts


def test_where_the_block_is_not_known_the_district_counts(session, give):
    somewhere = filed(session, block=None, place="")
    assert somewhere.block_code is None
    assert len(surroundings(session, somewhere).spots) > 5
    (near,) = give(somewhere, photo(1, spot=GHANSALI, taken=IN_TIME), login=holder(somewhere))
    (far,) = give(somewhere, photo(2, spot=(28.6, 77.2), taken=IN_TIME), login=holder(somewhere))
    assert (near.doubts, far.doubts) == ([], [FAR_AWAY])


def test_a_document_has_neither_place_nor_time(complaint, give):
    assert give(complaint, PDF)[0].doubts == []


# --- used before ------------------------------------------------------------------------------


def test_the_same_file_with_another_complaint_is_told(session, complaint, give):
    (first,) = give(complaint, PDF)
    (second,) = give(filed(session), PDF)

    assert (first.doubts, first.repeats) == ([], None)
    assert (second.doubts, second.repeats) == ([USED_BEFORE], first)


def test_a_copy_of_a_photo_is_recognised_and_the_most_alike_is_named(session, complaint, give):
    picture = motif(1, (1600, 1200))
    give(filed(session), as_file(motif(2)))
    give(filed(session), as_file(picture.crop((20, 15, 1600, 1200))))
    (original,) = give(complaint, as_file(picture))
    (copy,) = give(filed(session), as_file(picture.resize((640, 480)), quality=50))

    assert copy.repeats == original
    assert USED_BEFORE in copy.doubts


def test_photos_of_one_complaint_may_look_the_same(complaint, give):
    picture = motif(1)
    _, second = give(complaint, as_file(picture), as_file(picture, quality=50))

    assert second.repeats is None


def test_other_photos_and_walls_are_not_taken_for_copies(session, complaint, give):
    wall = motif().convert("L").point(lambda _grey: 90)
    give(complaint, as_file(motif(1)), as_file(wall))
    kept = give(filed(session), as_file(motif(2)), as_file(wall, quality=50))

    assert [attachment.repeats for attachment in kept] == [None, None]


# --- showing ----------------------------------------------------------------------------------


def test_all_that_is_known_is_shown(session, complaint, give):
    give(complaint, photo(spot=DEHRADUN, taken=IN_TIME))

    (shown,) = attachments_of(session, complaint, person(session, "executive"))
    assert (shown.name, shown.is_photo, shown.by) == ("file 0", True, "Engineer")
    assert shown.doubts == [FAR_AWAY]
    assert shown.distance_km == pytest.approx(60, abs=5)


def test_the_other_complaint_is_named_only_to_whom_may_see_it(session, complaint, give):
    elsewhere = filed(session, district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK)
    give(elsewhere, PDF, login="stranger")
    give(complaint, PDF)

    def named_to(login):
        (shown,) = attachments_of(session, complaint, person(session, login))
        assert shown.doubts == [USED_BEFORE]
        return shown.repeats

    assert named_to("director") == named_to("helpdesk") == elsewhere.number
    assert named_to("engineer") is named_to("magistrate") is None


def test_an_attachment_is_found_with_its_own_complaint_only(session, complaint, give):
    (kept,) = give(complaint, PDF)

    assert find(session, complaint, kept.id) == kept
    assert find(session, filed(session), kept.id) is None


def test_the_number_of_queries_does_not_grow_with_the_files(session, complaint, give):
    viewer = person(session, "executive")
    statements = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: statements.append(a[2]))

    def count():
        session.expire_all()
        statements.clear()
        attachments_of(session, complaint, viewer)
        return len(statements)

    give(complaint, PDF)
    one = count()
    give(complaint, *(as_file(motif(seed)) for seed in range(4)))
    assert count() == one
    assert session.execute(select(Attachment)).scalars().all()


def holder(complaint):
    """Where no block is known the headquarters' office answers; nobody of the cast holds it."""
    assert complaint.post.block.is_headquarters
    return "executive"
