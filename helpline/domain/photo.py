"""Reading a photo: when and where it was taken, how it looks, and a small copy to show."""

import io
from dataclasses import dataclass
from datetime import datetime, timezone

from PIL import ExifTags, Image, ImageOps

from helpline.clock import INDIA
from helpline.domain import likeness

# HEIC is missing: phones that keep it turn it into JPEG for a form that asks for JPEG.
MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with a second picture behind it, as many phones make them
    "PNG": "image/png",
    "WEBP": "image/webp",
}
# Beyond this a small file can fill the memory when it is unpacked. A JPEG is unpacked small from
# the start, anything else needs about 17 bytes for each pixel.
MOST_PIXELS_OF_JPEG = 50_000_000
MOST_PIXELS = 16_000_000
THUMBNAIL_SIZE = (640, 640)


class NotAPhoto(Exception):
    """These bytes are no photo of a known kind, or a broken one."""


class TooManyPixels(Exception):
    """The photo is too large to be unpacked."""


@dataclass(frozen=True)
class Photo:
    """What a photo says of itself. The thumbnail is a JPEG without any of that."""

    media_type: str
    thumbnail: bytes
    likeness: int | None
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None


def read(content: bytes) -> Photo:
    """Read a photo by its content, whatever its name is. Raises NotAPhoto, TooManyPixels."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            return _read(image)
    except (TooManyPixels, Image.DecompressionBombError) as error:
        raise TooManyPixels from error
    except Exception as error:
        # Pillow stumbles over a broken file in a dozen ways, with as many exceptions.
        raise NotAPhoto(type(error).__name__) from error


def _read(image: Image.Image) -> Photo:
    media_type = MEDIA_TYPES[image.format]
    most = MOST_PIXELS_OF_JPEG if media_type == "image/jpeg" else MOST_PIXELS
    if image.width * image.height > most:
        raise TooManyPixels
    exif = image.getexif()
    latitude, longitude = _spot(exif.get_ifd(ExifTags.IFD.GPSInfo))
    small = _smaller(image)
    return Photo(
        media_type=media_type,
        thumbnail=_as_jpeg(small),
        likeness=_likeness(small),
        taken_at=_moment(exif.get_ifd(ExifTags.IFD.Exif)),
        latitude=latitude,
        longitude=longitude,
    )


def _smaller(image: Image.Image) -> Image.Image:
    """Return a small, upright copy in colour; whatever was cut off or broken shows here."""
    image.thumbnail(THUMBNAIL_SIZE)
    return ImageOps.exif_transpose(image).convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    # A fresh copy carries over neither EXIF nor comments.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    clean.save(written, "JPEG", quality=80, optimize=True)
    return written.getvalue()


def _likeness(image: Image.Image) -> int | None:
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    return likeness.from_rows([list(grey[start : start + 9]) for start in range(0, 72, 9)])


def _moment(exif: dict[int, object]) -> datetime | None:
    """Return when the shutter was released; without a zone the camera shows Indian time."""
    written = exif.get(ExifTags.Base.DateTimeOriginal)
    zone = exif.get(ExifTags.Base.OffsetTimeOriginal)
    try:
        moment = datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")
        given = datetime.strptime(str(zone).strip("\0 "), "%z").tzinfo if zone else INDIA
        return moment.replace(tzinfo=given).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None  # Cameras that do not know the time write zeros or blanks.


def _spot(gps: dict[int, object]) -> tuple[float, float] | tuple[None, None]:
    tags = ExifTags.GPS
    latitude = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef) == "S")
    longitude = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef) == "W")
    # What is no number compares as false. Phones without a fix write 0, 0.
    if -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude, longitude) != (0, 0):
        return latitude, longitude
    return None, None


def _degrees(parts: object, is_negative: bool) -> float:
    """Turn degrees, minutes, seconds into degrees; not a number where they are none."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return float("nan")
    value = degrees + minutes / 60 + seconds / 3600
    return -value if is_negative else value
