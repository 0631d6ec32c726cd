"""Numbers in what citizens write are hidden on every page, until somebody who may asks for them."""

from flask import Flask

from helpline.desk.access import me
from helpline.domain import private_numbers, roles


def init_app(app: Flask) -> None:
    """Give the templates the filter `discreet`."""
    app.jinja_env.filters["discreet"] = discreet


def discreet(words: str | None, shows_numbers: bool = False) -> str | None:
    """Return words as their reader may see them; who teaches needs no number of anybody's."""
    if not words or shows_numbers:
        return words
    return private_numbers.discreet(words, every_long_number=me().role == roles.TRAINER)
