"""The page of insight: for those who teach, and for nobody else."""

import pytest

from helpline.services import turn_counts
from helpline.store.base import transaction
from tests.support import cast
from tests.support.cast import NOW

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def template(cast_template):
    return cast_template


def test_it_shows_what_is_misheard_where_and_what_fits_nothing(sign_in, sessions):
    with transaction(sessions) as session:
        for number in range(2):
            text = f"chardham yatra registration {'kab' * number} khulega online"
            cast.misunderstood(session, text, key=f"c{number}")
        for day in turn_counts.days_to_count(session, NOW):
            turn_counts.keep(session, day, turn_counts.counted(session, day))
    trainer = sign_in("trainer")
    trainer.submit(
        "/review/1/teach",
        {"act": "teach", "words": "yatra", "is_example": "on", "intent": "greet"},
    )
    page = trainer.open("/insight").text
    assert "मतलब ↓ समझा गया →" in page
    assert "100%" in page
    assert page.count("<svg") == page.count("</svg>") >= 3


def test_it_shows_that_nothing_is_counted_yet(sign_in):
    page = sign_in("helpdesk").open("/insight").text
    assert "अभी कुछ गिना नहीं गया है" in page


def test_it_is_for_those_who_teach(sign_in, visitor):
    assert sign_in("engineer").open("/insight").status_code == 404
    assert visitor.open("/insight").status_code == 302
