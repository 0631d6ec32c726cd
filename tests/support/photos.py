"""Photos for tests: each seed another motif, with place and time as a camera writes them."""

import io
import random
from datetime import datetime

from PIL import ExifTags, Image

GHANSALI = (30.43, 78.66)  # in Bhilangna
DEHRADUN = (30.3245, 78.0418)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def motif(seed: int = 0, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Draw coarse patches, the same ones for the same seed, in any size."""
    grey = random.Random(seed)
    patches = Image.frombytes("RGB", (16, 12), grey.randbytes(16 * 12 * 3))
    return patches.resize(size, Image.Resampling.BICUBIC)


def photo(
    seed: int = 0,
    spot: tuple[float, float] | None = None,
    taken: datetime | None = None,
    kind: str = "JPEG",
    size: tuple[int, int] = (800, 600),
    **exif_values: str,
) -> bytes:
    """Return a photo as a file; `taken` is written without its zone, as most cameras do."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    if taken:
        times = exif.get_ifd(ExifTags.IFD.Exif)
        times[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
        for name, value in exif_values.items():
            times[ExifTags.Base[name]] = value
    if spot:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if spot[0] >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _sexagesimal(abs(spot[0]))
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if spot[1] >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _sexagesimal(abs(spot[1]))
    return as_file(motif(seed, size), kind, exif=exif)


def as_file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), minutes % 1 * 60
