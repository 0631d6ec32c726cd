"""Where a place, a location pin or a PIN code is."""

import csv
from functools import cache

from helpline.settings import REFERENCE_DIR
from helpline.text.distance import Spot
from helpline.text.gazetteer import Gazetteer


@cache
def gazetteer() -> Gazetteer:
    """Return the places of the state, read once per process."""
    return Gazetteer.load(REFERENCE_DIR)


def block_of(place: str, district: str) -> str | None:
    """Return the block in which a place of this district lies, by English names; None if unknown."""
    blocks = (
        candidate.block
        for match in gazetteer().find(place)
        for candidate in match.candidates
        if candidate.district == district and candidate.block
    )
    return next(blocks, None)


@cache
def block_spots() -> dict[int, Spot]:
    """Return where each block's headquarters is, by the block's code, read once per process."""
    with (REFERENCE_DIR / "blocks.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["code"]): (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }
