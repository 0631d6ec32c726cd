"""Translations, compiled in memory from the .po files: no build step, nothing stale."""

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain, get_locale

TRANSLATIONS_DIR = Path(__file__).parent / "translations"


class CompiledDomain(Domain):
    """The texts of the desk in the reader's language."""

    def get_translations(self) -> NullTranslations:
        """Return the texts in the language of the request; English where there is no request."""
        locale = get_locale()
        return NullTranslations() if locale is None else _compiled(locale.language)


@cache
def _compiled(language: str) -> NullTranslations:
    path = TRANSLATIONS_DIR / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
