"""Where a location pin or a PIN code is."""

from functools import cache

from helpline.settings import REFERENCE_DIR
from helpline.text.gazetteer import Gazetteer


@cache
def gazetteer() -> Gazetteer:
    """Return the places of the state, read once per process."""
    return Gazetteer.load(REFERENCE_DIR)
