import re
from datetime import datetime, timezone

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import render_template_string

from helpline.desk.catalogs import TRANSLATIONS_DIR
from tests.desk.conftest import Visitor

DESK_DIR = TRANSLATIONS_DIR.parent
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def hindi() -> Catalog:
    with (TRANSLATIONS_DIR / "hi" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale="hi")


def test_pages_are_hindi_at_first(visitor: Visitor):
    page = visitor.open("/sign-in").text

    assert '<html lang="hi">' in page
    assert "साइन इन" in page


def test_english_is_a_click_away_and_stays(visitor: Visitor):
    answer = visitor.open("/language/en?next=/sign-in?next=/")

    assert answer.location == "/sign-in?next=/"
    page = visitor.open("/sign-in").text
    assert '<html lang="en">' in page
    assert "Sign in" in page


def test_hindi_comes_back(visitor: Visitor):
    visitor.open("/language/en")
    visitor.open("/language/hi")

    assert '<html lang="hi">' in visitor.open("/sign-in").text


def test_choosing_a_language_never_leads_to_a_strangers_page(visitor: Visitor):
    assert visitor.open("/language/en?next=//evil.example").location == "/"


def test_other_languages_are_not_there(visitor: Visitor):
    assert visitor.open("/language/fr").status_code == 404


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("", "12,34,567 | 31 दिस॰ 2026 | 1 जन॰ 2027, 12:29 am"),
        ("language=en", "12,34,567 | 31 Dec 2026 | 1 Jan 2027, 12:29 AM"),
    ],
)
def test_numbers_and_times_are_indias(app, cookie, expected):
    with app.test_request_context(headers={"Cookie": cookie}):
        shown = render_template_string(
            "{{ 1234567 | decimalformat }} | {{ before | day }} | {{ after | moment }}",
            before=datetime(2026, 12, 31, 18, 29, tzinfo=timezone.utc),
            after=datetime(2026, 12, 31, 18, 59, tzinfo=timezone.utc),
        )

    assert shown == expected


def test_every_text_is_translated_and_none_is_left_over(hindi):
    in_use = _texts_in_use()

    assert len(in_use) > 100
    assert in_use == {message.id for message in hindi if message.id}
    assert [message.id for message in hindi if message.id and not _translations(message)] == []
    assert [message.id for message in hindi if message.id and message.fuzzy] == []


def test_translations_have_the_placeholders_of_the_english(hindi):
    for message in hindi:
        if message.id:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            expected = sorted(PLACEHOLDER.findall(english[0]))
            for text in _translations(message):
                assert sorted(PLACEHOLDER.findall(text)) == expected, message.id


def _texts_in_use() -> set:
    with (DESK_DIR / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(DESK_DIR, methods, options, keywords=keywords)
    return {message for _file, _line, message, _comments, _context in found}


def _translations(message) -> list[str]:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return [text for text in texts if text] if all(texts) else []
