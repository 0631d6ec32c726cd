"""Phrases: lines of a reply that stand there only where there is something to say."""

from functools import cache

import yaml

from helpline.settings import PROJECT_ROOT

_TEXTS = PROJECT_ROOT / "data" / "responses" / "filing.yml"
_PREFIX = "utter_summary_"


def line(phrase: str, language: str, **facts: object) -> str:
    """Return a line of the summary in the language, `hi` or `en`, beginning with its line break."""
    return "\n" + _phrases()[_PREFIX + phrase][language].format(**facts)


def shortened(text: str, most: int) -> str:
    """Return the text, or its beginning with a sign that there is more."""
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


@cache
def _phrases() -> dict[str, dict[str, str]]:
    """Read the phrases once a process: the first variation is Hindi, the second English."""
    read = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["responses"]
    return {
        name: {"hi": hindi["text"], "en": english["text"]}
        for name, (hindi, english) in read.items()
        if name.startswith(_PREFIX)
    }
