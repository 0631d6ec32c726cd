"""A file is what its content says, not what it is called."""

import pytest

from helpline.domain.media_types import ENDINGS, media_type_of
from tests.support.files import MP3, PROGRAM, VIDEO, VOICE, archive
from tests.support.photos import PDF, photo

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (VOICE, "audio/ogg"),
        (MP3, "audio/mpeg"),
        (b"\xff\xfb\x90\x00" + bytes(50), "audio/mpeg"),
        (b"\xff\xf1\x50\x80" + bytes(50), "audio/aac"),
        (b"#!AMR\n" + bytes(50), "audio/amr"),
        (b"\0\0\0\x18ftypM4A " + bytes(50), "audio/mp4"),
        (VIDEO, "video/mp4"),
        (b"\0\0\0\x18ftyp3gp5" + bytes(50), "video/3gpp"),
        (photo(), "image/jpeg"),
        (photo(kind="PNG"), "image/png"),
        (photo(kind="WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), WORD),
        ("मेरी शिकायत".encode(), "text/plain"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_known(content, media_type):
    assert media_type_of(content) == media_type
    assert media_type in ENDINGS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        PROGRAM,
        archive("virus.exe"),
        archive("[Content_Types].xml", "anything.bin"),
        b"PK\x03\x04 broken",
        b"<html><script>alert(1)</script>",
        b"\xfe\xed\xfa\xce" + bytes(20),
        "अधूरा".encode()[:-1],
    ],
    ids=["nothing", "program", "virus", "unnamed", "broken", "page", "binary", "cut"],
)
def test_it_is_nothing_to_be_opened(content):
    assert media_type_of(content) is None
