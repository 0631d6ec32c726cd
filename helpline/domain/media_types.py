"""What a file is by its first bytes, whatever it is called: sound, film, or a document."""

import io
import zipfile
import zlib

OGG = "audio/ogg"
PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_FOLDERS = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_BEGINNINGS = (
    (b"OggS", OGG),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # doc, xls, ppt
)
# The four letters behind "ftyp" that say a file of this kind holds sound only.
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})
# How a browser saves the types that a citizen may send.
ENDINGS = {
    OGG: "ogg",
    "audio/mpeg": "mp3",
    "audio/amr": "amr",
    "audio/aac": "aac",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    PDF: "pdf",
    PLAIN_TEXT: "txt",
    "application/x-ole-storage": "bin",
    _OFFICE_FOLDERS["word/"]: "docx",
    _OFFICE_FOLDERS["xl/"]: "xlsx",
    _OFFICE_FOLDERS["ppt/"]: "pptx",
}


def media_type_of(content: bytes) -> str | None:
    """Return the media type that the content shows; None for what no citizen may send."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _of_container(content[8:12])
    if content[:2] in (b"\xff\xf1", b"\xff\xf9"):
        return "audio/aac"
    if content[:1] == b"\xff" and content[1:2] and content[1] & 0xE6 in (0xE2, 0xE4, 0xE6):
        return "audio/mpeg"
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    return PLAIN_TEXT if _is_plain_text(content) else None


def _of_container(brand: bytes) -> str:
    if brand in _SOUND_BRANDS:
        return "audio/mp4"
    return "video/3gpp" if brand.startswith(b"3g") else "video/mp4"


def _of_archive(content: bytes) -> str | None:
    """Only the archives that office programs write; others may hold anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    found = (
        kind for folder, kind in _OFFICE_FOLDERS.items() if any(n.startswith(folder) for n in names)
    )
    return next(found, None)


def _is_plain_text(content: bytes) -> bool:
    if not content or b"\0" in content:
        return False
    try:
        return content.decode("utf-8").lstrip()[:1] not in ("", "<")
    except UnicodeDecodeError:
        return False
