"""What a photo says of itself, whatever somebody has made of the file."""

import io
import struct
import zlib
from datetime import datetime, timezone

import pytest
from PIL import Image, ImageOps

from helpline.domain import likeness
from helpline.domain.photo import NotAPhoto, TooManyPixels, read
from tests.support.photos import GHANSALI, as_file, motif, photo

NOON = datetime(2026, 3, 10, 12, 0)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")],
)
def test_place_and_time_are_read_from_every_kind(kind, media_type):
    seen = read(photo(spot=GHANSALI, taken=NOON, kind=kind))

    assert seen.media_type == media_type
    assert (seen.latitude, seen.longitude) == pytest.approx(GHANSALI, abs=1e-5)
    assert seen.taken_at == datetime(2026, 3, 10, 6, 30, tzinfo=timezone.utc)


def test_south_and_west_are_negative():
    seen = read(photo(spot=(-33.9, -70.5)))

    assert (seen.latitude, seen.longitude) == pytest.approx((-33.9, -70.5), abs=1e-5)


def test_a_zone_beside_the_time_counts():
    seen = read(photo(taken=NOON, OffsetTimeOriginal="+00:00"))

    assert seen.taken_at == datetime(2026, 3, 10, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "written", ["0000:00:00 00:00:00", "    :  :     :  :  ", "0001:01:01 00:00:00", "x"]
)
def test_a_camera_without_a_clock_says_no_time(written):
    assert read(photo(taken=NOON, DateTimeOriginal=written)).taken_at is None


def test_a_phone_without_a_fix_says_no_place():
    seen = read(photo(spot=(0.0, 0.0)))

    assert (seen.latitude, seen.longitude) == (None, None)


def test_a_photo_without_anything_says_nothing():
    seen = read(as_file(motif()))

    assert (seen.taken_at, seen.latitude, seen.longitude) == (None, None, None)


def test_the_thumbnail_is_small_and_tells_nothing():
    content = photo(spot=GHANSALI, taken=NOON, size=(2000, 1500))
    with Image.open(io.BytesIO(read(content).thumbnail)) as small:
        assert small.format == "JPEG"
        assert small.size == (640, 480)
        assert not small.getexif()
        assert "comment" not in small.info


def test_the_thumbnail_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right
    content = as_file(motif(), exif=exif)
    with Image.open(io.BytesIO(read(content).thumbnail)) as small:
        assert small.size == (480, 640)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_kind_of_colour_is_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = motif().convert("I").convert("I;16") if mode == "I;16" else motif().convert(mode)

    assert read(as_file(image, kind)).thumbnail


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff",
        b"GIF89a" + bytes(100),
        b"<html><script>alert(1)</script></html>",
        photo()[:2000],
        photo(kind="PNG")[:2000],
        as_file(motif(), "GIF"),
        as_file(motif(), "TIFF"),
    ],
    ids=["stub", "gif_stub", "html", "half_jpeg", "half_png", "gif", "tiff"],
)
def test_what_is_no_whole_photo_is_refused(content):
    with pytest.raises(NotAPhoto):
        read(content)


@pytest.mark.parametrize("side", [5_000, 30_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    """A few kilobytes that would unpack to many megabytes, below and above Pillow's own limit."""
    with pytest.raises(TooManyPixels):
        read(bomb(side))


def test_copies_are_alike_and_other_photos_are_not():
    original = motif(1, (1600, 1200))
    copies = [
        as_file(original.resize((480, 360)), quality=40),
        as_file(original.crop((12, 8, 1588, 1192)), quality=70),
        as_file(ImageOps.autocontrast(original), "WEBP"),
    ]
    seen = read(as_file(original)).likeness

    assert all(
        likeness.differing_bits(seen, read(copy).likeness) <= likeness.ALIKE for copy in copies
    )
    assert all(
        likeness.differing_bits(seen, read(as_file(motif(seed))).likeness) > 2 * likeness.ALIKE
        for seed in range(2, 12)
    )


def test_a_wall_is_like_nothing():
    assert read(as_file(Image.new("RGB", (800, 600), "grey"))).likeness is None


def bomb(side: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
