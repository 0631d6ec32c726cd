"""What WhatsApp shows in bold stands in bold on the desk's pages too, not between asterisks."""

import re

from flask import Flask
from markupsafe import Markup, escape

_BOLD = re.compile(r"(?<!\S)\*(?=\S)([^*\n]*?\S)\*(?![^\s.,;:!?।)])")


def init_app(app: Flask) -> None:
    """Give the templates the filter `as_on_whatsapp`."""
    app.jinja_env.filters["as_on_whatsapp"] = as_on_whatsapp


def as_on_whatsapp(words: str | None) -> Markup:
    """Return a message as markup; nothing in it but its bold words is any."""
    escaped = str(escape(words or ""))
    return Markup(_BOLD.sub(r"<strong>\1</strong>", escaped))  # noqa: S704
