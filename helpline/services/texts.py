"""What is said to citizens, read from data/responses where the assistant does not say it itself."""

from functools import cache
from typing import Any

import yaml

from helpline.settings import PROJECT_ROOT

_FOLDER = PROJECT_ROOT / "data" / "responses"


def variation(name: str, language: str) -> dict[str, Any] | None:
    """Return a response in this language, `hi` or `en`, as it is written; None if there is none."""
    both = _responses().get(name)
    return None if both is None else both[language]


def text(name: str, language: str, **facts: object) -> str:
    """Return the text of a response in this language, with the facts filled in."""
    return _responses()[name][language]["text"].format(**facts)


def shortened(written: str, most: int) -> str:
    """Return the text, or its beginning with a sign that there is more."""
    return written if len(written) <= most else f"{written[:most].rstrip()} …"


@cache
def _responses() -> dict[str, dict[str, dict[str, Any]]]:
    """Read them once a process: the first variation is Hindi, the last one English."""
    return {
        name: {"hi": variations[0], "en": variations[-1]}
        for path in sorted(_FOLDER.glob("*.yml"))
        for name, variations in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
    }
