"""One hash over everything the components lean on besides their own class.

Rasa's training cache looks at a component's class body only: an edited helper or reference
table would silently keep the old model.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from helpline.settings import PROJECT_ROOT, REFERENCE_DIR

_PLACES = ("districts.csv", "blocks.csv", "towns.csv", "urban_bodies.csv")


@lru_cache(maxsize=1)
def understanding_fingerprint() -> str:
    """Return a hash of helpline/text, helpline/nlu and the place tables."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    package = PROJECT_ROOT / "helpline"
    helpers = [*package.glob("text/*.py"), *package.glob("nlu/*.py")]
    return sorted(helpers) + [REFERENCE_DIR / name for name in _PLACES]
